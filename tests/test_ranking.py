"""Rankers: the likeliest candidate by the weights of its keys, whichever groups settle them."""

import pytest

from framing.candidates import DECISIONS
from framing.ranking import Decision, Group, Rankers, tables

SIZE = Decision(
    ("size", "colour", "both"),
    (Group(("both", "size"), lambda f: (f"{f[0]} {f[1]}", str(f[0]))), Group(("colour",), lambda f: (f,))),
)
LARGE, SMALL, RED = ((0, 1), ((2, "x"), "red")), ((1, 2), ((1, "x"), "blue")), ((2, 3), ((1, "y"), "red"))


def rankers(**weights: float) -> Rankers:
    """Return rankers with some weights for the one decision, given by number of the key, "_" and key."""
    terms = {name.replace("_", "\t", 1).replace("_", " "): weight for name, weight in weights.items()}
    size = {f"{term[1:]}": weight for term, weight in terms.items()}
    return Rankers({}, {"size": tables(size, 3)}, {"size": -0.5}, {"size": SIZE})


def test_keys_stand_in_the_order_of_their_names():
    assert SIZE.keys(LARGE[1]) == ("2", "red", "2 x")


@pytest.mark.parametrize("name", DECISIONS)
def test_every_name_of_a_decision_is_settled_once(name):
    decision = DECISIONS[name]
    assert sorted(decision.names) == sorted(part for group in decision.groups for part in group.names)


def test_log_odds_are_the_bias_and_the_weights_of_the_keys():
    assert rankers(k0_2=1.0, k1_red=0.25, k2_2_x=4.0, k2_1_y=9.0).score("size", LARGE[1]) == 4.75


def test_the_likeliest_is_chosen():
    assert rankers(k1_blue=2.0).best("size", [LARGE, SMALL, RED]) == ((1, 2), 1.5)
    assert rankers(k1_blue=2.0).choose("size", [LARGE, SMALL, RED]) == (1, 2)


def test_of_equals_the_first_is_chosen():
    assert rankers(k1_red=1.0).best("size", [SMALL, LARGE, RED]) == ((0, 1), 0.5)


def test_the_only_one_is_chosen_whatever_it_weighs():
    assert rankers(k1_red=-9.0).choose("size", [LARGE]) == (0, 1)


def test_weights_are_told_apart_by_the_number_of_their_key():
    assert tables({"0\ta": 1.0, "1\ta": 2.0, "1\tb\tc": 3.0}, 3) == ({"a": 1.0}, {"a": 2.0, "b\tc": 3.0}, {})

"""Agreement: published worked examples, a peer, and what is said of the figures."""

import json
import math
import random

import pytest

from framing import agreement

TWO_BINARY = list(zip("0100000010", "1110010000", strict=True))
"""Krippendorff (2011), Computing Krippendorff's alpha-reliability, part A: two observers, binary, alpha .095."""
TWO_NOMINAL = list(zip("aabbdcccedda", "babbbcccedda"[:11] + "d", strict=True))
"""The same, part B: two observers, five values, alpha .692."""
OBSERVERS = ("12332141 2...", "123322412 5.3", ".333234225 1.", "123324412 51.")
FOUR = [[x for x in unit if x != "."] for unit in zip(*(o.replace(" ", "") for o in OBSERVERS), strict=True)]
"""The same, part C: four observers who skip units, alpha .743 for nominal values."""
COHEN = {("1", "1"): 88, ("1", "2"): 14, ("1", "3"): 18, ("2", "1"): 10, ("2", "2"): 40, ("2", "3"): 10,
         ("3", "1"): 2, ("3", "2"): 6, ("3", "3"): 12}
"""Cohen (1960), table 1 in counts of 200: kappa .492."""


@pytest.mark.parametrize(("units", "expected"), [(TWO_BINARY, 0.095), (TWO_NOMINAL, 0.692), (FOUR, 0.743)])
def test_alpha_is_that_of_the_published_examples(units, expected):
    assert agreement.alpha(units) == pytest.approx(expected, abs=0.0005)


def test_kappa_is_that_of_the_published_example():
    assert agreement.kappa([pair for pair, n in COHEN.items() for _ in range(n)]) == pytest.approx(0.492, abs=0.0005)


def test_alpha_and_kappa_of_readings_by_hand():
    pairs = [("a", "a"), ("a", "a"), ("b", "b"), ("a", "b")]
    assert agreement.kappa(pairs) == pytest.approx((3 / 4 - 1 / 2) / (1 - 1 / 2))
    assert agreement.alpha(pairs) == pytest.approx(1 - (2 / 8) / (2 * 5 * 3 / 56))


@pytest.mark.parametrize("seed", range(5))
def test_alpha_is_that_of_the_krippendorff_package(seed):
    peer = pytest.importorskip("krippendorff", reason="the package krippendorff is not installed")
    draw = random.Random(seed)
    table = [[draw.choice([1, 1, 2, 3, math.nan]) for _ in range(40)] for _ in range(3)]
    units = [[str(x) for x in unit if not math.isnan(x)] for unit in zip(*table, strict=True)]
    expected = peer.alpha(reliability_data=table, level_of_measurement="nominal")
    assert agreement.alpha(units) == pytest.approx(expected)


def test_the_interval_holds_alpha_and_narrows_with_sentences():
    few, many = (agreement.interval(TWO_NOMINAL * n) for n in (2, 20))
    for low, high in (few, many):
        assert low < 0.7 < high
    assert many[1] - many[0] < few[1] - few[0]


READINGS = {
    "ann": {1: "war", 2: "war", 3: "peace", 4: "peace", 5: "peace", 6: "war"},
    "bob": {1: "war", 2: "war", 3: "peace", 4: "war", 5: "", 7: "war"},
}


def test_figures_are_over_the_sentences_that_two_coded():
    found = agreement.agree(READINGS)
    assert found.sentences == 4
    assert found.equal == 3 / 4
    assert found.f1["ann"] == {"peace": pytest.approx(2 / 3), "war": pytest.approx(4 / 5)}
    assert found.f1["ann"] == found.f1["bob"]
    assert found.confusion == {("war", "war"): 2, ("peace", "peace"): 1, ("peace", "war"): 1}
    assert found.differences == ((4, {"ann": "peace", "bob": "war"}),)
    assert "peace / war: taken for each other 1 time" in str(found)
    assert json.loads(json.dumps(agreement.as_dict(found)))["differences"][0]["sentence"] == 4


@pytest.mark.parametrize(("value", "bounds", "said"), [
    (0.85, (0.82, 0.9), "Reliable: alpha is at least .8."),
    (0.85, (0.7, 0.9), "Its interval reaches below .8"),
    (0.7, (0.68, 0.75), "Tentative"),
    (0.7, (0.5, 0.8), "Its interval reaches below .667"),
    (0.5, (0.4, 0.6), "Too low"),
])
def test_alpha_is_read_after_krippendorff(value, bounds, said):
    assert said in agreement.reading(value, bounds)


@pytest.mark.parametrize(("readings", "fault"), [
    ({"ann": {1: "war"}}, "at least two coders, not 1"),
    ({"ann": {1: "war"}, "bob": {2: "war"}}, "no sentence is coded in two"),
])
def test_what_cannot_be_compared_is_refused(readings, fault):
    with pytest.raises(ValueError, match=fault):
        agreement.agree(readings)


def test_coders_who_never_differ_agree_fully():
    said = {1: "war", 2: "peace"}
    assert agreement.agree({"ann": said, "bob": said}).alpha == 1


def test_one_label_throughout_is_not_called_reliable():
    """Alpha is undefined there, and krippendorff's package refuses it."""
    found = agreement.agree({"ann": {1: "war", 2: "war"}, "bob": {1: "war", 2: "war"}})
    assert found.reading.startswith("Undefined: only one label occurs")
    assert agreement.as_dict(found)["reading"] == found.reading


def test_the_interval_is_the_same_in_whatever_order_the_sentences_come():
    shuffled = random.Random(0).sample(FOUR, len(FOUR))
    assert agreement.interval(shuffled) == agreement.interval(FOUR)

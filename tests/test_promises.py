"""Hostile texts of all families: what is promised of every text holds, in time in proportion to its length."""

import pytest
from clock import grows_within
from families import FAMILIES, LONGEST_PIECE, mutated, piece, seeds
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from promises import check_comparison, check_profile

import framing
from framing import errors

PIECES = st.builds(
    piece, st.sampled_from(sorted(FAMILIES)), st.integers(0, 4 * LONGEST_PIECE), st.integers(1, LONGEST_PIECE)
)
TEXTS = st.lists(PIECES | st.text(alphabet=st.characters(exclude_categories=()), max_size=8), max_size=10).map("".join)


def quietly(examples):
    """Return settings for so many examples: no deadline, since other work slows single ones down."""
    return settings(max_examples=examples, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def everything(text):
    """Work out all that a profile tells."""
    p = framing.profile(text)
    return [s.evidence for s in p.sentences], p.voices, p.balance


class TestAnyText:
    @given(TEXTS)
    @quietly(1400)
    def test_gets_a_profile_that_hangs_together(self, text):
        check_profile(text)

    @given(TEXTS, TEXTS)
    @quietly(300)
    def test_can_be_compared_with_any_other(self, one, two):
        check_comparison(one, two)

    @given(st.integers(1, 10**9))
    @quietly(300)
    def test_gets_one_when_odd_texts_are_changed(self, seed):
        check_profile(mutated(seed))

    @pytest.mark.parametrize("name", sorted(seeds()))
    def test_gets_one_where_it_is_odd(self, name):
        check_profile(seeds()[name])

    @pytest.mark.parametrize("name", sorted(FAMILIES))
    def test_gets_one_where_it_repeats_one_family(self, name):
        check_profile(FAMILIES[name](1000))

    @pytest.mark.parametrize("name", sorted(FAMILIES))
    def test_takes_time_in_proportion_to_its_length(self, name):
        assert grows_within(15, lambda size: everything(FAMILIES[name](size)), few=2500, many=25_000)


def test_there_are_thirty_five_families_of_the_length_that_is_asked_for():
    assert len(FAMILIES) == 35
    assert {len(make(size)) for make in FAMILIES.values() for size in (777,)} == {777}


def test_a_text_that_is_too_long_is_refused_with_the_way_out():
    with pytest.raises(framing.FramingError, match=r"the text has 11 code points.*10 of max_chars.*max_chars=11"):
        framing.profile("Ann sailed.", max_chars=10)
    assert framing.profile("Ann sailed.", max_chars=11).sentences


def test_a_text_of_more_than_five_million_code_points_is_refused_unless_more_are_allowed():
    with pytest.raises(framing.FramingError, match="5,000,001 code points"):
        framing.profile("a" * 5_000_001)


@pytest.mark.parametrize("name", [name for name in vars(errors) if name.endswith("Error")])
def test_every_error_of_ours_is_a_framing_error(name):
    assert issubclass(getattr(errors, name), framing.FramingError)

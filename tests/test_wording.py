"""Distinctive words: log-odds with an informative prior, in standard deviations."""

import math

from hypothesis import given, settings
from hypothesis import strategies as st

from framing import wording
from framing.wording import distinctive

FERRY = ["The ferry is late.", "Nobody cleans the ferry.", "The ferry, the ferry!", "Again the ferry leaks."]
BRIDGE = ["The bridge is long.", "The bridge opens in May.", "The bridge was cheap.", "A bridge lasts, that bridge."]
GROUPS = st.dictionaries(st.text(max_size=3), st.lists(st.text(max_size=30), max_size=4), max_size=3)


class TestDistinctive:
    def test_a_word_that_only_one_group_repeats_comes_first(self):
        found = distinctive({"a": FERRY, "b": BRIDGE})
        assert {"ferry", "the ferry"} & {word.text for word in found["a"][:2]}
        assert {"bridge", "the bridge"} & {word.text for word in found["b"][:2]}

    def test_function_words_that_both_use_are_none(self):
        assert "the" not in {w.text for words in distinctive({"a": FERRY, "b": BRIDGE}).values() for w in words}

    def test_counts_are_those_of_the_texts(self):
        (ferry,) = (w for w in distinctive({"a": FERRY, "b": BRIDGE})["a"] if w.text == "ferry")
        assert (ferry.count, ferry.elsewhere) == (5, 0)
        assert ferry.z > wording.LEAST_Z
        assert ferry.log_odds > 0

    def test_log_odds_are_those_of_the_paper(self):
        own, pooled = wording.Counts({"x": 8, "y": 2}), wording.Counts({"x": 10, "y": 10})
        found = {w.text: w for w in wording._odds(own, pooled, {"x": 1.0, "y": 1.0})}
        expected = math.log(9 / 3) - math.log(3 / 9)
        assert math.isclose(found["x"].log_odds, expected)
        assert math.isclose(found["x"].z, expected / math.sqrt(1 / 9 + 1 / 3))
        assert math.isclose(found["y"].log_odds, -expected)

    def test_a_group_against_nothing_has_none(self):
        assert distinctive({"a": FERRY, "b": []}) == {"a": (), "b": ()}
        assert distinctive({"a": FERRY}) == {"a": ()}

    @given(GROUPS)
    @settings(max_examples=100, deadline=None)
    def test_any_groups_have_few_words_ordered_by_z(self, groups):
        found = distinctive(groups)
        assert list(found) == list(groups)
        for words in found.values():
            scores = [word.z for word in words]
            assert scores == sorted(scores, reverse=True)
            assert len(words) <= wording.MOST_WORDS
            assert all(math.isfinite(word.z) and word.count for word in words)

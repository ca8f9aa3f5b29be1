"""Alignment: terms, overlaps and what the sentences around add."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framing import alignment
from framing.alignment import Vocabulary, matches, rival, terms
from framing.features import Article
from framing.knowledge import shipped

TABLES = st.integers(0, 6).flatmap(
    lambda n: st.integers(0, 6).flatmap(
        lambda m: st.lists(st.floats(0, 1), min_size=n * m, max_size=n * m).map(
            lambda cells: np.array(cells, dtype=float).reshape(n, m)
        )
    )
)


def vocabulary(*articles: list[str]) -> Vocabulary:
    """Return the vocabulary of articles given by their sentences."""
    made = []
    for sentences in articles:
        ends = np.cumsum([len(s) + 1 for s in sentences]).tolist()
        spans = [(end - len(s) - 1, end - 1) for s, end in zip(sentences, ends, strict=True)]
        made.append(Article(" ".join(sentences), spans))
    return Vocabulary(made, shipped())


class TestTerms:
    @pytest.mark.parametrize(
        ("sentence", "expected"),
        [
            ("The port's 1,200 boats", ["the", "port", "1200", "boats"]),
            ("Fifty-five of twenty-one", ["55", "of", "21"]),
            ("one two-thirds", ["one", "67"]),
            ("a well-known e-mail", ["a", "well", "known", "e-mail"]),
            ("7.02, 12.8 and 3.", ["7.02", "12.8", "and", "3"]),
            ("", []),
            ("— “…”", []),
        ],
    )
    def test_are_words_and_numbers_as_they_are_compared(self, sentence, expected):
        assert terms(sentence) == expected

    def test_a_number_in_words_is_the_number(self):
        assert terms("nineteen") == terms("19")


class TestFeatures:
    def test_are_as_many_as_the_weights_and_the_same_from_both_sides(self):
        v = vocabulary(["The ship sank at nine.", "Rain fell."], ["At 9 a vessel went down.", "It was dry.", "Yes."])
        found = v.features(0, 1)
        assert found.shape == (2, 3, len(alignment.ALONE) - 1)
        assert np.allclose(found, v.features(1, 0).transpose(1, 0, 2))

    def test_related_words_bring_sentences_nearer(self):
        v = vocabulary(["The wages rise."], ["The salary is higher.", "The goat is higher."])
        assert v.features(0, 1)[0, 0, 0] > v.features(0, 1)[0, 1, 0]

    def test_an_unknown_form_means_what_its_known_form_means(self):
        known = shipped()
        unknown = "dissolvest"
        assert not known.knows(unknown)
        assert any(np.array_equal(alignment._meaning(unknown, known), known.vector(word))
                   for word in known.words if word.startswith("dissolv"))

    def test_a_word_like_no_other_has_the_vector_of_its_pieces(self):
        known = shipped()
        assert np.array_equal(alignment._meaning("zzxqqyw", known), known.vector("zzxqqyw"))


class TestAlign:
    def test_sentences_of_the_same_words_surely_tell_one_fact(self):
        found = vocabulary(["Rain fell.", "—"], ["—", "rain FELL"]).align(0, 1)
        assert found[0, 1] == found[1, 0] == 1
        assert found[0, 0] < 1

    def test_an_empty_article_has_no_pairs(self):
        assert matches(vocabulary([], ["Rain fell."]).align(0, 1)) == []

    def test_neighbours_that_match_support_a_pair(self):
        odds = np.full((3, 3), -2.0)
        alone = alignment.logistic(odds)
        flanked = alone.copy()
        flanked[0, 0] = flanked[2, 2] = 0.99
        weights = alignment.AROUND[0]
        before, after = (
            alignment.weigh(alignment.surroundings(odds, p), weights)[1, 1] for p in (alone, flanked)
        )
        assert after > before


class TestMatches:
    @given(TABLES)
    @settings(max_examples=200, deadline=None)
    def test_are_likely_and_about_the_best_of_one_side(self, table):
        for i, j in matches(table):
            assert table[i, j] >= alignment.LIKELY
            assert table[i, j] >= alignment.TIE * min(table[i].max(), table[:, j].max())

    @given(TABLES)
    @settings(max_examples=200, deadline=None)
    def test_the_rival_is_the_best_other_score_of_either_side(self, table):
        found = rival(table)
        for i in range(table.shape[0]):
            for j in range(table.shape[1]):
                others = [*np.delete(table[i], j), *np.delete(table[:, j], i), 0.0]
                assert found[i, j] == max(others)

"""Facts: sure pairs joined into groups with at most one sentence an article."""

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import framing
from framing.facts import Pair, facts
from framing.profiles import Kept, Sentence

LABELS = {"a": "official", "b": "critical", "c": "promotional", "d": "neutral"}


def sentence(article: str, index: int) -> Sentence:
    """Return a sentence of an article, labelled by its article."""
    return Sentence(index, index + 1, "x", LABELS[article], {}, False, Kept((), "author", ()))


def pair(one: str, two: str, similarity: float = 0.9) -> Pair:
    """Return a pair of sentences, each named by article and index, as in "a0"."""
    places = [(name[0], int(name[1])) for name in (one, two)]
    articles, indices = zip(*places, strict=True)
    return Pair(articles, indices, similarity, (sentence(*places[0]), sentence(*places[1])))


def told(*pairs: Pair) -> list[str]:
    """Return the facts of pairs, each as the names of its sentences."""
    return ["".join(f"{name}{i}" for name, i in fact.indices.items()) for fact in facts(pairs, "abcd")]


PAIRS = st.builds(
    lambda sides, i, j, similarity: pair(f"{sides[0]}{i}", f"{sides[1]}{j}", similarity),
    st.sampled_from([(x, y) for x, y in permutations("abcd", 2) if x < y]), st.integers(0, 3), st.integers(0, 3),
    st.sampled_from([0.1, 0.4, 0.6, 0.8]),
)


class TestFacts:
    @pytest.mark.parametrize(
        ("pairs", "expected"),
        [
            ([], []),
            ([pair("a0", "b0")], ["a0b0"]),
            ([pair("a0", "b0"), pair("b0", "c1")], ["a0b0c1"]),
            ([pair("a0", "b0", 0.1)], []),
            ([pair("a0", "b0", 0.9), pair("a1", "b0", 0.8)], ["a0b0"]),
            ([pair("a0", "b0", 0.8), pair("b0", "c0", 0.7), pair("a1", "c0", 0.9)], ["a1c0", "a0b0"]),
            ([pair("b0", "d0"), pair("a0", "b1", 0.5)], ["a0b1", "b0d0"]),
            ([pair("a0", "b0"), pair("a1", "b1"), pair("a1", "c1", 0.4)], ["a1b1c1", "a0b0"]),
        ],
        ids=["none", "one pair", "a chain", "no sure pair", "the surest of two sentences of one article",
             "never two sentences of one article", "framed in more ways first", "told by more first"],
    )
    def test_join_sure_pairs(self, pairs, expected):
        assert told(*pairs) == expected
        assert told(*reversed(pairs)) == expected

    @given(st.lists(PAIRS, max_size=15, unique_by=lambda p: (p.articles, p.indices)))
    def test_hold_a_sentence_once_and_never_two_of_one_article(self, pairs):
        found = facts(pairs, "abcd")
        places = [place for fact in found for place in fact.indices.items()]
        assert len(places) == len(set(places))
        assert {place for p in pairs if p.sure for place in zip(p.articles, p.indices, strict=True)} >= set(places)
        assert all(len(fact.indices) > 1 and list(fact.indices) == sorted(fact.indices) for fact in found)

    def test_mark_the_words_that_no_other_telling_has(self):
        texts = {"a": "A brass band plays on 31 March.", "b": "A brass choir sings on 31 March.",
                 "c": "A proud choir sings on 31 March!"}
        (fact,) = framing.compare(texts).facts
        assert list(fact.indices) == ["a", "b", "c"]
        assert all("brass" not in {e.text for e in words} for words in fact.words.values())

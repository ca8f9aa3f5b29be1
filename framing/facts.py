"""Pairs of sentences -> facts: what several articles tell, with the sentence in which each of them tells it.

In come the aligned sentences of articles two by two, out come groups with at most one sentence an article, so that
one fact can be laid side by side in all its tellings. The surest pairs are joined first; two groups are joined by
any pair between them (single linkage, as in Sibson 1973), but never where both hold a sentence of one article.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from . import wording
from .alignment import SURE
from .labels import LABELS
from .lexicon import normal_form
from .profiles import Evidence, Sentence

PLAIN = LABELS[-1]
"""The label of sentences that frame nothing: a fact is framed in the more ways the fewer of its tellings have it."""


@dataclass(frozen=True)
class Pair:
    """Two sentences of different articles that tell the same fact, surely or perhaps.

    Attributes
    ----------
    articles : (str, str)
        Names of the articles, in the order in which they were given.
    indices : (int, int)
        Places in ``profiles[name].sentences``.
    similarity : float
        Probability, from .06 to 1, that both tell one fact, as fitted on stories of ours that share much;
        where articles share little it is too high. The data card has what to expect.
    sentences : (Sentence, Sentence)
    """

    articles: tuple[str, str]
    indices: tuple[int, int]
    similarity: float
    sentences: tuple[Sentence, Sentence]

    @property
    def spans(self) -> tuple[tuple[int, int], tuple[int, int]]:
        """Start and end of each sentence in its article."""
        one, two = self.sentences
        return (one.start, one.end), (two.start, two.end)

    @property
    def labels(self) -> tuple[str, str]:
        """The framing of each sentence."""
        return self.sentences[0].label, self.sentences[1].label

    @property
    def sure(self) -> bool:
        """Whether the similarity is at least .35; of the others most are wrong where articles share little."""
        return self.similarity >= SURE

    @cached_property
    def words(self) -> tuple[tuple[Evidence, ...], tuple[Evidence, ...]]:
        """The words that differ and moved the labels: each sentence's evidence that the other does not have."""
        one, two = self.sentences
        return differing(one, [two]), differing(two, [one])

    def to_dict(self) -> dict[str, Any]:
        """Return the pair as plain data."""
        return {
            "articles": list(self.articles),
            "indices": list(self.indices),
            "spans": [list(span) for span in self.spans],
            "similarity": self.similarity,
            "sure": self.sure,
            "labels": list(self.labels),
            "words": [[dict(vars(e)) for e in side] for side in self.words],
        }


@dataclass(frozen=True)
class Fact:
    """A fact that several articles surely tell, a sentence each.

    Attributes
    ----------
    indices : dict of str to int
        By article, the place of its sentence in ``profiles[name].sentences``.
    sentences : dict of str to Sentence
    similarity : float
        Least similarity of the pairs by which the sentences were joined; two of them that no pair joined may
        be less similar.
    """

    indices: dict[str, int]
    sentences: dict[str, Sentence]
    similarity: float

    @property
    def labels(self) -> dict[str, str]:
        """The framing of each telling, by article."""
        return {name: s.label for name, s in self.sentences.items()}

    @cached_property
    def words(self) -> dict[str, tuple[Evidence, ...]]:
        """By article, the evidence of its sentence that no other telling has."""
        return {
            name: differing(own, [s for other, s in self.sentences.items() if other != name])
            for name, own in self.sentences.items()
        }

    def to_dict(self) -> dict[str, Any]:
        """Return the fact as plain data."""
        words = {name: [dict(vars(e)) for e in found] for name, found in self.words.items()}
        return {"indices": dict(self.indices), "similarity": self.similarity, "labels": self.labels, "words": words}


def differing(one: Sentence, others: Iterable[Sentence]) -> tuple[Evidence, ...]:
    """Return the evidence of a sentence whose words none of the others has."""
    there = {normal_form(word) for other in others for word in wording.tokens(other.text)}
    return tuple(e for e in one.evidence if normal_form(e.text) not in there)


def facts(pairs: Iterable[Pair], order: Sequence[str]) -> tuple[Fact, ...]:
    """Return the facts that sure pairs make: the most framings first, then the most articles, then the surest.

    Parameters
    ----------
    pairs : iterable of Pair
    order : sequence of str
        The names of the articles, in which the tellings of each fact are given.
    """
    told: dict[tuple[str, int], Fact] = {}
    for pair in sorted((pair for pair in pairs if pair.sure), key=_surest_first):
        one, two = (
            told.get((name, i)) or Fact({name: i}, {name: sentence}, 1.0)
            for name, i, sentence in zip(pair.articles, pair.indices, pair.sentences, strict=True)
        )
        if not one.indices.keys() & two.indices.keys():
            both = Fact(one.indices | two.indices, one.sentences | two.sentences, pair.similarity)
            told |= dict.fromkeys(both.indices.items(), both)
    found = [_in_order(fact, order) for fact in {id(fact): fact for fact in told.values()}.values()]
    return tuple(sorted(found, key=_most_told_first))


def _in_order(fact: Fact, order: Sequence[str]) -> Fact:
    """Return a fact with its tellings in the order of the articles."""
    names = [name for name in order if name in fact.indices]
    return Fact({n: fact.indices[n] for n in names}, {n: fact.sentences[n] for n in names}, fact.similarity)


def _surest_first(pair: Pair) -> tuple[float, list[tuple[str, int]]]:
    """Return by what pairs are ranked; it does not depend on the order of the articles."""
    return -pair.similarity, sorted(zip(pair.articles, pair.indices, strict=True))


def _most_told_first(fact: Fact) -> tuple[int, int, int, float, list[tuple[str, int]]]:
    """Return by what facts are ranked; it does not depend on the order of the articles."""
    framings = set(fact.labels.values())
    ways = len(framings - {PLAIN}), len(framings), len(fact.indices)
    return -ways[0], -ways[1], -ways[2], -fact.similarity, sorted(fact.indices.items())

"""Pairs of sentences -> facts: what several articles tell, with the sentence in which each of them tells it.

In come the aligned sentences of articles two by two, out come groups with at most one sentence an article, so that
one fact can be laid side by side in all its tellings. The surest pairs are joined first. A pair joins two groups only
where most pairs between them are at least likely, so that no chain of pairs glues two facts together, and never where
both hold a sentence of one article. Of the pairs in facts of our held-out drafts so .754 are right, of those that
single linkage makes .746; average and complete linkage lost facts of the retelling.
"""

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from . import wording
from .alignment import SURE
from .labels import LABELS
from .lexicon import normal_form
from .profiles import Evidence, Sentence

Place = tuple[str, int]
"""An article by its name and a sentence by its number."""
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
        Probability, from .05 to 1, that both tell one fact, as fitted on stories of ours; where articles share
        little it is too high. The data card has what to expect.
    sentences : (Sentence, Sentence)
    """

    articles: tuple[str, str]
    indices: tuple[int, int]
    similarity: float
    sentences: tuple[Sentence, Sentence]

    @property
    def places(self) -> tuple[Place, Place]:
        """Article and place of each sentence."""
        return (self.articles[0], self.indices[0]), (self.articles[1], self.indices[1])

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
        """Whether the similarity is at least .45; of the others most are wrong where articles share little."""
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
    pairs = tuple(pairs)
    likely = {pair.places: pair.similarity for pair in pairs}
    sentences = {
        place: sentence for pair in pairs for place, sentence in zip(pair.places, pair.sentences, strict=True)
    }
    found = [_fact(group, similarity, sentences, order) for group, similarity in groups(likely)]
    return tuple(sorted(found, key=_most_told_first))


def groups(likely: Mapping[tuple[Place, Place], float]) -> list[tuple[tuple[Place, ...], float]]:
    """Return the groups of sentences that sure pairs make, and the least similarity by which each was joined.

    Parameters
    ----------
    likely : mapping of (place, place) to float
        The similarity of all pairs that are at least likely. A place is an article and the number of a sentence.
    """
    names = {frozenset(pair) for pair in likely}
    told: dict[Place, tuple[tuple[Place, ...], float]] = {}
    sure = (pair for pair in likely if likely[pair] >= SURE)
    for pair in sorted(sure, key=lambda pair: (-likely[pair], sorted(pair))):
        one, two = (told[place][0] if place in told else (place,) for place in pair)
        if {article for article, _ in one}.isdisjoint(article for article, _ in two) and _mostly(one, two, names):
            told |= dict.fromkeys(one + two, (one + two, likely[pair]))
    return list({id(group): group for group in told.values()}.values())


def _mostly(one: Sequence[Place], two: Sequence[Place], likely: Set[frozenset[Place]]) -> bool:
    """Tell whether more than half of the pairs between two groups are likely."""
    between = [frozenset((a, b)) in likely for a in one for b in two]
    return 2 * sum(between) > len(between)


def _fact(group: Iterable[Place], similarity: float, sentences: Mapping[Place, Sentence], order: Sequence[str]) -> Fact:
    """Return a group as a fact, with its tellings in the order of the articles."""
    told = sorted(group, key=lambda place: order.index(place[0]))
    return Fact(dict(told), {name: sentences[name, i] for name, i in told}, similarity)


def _most_told_first(fact: Fact) -> tuple[int, int, int, float, list[tuple[str, int]]]:
    """Return by what facts are ranked; it does not depend on the order of the articles."""
    framings = set(fact.labels.values())
    ways = len(framings - {PLAIN}), len(framings), len(fact.indices)
    return -ways[0], -ways[1], -ways[2], -fact.similarity, sorted(fact.indices.items())

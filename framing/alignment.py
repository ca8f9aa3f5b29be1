"""Two articles -> how likely each sentence of one tells the same fact as each sentence of the other.

In come articles on one event, out comes for two of them a matrix of probabilities. A sentence is first
compared alone: by its words and by words near them in meaning, found with the static vectors of
`framing.knowledge` (a soft overlap as in Rychalska et al. 2016 and BERTScore, Zhang et al. 2020), rare words and
numbers counting most, which `framing.figures` reads. Then the sentences around are looked at, twice: facts that stand
side by side in one article often do in the other (Barzilay and Elhadad 2003). How far to trust that is itself measured,
on the surest matches of the two articles, and so is how much they have in common: the more, the more a better partner
speaks against a pair. All weights were fitted on our own stories by `framing.pairs`; order helps much where articles
keep it and little where they do not, and the data card has both figures.
"""

import math
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from . import figures
from .corpus import read_rows
from .features import Article
from .knowledge import Knowledge
from .lexicon import TOKEN
from .resources import folder

Doubles = NDArray[np.float64]
Weights = tuple[tuple[str, float], ...]
"""Weights of a logistic function by the name of what they weigh; the last is the constant."""

ALONE: Weights = (
    ("related", 20.468), ("related amount", 1.147), ("numbers", 3.152), ("counted", 5.311), ("lead", 1.198),
    ("title", 0.625), ("rival", -1.349), ("constant", -8.318),
)
AROUND: tuple[Weights, Weights] = (
    (
        ("alone", 0.951), ("support", 1.195), ("support trusted", 2.36), ("trust", -0.769), ("rival", 1.088),
        ("rival in common", -9.572), ("common", 5.394), ("constant", -0.812),
    ),
    (
        ("alone", 0.941), ("support", 1.076), ("support trusted", 0.19), ("trust", -0.204), ("rival", 0.519),
        ("rival in common", -6.502), ("common", 4.533), ("constant", -0.723),
    ),
)
"""Weights of a sentence pair by itself, then of the two looks at its surroundings: fitted on the pairs of
``corpus/pairs.csv`` that lie in our stories, and printed by ``framing evaluate --of pairs``."""
SURE, LIKELY = 0.5, 0.05
"""Probabilities from which two sentences surely, or perhaps, tell one fact. .5 is, of .2, .25, .3 and so on, the
first that gives a precision at one of .85 over held-out stories. F1 on their marked pairs and near-misses is the same
within .005 from .02 to .05 and falls beyond; .05 tells the fewest wrong ones. Neither was fitted to the pairs of real
documents, though those had been seen by then."""
TIE = 0.7
"""Share of a sentence's best probability from which another partner counts, too, since one sentence may tell what
several tell elsewhere. On marked pairs of held-out drafts 1 costs .018 of F1, .5 gains nothing and .3 gains .011, but
tells more wrong ones: of all pairs told of shuffled stories .41 are right with .7, .35 with .3."""
NEAR = 0.2
"""Cosine from which two words count as related; overlaps count it squared. Of .2 to .6, squared or not, this
found most facts of our stories."""
KIN = 0.6
"""Share of its letters that a word has in common with another form of it: of .5, .6 and .7 the best on our stories."""
COMMON = 0.15
"""Least share of its weight that a word keeps however many sentences of these articles hold it."""
LEAD = 3
"""Sentences at the beginning (title, dateline or summary, first sentence) in which news tells its main fact: of
1, 2 and 3 the number that told most about our drafts."""
REACH = 3
"""Sentences before and after that are looked at."""
COUNTED, LEAST_LETTERS = 3, 3
"""Words after a number that may say what it counts, and letters that such a word has at least: not tuned, F1 on marked
pairs of held-out drafts is the same within .005 with 1, 2 and 5 words, and with 1 and 4 letters."""


def terms(sentence: str) -> list[str]:
    """Return the words and numbers of a sentence in the form in which they are compared.

    Examples
    --------
    >>> terms("Fifty-five members of the port’s 1,200 left.")
    ['55', 'members', 'of', 'the', 'port', '1200', 'left']
    """
    return figures.words(TOKEN.findall(sentence))


@dataclass(frozen=True)
class Sentences:
    """The sentences of an article as sets of terms.

    Attributes
    ----------
    keys : sequence of str
        Equal for two sentences of the same words, or, where there is none, of the same characters.
    terms : sequence of numpy.ndarray of int64
        The columns of each sentence's terms in the vocabulary, sorted, without repetition.
    counted : sequence of dict of int to numpy.ndarray of int64
        By the column of each number of a sentence, those of the words after it, which say what it counts.
    """

    keys: Sequence[str]
    terms: Sequence[NDArray[np.int64]]
    counted: Sequence[Mapping[int, NDArray[np.int64]]]


class Vocabulary:
    """The terms of some articles on one event, with their meaning and their weight.

    Parameters
    ----------
    articles : sequence of Article
    known : Knowledge
        Whose word vectors are used.
    """

    def __init__(self, articles: Sequence[Article], known: Knowledge) -> None:
        found = [[terms(sentence) for sentence in article.sentences] for article in articles]
        counts = Counter(term for sentences in found for sentence in sentences for term in set(sentence))
        column = {term: i for i, term in enumerate(sorted(counts))}
        self.weights = _weights(counts, sum(map(len, found)))
        self.vectors = _unit([_meaning(term, known) for term in column])
        self.numbers = np.array([_is_number(term) for term in column], dtype=bool)
        self.articles = [
            Sentences(
                [" ".join(words) or raw for words, raw in zip(sentences, article.sentences, strict=True)],
                [np.array(sorted({column[term] for term in words}), dtype=np.int64) for words in sentences],
                [_counted(words, column) for words in sentences],
            )
            for article, sentences in zip(articles, found, strict=True)
        ]

    def features(self, one: int, two: int) -> Doubles:
        """Return what speaks for and against each pair of sentences alone, of shape (n_one, n_two, n_features).

        The features are named by `ALONE`, in order.
        """
        first, second = self.articles[one], self.articles[two]
        meaning = self._overlap(first.terms, second.terms)
        weight = [np.array([self.weights[t].sum() for t in side.terms]) for side in (first, second)]
        total = np.maximum(weight[0][:, None] + weight[1][None, :], 1e-9)
        related, lead, title = meaning / total, np.zeros(total.shape), np.zeros(total.shape)
        lead[:LEAD, :LEAD] = 1
        title[:1] += 1
        title[:, :1] += 1
        numbers, counted = self._numbers(first.terms, second.terms), self._counted(first.counted, second.counted)
        return np.stack(
            [related, np.log1p(meaning), np.log1p(2 * numbers), counted, lead, title, rival(related)], axis=2
        )

    def _overlap(self, first: Sequence[NDArray[np.int64]], second: Sequence[NDArray[np.int64]]) -> Doubles:
        """Return the weight that sentences share in meaning, counted on both sides."""
        columns = [_union(side) for side in (first, second)]
        near = self._near(*columns)
        there = self._one_sided(near, first, second, columns)
        back = self._one_sided(near.T, second, first, columns[::-1])
        return there + back.T

    def _near(self, first: NDArray[np.int64], second: NDArray[np.int64]) -> Doubles:
        """Return how near terms are in meaning, from 0 to 1, of shape (n_first, n_second)."""
        cosine = self.vectors[first] @ self.vectors[second].T
        near = np.where(cosine < NEAR, 0.0, cosine**2)
        near[first[:, None] == second[None, :]] = 1.0
        return near

    def _one_sided(
        self, near: Doubles, first: Sequence[NDArray[np.int64]], second: Sequence[NDArray[np.int64]],
        columns: Sequence[NDArray[np.int64]],
    ) -> Doubles:
        """Return the weight of each first sentence's terms times their nearness to each second sentence."""
        best = np.zeros((len(columns[0]), len(second)))
        for j, places in enumerate(np.searchsorted(columns[1], t) for t in second):
            if len(places) and len(best):
                best[:, j] = near[:, places].max(axis=1)
        return self._table(first, columns[0]) @ best

    def _numbers(self, first: Sequence[NDArray[np.int64]], second: Sequence[NDArray[np.int64]]) -> Doubles:
        """Return the weight of the numbers that two sentences share."""
        sides = [[t[self.numbers[t]] for t in side] for side in (first, second)]
        columns = _union([*sides[0], *sides[1]])
        return self._table(sides[0], columns) @ (self._table(sides[1], columns) > 0).T

    def _counted(
        self, first: Sequence[Mapping[int, NDArray[np.int64]]], second: Sequence[Mapping[int, NDArray[np.int64]]]
    ) -> Doubles:
        """Return the largest weight of a number that counts the same in both sentences, times how near that is."""
        found = np.zeros((len(first), len(second)))
        holders: dict[int, list[int]] = defaultdict(list)
        for j, numbers in enumerate(second):
            for number in numbers:
                holders[number].append(j)
        for i, numbers in enumerate(first):
            for number, things in numbers.items():
                for j in holders.get(number, ()):
                    near = self._near(things, second[j][number]).max(initial=0.0)
                    found[i, j] = max(found[i, j], self.weights[number] * near)
        return found

    def _table(self, sentences: Sequence[NDArray[np.int64]], columns: NDArray[np.int64]) -> Doubles:
        """Return the weight of each term in each sentence, of shape (n_sentences, n_columns)."""
        table = np.zeros((len(sentences), len(columns)))
        for row, held in zip(table, sentences, strict=True):
            row[np.searchsorted(columns, held)] = self.weights[held]
        return table

    def align(self, one: int, two: int) -> Doubles:
        """Return how likely each pair of sentences tells one fact, of shape (n_one, n_two).

        Sentences of the same words surely do.
        """
        keys = [np.array(self.articles[i].keys, dtype=object) for i in (one, two)]
        equal = keys[0][:, None] == keys[1][None, :]
        return np.where(equal, 1.0, probabilities(self.features(one, two), ALONE, AROUND))


def probabilities(features: Doubles, alone: Weights, around: Sequence[Weights]) -> Doubles:
    """Return how likely each pair tells one fact by its features and those of the pairs around it."""
    odds = weigh(features, alone)
    found = logistic(odds)
    for weights in around:
        found = logistic(weigh(surroundings(odds, found), weights))
    return found


def matches(found: Doubles, least: float = LIKELY) -> list[tuple[int, int]]:
    """Return the pairs of sentences that tell one fact: likely enough, and about the best that one of the two has."""
    best = np.zeros(found.shape, dtype=bool)
    if found.size:
        best |= found >= TIE * found.max(axis=1, keepdims=True)
        best |= found >= TIE * found.max(axis=0, keepdims=True)
    return [(int(i), int(j)) for i, j in np.argwhere(best & (found >= least))]


def surroundings(odds: Doubles, found: Doubles) -> Doubles:
    """Return what the sentences around say of each pair, of shape (n_one, n_two, n_features).

    The features are named by each of `AROUND`, in order. The trust in order is the mean support that the
    surest matches find around them, less the support that any pair finds; what is common is the mean of the
    best probability that each sentence of both articles has.

    Parameters
    ----------
    odds : numpy.ndarray of shape (n_one, n_two)
        Log-odds of each pair alone.
    found : numpy.ndarray of shape (n_one, n_two)
        The probabilities as known so far.
    """
    support, other = _support(found), rival(found)
    sure = np.where(found >= other, found, 0)
    trust = max(0.0, (sure * support).sum() / max(sure.sum(), 1e-9) - support.sum() / max(support.size, 1))
    best = found.max(axis=0, initial=0).sum() + found.max(axis=1, initial=0).sum()
    common = np.full_like(found, best / max(sum(found.shape), 1))
    return np.stack([
        odds, support, support * trust, np.full_like(support, trust), other, other * common, common,
    ], axis=2)


def _support(found: Doubles) -> Doubles:
    """Return how much the pairs before and after support each pair, those on its diagonal most."""
    n, m = found.shape
    padded = np.pad(found, REACH)
    steps = [(i, j) for i in range(-REACH, REACH + 1) for j in range(-REACH, REACH + 1) if i * j > 0]
    support = np.zeros((n, m))
    for i, j in steps:
        support += _closeness(i, j) * padded[REACH + i : REACH + i + n, REACH + j : REACH + j + m]
    return support


def _closeness(i: int, j: int) -> float:
    """Return how much a pair that lies some sentences away counts: less with distance and off the diagonal."""
    return math.exp(-((i - j) ** 2) - abs(i) / REACH)


def rival(scores: Doubles) -> Doubles:
    """Return for each pair the best score that either sentence has with another one; 0 where there is none."""
    found = np.zeros(scores.shape)
    for axis in (0, 1):
        if scores.shape[axis] > 1 and scores.size:
            largest = np.partition(scores, -2, axis=axis)
            second, top = (np.take(largest, [place], axis=axis) for place in (-2, -1))
            found = np.maximum(found, np.where(scores >= top, second, top))
    return found


def weigh(features: Doubles, weights: Weights) -> Doubles:
    """Return the log-odds that weights give to features along the last axis."""
    values = np.array([value for _, value in weights])
    return np.asarray(features @ values[:-1] + values[-1])


def logistic(odds: Doubles) -> Doubles:
    """Return probabilities of log-odds."""
    return np.asarray(1 / (1 + np.exp(-odds)))


def _weights(counts: Counter[str], n_sentences: int) -> Doubles:
    """Return the weight of each term, in sorted order: how rare it is in general times how rare here.

    Both are logarithms of inverse frequencies among sentences (Sparck Jones 1972) over their largest value.
    """
    general, n = _general()
    here = math.log(n_sentences + 1)
    return np.array([
        math.log((n + 1) / (general[term] + 1)) / math.log(n + 1)
        * max(COMMON, math.log((n_sentences + 1) / (counts[term] + 0.5)) / here)
        for term in sorted(counts)
    ])


@cache
def _general() -> tuple[Counter[str], int]:
    """Return in how many sentences of our single articles each term stands, and how many there are.

    Stories in several versions are left out: they are what alignment is measured on.
    """
    corpus = folder("corpus")
    single = {row["story"] for row in read_rows(corpus, "stories.csv") if row["origin"] == "written"}
    texts = [row["text"] for row in read_rows(corpus, "sentences.csv") if row["story"] in single]
    return Counter(term for text in texts for term in set(terms(text))), len(texts)


def _is_number(term: str) -> bool:
    """Tell whether a term is a number."""
    return term[0].isdecimal()


def _counted(words: Sequence[str], column: Mapping[str, int]) -> dict[int, NDArray[np.int64]]:
    """Return the columns of the words after each number of a sentence; a number told twice counts as last told."""
    return {
        column[word]: np.array(
            [column[w] for w in words[i + 1 : i + 1 + COUNTED] if len(w) >= LEAST_LETTERS], dtype=np.int64
        )
        for i, word in enumerate(words) if _is_number(word)
    }


def _meaning(term: str, known: Knowledge) -> NDArray[np.float32]:
    """Return the vector of a word, for an unknown one that of the known word that begins most like it.

    So that "dissolves" means "dissolve"; `KIN` of both words must be the same. Numbers have none.
    """
    if _is_number(term):
        return np.zeros(known.vectors.shape[1], dtype=np.float32)
    if known.knows(term):
        return known.vector(term)
    place = bisect_left(known.words, term)
    shared = {word: _common_start(word, term) for word in known.words[max(0, place - 2) : place + 2]}
    nearest = max(shared, key=lambda word: (shared[word], -len(word)))
    is_kin = shared[nearest] >= KIN * max(len(term), len(nearest))
    return known.vector(nearest if is_kin else term)


def _common_start(one: str, two: str) -> int:
    """Return with how many equal letters two words begin."""
    return next((i for i, (a, b) in enumerate(zip(one, two, strict=False)) if a != b), min(len(one), len(two)))


def _union(sets: Iterable[NDArray[np.int64]]) -> NDArray[np.int64]:
    """Return the members of some sorted sets, sorted."""
    return np.unique(np.concatenate([np.zeros(0, dtype=np.int64), *sets]))


def _unit(rows: Sequence[NDArray[np.float32]]) -> Doubles:
    """Return rows scaled to length 1; rows of zeros stay."""
    table = np.array(rows, dtype=np.float64).reshape(len(rows), -1 if rows else 0)
    return np.asarray(table / np.maximum(np.linalg.norm(table, axis=1, keepdims=True), 1e-9))

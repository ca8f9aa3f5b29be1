"""Two articles -> how likely each sentence of one tells the same fact as each sentence of the other.

In come articles on one event, out comes for two of them a matrix of probabilities. A sentence is first
compared alone: by its words and by words near them in meaning, found with the static vectors of
`framing.knowledge` (a soft overlap as in Rychalska et al. 2016 and BERTScore, Zhang et al. 2020), rare words,
names and numbers counting most. Then the sentences around are looked at, twice: facts that stand side by side
in one article often do in the other (Barzilay and Elhadad 2003). How far to trust that is itself measured, on
the surest matches of the two articles. All weights were fitted on our own stories by `framing.pairs`; order
helps much where articles keep it and little where they do not, and the data card has both figures.
"""

import math
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from .corpus import read_rows
from .features import Article
from .knowledge import Knowledge
from .lexicon import TOKEN
from .resources import folder

Doubles = NDArray[np.float64]
Weights = tuple[tuple[str, float], ...]
"""Weights of a logistic function by the name of what they weigh; the last is the constant."""

ALONE: Weights = (
    ("related", 27.418), ("related amount", 1.361), ("same", -3.011), ("numbers", 2.454),
    ("other numbers", -0.835), ("lead", 1.424), ("rival", -4.485), ("constant", -8.485),
)
AROUND: tuple[Weights, Weights] = (
    (
        ("alone", 0.963), ("support", 3.118), ("support trusted", 0.351), ("trust", -0.085), ("rival", -0.651),
        ("constant", -0.334),
    ),
    (
        ("alone", 0.942), ("support", 2.349), ("support trusted", -0.065), ("trust", 0.035), ("rival", -1.019),
        ("constant", -0.302),
    ),
)
"""Weights of a sentence pair by itself, then of the two looks at its surroundings: fitted on the pairs of
``corpus/pairs.csv`` that lie in our stories, and printed by ``framing evaluate --of pairs``."""
SURE, LIKELY = 0.35, 0.06
"""Probabilities from which two sentences surely, or perhaps, tell one fact. .35 is, of .2, .25, .3 and so on, the
first that gives a precision at one of .85 over held-out stories; .06 gives, of .04, .05 and .06, the best F1 on
their marked pairs and near-misses, in drafts and in all. Neither was fitted to the pairs of real documents, though
those had been seen by then."""
TIE = 0.7
"""Share of a sentence's best probability from which another partner counts, too, since one sentence may tell what
several tell elsewhere: of 1, .7 and .5 the best F1 on marked pairs of held-out stories, in drafts and in all."""
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

NUMBERS = {
    "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11,
    "twelve": 12, "dozen": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17,
    "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70,
    "eighty": 80, "ninety": 90, "hundred": 100, "thousand": 1000,
}
"""Number words; "one" is left out, because it mostly is no number."""
POSSESSIVE = re.compile(r"['’]s?\Z")


def terms(sentence: str) -> list[str]:
    """Return the words and numbers of a sentence in the form in which they are compared.

    Examples
    --------
    >>> terms("Fifty-five members of the port’s 1,200 left.")
    ['55', 'members', 'of', 'the', 'port', '1200', 'left']
    """
    return [term for match in TOKEN.finditer(sentence) for term in _forms(match.group())]


def _forms(token: str) -> list[str]:
    """Return the forms of a token: none for a mark, the parts of a compound, digits for a number."""
    if token[0].isdecimal():
        return [token.replace(",", "").rstrip(".:")]
    if not token[0].isalpha():
        return []
    parts = POSSESSIVE.sub("", token).lower().replace("’", "'").split("-")
    values = [1 if part == "one" and len(parts) > 1 else NUMBERS.get(part) for part in parts]
    if all(value is not None for value in values):
        return [str(sum(value or 0 for value in values))]
    return parts if all(len(part) > 2 for part in parts) else ["-".join(parts)]


@dataclass(frozen=True)
class Sentences:
    """The sentences of an article as sets of terms.

    Attributes
    ----------
    keys : sequence of str
        Equal for two sentences of the same words, or, where there is none, of the same characters.
    terms : sequence of numpy.ndarray of int64
        The columns of each sentence's terms in the vocabulary, sorted, without repetition.
    """

    keys: Sequence[str]
    terms: Sequence[NDArray[np.int64]]


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
        self.numbers = np.array([term[0].isdecimal() for term in column], dtype=bool)
        self.articles = [
            Sentences(
                [" ".join(words) or raw for words, raw in zip(sentences, article.sentences, strict=True)],
                [np.array(sorted({column[term] for term in words}), dtype=np.int64) for words in sentences],
            )
            for article, sentences in zip(articles, found, strict=True)
        ]

    def features(self, one: int, two: int) -> Doubles:
        """Return what speaks for and against each pair of sentences alone, of shape (n_one, n_two, n_features).

        The features are named by `ALONE`, in order.
        """
        first, second = self.articles[one].terms, self.articles[two].terms
        meaning, same = self._overlap(first, second)
        weight = [np.array([self.weights[t].sum() for t in side]) for side in (first, second)]
        total = np.maximum(weight[0][:, None] + weight[1][None, :], 1e-9)
        figures = [[t[self.numbers[t]] for t in side] for side in (first, second)]
        shared = 2 * self._shared(*figures)
        has = [np.array([len(t) > 0 for t in side], dtype=bool) for side in figures]
        other = has[0][:, None] & has[1][None, :] & (shared == 0)
        related, lead = meaning / total, np.zeros(total.shape)
        lead[:LEAD, :LEAD] = 1
        return np.stack(
            [related, np.log1p(meaning), same / total, np.log1p(shared), other, lead, rival(related)], axis=2
        )

    def _overlap(
        self, first: Sequence[NDArray[np.int64]], second: Sequence[NDArray[np.int64]]
    ) -> tuple[Doubles, Doubles]:
        """Return the weight that sentences share in meaning and in the very words, counted on both sides."""
        columns = [_union(side) for side in (first, second)]
        cosine = self.vectors[columns[0]] @ self.vectors[columns[1]].T
        near = np.where(cosine < NEAR, 0.0, cosine**2)
        near[columns[0][:, None] == columns[1][None, :]] = 1.0
        there = self._one_sided(near, first, second, columns)
        back = self._one_sided(near.T, second, first, columns[::-1])
        return there + back.T, 2 * self._shared(first, second)

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

    def _shared(self, first: Sequence[NDArray[np.int64]], second: Sequence[NDArray[np.int64]]) -> Doubles:
        """Return the weight of the terms that two sentences share."""
        columns = _union([*first, *second])
        return self._table(first, columns) @ (self._table(second, columns) > 0).T

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
    surest matches find around them, less the support that any pair finds.

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
    return np.stack([odds, support, support * trust, np.full_like(support, trust), other], axis=2)


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


def _meaning(term: str, known: Knowledge) -> NDArray[np.float32]:
    """Return the vector of a word, for an unknown one that of the known word that begins most like it.

    So that "dissolves" means "dissolve"; `KIN` of both words must be the same. Numbers have none.
    """
    if term[0].isdecimal():
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

"""Articles -> the sentences that coders shall code, with those around them.

At random, so that shares and agreement can be told of the whole pile; or, under a first model, those that teach it
most: of the sentences that it is least sure of (Lewis and Gale 1994) the ones that lie farthest from each other, which
keeps near-equal ones out (core-set selection: Sener and Savarese 2018). An active sample says nothing of the pile.
"""

import random
from collections.abc import Container, Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from . import wordvectors
from .errors import InputError
from .features import Article, Floats
from .model import AnyModel, shipped
from .sentences import split
from .sheets import Row

CANDIDATES = 5
"""Sentences that an active sample chooses among, for each that is asked for: the least sure ones."""
SEED = 0


def rows(articles: Mapping[str, str]) -> list[Row]:
    """Return every sentence of some articles as a row to code, as the shipped splitter finds them."""
    return [row for name, text in articles.items() for row in _rows(name, text)]


def draw(
    articles: Mapping[str, str], n: int, model: AnyModel | None = None, seed: int = SEED,
    without: Container[tuple[str, int, int]] = (),
) -> list[Row]:
    """Return n sentences to code, in random order.

    Parameters
    ----------
    articles : mapping of str to str
        Texts by name.
    n : int
        Sentences, at least 1.
    model : Model, optional
        A first model: then the sample is an active one.
    seed : int
        Equal seeds draw equal samples.
    without : container of (str, int, int)
        The `framing.sheets.Row.key` of sentences to leave out: those of former samples.

    Raises
    ------
    ValueError
        If the articles have fewer sentences.
    """
    found = rows(articles)
    left = [i for i, row in enumerate(found) if row.key not in without]
    if not 1 <= n <= len(left):
        raise InputError(f"cannot draw {n} of the {len(left)} sentences that are left in {len(articles)} articles: "
                         "ask for fewer")
    chance = random.Random(seed)
    if model is None:
        return [found[i] for i in chance.sample(left, n)]
    doubt, places = _read(articles, model)
    unsure = _unlike_first(sorted(left, key=lambda i: -doubt[i]), found)[: CANDIDATES * n]
    chosen = [found[unsure[i]] for i in farthest(places[unsure], n)]
    chance.shuffle(chosen)
    return chosen


def doubled(sample: Sequence[Row], double: int, coders: int = 2, seed: int = SEED) -> list[list[Row]]:
    """Return a sheet for each coder: the same sentences in all of them, the others dealt out, each shuffled.

    Parameters
    ----------
    sample : sequence of Row
        From `draw`; its first rows are the shared ones.
    double : int
        How many are shared.
    coders : int

    Raises
    ------
    ValueError
        If more are to be shared than there are.
    """
    if not 0 <= double <= len(sample):
        raise InputError(f"cannot put {double} of {len(sample)} sentences into both sheets: ask for fewer")
    shared, rest = list(sample[:double]), list(sample[double:])
    sheets = [[*shared, *rest[coder::coders]] for coder in range(coders)]
    for coder, sheet in enumerate(sheets):
        random.Random(seed + coder + 1).shuffle(sheet)
    return sheets


def farthest(places: Floats, n: int) -> list[int]:
    """Return n rows, each next one the farthest from all before it; the first is row 0.

    Parameters
    ----------
    places : numpy.ndarray of shape (n_rows, n_dimensions)
    """
    chosen = [0]
    nearest = ((places - places[0]) ** 2).sum(axis=1)
    while len(chosen) < n:
        nearest[chosen[-1]] = -1.0
        chosen.append(int(nearest.argmax()))
        nearest = np.minimum(nearest, ((places - places[chosen[-1]]) ** 2).sum(axis=1))
    return chosen


def _rows(name: str, text: str) -> list[Row]:
    """Return the sentences of one article as rows."""
    spans = split(text, shipped().split_parameters)
    said = [text[start:end] for start, end in spans]
    around = zip(["", *said], said, [*said[1:], ""], strict=False)
    return [Row(name, *span, *three) for span, three in zip(spans, around, strict=True)]


def _unlike_first(order: Iterable[int], rows: Sequence[Row]) -> list[int]:
    """Return places of rows in an order, those whose text stood there before behind all others."""
    seen: set[str] = set()
    firsts: list[int] = []
    repeats: list[int] = []
    for place in order:
        (repeats if rows[place].text in seen else firsts).append(place)
        seen.add(rows[place].text)
    return [*firsts, *repeats]


def _read(articles: Mapping[str, str], model: AnyModel) -> tuple[NDArray[np.float64], Floats]:
    """Return of every sentence 1 less its largest probability, and where it lies among the others by its words."""
    doubts, places = [np.zeros(0)], [np.zeros((0, wordvectors.DIMENSIONS), dtype=np.float32)]
    for text in articles.values():
        article = Article(text, split(text, shipped().split_parameters))
        if article.spans:
            doubts.append(1 - model.read(article).probabilities.max(axis=1))
            places.append(wordvectors.shipped().parts(article)[0])
    return np.concatenate(doubts), np.concatenate(places)

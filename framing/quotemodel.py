"""The learnt part of finding quotes: weights of rankers and of kinds of source; save, verify, load.

In come a text and its sentences, out come `framing.quotes.Quote` objects. ``models/quotes.json`` and
``models/quotes.npz`` hold the weights, made by `framing.retrain` from ``corpus/quotes.csv`` and from what
``models/attributions.npz`` keeps of real articles. Knows nothing of framings. The word lists of `framing.speakers` are
imported when a quote is first asked for: who only wants shares shall not wait for them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from . import arrayfile
from .arrayfile import Place
from .candidates import DECISIONS
from .prose import Prose, Range
from .quotes import SOURCE_KINDS, Attribution, Quote, Span, find
from .ranking import Rankers, tables

if TYPE_CHECKING:
    from .speakers import Kinds, Speaker

FIELDS = ("kind", "id")
"""What the manifest of a quote model must have."""
WORDS = ("lemmas", "_terms", "_keys")
"""Ends of the names of arrays that hold words."""


@dataclass(frozen=True)
class QuoteModel:
    """Finds quotes and tells whose they are.

    Attributes
    ----------
    arrays : mapping of str to numpy.ndarray
        As `arrays_of` gives them; they are made into tables when a quote is first asked for.
    manifest : mapping
        As in the JSON file.
    """

    arrays: Mapping[str, NDArray[Any]]
    manifest: Mapping[str, Any]

    def __getstate__(self) -> dict[str, Any]:
        return {"arrays": self.arrays, "manifest": self.manifest}  # tables and what they remember are made anew

    @property
    def digest(self) -> str:
        """SHA-256 of the array file."""
        return str(self.manifest["sha256"])

    @cached_property
    def rankers(self) -> Rankers:
        """The weights that choose between candidates."""
        weights = {
            name: tables(self._weights(name, "terms"), len(decision.names)) for name, decision in DECISIONS.items()
        }
        bias = dict(zip(DECISIONS, self.arrays["bias"].tolist(), strict=True))
        return Rankers(lemmas_of(self.arrays["lemmas"]), weights, bias, DECISIONS)

    @cached_property
    def kinds(self) -> "Kinds":
        """The weights that tell the kind of a source."""
        from .speakers import Kinds

        weights = {key: tuple(row) for key, row in self._weights("kind", "keys").items()}
        return Kinds(weights, tuple(self.arrays["kind_bias"].tolist()))

    def _weights(self, name: str, keys: str) -> dict[str, Any]:
        """Return an array of weights by its words."""
        words = arrayfile.words_of(self.arrays[f"{name}_{keys}"])
        return dict(zip(words, self.arrays[f"{name}_weights"].tolist(), strict=True))

    def read(self, text: str, spans: Sequence[Range]) -> tuple[Quote, ...]:
        """Return the quotes of a text, a piece each, in the order of their content."""
        prose = Prose(text, spans)
        found = find(prose, self.rankers)
        pieces = sorted((piece, group) for group, a in enumerate(found) for piece in a.pieces)
        speakers = self._speakers(prose, found)
        kinds = self._kinds(prose, found, speakers)
        return tuple(_quote(prose, found[g], speakers[g], kinds[g], (piece, g)) for piece, g in pieces)

    def _speakers(self, prose: Prose, found: Sequence[Attribution]) -> "list[Speaker | None]":
        """Return whom the mention of each attribution means."""
        from .speakers import resolve

        order = sorted(range(len(found)), key=lambda i: found[i].speaker or found[i].pieces[0])
        resolved = resolve(prose, [found[i].speaker for i in order])
        by_place = dict(zip(order, resolved, strict=True))
        return [by_place[i] for i in range(len(found))]

    def _kinds(
        self, prose: Prose, found: Sequence[Attribution], speakers: "Sequence[Speaker | None]"
    ) -> list[str]:
        """Return the kind of source of each attribution, told by who it is and by how it speaks."""
        from .speakers import commonest_kind, spoken

        about = commonest_kind(prose)
        heard = []
        for attribution, speaker in zip(found, speakers, strict=True):
            cue = prose.lower[slice(*attribution.cue)] if attribution.cue else []
            content = list(chain.from_iterable(prose.lower[first:end] for first, end in attribution.pieces))
            heard.append(spoken(speaker, cue, content, about) if speaker else None)
        return self.kinds.kinds(heard)


def _span(prose: Prose, tokens: Range) -> Span:
    """Return a token range as the user sees it."""
    start, end = prose.range(tokens)
    return Span(start, end, prose.text[start:end])


def _quote(
    prose: Prose, attribution: Attribution, speaker: "Speaker | None", kind: str, piece: tuple[Range, int]
) -> Quote:
    """Return one piece of an attribution, with its group, as the user sees it."""
    mention, cue = attribution.speaker, attribution.cue
    return Quote(
        _span(prose, mention) if mention else None,
        speaker.name if speaker else None,
        _span(prose, cue) if cue else None,
        _span(prose, piece[0]),
        prose.form(piece[0]),
        kind,
        piece[1],
    )


def arrays_of(rankers: Rankers, kinds: "Kinds") -> dict[str, NDArray[Any]]:
    """Return the arrays of a quote model."""
    arrays: dict[str, NDArray[Any]] = {"lemmas": arrayfile.text_array(lemma_lines(rankers.lemmas))}
    for decision in DECISIONS:
        weights = {f"{i}\t{key}": w for i, table in enumerate(rankers.weights[decision]) for key, w in table.items()}
        terms = tuple(sorted(weights))
        arrays[f"{decision}_terms"] = arrayfile.text_array(terms)
        arrays[f"{decision}_weights"] = np.array([weights[t] for t in terms], dtype=np.float32)
    arrays["bias"] = np.array([rankers.bias[decision] for decision in DECISIONS], dtype=np.float64)
    keys = tuple(sorted(kinds.weights))
    arrays["kind_keys"] = arrayfile.text_array(keys)
    arrays["kind_weights"] = np.array([kinds.weights[k] for k in keys], dtype=np.float32).reshape(-1, len(SOURCE_KINDS))
    arrays["kind_bias"] = np.array(kinds.bias, dtype=np.float32)
    return arrays


def lemma_lines(lemmas: Mapping[str, str]) -> tuple[str, ...]:
    """Return words with their lemmas as sorted lines, a tab between the two."""
    return tuple(sorted(f"{word}\t{lemma}" for word, lemma in lemmas.items()))


def lemmas_of(array: NDArray[np.uint8]) -> dict[str, str]:
    """Return the words and lemmas of an array of `lemma_lines`."""
    lines = (line.partition("\t") for line in arrayfile.words_of(array))
    return {word: lemma for word, _, lemma in lines}


def load(place: Place, wanted: str | None = None) -> QuoteModel:
    """Return the quote model whose manifest is given, verified.

    Parameters
    ----------
    place : Path or Traversable
    wanted : str, optional
        Digest that its array file must have.

    Raises
    ------
    ModelFileError
        If a file is missing, damaged, or does not fit this version of the library.
    """
    manifest, arrays = arrayfile.read(place, FIELDS, wanted)
    try:
        _check(arrays)
    except arrayfile.UNUSABLE as error:
        raise arrayfile.damaged(place, f"the arrays cannot be used ({error})") from error
    return QuoteModel(arrays, manifest)


def _check(arrays: Mapping[str, NDArray[Any]]) -> None:
    """Raise ValueError unless the arrays are those of a quote model."""
    expected: dict[str, tuple[type, tuple[int, ...] | None]] = {
        "lemmas": (np.uint8, None), "bias": (np.float64, (len(DECISIONS),)), "kind_keys": (np.uint8, None),
        "kind_weights": (np.float32, (_n_words(arrays["kind_keys"]), len(SOURCE_KINDS))),
        "kind_bias": (np.float32, (len(SOURCE_KINDS),)),
    }
    for decision in DECISIONS:
        expected[f"{decision}_terms"] = (np.uint8, None)
        expected[f"{decision}_weights"] = (np.float32, (_n_words(arrays[f"{decision}_terms"]),))
    arrayfile.check(arrays, expected)
    for name in expected:
        if name.endswith(WORDS):
            arrayfile.words_of(arrays[name])
    for decision, table in DECISIONS.items():
        _check_terms(arrays[f"{decision}_terms"], decision, len(table.names))


def _check_terms(terms: NDArray[np.uint8], decision: str, n_keys: int) -> None:
    """Raise ValueError unless every term begins with the number of a key and a tab."""
    if not terms.size:
        return
    starts = np.concatenate([[0], np.flatnonzero(terms == ord("\n")) + 1])
    padded = np.concatenate([terms, np.zeros(3, dtype=np.uint8)]).astype(int)
    first, second, third = (padded[starts + i] for i in range(3))
    short = second == ord("\t")
    number = np.where(short, first - ord("0"), 10 * (first - ord("0")) + second - ord("0"))
    fits = (number >= 0) & (number < n_keys) & (short | (third == ord("\t")))
    digits = (first >= ord("0")) & (first <= ord("9")) & (short | ((second >= ord("0")) & (second <= ord("9"))))
    if not np.all(fits & digits):
        raise ValueError(f"a term of {decision} is not the number of one of its {n_keys} keys, a tab and the key")


def _n_words(array: NDArray[np.uint8]) -> int:
    """Return the number of words in a text array, without reading them."""
    return int(np.count_nonzero(array == ord("\n"))) + 1 if array.size else 0

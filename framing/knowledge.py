"""What the light model knows of words and articles, taken over from readings of real news.

In comes an `Article`, out comes for each sentence a row of `Knowledge.width` numbers: its place in a space in
which sentences that frame alike lie together, and its leaning towards each of `OUTPUTS`. A model for any
codebook is a linear function of such rows (`framing.model`).

The knowledge is a small network. A word's vector is learnt together with those of its pieces, as in fastText
(Bojanowski et al. 2017), and starts from the static vectors of a sentence encoder; a sentence is the sum of
its words over the square root of their number, beside its cues and style; two layers then mix in the sentences
before and after and the mean of the article, as a sentence is read in its article (sequential sentence
classification: Cohan et al. 2019). It was learnt by `framing.distil` from real articles that were labelled
sentence by sentence and from a teacher's guesses on more (distillation: Hinton, Vinyals and Dean 2015). Here
it is applied, with numpy alone.

``python -m framing.knowledge`` learns it anew; see `framing.distil.main`.
"""

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from threading import Lock
from typing import Any

import numpy as np
from numpy.typing import NDArray

from . import arrayfile
from .arrayfile import Place
from .features import CUES, STYLE, Article, Floats, cues, pieces
from .labels import BOILERPLATE, LABELS
from .resources import folder

OUTPUTS = (*LABELS, BOILERPLATE)
"""What a leaning speaks of, in order."""
LAYERS = ("sentence", "first", "second", "leaning")
"""The layers in the order in which they are applied; each is a matrix (n_in, n_out) with a bias (n_out,)."""
FIELDS = ("id", "kind", "dimensions", "hidden")
"""What the manifest of a knowledge file must have."""
MOST_ROWS = 1000
"""Versions of a sentence that go through the network at once: more of them take memory and save no time."""
REMEMBERED_WORDS = 50_000
"""Words whose rows are kept (about 30 MB); beyond that the memory starts anew."""

Sides = tuple[Floats, Floats, Floats]
"""Of each sentence the one before, the one after and the mean of all; see `_context`."""
Steps = tuple[Floats, Sides, Sides]
"""The inputs of the first layer, then the surroundings that the second and the third mix in."""


@dataclass(frozen=True)
class Knowledge:
    """The network; equal articles give equal rows on one machine.

    Attributes
    ----------
    words, pieces : tuple of str
        Sorted; what has a vector.
    vectors : numpy.ndarray of int8, shape (n_words + n_pieces, n_dimensions)
        Those of the words, then those of the pieces, each to be multiplied by its `scale`.
    scale : numpy.ndarray of float32, shape (n_words + n_pieces,)
    layers : mapping of str to numpy.ndarray of float32
        A matrix for each name of `LAYERS`, and its bias under ``<name>_bias``.
    manifest : mapping
        As in the JSON file.
    """

    words: tuple[str, ...]
    pieces: tuple[str, ...]
    vectors: NDArray[np.int8]
    scale: Floats
    layers: Mapping[str, Floats]
    manifest: Mapping[str, Any]

    @property
    def width(self) -> int:
        """Numbers a sentence: its place in the space, then its leanings."""
        return self.layers["leaning"].shape[0] + len(OUTPUTS)

    @property
    def digest(self) -> str:
        """SHA-256 of the array file."""
        return str(self.manifest["sha256"])

    def read(self, article: Article) -> Floats:
        """Return what is known of an article's sentences, of shape (n_sentences, width)."""
        if not article.spans:
            return np.zeros((0, self.width), dtype=np.float32)
        alone = self._alone(self._inputs(article))
        mixed = self._mix("first", alone, *_context(alone))
        return self._finish(self._mix("second", mixed, *_context(mixed)))

    def without_each_word(self, article: Article, index: int) -> Floats:
        """Return the rows that a sentence would have without one of its words, its surroundings as they are.

        Returns
        -------
        numpy.ndarray of shape (1 + n_tokens, width)
            First the sentence as it is, then without each of its tokens, the marks at its ends included.
        """
        inputs, *surroundings = self._steps(article)
        words = self.memory.rows(article.words[index])
        changed = np.repeat(inputs[index : index + 1], 1 + len(words), axis=0)
        changed[1:, : words.shape[1]] -= words / np.sqrt(np.float32(len(words)))
        around, farther = ([side[index : index + 1] for side in sides] for sides in surroundings)
        parts = (changed[i : i + MOST_ROWS] for i in range(0, len(changed), MOST_ROWS))
        return np.vstack([self._passed(part, around, farther) for part in parts])

    def _passed(self, inputs: Floats, around: Sequence[Floats], farther: Sequence[Floats]) -> Floats:
        """Return the rows of sentences that all have the same surroundings at the two layers that mix them in."""
        mixed = self._mix("first", self._alone(inputs), *(side.repeat(len(inputs), axis=0) for side in around))
        return self._finish(self._mix("second", mixed, *(side.repeat(len(inputs), axis=0) for side in farther)))

    def _steps(self, article: Article) -> "Steps":
        """Return what each layer sees of an article, kept with it: evidence needs it again for every sentence."""
        if self.digest not in article.kept:
            inputs = self._inputs(article)
            alone = self._alone(inputs)
            around = _context(alone)
            article.kept[self.digest] = inputs, around, _context(self._mix("first", alone, *around))
        steps: Steps = article.kept[self.digest]
        return steps

    def _inputs(self, article: Article) -> Floats:
        """Return word sums and cues beside the style, of shape (n_sentences, n_inputs)."""
        lengths = np.array([len(words) for words in article.words])
        rows = self.memory.rows([word for words in article.words for word in words])
        sums = np.add.reduceat(rows, np.cumsum(lengths) - lengths, axis=0)
        return np.hstack([sums / np.sqrt(lengths, dtype=np.float32)[:, None], article.style])

    def _alone(self, inputs: Floats) -> Floats:
        """Return the hidden layer of sentences by themselves, of shape (n, n_hidden)."""
        return np.maximum(self._linear("sentence", inputs), 0)

    def _mix(self, layer: str, rows: Floats, before: Floats, after: Floats, mean: Floats) -> Floats:
        """Return rows to which a layer has added what it makes of them beside their context."""
        return rows + np.maximum(self._linear(layer, np.hstack([rows, before, after, mean])), 0)

    def _finish(self, rows: Floats) -> Floats:
        """Return the last hidden layer beside its leanings, of shape (n, width)."""
        return np.hstack([rows, self._linear("leaning", rows)])

    def _linear(self, layer: str, rows: Floats) -> Floats:
        """Return rows times the matrix of a layer, plus its bias."""
        return rows @ self.layers[layer] + self.layers[f"{layer}_bias"]

    def vector(self, word: str) -> Floats:
        """Return the vector of a word: its own, if it is known, plus the mean of those of its known pieces."""
        column = self._column
        parts = [column[f"~{piece}"] for piece in pieces(word) if f"~{piece}" in column]
        total = self._sum(parts) / np.float32(max(1, len(parts)))
        return total + self._sum([column[word]]) if word in column else total

    def knows(self, word: str) -> bool:
        """Tell whether a word has a vector of its own."""
        return word in self._column

    @property
    def known(self) -> Container[str]:
        """The words that have a vector of their own, and pieces behind a ``~``, which no word begins with."""
        return self._column

    def _sum(self, rows: Sequence[int]) -> Floats:
        """Return the sum of some rows of the vectors."""
        return (self.vectors[rows] * self.scale[rows, None]).sum(axis=0, dtype=np.float32)

    @cached_property
    def _column(self) -> dict[str, int]:
        """The row of each word, and of each piece behind a ``~``."""
        return {term: i for i, term in enumerate((*self.words, *(f"~{piece}" for piece in self.pieces)))}

    @cached_property
    def memory(self) -> "Memory":
        """The rows of the words met so far."""
        return Memory(self)

    def __getstate__(self) -> dict[str, Any]:
        return {name: value for name, value in self.__dict__.items() if name not in ("memory", "_column")}


class Memory:
    """Remembers for each word its vector and its cues, so that a text costs a look-up a word.

    Safe to use from several threads: a row is written before its place is known, and never changed.
    """

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge
        self._lock = Lock()
        self._forget()

    def _forget(self) -> None:
        """Start anew."""
        width = self._knowledge.vectors.shape[1] + len(CUES)
        self._kept: tuple[dict[str, int], Floats] = ({}, np.zeros((1024, width), dtype=np.float32))

    def rows(self, words: Sequence[str]) -> Floats:
        """Return vector and cues of each word, of shape (n_words, n_dimensions + n_cues)."""
        places, table = self._kept
        try:
            found = [places[word] for word in words]
        except KeyError:
            places, table = self._learn(dict.fromkeys(words))
            found = [places[word] for word in words]
        return table[found]

    def _learn(self, words: Mapping[str, None]) -> tuple[dict[str, int], Floats]:
        """Return places and table after adding the words that are new."""
        with self._lock:
            if len(self._kept[0]) + len(words) > max(REMEMBERED_WORDS, len(words)):
                self._forget()
            places, table = self._kept
            new = [word for word in words if word not in places]
            if len(places) + len(new) > len(table):
                grown = np.zeros((2 * (len(places) + len(new)), table.shape[1]), dtype=np.float32)
                grown[: len(places)] = table[: len(places)]
                table = grown
            for word in new:
                table[len(places)] = np.concatenate([self._knowledge.vector(word), cues(word)])
                places[word] = len(places)
            self._kept = places, table
            return self._kept


def _context(rows: Floats) -> Sides:
    """Return for each row the one before, the one after (zeros at the ends) and the mean of all."""
    before, after = np.zeros_like(rows), np.zeros_like(rows)
    before[1:], after[:-1] = rows[:-1], rows[1:]
    return before, after, np.broadcast_to(rows.mean(axis=0), rows.shape)


def to_bytes(knowledge: Knowledge) -> bytes:
    """Return the array file of some knowledge."""
    return arrayfile.array_bytes({
        "words": arrayfile.text_array(knowledge.words),
        "pieces": arrayfile.text_array(knowledge.pieces),
        "vectors": knowledge.vectors,
        "scale": knowledge.scale,
        **{name + part: knowledge.layers[name + part] for name in LAYERS for part in ("", "_bias")},
    })


@cache
def shipped() -> Knowledge:
    """Return the knowledge that comes with the library, loaded once."""
    return load(folder("models") / "knowledge.json")


def load(place: Place, wanted: str | None = None) -> Knowledge:
    """Return the knowledge whose manifest is given, verified.

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
        return _assemble(arrays, manifest)
    except arrayfile.UNUSABLE as error:
        raise arrayfile.damaged(place, f"the arrays cannot be used ({error})") from error


def _assemble(arrays: Mapping[str, NDArray[Any]], manifest: Mapping[str, Any]) -> Knowledge:
    """Return the knowledge that arrays and manifest describe; ValueError where they do not fit."""
    d, h = int(manifest["dimensions"]), int(manifest["hidden"])
    n = len(arrays["scale"])
    sizes = ((d + len(CUES) + len(STYLE), h), (4 * h, h), (4 * h, h), (h, len(OUTPUTS)))
    shapes = dict(zip(LAYERS, sizes, strict=True))
    arrayfile.check(arrays, {
        "words": (np.uint8, None), "pieces": (np.uint8, None),
        "vectors": (np.int8, (n, d)), "scale": (np.float32, (n,)),
        **{name: (np.float32, shape) for name, shape in shapes.items()},
        **{f"{name}_bias": (np.float32, shape[1:]) for name, shape in shapes.items()},
    })
    words, parts = arrayfile.words_of(arrays["words"]), arrayfile.words_of(arrays["pieces"])
    if len(words) + len(parts) != n:
        raise ValueError(f"{len(words)} words and {len(parts)} pieces, but {n} vectors")
    layers = {name + part: arrays[name + part] for name in LAYERS for part in ("", "_bias")}
    return Knowledge(words, parts, arrays["vectors"], arrays["scale"], layers, manifest)


if __name__ == "__main__":
    from .distil import main

    main()

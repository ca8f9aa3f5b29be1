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

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import zip_longest
from threading import Lock
from typing import Any
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from . import arrayfile, lexicon
from .arrayfile import Place
from .features import CUES, STYLE, Article, Floats, cues, pieces
from .labels import BOILERPLATE, LABELS
from .lexicon import Block, Lexicon, tokens
from .resources import folder

OUTPUTS = (*LABELS, BOILERPLATE)
"""What a leaning speaks of, in order."""
LAYERS = ("sentence", "first", "second", "leaning")
"""The layers in the order in which they are applied; each is a matrix (n_in, n_out) with a bias (n_out,)."""
FIELDS = ("id", "kind", "dimensions", "hidden")
"""What the manifest of a knowledge file must have."""

SHORTEST = 1024
"""Rows that a table of words has room for at first: those of a long article."""
NOTHING: tuple[int, Floats] = (0, np.zeros((0, 0), dtype=np.float32))
"""Rows filled, and table, of a lexicon that is new."""


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
        mixed = self._mix("first", alone, _beside_context(alone))
        return self._finish(self._mix("second", mixed, _beside_context(mixed)))

    def without_each_word(self, article: Article, index: int) -> Floats:
        """Return the rows that a sentence would have without one of its words, its surroundings as they are.

        Returns
        -------
        numpy.ndarray of shape (1 + n_tokens, width)
            First the sentence as it is, then without each of its tokens, the marks at its ends included.
        """
        key = f"{self.digest} course"
        course = article.remembered.get(key) or article.remembered.setdefault(key, self._course(article))
        inputs, *contexts = course
        words = self.memory.rows_of(tokens(article.sentences[index]))
        changed = np.repeat(inputs[index : index + 1], 1 + len(words), axis=0)
        changed[1:, : words.shape[1]] -= words / np.sqrt(np.float32(len(words)))
        rows = self._mix_one("first", self._alone(changed), contexts[0][index])
        return self._finish(self._mix_one("second", rows, contexts[1][index]))

    def _course(self, article: Article) -> tuple[Floats, Floats, Floats]:
        """Return what goes into the first layer, and what into those that mix, each row beside its context."""
        inputs = self._inputs(article)
        alone = self._alone(inputs)
        beside = _beside_context(alone)
        return inputs, beside, _beside_context(self._mix("first", alone, beside))

    def _inputs(self, article: Article) -> Floats:
        """Return word sums and cues beside the style, of shape (n_sentences, n_inputs)."""
        sums = np.concatenate([np.add.reduceat(self.memory.rows(b), b.starts, axis=0) for b in article.blocks])
        return np.concatenate([sums / np.sqrt(article.sizes, dtype=np.float32)[:, None], article.style], axis=1)

    def _alone(self, inputs: Floats) -> Floats:
        """Return the hidden layer of sentences by themselves, of shape (n, n_hidden)."""
        return np.maximum(self._linear("sentence", inputs), 0)

    def _mix(self, layer: str, rows: Floats, beside: Floats) -> Floats:
        """Return rows to which a layer has added what it makes of them beside their context."""
        return rows + np.maximum(self._linear(layer, beside), 0)

    def _mix_one(self, layer: str, versions: Floats, beside: Floats) -> Floats:
        """Return versions of one row, mixed as it is by `_mix`; their context is the same, so it is weighed once."""
        weights, h = self.layers[layer], versions.shape[1]
        context = beside[h:] @ weights[h:] + self.layers[f"{layer}_bias"]
        return versions + np.maximum(versions @ weights[:h] + context, 0)

    def _finish(self, rows: Floats) -> Floats:
        """Return the last hidden layer beside its leanings, of shape (n, width)."""
        return np.concatenate([rows, self._linear("leaning", rows)], axis=1)

    def _linear(self, layer: str, rows: Floats) -> Floats:
        """Return rows times the matrix of a layer, plus its bias."""
        return rows @ self.layers[layer] + self.layers[f"{layer}_bias"]

    def vector(self, word: str) -> Floats:
        """Return the vector of a word: its own, if it is known, plus the mean of those of its known pieces."""
        return self.vectors_of([word])[0]

    def vectors_of(self, words: Sequence[str]) -> Floats:
        """Return the vectors of words, as `vector` does of one, of shape (n_words, n_dimensions)."""
        own, parts = self._columns
        known = [[parts[piece] for piece in pieces(word) if piece in parts] for word in words]
        total = self._sums(known)
        total /= np.array([[max(1, len(rows))] for rows in known], dtype=np.float32)
        having = [i for i, word in enumerate(words) if word in own]
        total[having] += self._unpacked([own[words[i]] for i in having])
        return total

    def knows(self, word: str) -> bool:
        """Tell whether a word has a vector of its own."""
        return word in self._columns[0]

    @property
    def known(self) -> Collection[str]:
        """The words that have a vector of their own."""
        return self._columns[0]

    def _sums(self, groups: Sequence[Sequence[int]]) -> Floats:
        """Return the sum of the vectors in each group of rows, added in their order."""
        sums = np.zeros((len(groups), self.vectors.shape[1]), dtype=np.float32)
        for column in zip_longest(*groups, fillvalue=-1):
            rows = np.array(column)
            there = np.flatnonzero(rows >= 0)
            sums[there] += self._unpacked(rows[there])
        return sums

    def _unpacked(self, rows: Sequence[int] | NDArray[np.intp]) -> Floats:
        """Return some rows of the vectors, of shape (n_rows, n_dimensions)."""
        return self.vectors.take(rows, axis=0) * self.scale.take(rows)[:, None]

    @cached_property
    def _columns(self) -> tuple[dict[str, int], dict[str, int]]:
        """The row of each word, and of each piece."""
        own = {word: row for row, word in enumerate(self.words)}
        return own, {piece: row for row, piece in enumerate(self.pieces, len(own))}

    @cached_property
    def memory(self) -> "Memory":
        """The rows of the words met so far."""
        return Memory(self)

    def __getstate__(self) -> dict[str, Any]:
        return {name: value for name, value in self.__dict__.items() if name not in ("memory", "_columns")}


class Memory:
    """Remembers the vector and the cues of each word that a lexicon has numbered: a text costs a look-up a word.

    Safe to use from several threads: a row is written before its table is shown, and never changed.
    """

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge
        self._lock = Lock()
        self._tables: WeakKeyDictionary[Lexicon, tuple[int, Floats]] = WeakKeyDictionary()

    def rows(self, block: Block) -> Floats:
        """Return vector and cues of each token, of shape (n_tokens, n_dimensions + n_cues)."""
        return self._table(block.lexicon).take(block.numbers, axis=0)

    def rows_of(self, words: Sequence[str]) -> Floats:
        """Return the same for some words."""
        known = lexicon.in_use()
        numbers = known.numbers(words)
        return self._table(known).take(numbers, axis=0)

    def _table(self, known: Lexicon) -> Floats:
        """Return the rows of all words of a lexicon, by their numbers, with room for more."""
        filled, table = self._tables.get(known, NOTHING)
        if filled < len(known.words):
            with self._lock:
                filled, table = self._tables.get(known, NOTHING)
                if new := known.words[filled:]:  # unless another thread has just met them
                    table = _with_rows(table, filled, self._rows(new))
                    self._tables[known] = filled + len(new), table
        return table

    def _rows(self, words: Sequence[str]) -> Floats:
        """Return vector and cues of new words."""
        found = np.array([cues(word) for word in words], dtype=np.float32)
        return np.concatenate([self._knowledge.vectors_of(words), found], axis=1)


def _with_rows(table: Floats, filled: int, new: Floats) -> Floats:
    """Return a table with rows behind those that are filled, a longer one where there is no room."""
    needed = filled + len(new)
    if needed > len(table):
        longer = np.zeros((max(needed, 2 * len(table), SHORTEST), new.shape[1]), dtype=np.float32)
        longer[:filled] = table[:filled] if filled else 0
        table = longer
    table[filled:needed] = new
    return table


def _beside_context(rows: Floats) -> Floats:
    """Return each row beside the one before, the one after (zeros at the ends) and the mean of all."""
    n, h = rows.shape
    beside = np.zeros((n, 4 * h), dtype=np.float32)
    beside[:, :h] = rows
    beside[1:, h : 2 * h] = rows[:-1]
    beside[:-1, 2 * h : 3 * h] = rows[1:]
    beside[:, 3 * h :] = rows.mean(axis=0)
    return beside


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

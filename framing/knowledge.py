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
from itertools import chain
from threading import Lock
from typing import Any

import numpy as np
from numpy.typing import NDArray

from . import arrayfile
from .arrayfile import Place
from .features import CUES, STYLE, Article, Floats, cues, normal_form, pieces
from .labels import BOILERPLATE, LABELS
from .resources import folder

OUTPUTS = (*LABELS, BOILERPLATE)
"""What a leaning speaks of, in order."""
LAYERS = ("sentence", "first", "second", "leaning")
"""The layers in the order in which they are applied; each is a matrix (n_in, n_out) with a bias (n_out,)."""
FIELDS = ("id", "kind", "dimensions", "hidden")
"""What the manifest of a knowledge file must have."""
AT_ONCE = 64
"""Sentences whose words are summed at a time: their vectors fit into a processor's cache, those of a book do not."""
REMEMBERED_TOKENS = 50_000
"""Tokens whose rows are kept (about 30 MB); beyond that the memory starts anew."""


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
        words = self.memory.rows(article.tokens[index])
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
        tokens = article.tokens
        sums = [self._sums(tokens[i : i + AT_ONCE]) for i in range(0, len(tokens), AT_ONCE)]
        return np.concatenate([np.concatenate(sums), article.style], axis=1)

    def _sums(self, sentences: Sequence[Sequence[str]]) -> Floats:
        """Return the sums of vectors and cues of sentences given as tokens, over the square roots of their lengths."""
        lengths = np.array([len(tokens) for tokens in sentences])
        rows = self.memory.rows(list(chain.from_iterable(sentences)))
        sums = np.add.reduceat(rows, np.cumsum(lengths) - lengths, axis=0)
        return sums / np.sqrt(lengths, dtype=np.float32)[:, None]

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
        own, parts = self._columns
        known = [parts[piece] for piece in pieces(word) if piece in parts]
        total = self._sum(known) / np.float32(max(1, len(known)))
        return total + self._sum([own[word]]) if word in own else total

    def knows(self, word: str) -> bool:
        """Tell whether a word has a vector of its own."""
        return word in self._columns[0]

    @property
    def known(self) -> Collection[str]:
        """The words that have a vector of their own."""
        return self._columns[0]

    def _sum(self, rows: Sequence[int]) -> Floats:
        """Return the sum of some rows of the vectors."""
        return (self.vectors[rows] * self.scale[rows, None]).sum(axis=0, dtype=np.float32)

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
    """Remembers for each token, as it stands, the vector and the cues of its word: a text costs a look-up a token.

    Safe to use from several threads: a row is written before its place is known, and never changed.
    """

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge
        self._lock = Lock()
        self._forget()

    def _forget(self) -> None:
        """Start anew."""
        width = self._knowledge.vectors.shape[1] + len(CUES)
        self._words: dict[str, int] = {}
        self._kept: tuple[dict[str, int], Floats] = ({}, np.zeros((1024, width), dtype=np.float32))

    def rows(self, tokens: Sequence[str]) -> Floats:
        """Return vector and cues of the word of each token, of shape (n_tokens, n_dimensions + n_cues)."""
        places, table = self._kept
        try:
            return table.take(list(map(places.__getitem__, tokens)), axis=0)
        except (KeyError, IndexError):  # a token is new, or another thread has just learnt it into a longer table
            places, table = self._learn(dict.fromkeys(tokens))
            return table.take(list(map(places.__getitem__, tokens)), axis=0)

    def _learn(self, tokens: Mapping[str, None]) -> tuple[dict[str, int], Floats]:
        """Return places and table after adding the tokens that are new."""
        with self._lock:
            if len(self._kept[0]) + len(tokens) > max(REMEMBERED_TOKENS, len(tokens)):
                self._forget()
            places, table = self._kept
            for token in tokens:
                if token not in places:
                    table = self._with_word(normal_form(token), table)
                    places[token] = self._words[normal_form(token)]
            self._kept = places, table
            return self._kept

    def _with_word(self, word: str, table: Floats) -> Floats:
        """Return the table with a row for a word, a longer one where there is no room."""
        if word in self._words:
            return table
        place = len(self._words)
        if place == len(table):
            table = np.concatenate([table, np.zeros_like(table)])
        table[place] = np.concatenate([self._knowledge.vector(word), cues(word)])
        self._words[word] = place
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

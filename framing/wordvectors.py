"""What is known of words without any label: static vectors, and the rows of sentences that are made of them.

The knowledge of `framing.knowledge` was learnt from our four labels, so it leans towards them. A codebook of one's
own needs a start that leans nowhere: the vectors here are those that an unmodified sentence encoder
(all-MiniLM-L6-v2) gives to single words, in fewer principal components, a byte for each number. Nothing of them was
learnt from a label of ours. In comes an `Article`, out comes a row a sentence: the sum of its words over the
square root of their number, the same of the sentences around it and of the whole article, and its style. That plain
averages of word vectors make strong sentence features is the finding of Arora, Liang and Ma (2017); their weighting
by word frequency was tried and did not help here.

``python -m framing.wordvectors`` makes the file anew from the vectors that `framing.teacher` writes.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from . import arrayfile
from .arrayfile import Place
from .features import STYLE, Article, Floats
from .resources import folder

KIND = "words"
"""What the manifest of such a file gives as its kind."""
FIELDS = ("id", "kind", "dimensions")
"""What the manifest must have."""
DIMENSIONS = 192
"""Principal components that are kept: 128, 192 and 256 gave .435, .439 and .440 macro-F1 with 300 coded
sentences of real articles by held outlets, and 192 take 6 MB."""
WEIGHTS = (1.0, 0.7, 1.5)
"""What the sentence, those around it and its article count in a row. The best of six mixtures on real articles by held
outlets, with 300 of them coded (.439 macro-F1; equal weights .432; the sentence alone .418)."""
ACCENT = 0.5
"""Power of the spread of a component by which it counts more yet. The leading components tell most, and the penalty
on weights should spare them: with 300 sentences without their articles .436 macro-F1 (.433 with 0), in them .456
(.457)."""
STRENGTH = 0.01
"""Inverse strength of the penalty on weights over such rows (scikit-learn's C): of .003, .01 and .03 the best in the
same trials."""


@dataclass(frozen=True)
class WordVectors:
    """Word vectors and the scales that bring each part of a row to a spread near 1.

    Attributes
    ----------
    words : tuple of str
        Sorted; what has a vector. Other words count as nothing.
    vectors : numpy.ndarray of int8, shape (n_words, n_dimensions)
        Each to be multiplied by its `scale`.
    scale : numpy.ndarray of float32, shape (n_words,)
    spread : numpy.ndarray of float32, shape (3,)
        Standard deviation of a number of the sentence, of those around it, and of the article.
    style_spread : numpy.ndarray of float32, shape (n_style,)
        That of each feature of `framing.features.STYLE`.
    manifest : mapping
        As in the JSON file.
    """

    words: tuple[str, ...]
    vectors: NDArray[np.int8]
    scale: Floats
    spread: Floats
    style_spread: Floats
    manifest: Mapping[str, Any]

    @property
    def width(self) -> int:
        """Numbers a sentence."""
        return 3 * self.vectors.shape[1] + len(STYLE)

    @property
    def known(self) -> Collection[str]:
        """The words that have a vector."""
        return self._place.keys()

    @property
    def digest(self) -> str:
        """SHA-256 of the array file."""
        return str(self.manifest["sha256"])

    def read(self, article: Article) -> Floats:
        """Return the row of each sentence of an article, of shape (n_sentences, width)."""
        if not article.spans:
            return np.zeros((0, self.width), dtype=np.float32)
        parts = [part * factor for part, factor in zip(self.parts(article), self._factors, strict=True)]
        return np.hstack([*parts, article.style / self.style_spread])

    def without_each_word(self, article: Article, index: int) -> Floats:
        """Return the rows that a sentence would have without one of its words, its surroundings as they are.

        Returns
        -------
        numpy.ndarray of shape (1 + n_tokens, width)
            First the sentence as it is, then without each of its tokens, the marks at its ends included.
        """
        words = article.words[index]
        changed = self.read(article)[index : index + 1].repeat(1 + len(words), axis=0)
        own = changed[1:, : self.vectors.shape[1]]
        own -= self._rows(words) * (self._factors[0] / np.sqrt(np.float32(len(words))))
        return changed

    def parts(self, article: Article) -> tuple[Floats, Floats, Floats]:
        """Return of each sentence its own sum, the mean of those around it and that of the article, not scaled.

        A sentence that stands alone has no article: the mean of one would only repeat it (on 300 bare sentences .433
        macro-F1 without it, .422 with it).
        """
        lengths = np.array([len(words) for words in article.words])
        rows = self._rows([word for words in article.words for word in words])
        sums = np.add.reduceat(rows, np.cumsum(lengths) - lengths, axis=0) / np.sqrt(lengths, dtype=np.float32)[:, None]
        around = np.zeros_like(sums)
        around[1:] += sums[:-1] / 2
        around[:-1] += sums[1:] / 2
        return sums, around, np.broadcast_to(sums.mean(axis=0) if len(sums) > 1 else around, sums.shape)

    def _rows(self, words: Sequence[str]) -> Floats:
        """Return the vector of each word, zeros for an unknown one, of shape (n_words, n_dimensions)."""
        places = np.array([self._place.get(word, -1) for word in words])
        return self.vectors[places] * np.where(places < 0, np.float32(0), self.scale[places])[:, None] * self._accents

    @property
    def _factors(self) -> Floats:
        """What each part is multiplied by: its weight over its spread."""
        return np.array(WEIGHTS, dtype=np.float32) / self.spread

    @cached_property
    def _accents(self) -> Floats:
        """What each component is multiplied by; its mean square is 1."""
        spread = (self.vectors * self.scale[:, None]).std(axis=0) ** ACCENT
        return spread / np.sqrt((spread**2).mean())

    @cached_property
    def _place(self) -> dict[str, int]:
        """The row of each word."""
        return {word: i for i, word in enumerate(self.words)}

    def __getstate__(self) -> dict[str, Any]:
        return {name: value for name, value in self.__dict__.items() if name != "_place"}


def to_bytes(known: WordVectors) -> bytes:
    """Return the array file of word vectors."""
    return arrayfile.array_bytes({
        "words": arrayfile.text_array(known.words), "vectors": known.vectors, "scale": known.scale,
        "spread": known.spread, "style_spread": known.style_spread,
    })


@cache
def shipped() -> WordVectors:
    """Return the word vectors that come with the library, loaded once."""
    return load(folder("models") / f"{KIND}.json")


def load(place: Place, wanted: str | None = None) -> WordVectors:
    """Return the word vectors whose manifest is given, verified.

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
        n, d = len(arrays["scale"]), int(manifest["dimensions"])
        arrayfile.check(arrays, {
            "words": (np.uint8, None), "vectors": (np.int8, (n, d)), "scale": (np.float32, (n,)),
            "spread": (np.float32, (3,)), "style_spread": (np.float32, (len(STYLE),)),
        })
        words = arrayfile.words_of(arrays["words"])
        if len(words) != n:
            raise ValueError(f"{len(words)} words, but {n} vectors")
    except arrayfile.UNUSABLE as error:
        raise arrayfile.damaged(place, f"the arrays cannot be used ({error})") from error
    return WordVectors(words, arrays["vectors"], arrays["scale"], arrays["spread"], arrays["style_spread"], manifest)


def reduced(vectors: Floats, dimensions: int = DIMENSIONS) -> Floats:
    """Return vectors in their first principal components, of shape (n_words, dimensions)."""
    centred = vectors - vectors.mean(axis=0)
    axes = np.linalg.eigh(centred.T @ centred)[1][:, ::-1][:, :dimensions]
    return np.asarray(centred @ axes, dtype=np.float32)


def quantised(rows: Floats) -> tuple[NDArray[np.int8], Floats]:
    """Return rows as bytes, and the scale by which each is to be multiplied."""
    scale = np.maximum(np.abs(rows).max(axis=1), 1e-6).astype(np.float32) / np.float32(127)
    return np.rint(rows / scale[:, None]).astype(np.int8), scale


def make(words: Sequence[str], vectors: Floats, articles: Sequence[Article]) -> WordVectors:
    """Return word vectors with the spread of each part over some articles.

    Parameters
    ----------
    words : sequence of str
        Sorted and distinct.
    vectors : numpy.ndarray of shape (n_words, n)
        Of an encoder that has met no label.
    articles : sequence of Article
    """
    one = np.ones(3, dtype=np.float32), np.ones(len(STYLE), dtype=np.float32)
    plain = WordVectors(tuple(words), *quantised(reduced(vectors)), *one, {"sha256": ""})
    found = [plain.parts(article) for article in articles]
    spread = np.array([np.concatenate(part).std() for part in zip(*found, strict=True)], dtype=np.float32)
    style = np.maximum(np.concatenate([a.style for a in articles]).std(axis=0), 1e-3).astype(np.float32)
    return WordVectors(plain.words, plain.vectors, plain.scale, spread, style, plain.manifest)


if __name__ == "__main__":
    from .distil import make_words

    make_words()

"""Article -> sentence vectors by a fine-tuned sentence encoder: what the accurate model sees.

The encoder is all-MiniLM-L6-v2 (Apache License 2.0), fine-tuned by `framing.teacher` on whole articles and kept
as an ONNX graph with a byte for each weight. An article goes through it as one sequence, cut only where it is too
long, and a sentence is the mean of its tokens. Needs the extra ``[accurate]``; imported only when it is asked for.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from . import arrayfile, extras
from .arrayfile import Place
from .features import Article, Floats

WIDTH = 384
"""Numbers a sentence."""
LONGEST, LONGEST_SENTENCE = 384, 96
"""Tokens of a sequence, as in the encoder's own training, and of a sentence, whose rest is cut off."""
FIRST, BREAK, UNKNOWN = 101, 102, 100
"""Tokens that open a sequence, end a sentence, and stand for what has no token."""
LARGEST = 64_000_000
"""Bytes of a file of the encoder that are read at most: nearly three times the one that ships."""

Run = list[tuple[int, list[int]]]
"""The sentences of one sequence: (index in the article, token ids)."""


def sequences(tokenized: Sequence[Sequence[int]]) -> Iterator[Run]:
    """Yield the sentences of an article, given as token ids, in runs that fit the encoder."""
    run: Run = []
    length = 1
    for index, tokens in enumerate(tokenized):
        ids = list(tokens[:LONGEST_SENTENCE]) or [UNKNOWN]
        if run and length + len(ids) + 1 > LONGEST:
            yield run
            run, length = [], 1
        run.append((index, ids))
        length += len(ids) + 1
    if run:
        yield run


@dataclass(frozen=True)
class Encoder:
    """The encoder; equal articles give equal vectors on one machine.

    Attributes
    ----------
    graph, vocabulary : bytes
        The ONNX graph and the tokenizer's JSON file.
    digest : str
        SHA-256 of the graph.
    """

    graph: bytes
    vocabulary: bytes
    digest: str

    @property
    def width(self) -> int:
        """Numbers a sentence."""
        return WIDTH

    def read(self, article: Article) -> Floats:
        """Return the vectors of an article's sentences, of shape (n_sentences, `WIDTH`)."""
        texts = [" ".join(sentence.split()).encode("utf-8", "replace").decode() for sentence in article.sentences]
        tokenized = [self._tokenizer.encode(text, add_special_tokens=False).ids for text in texts]
        rows = [row for run in sequences(tokenized) for row in self._vectors(run)]
        return np.array(rows, dtype=np.float32).reshape(len(rows), WIDTH)

    def _vectors(self, run: Run) -> Iterator[Floats]:
        """Yield the vectors of the sentences of one sequence."""
        ids = np.array([[FIRST, *(token for _, tokens in run for token in (*tokens, BREAK))]], dtype=np.int64)
        rows = self._session.run(None, {"ids": ids, "mask": np.ones_like(ids)})[0][0]
        start = 1
        for _, tokens in run:
            yield rows[start : start + len(tokens) + 1].mean(axis=0)
            start += len(tokens) + 1

    @cached_property
    def _session(self) -> Any:
        """The running graph, on one thread so that the last bits do not depend on how many there are."""
        runtime = extras.load("onnxruntime", "accurate")
        options = runtime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        return runtime.InferenceSession(self.graph, options, providers=["CPUExecutionProvider"])

    @cached_property
    def _tokenizer(self) -> Any:
        """The tokenizer, without cuts and padding of its own."""
        tokenizer = extras.load("tokenizers", "accurate").Tokenizer.from_str(self.vocabulary.decode())
        tokenizer.no_truncation()
        tokenizer.no_padding()
        return tokenizer

    def __getstate__(self) -> dict[str, Any]:
        return {name: self.__dict__[name] for name in self.__dataclass_fields__}


def load(place: Place, graph: str, vocabulary: str) -> Encoder:
    """Return the encoder in the folder of a manifest, verified.

    Parameters
    ----------
    place : Path or Traversable
        The manifest that vouches for it.
    graph, vocabulary : str
        The SHA-256 that ``encoder.onnx`` and ``tokenizer.json`` must have.

    Raises
    ------
    ModelFileError
        If a file is missing, too large, or another one.
    """
    found = []
    for name, wanted in (("encoder.onnx", graph), ("tokenizer.json", vocabulary)):
        content = arrayfile.read_bytes(arrayfile.sibling(place, name), LARGEST)
        if arrayfile.digest(content) != wanted:
            raise arrayfile.damaged(place, f"the {name} beside it does not match the digest that it gives")
        found.append(content)
    return Encoder(found[0], found[1], graph)

"""Features -> probabilities: the linear model, applied with numpy alone, saved and verified.

A model is a linear function of what the knowledge says of each sentence (`framing.knowledge`) and of how it is
set on the page (`framing.features.PAGE`): one multinomial logistic regression for the labels, one binary for
page furniture against prose, both learnt by scikit-learn in `framing.retrain`.

A model is a folder: ``model.npz`` and ``model.json`` hold the weights and the manifest (labels, parameters,
versions, digests, scores, golden probes that loading recomputes), ``knowledge.npz`` and ``knowledge.json``
the knowledge that it was learnt with, ``quotes.npz`` and ``quotes.json`` what finds the quotes. A model of labels
of one's own stands on the word vectors of `framing.wordvectors` instead, in ``words.npz`` and ``words.json``.
"""

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray

from . import arrayfile, knowledge, quotemodel, wordvectors
from .arrayfile import Place
from .errors import ModelFileError
from .features import PAGE, Article
from .knowledge import Knowledge
from .labels import BOILERPLATE
from .lexicon import TOKEN
from .quotemodel import QuoteModel
from .resources import folder
from .sentences import SplitParameters
from .wordvectors import WordVectors

__all__ = ["Model", "ModelFileError", "Reading", "load", "shipped"]

Doubles = NDArray[np.float64]
Known: TypeAlias = Knowledge | WordVectors
"""What a model may stand on: the knowledge that was learnt from our labels, or the words that no label has touched."""
LOADERS: Mapping[str, Callable[[Place, str], Known]] = {"knowledge": knowledge.load, wordvectors.KIND: wordvectors.load}
"""How each kind of it is read, given the digest that it must have."""
LARGEST_EXPONENT = 700.0
"""Beyond it, exp is larger than the largest number that a computer holds."""
PROBE_TOLERANCE = 1e-5
"""How far a golden probe may be off: processors round differently, models differ by far more."""
FIELDS = ("id", "labels", "temperature", "split", "prevalence", "uncertain_below", "probes", "knowledge", "quotes")
"""What the manifest of a model must have."""


@dataclass(frozen=True)
class Reading:
    """What the model says of an article's sentences.

    Attributes
    ----------
    probabilities : numpy.ndarray of shape (n_sentences, n_labels)
        Of each label, if the sentence is prose; rows sum to 1.
    furniture : numpy.ndarray of shape (n_sentences,)
        Probability that the sentence is page furniture.
    """

    probabilities: Doubles
    furniture: Doubles


def reading(logits: Doubles, temperature: float) -> Reading:
    """Return what linear scores say of sentences.

    Parameters
    ----------
    logits : numpy.ndarray of shape (n_sentences, n_labels + 1)
        Of the labels, then of page furniture.
    temperature : float
        What the logits of the labels are divided by before they become probabilities.
    """
    scaled = logits[:, :-1] / temperature
    odds = np.exp(scaled - scaled.max(axis=1, keepdims=True, initial=-np.inf))
    furniture = 1 / (1 + np.exp(np.minimum(-logits[:, -1], LARGEST_EXPONENT)))
    return Reading(odds / odds.sum(axis=1, keepdims=True), furniture)


class Reader(Protocol):
    """What gives a model the rows of an article: the knowledge, or an encoder."""

    @property
    def width(self) -> int:
        """Numbers a sentence."""

    def read(self, article: Article) -> NDArray[np.float32]:
        """Return a row a sentence."""


class AnyModel(Protocol):
    """What profiling needs of a model: `Model` and `framing.accurate.Accurate` have it."""

    @property
    def labels(self) -> tuple[str, ...]:
        """The labels in the order of the probability columns."""

    @property
    def id(self) -> str:
        """The name of the model, language and version in it."""

    @property
    def digest(self) -> str:
        """SHA-256 of the array file."""

    @property
    def manifest(self) -> Mapping[str, Any]:
        """As in the JSON file."""

    @property
    def split_parameters(self) -> SplitParameters:
        """What the splitter goes by."""

    @property
    def quotes(self) -> QuoteModel:
        """What finds the quotes of an article."""

    @property
    def light(self) -> "Model":
        """The model itself, or the light one that stands beside it: what has word vectors."""

    @property
    def reader(self) -> Reader:
        """What gives the model the rows of an article."""

    @property
    def weights(self) -> NDArray[np.float32]:
        """Of shape (n_features, n_outputs)."""

    @property
    def intercept(self) -> NDArray[np.float32]:
        """Of shape (n_outputs,)."""

    def read(self, article: Article) -> Reading:
        """Return the probabilities of an article's sentences."""

    def evidence(self, article: Article, index: int, label: str) -> list[tuple[int, int, float]]:
        """Return (start, end, weight) of each word of a sentence, in order of the text."""


class Labeller:
    """What every model of labels has in common: linear scores over the rows of a reader, and a manifest.

    Attributes
    ----------
    weights : numpy.ndarray of float32, shape (n_features, n_outputs)
        Features as in `features`; outputs are the labels in order, then furniture.
    intercept : numpy.ndarray of float32, shape (n_outputs,)
    manifest : mapping
        As in the JSON file.
    """

    weights: NDArray[np.float32]
    intercept: NDArray[np.float32]
    manifest: Mapping[str, Any]

    @property
    def labels(self) -> tuple[str, ...]:
        """The labels in the order of the probability columns."""
        return tuple(self.manifest["labels"])

    @property
    def id(self) -> str:
        """The name of the model, language and version in it."""
        return str(self.manifest["id"])

    @property
    def digest(self) -> str:
        """SHA-256 of the array file: two models with one digest give the same answers."""
        return str(self.manifest["sha256"])

    def score(self, rows: NDArray[np.float32]) -> Doubles:
        """Return the linear scores of feature rows, of shape (n_sentences, n_outputs)."""
        return (rows @ self.weights + self.intercept).astype(np.float64)

    def reading(self, rows: NDArray[np.float32]) -> Reading:
        """Return the probabilities of sentences, given their feature rows."""
        return reading(self.score(rows), self.manifest["temperature"])

    @property
    def reader(self) -> Reader:
        """What gives the model the rows of an article."""
        raise NotImplementedError

    def read(self, article: Article) -> Reading:
        """Return the probabilities of an article's sentences."""
        return self.reading(features(self.reader, article))


@dataclass(frozen=True)
class Model(Labeller):
    """A trained model; equal inputs give equal answers on one machine.

    Attributes
    ----------
    knowledge : Knowledge or WordVectors
    weights : numpy.ndarray of float32, shape (n_features, n_outputs)
        Features as in `features`; outputs are the labels in order, then furniture.
    intercept : numpy.ndarray of float32, shape (n_outputs,)
    split_parameters : SplitParameters
    quotes : QuoteModel
        What finds the quotes of an article; it knows nothing of the labels.
    manifest : mapping
        As in the JSON file.
    """

    knowledge: Known
    weights: NDArray[np.float32]
    intercept: NDArray[np.float32]
    split_parameters: SplitParameters
    quotes: QuoteModel
    manifest: Mapping[str, Any]

    @property
    def light(self) -> "Model":
        """The model itself."""
        return self

    @property
    def reader(self) -> Known:
        """What gives the model the rows of an article: its knowledge."""
        return self.knowledge

    def evidence(self, article: Article, index: int, label: str) -> list[tuple[int, int, float]]:
        """Return (start, end, weight) of each word of a sentence, in order of the text.

        The weight is what the word adds to the log-odds of `label` against the best of the other labels (for
        page furniture: against prose): the difference that leaving it out makes, the sentences around it and
        the rest of the sentence being as they are (occlusion, as in Li, Monroe and Jurafsky 2016).
        """
        start, end = article.spans[index]
        rows = self.knowledge.without_each_word(article, index)
        page = np.repeat(article.page[index : index + 1], len(rows), axis=0)
        margins = self._margins(self.score(np.hstack([rows, page])), label)
        weights = margins[0] - margins[2:-1]
        places = TOKEN.finditer(article.text, start, end)
        return [(m.start(), m.end(), float(w)) for m, w in zip(places, weights, strict=True)]

    def _margins(self, logits: Doubles, label: str) -> Doubles:
        """Return the log-odds of a label against the best other one, of shape (n,)."""
        k = len(self.labels)
        if label == BOILERPLATE:
            return logits[:, k]
        column = self.labels.index(label)
        others = np.delete(logits[:, :k], column, axis=1)
        rival = int(others[0].argmax()) if others.shape[1] else None
        best = others[:, rival] if rival is not None else np.zeros(len(logits))
        return np.asarray((logits[:, column] - best) / self.manifest["temperature"])


def features(reader: Reader, article: Article) -> NDArray[np.float32]:
    """Return the rows a model sees: those of its reader, then page, of shape (n_sentences, width + n_page)."""
    return np.hstack([reader.read(article), article.page])


def check_linear(arrays: Mapping[str, NDArray[Any]], width: int, labels: Sequence[str]) -> None:
    """Raise ValueError unless the arrays are the weights and intercept of labels over a reader of a width."""
    outputs = len(labels) + 1
    arrayfile.check(arrays, {
        "weights": (np.float32, (width + len(PAGE), outputs)), "intercept": (np.float32, (outputs,)),
    })


def to_bytes(model: Model) -> bytes:
    """Return the array file of a model."""
    return arrayfile.array_bytes({"weights": model.weights, "intercept": model.intercept})


@cache
def shipped() -> Model:
    """Return the model that comes with the library, loaded once."""
    return load(folder("models") / "model.json")


def load(path: str | os.PathLike[str] | Traversable) -> Model:
    """Return the model whose manifest (``model.json``) or folder is given, verified.

    Raises
    ------
    ModelFileError
        If a file is missing, unreadable, of another format, does not match its digest, or if the model
        does not give the answers that its golden probes record.
    """
    place: Place = Path(path) if isinstance(path, str | os.PathLike) else path
    if place.is_dir():
        place = place / "model.json"
    manifest, arrays = arrayfile.read(place, FIELDS)
    kind = str(manifest.get("reader", "knowledge"))
    if kind not in LOADERS:
        raise arrayfile.damaged(place, f"it stands on {kind!r}, which this version does not know")
    try:
        known = LOADERS[kind](arrayfile.sibling(place, f"{kind}.json"), str(manifest["knowledge"]))
        quotes = quotemodel.load(arrayfile.sibling(place, "quotes.json"), str(manifest["quotes"]["sha256"]))
        model = assemble(arrays, manifest, known, quotes)
        _check_probes(model, place)
    except ModelFileError:
        raise
    except arrayfile.UNUSABLE as error:
        raise arrayfile.damaged(place, f"arrays or manifest cannot be used ({error})") from error
    return model


def assemble(
    arrays: Mapping[str, NDArray[Any]], manifest: Mapping[str, Any], known: Known, quotes: QuoteModel
) -> Model:
    """Return the model that arrays and manifest describe; ValueError where they do not fit each other."""
    check_linear(arrays, known.width, manifest["labels"])
    split = SplitParameters.from_dict(manifest["split"])
    return Model(known, arrays["weights"], arrays["intercept"], split, quotes, manifest)


def _check_probes(model: Model, place: Place) -> None:
    """Raise ModelFileError unless the model has probes and gives the probabilities that they record."""
    if not model.manifest["probes"]:
        raise arrayfile.damaged(place, "it has no probes")
    for probe in model.manifest["probes"]:
        found = model.read(Article(probe["text"], [(0, len(probe["text"]))])).probabilities[0]
        recorded = np.array(probe["probabilities"])
        if found.shape != recorded.shape or not np.abs(found - recorded).max() <= PROBE_TOLERANCE:
            raise arrayfile.damaged(place, f"the probe {probe['text']!r} gets another answer than at training")

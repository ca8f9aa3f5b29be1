"""Features -> probabilities: the linear model, applied with numpy alone, saved and verified.

The weights are learnt by scikit-learn's multinomial logistic regression on the rows of
`framing.features.FeatureSpace.matrix`. Because such a row is a sum over words, every word has one short row
of summed weights, looked up once and remembered: that is all that run time does. A second, binary regression
tells page furniture from prose.

A model is two files: ``<name>.npz`` holds the arrays (nothing in it can be code), ``<name>.json`` the
manifest: labels, parameters, versions, digests, scores, and golden probes that loading recomputes.
"""

import hashlib
import io
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .features import CONTEXTS, LAYOUT, TOKEN, Article, FeatureSpace, pairs
from .labels import BOILERPLATE
from .resources import folder
from .sentences import SplitParameters

Floats = NDArray[np.float64]
FORMAT = 1
"""Version of the two files' layout; a loader refuses any other."""
ARRAYS = ("terms", "idf", "weights", "layout_weights", "intercept")
"""The members of the npz file."""
PROBE_TOLERANCE = 1e-6
"""How far a golden probe may be off: processors round differently, models differ by far more."""
REMEMBERED_WORDS = 200_000
"""Words whose summed weights are kept (about 40 MB); beyond that the memory starts anew."""


class ModelFileError(ValueError):
    """A model file is missing, damaged or of another format; the message names the file and the cure."""


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

    probabilities: Floats
    furniture: Floats


@dataclass(frozen=True)
class Model:
    """A trained model; equal inputs give equal answers on one machine.

    Attributes
    ----------
    space : FeatureSpace
    weights : numpy.ndarray of shape (n_columns, n_contexts, n_outputs)
        Outputs are the labels in order, then furniture. Multiplied by the columns' scale already.
    layout_weights : numpy.ndarray of shape (n_layout_features, n_outputs)
    intercept : numpy.ndarray of shape (n_outputs,)
    split_parameters : SplitParameters
    manifest : mapping
        As in the JSON file.
    """

    space: FeatureSpace
    weights: Floats
    layout_weights: Floats
    intercept: Floats
    split_parameters: SplitParameters
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

    def read(self, article: Article) -> Reading:
        """Return the probabilities of an article's sentences."""
        logits = self.logits(article)
        k = len(self.labels)
        scaled = logits[:, :k] / self.manifest["temperature"]
        odds = np.exp(scaled - scaled.max(axis=1, keepdims=True, initial=-np.inf))
        return Reading(odds / odds.sum(axis=1, keepdims=True), 1 / (1 + np.exp(-logits[:, k])))

    def logits(self, article: Article) -> Floats:
        """Return the linear scores in context, of shape (n_sentences, n_outputs)."""
        own, beside, around = np.moveaxis(self._scores(article), 1, 0)
        total = own + article.layout @ self.layout_weights + self.intercept
        total[1:] += beside[:-1] / 2
        total[:-1] += beside[1:] / 2
        return total + around.sum(axis=0) / max(1, len(total))

    def evidence(self, article: Article, index: int, label: str) -> list[tuple[int, int, float]]:
        """Return (start, end, weight) of each word of a sentence, in order of the text.

        The weight is what the word adds to the log-odds of `label` against the mean of the other labels,
        in this sentence (for page furniture: to its log-odds against prose), its part in pairs with the
        words beside it included (half a pair each). Words enter
        the model by sums, so the weights are exact; what neighbours and article add belongs to no word.
        """
        start, end = article.spans[index]
        words = article.words[index]
        scores = np.array([self._row(word)[0] for word in words])
        for place, pair in enumerate(pairs(words)):
            if pair in self.space.column:
                scores[place : place + 2] += self.weights[self.space.column[pair], 0] / 2
        k = len(self.labels)
        if label == BOILERPLATE:
            weights = scores[:, k]
        else:
            column = self.labels.index(label)
            others = (scores[:, :k].sum(axis=1) - scores[:, column]) / max(1, k - 1)
            weights = (scores[:, column] - others) / self.manifest["temperature"]
        weights = weights / np.sqrt(len(words))
        places = TOKEN.finditer(article.text, start, end)
        return [(m.start(), m.end(), float(w)) for m, w in zip(places, weights[1:-1], strict=True)]

    def _scores(self, article: Article) -> Floats:
        """Return each sentence's summed weights, of shape (n_sentences, n_contexts, n_outputs)."""
        scores = np.zeros((len(article.spans), *self.weights.shape[1:]))
        column = self.space.column
        for index, words in enumerate(article.words):
            scores[index] = np.sum([self._row(word) for word in words], axis=0)
            known = [column[pair] for pair in pairs(words) if pair in column]
            scores[index] += self.weights[known].sum(axis=0)
            scores[index] /= np.sqrt(len(words))
        return scores

    def _row(self, word: str) -> Floats:
        """Return the summed weights of a word, of shape (n_contexts, n_outputs)."""
        row = self._rows.get(word)
        if row is None:
            if len(self._rows) >= REMEMBERED_WORDS:
                self._rows.clear()
            row = self._rows[word] = self.weights[self.space.columns_of_word(word)].sum(axis=0)
        return row

    @cached_property
    def _rows(self) -> dict[str, Floats]:
        """The words looked up so far."""
        return {}


def save(model: Model, path: Path) -> None:
    """Write a model's two files, each complete or not at all; the manifest, which vouches for both, last.

    Parameters
    ----------
    path : Path
        Of the manifest, ending in ``.json``; the arrays go beside it with ``.npz``.
    """
    write_atomically(path.with_suffix(".npz"), array_bytes(model))
    write_atomically(path, json.dumps(model.manifest, indent=1, sort_keys=True).encode() + b"\n")


def array_bytes(model: Model) -> bytes:
    """Return the npz file of a model: stored, not deflated, so that it loads fast and equal models are equal."""
    arrays = {
        "terms": np.frombuffer("\n".join(model.space.terms).encode(), dtype=np.uint8),
        "idf": model.space.idf.astype(np.float32),
        "weights": model.weights.astype(np.float32),
        "layout_weights": model.layout_weights.astype(np.float32),
        "intercept": model.intercept.astype(np.float32),
    }
    buffer = io.BytesIO()
    np.savez(buffer, allow_pickle=False, **arrays)
    return buffer.getvalue()


def write_atomically(path: Path, content: bytes) -> None:
    """Write a file beside its place and move it there, so that a reader never sees half of it."""
    draft = path.with_name(path.name + ".part")
    with open(draft, "wb") as out:
        out.write(content)
        out.flush()
        os.fsync(out.fileno())
    os.replace(draft, path)


@cache
def shipped() -> Model:
    """Return the model that comes with the library, loaded once."""
    return load(folder("models") / "model.json")


def load(path: str | os.PathLike[str] | Traversable) -> Model:
    """Return the model whose manifest (``.json``) or folder is given, verified.

    Raises
    ------
    ModelFileError
        If a file is missing, unreadable, of another format, does not match its digest, or if the model
        does not give the answers that its golden probes record.
    """
    place = Path(path) if isinstance(path, str | os.PathLike) else path
    if place.is_dir():
        place = place / "model.json"
    manifest = _manifest(place)
    content = _read(_beside(place, manifest))
    digest = hashlib.sha256(content).hexdigest()
    if digest != manifest["sha256"]:
        raise _damaged(place, "the arrays do not match the digest in the manifest")
    try:
        model = assemble(content, manifest)
    except (ValueError, KeyError, OSError, TypeError) as error:
        raise _damaged(place, f"the arrays cannot be used ({error})") from error
    _check_probes(model, place)
    return model


def _manifest(place: Path | Traversable) -> dict[str, Any]:
    """Return the manifest, checked for format and fields."""
    try:
        manifest = json.loads(_read(place))
    except (json.JSONDecodeError, UnicodeDecodeError) as error:
        raise _damaged(place, f"the manifest is no JSON ({error})") from error
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
        raise _damaged(place, f"it is no model manifest of format {FORMAT}")
    missing = [name for name in REQUIRED if name not in manifest]
    if missing:
        raise _damaged(place, f"the manifest lacks {missing[0]!r}")
    return manifest


REQUIRED = ("id", "labels", "sha256", "arrays", "temperature", "split", "prevalence", "uncertain_below", "probes")


def _beside(place: Path | Traversable, manifest: Mapping[str, Any]) -> Path | Traversable:
    """Return the file of the arrays, which lies in the folder of the manifest."""
    name = str(manifest["arrays"])
    if Path(name).name != name:
        raise _damaged(place, f"the name of the arrays leads out of the folder: {name!r}")
    return place.with_name(name) if isinstance(place, Path) else folder("models") / name


def _read(place: Path | Traversable) -> bytes:
    """Return the bytes of a file."""
    try:
        return place.read_bytes()
    except OSError as error:
        raise ModelFileError(
            f"{place}: the model file cannot be read ({error.strerror or error}). Give the path of a model.json "
            "that `framing retrain` wrote, or install framing again for the model that comes with it."
        ) from error


def _damaged(place: Path | Traversable, fault: str) -> ModelFileError:
    """Return the error for a file that is there but cannot be trusted."""
    return ModelFileError(
        f"{place}: {fault}. The file is damaged or not a model of this version: copy it again from where it "
        "came from, run `framing retrain`, or install framing again for the model that comes with it."
    )


def assemble(content: bytes, manifest: Mapping[str, Any]) -> Model:
    """Return the model that arrays and manifest describe; ValueError where they do not fit each other."""
    with np.load(io.BytesIO(content), allow_pickle=False) as members:
        if sorted(members.files) != sorted(ARRAYS):
            raise ValueError(f"members {sorted(members.files)} instead of {sorted(ARRAYS)}")
        arrays = {name: members[name] for name in ARRAYS}
    space = FeatureSpace(tuple(arrays["terms"].tobytes().decode().split("\n")), arrays["idf"])
    outputs = len(manifest["labels"]) + 1
    expected = {
        "idf": (len(space.terms),),
        "weights": (space.width, len(CONTEXTS), outputs),
        "layout_weights": (len(LAYOUT), outputs),
        "intercept": (outputs,),
    }
    for name, shape in expected.items():
        if arrays[name].shape != shape or arrays[name].dtype != np.float32 or not np.isfinite(arrays[name]).all():
            raise ValueError(f"{name} is not an array of finite float32 of shape {shape}")
    weights, layout, intercept = (arrays[n].astype(np.float64) for n in ("weights", "layout_weights", "intercept"))
    return Model(space, weights, layout, intercept, SplitParameters.from_dict(manifest["split"]), manifest)


def _check_probes(model: Model, place: Path | Traversable) -> None:
    """Raise ModelFileError unless the model gives the probabilities that its probes record."""
    for probe in model.manifest["probes"]:
        text = probe["text"]
        found = model.read(Article(text, [(0, len(text))])).probabilities[0]
        if np.abs(found - np.array(probe["probabilities"])).max() > PROBE_TOLERANCE:
            raise _damaged(place, f"the probe {text!r} gets another answer than at training")

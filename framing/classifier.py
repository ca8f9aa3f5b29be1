"""scikit-learn's shape for labels of one's own: `SentenceVectorizer` gives features, `SentenceClassifier` labels.

Both stand on `framing.wordvectors` alone, which no label of ours has touched, and work in pipelines, grid search and
cross-validation. Only `framing.pipelines` lets the vectorizer see what a model sees. An element of X is a sentence, or
better a sentence in its article, as the triple (text of the article, start, end): then it is read among the sentences
around it. Needs scikit-learn, which comes with framing; imported when one of the two is first used.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.base import BaseEstimator, ClassifierMixin, TransformerMixin
from sklearn.utils.multiclass import check_classification_targets
from sklearn.utils.validation import check_is_fitted

from . import wordvectors
from .errors import InputError, InputTypeError
from .features import PAGE, STYLE, Article
from .model import AnyModel, Reader, features, shipped
from .regression import centred
from .sentences import SplitParameters, split
from .wordvectors import WordVectors

Passage = str | tuple[str, int, int]
"""A sentence, or a sentence in its article: the article's text with start and end in code points."""
ROUNDS = 1000
"""Most rounds of the solver; it settles before."""


class SentenceVectorizer(TransformerMixin, BaseEstimator):
    """Turns sentences into numbers; nothing is learnt by `fit`.

    Parameters
    ----------
    model : Model, optional
        From `framing.load_model`: the numbers are those that it sees. Default: word vectors that no label has touched.

    Examples
    --------
    >>> SentenceVectorizer().fit_transform(["It rained.", "Prices rose by 3 %."]).shape
    (2, 593)
    """

    def __init__(self, model: AnyModel | None = None) -> None:
        self.model = model

    def fit(self, X: Iterable[Passage], y: Any = None) -> "SentenceVectorizer":
        """Check the sentences and return the vectorizer itself."""
        check_passages(X)
        if self.model is not None and not hasattr(self.model, "reader"):
            raise InputTypeError(f"model must be one from framing.load_model, not {type(self.model).__name__}")
        return self

    def transform(self, X: Iterable[Passage]) -> NDArray[np.float32]:
        """Return a row a sentence, of shape (n_sentences, n_features).

        Raises
        ------
        TypeError
            If X is one string, or an element is neither str nor (text, start, end).
        ValueError
            If X is empty, a sentence is blank or a span does not lie in its text.
        """
        passages = check_passages(X)
        parameters = (self.model or shipped()).split_parameters
        articles = {text: _split(text, parameters) for text, *span in map(_whole, passages) if span}
        placed = (_placed(passage, articles) for passage in passages)
        return np.vstack([features(self._reader, article)[i] for article, i in placed])

    def get_feature_names_out(self, input_features: Any = None) -> NDArray[np.object_]:
        """Return the name of each feature: numbered meanings of sentence, neighbours and article, then style.

        What a model without word vectors of this kind knows of a sentence is numbered throughout.
        """
        reader = self._reader
        if isinstance(reader, WordVectors):
            n = reader.vectors.shape[1]
            named = [f"{part} {i}" for part in ("sentence", "around", "article") for i in range(n)]
            named += [name for name, _ in STYLE]
        else:
            named = [f"sentence {i}" for i in range(reader.width)]
        return np.array([*named, *(name for name, _ in PAGE)], dtype=object)

    @property
    def _reader(self) -> Reader:
        """What gives the rows of an article."""
        return self.model.reader if self.model is not None else wordvectors.shipped()

    def __sklearn_is_fitted__(self) -> bool:
        """Tell that there is nothing to fit."""
        return True

    def __sklearn_tags__(self) -> Any:
        """Say that strings come in, and that nothing need be fitted."""
        tags = super().__sklearn_tags__()
        tags.input_tags.string, tags.input_tags.two_d_array, tags.requires_fit = True, False, False
        return tags


class SentenceClassifier(ClassifierMixin, BaseEstimator):
    """Logistic regression over `SentenceVectorizer`, for a few hundred coded sentences.

    Parameters
    ----------
    C : float, default 0.01
        Inverse strength of the penalty on the weights.
    class_weight : "balanced", dict or None, default "balanced"
        As in scikit-learn: rare labels count as much as common ones, so that they are found at all. The
        probabilities are then those of a world in which all labels are equally common.

    Attributes
    ----------
    classes_ : numpy.ndarray
        The labels, sorted.

    Examples
    --------
    >>> X = ["They hugged at the gate.", "A kind word helped.", "The clerk ignored her.", "No one greeted him."]
    >>> SentenceClassifier().fit(X, ["warm", "warm", "cold", "cold"]).predict(["A kind hug helped."]).tolist()
    ['warm']
    """

    def __init__(self, C: float = wordvectors.STRENGTH, class_weight: Any = "balanced") -> None:
        self.C = C
        self.class_weight = class_weight

    def fit(self, X: Iterable[Passage], y: Sequence[Any], sample_weight: Any = None) -> "SentenceClassifier":
        """Learn from sentences X with their labels y and return the classifier itself.

        Raises
        ------
        ValueError
            If X and y differ in length, or y holds fewer than two labels.
        """
        passages = check_passages(X)
        labels = np.asarray(y)
        if labels.ndim != 1 or len(labels) != len(passages):
            raise InputError(f"{len(passages)} sentences, but y of shape {labels.shape}: give one label a sentence")
        check_classification_targets(labels)
        if len(np.unique(labels)) < 2:
            only = labels.tolist()[0]
            raise InputError(f"y has one class only, {only!r}: a classifier needs sentences of at least two")
        settings = {"C": self.C, "class_weight": self.class_weight, "max_iter": ROUNDS}
        self.linear_ = centred(_rows(passages), labels, sample_weight, **settings)
        self.classes_ = self.linear_.classes_
        return self

    def predict(self, X: Iterable[Passage]) -> NDArray[Any]:
        """Return the likeliest label of each sentence, of shape (n_sentences,)."""
        check_is_fitted(self)
        return np.asarray(self.linear_.predict(_rows(X)))

    def predict_proba(self, X: Iterable[Passage]) -> NDArray[np.float64]:
        """Return the probability of each label, of shape (n_sentences, n_classes), columns as in `classes_`."""
        check_is_fitted(self)
        return np.asarray(self.linear_.predict_proba(_rows(X)))

    def __sklearn_tags__(self) -> Any:
        """Say that strings come in."""
        tags = super().__sklearn_tags__()
        tags.input_tags.string, tags.input_tags.two_d_array = True, False
        return tags


def check_passages(X: Iterable[Passage]) -> list[Passage]:
    """Return the sentences of X as a list.

    Raises
    ------
    TypeError, ValueError
        As `SentenceVectorizer.transform` does.
    """
    if isinstance(X, str | bytes) or not isinstance(X, Iterable):
        raise InputTypeError(f"X must be a list of sentences, not {type(X).__name__}: give one as [sentence]")
    passages: list[Any] = [tuple(x) if isinstance(x, list | tuple) else x for x in X]
    if not passages:
        raise InputError("X has no sentence: found array with 0 sample(s) while a minimum of 1 is required")
    for number, passage in enumerate(passages):
        _check(passage, number)
    return passages


def _check(passage: Any, number: int) -> None:
    """Raise TypeError or ValueError unless an element of X is a sentence or a sentence in its article."""
    if isinstance(passage, tuple) and len(passage) == 3 and isinstance(passage[0], str):
        text, start, end = passage
        if not 0 <= start < end <= len(text) or not text[start:end].strip():
            raise InputError(f"element {number} of X: {start} to {end} is no sentence of a text of length {len(text)}")
    elif not isinstance(passage, str):
        raise InputTypeError(f"element {number} of X is {type(passage).__name__}: give a str, or (text, start, end)")
    elif not passage.strip():
        raise InputError(f"element {number} of X is blank: leave it out")


def _rows(X: Iterable[Passage]) -> NDArray[np.float64]:
    """Return the features of sentences as the solver takes them."""
    return SentenceVectorizer().transform(X).astype(np.float64)


def _whole(passage: Passage) -> tuple[Any, ...]:
    """Return a passage as text, start and end; a bare sentence as text alone."""
    return (passage,) if isinstance(passage, str) else passage


@lru_cache(maxsize=1024)
def _split(text: str, parameters: SplitParameters) -> tuple[tuple[int, int], ...]:
    """Return the sentences of an article."""
    return tuple(split(text, parameters))


def _placed(passage: Passage, articles: dict[str, tuple[tuple[int, int], ...]]) -> tuple[Article, int]:
    """Return the article in which a passage is read, and its place there."""
    if isinstance(passage, str):
        return Article(passage, [(0, len(passage))]), 0
    text, start, end = passage
    around = [(s, e) for s, e in articles[text] if e <= start or s >= end]
    spans = sorted([*around, (start, end)])
    return Article(text, spans), spans.index((start, end))

"""Labelled articles as numbers: what a model is fitted to and scored on.

An `Example` is an article without its words: a row of features a sentence, and its labels. Our own corpus is
turned into examples when a model is trained. Real articles, whose text may not be shared, come as
``models/lessons.npz``: rows and labels that `framing.distil` stored under the knowledge that ships.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from . import arrayfile
from .corpus import LabelledArticle
from .features import PAGE, Article
from .knowledge import OUTPUTS, Knowledge
from .model import Known, features
from .resources import folder

FIELDS = ("kind", "knowledge", "features", "registers", "topics")
"""What the manifest of a lessons file must have."""


@dataclass(frozen=True)
class Example:
    """A labelled article as numbers.

    Attributes
    ----------
    group : str
        Story or outlet; examples of one group never stand on both sides of a fold.
    rows : numpy.ndarray of float32, shape (n_sentences, n_features)
        As `framing.model.features` gives them.
    labels : tuple of str
    also : tuple of (str or None)
        A second label that a careful reader could defend.
    real : bool
        Whether others wrote it, for readers, and not we or a user for training.
    register, topic : str
        What kind of text it is and what about, as far as known; nothing is learnt from them, scores are told by them.
    """

    group: str
    rows: NDArray[np.float32]
    labels: tuple[str, ...]
    also: tuple[str | None, ...]
    real: bool = False
    register: str = ""
    topic: str = ""


def weights(examples: Sequence[Example]) -> NDArray[np.float64]:
    """Return a weight for each sentence, their mean 1: an outlet counts by the square root of its sentences.

    So a large outlet says more than a small one, but does not drown it; in cross-validation by outlet this
    gave .607 macro-F1 where equal weights gave .601.
    """
    sizes = Counter(e.group for e in examples for _ in e.labels)
    found = np.array([sizes[e.group] ** -0.5 for e in examples for _ in e.labels])
    return found / found.mean() if len(found) else found


def from_articles(articles: Sequence[LabelledArticle], known: Known) -> list[Example]:
    """Return labelled articles as examples under some knowledge; sentences without a label are context alone."""
    return [Example(a.group, _rows(a, known), a.labels, a.also) for a in articles]


def _rows(article: LabelledArticle, known: Known) -> NDArray[np.float32]:
    """Return the rows of the labelled sentences of an article, read among all of its sentences."""
    rows = features(known, Article(article.text, article.context or article.spans))
    labelled = set(article.spans)
    return rows[[span in labelled for span in article.context]] if article.context else rows


def shipped(known: Knowledge) -> list[Example]:
    """Return the real articles that come with the library, in the order of the file.

    Raises
    ------
    ModelFileError
        If the file is missing, damaged, or made with other knowledge.
    """
    place = folder("models") / "lessons.json"
    manifest, arrays = arrayfile.read(place, FIELDS)
    try:
        n, m = len(arrays["label"]), len(arrays["size"])
        if manifest["knowledge"] != known.digest:
            raise ValueError("made with other knowledge")
        arrayfile.check(arrays, {
            "rows": (np.float16, (n, known.width + len(PAGE))), "label": (np.int8, (n,)), "also": (np.int8, (n,)),
            "size": (np.int32, (m,)), "outlet": (np.int32, (m,)),
            "register": (np.int8, (m,)), "topic": (np.int8, (m,)),
        })
    except arrayfile.UNUSABLE as error:
        raise arrayfile.damaged(place, f"the lessons cannot be used ({error})") from error
    ends = np.cumsum(arrays["size"])
    return [
        Example(
            f"outlet {outlet}",
            arrays["rows"][end - size : end].astype(np.float32),
            tuple(OUTPUTS[i] for i in arrays["label"][end - size : end]),
            tuple(OUTPUTS[i] if i >= 0 else None for i in arrays["also"][end - size : end]),
            real=True,
            register=manifest["registers"][register],
            topic=manifest["topics"][topic],
        )
        for outlet, size, end, register, topic in zip(
            arrays["outlet"], arrays["size"], ends, arrays["register"], arrays["topic"], strict=True
        )
    ]

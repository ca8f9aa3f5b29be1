"""Labelled articles as numbers: what a model is fitted to and scored on.

An `Example` is an article without its words: a row of features a sentence, and its labels. Our own corpus is
turned into examples when a model is trained. Real articles, whose text may not be shared, come as
``models/lessons.npz``: rows and labels that `framing.distil` stored under the knowledge that ships.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from . import arrayfile
from .corpus import LabelledArticle
from .features import PAGE, Article
from .knowledge import OUTPUTS, Knowledge
from .model import features
from .resources import folder

FIELDS = ("kind", "knowledge", "features")
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
    """

    group: str
    rows: NDArray[np.float32]
    labels: tuple[str, ...]
    also: tuple[str | None, ...]
    real: bool = False


def from_articles(articles: Sequence[LabelledArticle], known: Knowledge) -> list[Example]:
    """Return labelled articles as examples under some knowledge."""
    return [Example(a.group, features(known, Article(a.text, a.spans)), a.labels, a.also) for a in articles]


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
        )
        for outlet, size, end in zip(arrays["outlet"], arrays["size"], ends, strict=True)
    ]

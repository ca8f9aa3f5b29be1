"""The accurate model: the labels of `framing.model` from a fine-tuned sentence encoder instead of the light knowledge.

Better and slower; asked for by ``framing.profile(text, model="accurate")``. It answers
like a `framing.model.Model`. Where sentences begin and end, who is quoted, and which words are shown as evidence
comes from the light model: to leave out each word in turn would take the encoder seconds a sentence.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from . import arrayfile, encoder, extras
from . import model as models
from .arrayfile import Place
from .encoder import Encoder
from .features import Article
from .model import Labeller, Model
from .quotemodel import QuoteModel
from .resources import folder
from .sentences import SplitParameters

FIELDS = ("id", "labels", "temperature", "prevalence", "uncertain_below", "encoder", "tokenizer")
"""What the manifest of an accurate model must have."""


@dataclass(frozen=True)
class Accurate(Labeller):
    """A linear model over an encoder's sentence vectors.

    Attributes
    ----------
    light : Model
        What splits, finds quotes and gives evidence.
    encoder : Encoder
    weights : numpy.ndarray of float32, shape (n_features, n_outputs)
        The encoder's numbers, then `framing.features.PAGE`; outputs are the labels in order, then furniture.
    intercept : numpy.ndarray of float32, shape (n_outputs,)
    manifest : mapping
        As in the JSON file.
    """

    light: Model
    encoder: Encoder
    weights: NDArray[np.float32]
    intercept: NDArray[np.float32]
    manifest: Mapping[str, Any]

    @property
    def split_parameters(self) -> SplitParameters:
        """What the splitter goes by."""
        return self.light.split_parameters

    @property
    def quotes(self) -> QuoteModel:
        """What finds the quotes of an article."""
        return self.light.quotes

    @property
    def reader(self) -> Encoder:
        """What gives the model the rows of an article: its encoder."""
        return self.encoder

    def evidence(self, article: Article, index: int, label: str) -> list[tuple[int, int, float]]:
        """Return (start, end, weight) of each word of a sentence, as the light model weighs them."""
        return self.light.evidence(article, index, label)


@cache
def shipped() -> Accurate:
    """Return the accurate model that comes with the library, loaded once.

    Raises
    ------
    ImportError
        If what the extra ``[accurate]`` brings is not installed, saying what to install.
    ModelFileError
        If a file is missing or damaged.
    """
    for name in ("onnxruntime", "tokenizers"):
        extras.load(name, "accurate")
    return verified(folder("models") / "accurate.json")


def verified(place: Place) -> Accurate:
    """Return the accurate model whose manifest is given, with the light model that ships.

    Raises
    ------
    ModelFileError
        If a file is missing or damaged.
    """
    manifest, arrays = arrayfile.read(place, FIELDS)
    try:
        models.check_linear(arrays, encoder.WIDTH, manifest["labels"])
    except arrayfile.UNUSABLE as error:
        raise arrayfile.damaged(place, f"the arrays cannot be used ({error})") from error
    reader = encoder.load(place, manifest["encoder"], manifest["tokenizer"])
    return Accurate(models.shipped(), reader, arrays["weights"], arrays["intercept"], manifest)

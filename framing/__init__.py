"""Shows how a news article is framed, sentence by sentence.

>>> import framing
>>> p = framing.profile("The ministry said the depot will move. Residents call the plan a disgrace.")
>>> [s.label for s in p.sentences]
['official', 'critical']

The public names are listed in ``__all__``; each is imported when it is first used, so that
``import framing`` costs next to nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from ._version import __version__
from .labels import LABELS

if TYPE_CHECKING:
    from .batch import Failure, profile_many
    from .classifier import SentenceClassifier, SentenceVectorizer
    from .comparison import Comparison, compare
    from .errors import FramingError, ModelFileError
    from .frames import profile_frame
    from .model import Model
    from .model import load as load_model
    from .outlets import Outlet, profile_outlets
    from .profiles import Profile, profile
    from .quotes import SOURCE_KINDS, Quote
    from .webpage import profile_html

__all__ = [
    "LABELS", "SOURCE_KINDS", "Comparison", "Failure", "FramingError", "Model", "ModelFileError", "Outlet", "Profile",
    "Quote", "SentenceClassifier", "SentenceVectorizer", "__version__", "compare", "load_model", "profile",
    "profile_frame", "profile_html", "profile_many", "profile_outlets",
]

_HOMES = {
    "Comparison": ("comparison", "Comparison"),
    "Failure": ("batch", "Failure"),
    "FramingError": ("errors", "FramingError"),
    "Model": ("model", "Model"),
    "ModelFileError": ("errors", "ModelFileError"),
    "Outlet": ("outlets", "Outlet"),
    "Profile": ("profiles", "Profile"),
    "Quote": ("quotes", "Quote"),
    "SOURCE_KINDS": ("quotes", "SOURCE_KINDS"),
    "SentenceClassifier": ("classifier", "SentenceClassifier"),
    "SentenceVectorizer": ("classifier", "SentenceVectorizer"),
    "compare": ("comparison", "compare"),
    "load_model": ("model", "load"),
    "profile": ("profiles", "profile"),
    "profile_frame": ("frames", "profile_frame"),
    "profile_html": ("webpage", "profile_html"),
    "profile_many": ("batch", "profile_many"),
    "profile_outlets": ("outlets", "profile_outlets"),
}


def __getattr__(name: str) -> Any:
    """Import a public name from its module at first use."""
    if name not in _HOMES:
        raise AttributeError(f"module 'framing' has no attribute {name!r}; it has {', '.join(__all__)}")
    module, attribute = _HOMES[name]
    value = globals()[name] = getattr(import_module(f".{module}", __name__), attribute)
    return value


def __dir__() -> list[str]:
    """List the public names."""
    return __all__

"""The libraries that come with an extra: imported where they are used, missed with one clear sentence."""

from importlib import import_module
from types import ModuleType

from .errors import MissingExtraError


def load(name: str, extra: str) -> ModuleType:
    """Return a library that an extra brings.

    Parameters
    ----------
    name : str
        The module to import.
    extra : str
        As in setup.cfg.

    Raises
    ------
    ImportError
        If it is not installed, saying what to install.
    """
    try:
        return import_module(name)
    except ImportError as error:
        cure = f"python -m pip install 'framing-profile[{extra}]'"
        raise MissingExtraError(f"this needs {name.partition('.')[0]}, which is not installed: {cure}") from error

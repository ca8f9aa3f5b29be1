"""Where the files that come with the library live: the only place that knows both homes of a folder.

An installed wheel carries ``models/`` and ``corpus/`` inside the package, as ``framing/data/models`` and
``framing/data/corpus``; a checkout has them beside the package.
"""

from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from .errors import MissingFolderError


def folder(name: str) -> Traversable:
    """Return the shipped folder of that name, from the wheel or from the checkout.

    Parameters
    ----------
    name : {"models", "corpus"}
        A folder at the top level of the repository.

    Raises
    ------
    FileNotFoundError
        If neither home has it, which means that the installation is incomplete.
    """
    homes = (files("framing") / "data" / name, Path(__file__).resolve().parent.parent / name)
    for home in homes:
        if home.is_dir():
            return home
    raise MissingFolderError(f"the folder {name!r} that comes with framing is missing: install framing again")

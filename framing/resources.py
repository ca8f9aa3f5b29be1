"""Where the files that come with the library live: the only place that knows both homes of a folder.

An installed wheel carries ``models/`` and ``corpus/`` inside the package, as ``framing/data/models`` and
``framing/data/corpus``; a checkout has them beside the package.
"""

from pathlib import Path
from typing import TYPE_CHECKING

from .errors import MissingFolderError

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

PACKAGE = Path(__file__).resolve().parent
"""The folder of the package; a path that leads nowhere where the package is in an archive."""


def folder(name: str) -> "Path | Traversable":
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
    for home in (PACKAGE / "data" / name, PACKAGE.parent / name):
        if home.is_dir():
            return home
    from importlib.resources import files  # for a package that is no folder; it takes milliseconds to import

    packed = files("framing") / "data" / name
    if packed.is_dir():
        return packed
    raise MissingFolderError(f"the folder {name!r} that comes with framing is missing: install framing again")

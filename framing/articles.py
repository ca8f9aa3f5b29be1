"""A user's articles: files of text, folders of them, or JSON Lines -> texts by name."""

from collections.abc import Iterable
from pathlib import Path

from . import inputs
from .errors import InputError


def read(paths: Iterable[Path]) -> dict[str, str]:
    """Return the text of each article by its name, in the order of the paths, folders sorted.

    Parameters
    ----------
    paths : iterable of path
        Files as `framing.inputs` takes them: text and web pages are named by their stem, a row of JSON Lines or CSV by
        its id or else its line. Folders of such files; tables in them are left out, because they may be sheets.

    Raises
    ------
    ValueError
        If a file cannot be read, two articles have one name, or there is none at all.
    """
    given = list(paths)
    found: dict[str, str] = {}
    for entry in inputs.entries(str(file) for path in given for file in _files(path)):
        if isinstance(entry.text, inputs.InputError):
            raise entry.text
        name = Path(entry.file).stem if entry.id is None else str(entry.id)
        if name in found:
            place = inputs.shown(entry.file)
            raise InputError(f"{place}: there is an article {name!r} already; give each a name of its own")
        found[name] = entry.text
    if not any(text.strip() for text in found.values()):
        raise InputError(f"there is no article in {', '.join(map(str, given))}: give .txt or .jsonl files")
    return found


def _files(path: Path) -> list[Path]:
    """Return the files of articles that a path means."""
    if not path.is_dir():
        return [path]
    return sorted(file for file in path.rglob("*") if inputs.kind_of(file.name) != "csv"
                  and inputs.holds_articles(file.name) and file.is_file())

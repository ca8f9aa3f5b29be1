"""A user's articles: files of text, folders of them, or JSON Lines -> texts by name."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

SUFFIXES = (".txt", ".jsonl")
"""What is taken from a folder: an article a file, or an article a line."""


def read(paths: Iterable[Path]) -> dict[str, str]:
    """Return the text of each article by its name, in the order of the paths, folders sorted.

    Parameters
    ----------
    paths : iterable of path
        ``.txt`` files, named by their stem; ``.jsonl`` files of objects with ``text`` and perhaps ``id``; folders of
        such files.

    Raises
    ------
    ValueError
        If a file is no UTF-8 text, a line no such object, two articles have one name, or there is none at all.
    """
    given = list(paths)
    found: dict[str, str] = {}
    for file in (file for path in given for file in _files(path)):
        for name, text in _articles(file):
            if name in found:
                raise ValueError(f"{file}: there is an article {name!r} already; give each a name of its own")
            found[name] = text
    if not any(text.strip() for text in found.values()):
        raise ValueError(f"there is no article in {', '.join(map(str, given))}: give .txt or .jsonl files")
    return found


def _files(path: Path) -> list[Path]:
    """Return the files of articles that a path means."""
    if not path.is_dir():
        return [path]
    return sorted(file for file in path.iterdir() if file.suffix in SUFFIXES and file.is_file())


def decoded(path: Path) -> str:
    """Return the text of a file as it stands there, line ends included, without its byte order mark.

    Raises
    ------
    ValueError
        If it is not UTF-8, naming the byte.
    """
    try:
        return path.read_bytes().decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        raise ValueError(f"{path}: byte {error.start} is not UTF-8; save it as UTF-8 first") from error


def lines(path: Path) -> Iterator[tuple[str, dict[str, object]]]:
    """Yield place and object of each line of a JSON Lines file.

    Raises
    ------
    ValueError
        Naming the line that is no JSON object.
    """
    for number, line in enumerate(decoded(path).split("\n"), 1):
        if not line.strip():
            continue
        place = f"{path}, line {number}"
        try:
            row = json.loads(line)
        except ValueError as error:
            raise ValueError(f"{place}: no JSON ({error})") from error
        if not isinstance(row, dict):
            raise ValueError(f"{place}: a JSON object is expected, not {type(row).__name__}")
        yield place, row


def _articles(file: Path) -> Iterator[tuple[str, str]]:
    """Yield name and text of each article of a file."""
    if file.suffix != ".jsonl":
        yield file.stem, decoded(file)
        return
    for place, row in lines(file):
        text = row.get("text")
        if not isinstance(text, str):
            raise ValueError(f"{place}: the object has no text")
        yield str(row.get("id", place.rpartition(" ")[2])), text

"""A user's articles: files of text, folders of them, or JSON Lines -> texts by name."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from . import inputs
from .errors import InputError


def read(paths: Iterable[Path]) -> dict[str, str]:
    """Return the text of each article by its name, in the order of the paths, folders sorted.

    Parameters
    ----------
    paths : iterable of path
        Files as `framing.inputs` takes them: text and web pages are named by their stem, a row of JSON Lines or CSV by
        its id or else its line. Folders of such files, those below included, which are named with the folder that they
        lie in, as in ``weekly/page``; tables in folders are left out, because they may be sheets.

    Raises
    ------
    ValueError
        If a file cannot be read, two articles have one name, or there is none at all.
    """
    given = list(paths)
    names = {str(file): name for path in given for file, name in _named(path)}
    found: dict[str, str] = {}
    for entry in inputs.entries(names):
        if isinstance(entry.text, inputs.InputError):
            raise entry.text
        name = names[entry.file] if entry.id is None else str(entry.id)
        if name in found:
            place = inputs.shown(entry.file)
            raise InputError(f"{place}: there is an article {name!r} already; give each a name or id of its own")
        found[name] = entry.text
    if not any(text.strip() for text in found.values()):
        raise InputError(f"there is no article in {', '.join(map(str, given))}: give .txt, .html or .jsonl files")
    return found


def _named(path: Path) -> Iterator[tuple[Path, str]]:
    """Yield the files of articles that a path means, each with the name of what it holds."""
    if not path.is_dir():
        yield path, _bare(path.name)
        return
    for file in sorted(path.rglob("*")):
        if inputs.kind_of(file.name) != "csv" and inputs.holds_articles(file.name) and file.is_file():
            yield file, file.relative_to(path).with_name(_bare(file.name)).as_posix()


def _bare(name: str) -> str:
    """Return a file's name without what it ends in, ``.gz`` included."""
    return Path(name.removesuffix(".gz")).stem

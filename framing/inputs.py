"""Files -> the texts in them, one after the other: plain text, web pages, JSON Lines and CSV, packed by gzip or not.

In come names of files and folders, out come `Entry` objects in a fixed order, one at a time, so that a file may be
larger than the memory. A text that cannot be had is an entry, too, with an error that names file, line and cure:
what comes after it can still be read. Nothing here profiles.
"""

import csv
import gzip
import io
import json
import os
import sys
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any, BinaryIO

from . import webpage
from .errors import InputError
from .profiles import MAX_CHARS

ENDINGS = {
    ".txt": "text", ".jsonl": "jsonl", ".ndjson": "jsonl", ".csv": "csv", **dict.fromkeys(webpage.SUFFIXES, "page"),
}
"""What a file holds, by the end of its name, ``.gz`` apart; any other file that is named is plain text."""
KINDS = ("text", "page", "jsonl", "csv")
"""What a file may hold: one article as plain text or as a web page, or a row an article."""
ROWS = ("jsonl", "csv")
"""Those that hold a row an article."""
MAX_BYTES = 12 * MAX_CHARS
"""Bytes of an article, a line or a row that are read at most: as many as the longest text has in JSON where each code
point is escaped as two halves of six. A packed file that unfolds into more is refused before it fills the memory."""
GZIP = b"\x1f\x8b"
"""The first bytes of a packed file (RFC 1952); no text in UTF-8 or UTF-16 begins so."""
UTF_16 = (b"\xff\xfe", b"\xfe\xff")
"""The byte order marks of UTF-16; no text in UTF-8 begins so."""
NOT_UTF_8 = range(0xDC80, 0xDD00)
"""What stands for a byte that is not UTF-8 in a text decoded with ``surrogateescape``; proper UTF-8 has none."""


@dataclass(frozen=True)
class Entry:
    """One article of a file.

    Attributes
    ----------
    file : str
        As it was named; ``-`` is standard input.
    id : str, int or None
        Of a row; its line where it has none. None where the file is the article.
    text : str or InputError
        The article, or why there is none.
    """

    file: str
    id: str | int | None
    text: str | InputError


@dataclass(frozen=True)
class Columns:
    """By what a row calls its text and its id; without a name for the id it is ``id``, if the row has that."""

    text: str = "text"
    id: str | None = None


def entries(
    names: Iterable[str], kind: str | None = None, columns: Columns = Columns(), leave_out: Iterable[str] = ()
) -> Iterator[Entry]:
    """Yield the articles of files and folders, in the order of the names, of a folder by name.

    Parameters
    ----------
    names : iterable of str
        Files; folders, of which every file below is read whose name ends as in `ENDINGS`; ``-`` for standard input.
    kind : str, optional
        One of `KINDS`, for all files. Default: by the end of each name.
    columns : Columns
        Of JSON Lines and CSV.
    leave_out : iterable of str
        Files that are not read though they lie in a folder: where the answer is written.
    """
    for name in names:
        files = _files(name, {os.path.abspath(path) for path in leave_out})
        for file in chain([first], files) if (first := next(files, None)) is not None else ():
            yield from _entries_of(file, kind or kind_of(file), columns)
        if first is None:
            yield Entry(name, None, InputError(f"{shown(name)}: holds no file that ends in {', '.join(ENDINGS)}"))


def article(name: str) -> str:
    """Return the article that a file holds, as plain text or as a web page.

    Raises
    ------
    InputError
        If it cannot be read.
    """
    return _alone(name, "page" if kind_of(name) == "page" else "text")


def _alone(name: str, kind: str) -> str:
    """Return the one article of a file."""
    (entry,) = _entries_of(name, kind, Columns())
    if isinstance(entry.text, InputError):
        raise entry.text
    return entry.text


def whole_text(path: Path) -> str:
    """Return the text of a file as it stands there, line ends included, without its byte order mark.

    Raises
    ------
    InputError
        If it cannot be read.
    """
    return _alone(str(path), "text")


def objects(path: Path) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Yield place and object of each line of a JSON Lines file.

    Raises
    ------
    InputError
        If it cannot be read, naming the line that is no JSON object.
    """
    for number, line in enumerate(whole_text(path).split("\n"), 1):
        if line.strip():
            place = f"{shown(str(path))}, line {number}"
            yield place, _object(place, line)


def holds_articles(name: str) -> bool:
    """Tell whether a file's name ends as in `ENDINGS`."""
    return Path(name.lower().removesuffix(".gz")).suffix in ENDINGS


def kind_of(name: str) -> str:
    """Return what a file holds, by its name."""
    return ENDINGS.get(Path(name.lower().removesuffix(".gz")).suffix, "text")


def shown(name: str) -> str:
    """Return a file's name as text, whatever its bytes are."""
    return os.fsencode(name).decode("utf-8", "replace")


def _files(name: str, leave_out: Iterable[str]) -> Iterator[str]:
    """Yield a file, or the files of a folder that hold articles."""
    if name == "-" or not os.path.isdir(name):
        yield name
        return
    for folder, below, files in os.walk(name):
        below.sort()
        for path in (os.path.join(folder, file) for file in sorted(files)):
            if holds_articles(path) and os.path.abspath(path) not in leave_out:
                yield path


def _entries_of(name: str, kind: str, columns: Columns) -> Iterator[Entry]:
    """Yield the articles of one file; a fault that ends it is the last of them."""
    try:
        with _opened(name) as stream:
            yield from READERS[kind](name, stream, columns)
    except OSError as error:
        fault = f"cannot be read ({error.strerror or error}); check the name"
        yield Entry(name, None, InputError(f"{shown(name)}: {fault}"))
    except (EOFError, zlib.error) as error:
        yield Entry(name, None, InputError(f"{shown(name)}: the packed file is damaged ({error}); pack it again"))
    except UnicodeDecodeError:
        yield Entry(name, None, InputError(f"{shown(name)}: begins as UTF-16 but goes on otherwise; save it as UTF-8"))
    except InputError as error:
        yield Entry(name, None, error)


@contextmanager
def _opened(name: str) -> Iterator[BinaryIO]:
    """Open a file, or standard input, unpacked if it is packed."""
    with io.BufferedReader(_Shared(sys.stdin.buffer)) if name == "-" else open(name, "rb") as stream:
        if stream.peek(2)[:2] == GZIP:
            with gzip.GzipFile(fileobj=stream) as unpacked:
                yield io.BufferedReader(unpacked)
        else:
            yield stream


class _Shared(io.RawIOBase):
    """A stream that is read but not closed: it belongs to the process."""

    def __init__(self, stream: Any) -> None:
        self._stream = stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        got = self._stream.read1(len(buffer))
        buffer[: len(got)] = got
        return len(got)


def _text(name: str, stream: Any, _: Columns) -> Iterator[Entry]:
    """Yield the article that is a file of plain text."""
    yield Entry(name, None, _decoded(shown(name), _whole(name, stream)))


def _page(name: str, stream: Any, _: Columns) -> Iterator[Entry]:
    """Yield the article on a web page."""
    try:
        yield Entry(name, None, webpage.article(_whole(name, stream)))
    except ValueError as error:
        raise InputError(f"{shown(name)}: {error}") from error


def _whole(name: str, stream: Any) -> bytes:
    """Return all bytes of a stream that is not too large for an article."""
    content: bytes = stream.read(MAX_BYTES + 1)
    if len(content) > MAX_BYTES:
        raise InputError(f"{shown(name)}: holds more than {MAX_BYTES:,} bytes, too many for one article; split it")
    return content


def _decoded(place: str, content: bytes) -> str:
    """Return a text without its byte order mark: UTF-8, or UTF-16 that says so by such a mark.

    Raises
    ------
    InputError
        At the first byte that is not UTF-8.
    UnicodeDecodeError
        If it is not the UTF-16 as which it begins.
    """
    if content[:2] in UTF_16:
        return content.decode("utf-16")
    try:
        return content.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        raise _not_utf_8(f"{place}: byte {error.start}", content[error.start]) from error


def _not_utf_8(place: str, byte: int) -> InputError:
    """Return the error for a byte at a place."""
    cure = "save it as UTF-8, or convert it, for example with iconv -f cp1252 -t utf-8"
    return InputError(f"{place} (0x{byte:02x}) is not UTF-8; {cure}")


def _lines(name: str, stream: Any) -> Iterator[tuple[int, str]]:
    """Yield the lines of a stream with the byte at which each starts; a byte that is not UTF-8 stays visible."""
    if stream.peek(2)[:2] in UTF_16:
        stream = io.TextIOWrapper(stream, "utf-16", newline="\n")
    at = 0
    for number, line in enumerate(iter(lambda: stream.readline(MAX_BYTES + 1), stream.read(0)), 1):
        if len(line) > MAX_BYTES:
            raise InputError(f"{shown(name)}, line {number}: longer than {MAX_BYTES:,} bytes, no row of an article")
        text = line if isinstance(line, str) else line.decode("utf-8", "surrogateescape")
        yield at, text.removeprefix("\ufeff") if number == 1 else text
        at += len(line)


def _check_decoded(place: str, text: str, at: int | None = None) -> None:
    """Raise InputError where a text holds a byte that is not UTF-8."""
    if text.isascii():
        return
    wrong = next((i for i, letter in enumerate(text) if ord(letter) in NOT_UTF_8), None)
    if wrong is not None:
        before = "a byte" if at is None else f"byte {at + len(text[:wrong].encode('utf-8', 'surrogateescape'))}"
        raise _not_utf_8(f"{place}: {before}", ord(text[wrong]) - 0xDC00)


def _json_rows(name: str, stream: Any, columns: Columns) -> Iterator[Entry]:
    """Yield the articles of JSON Lines: an object a line."""
    for number, (at, line) in enumerate(_lines(name, stream), 1):
        if not line.strip():
            continue
        place = f"{shown(name)}, line {number}"
        try:
            _check_decoded(place, line, at)
            yield _entry(name, number, _object(place, line), columns)
        except InputError as error:
            yield Entry(name, number, error)


def _object(place: str, line: str) -> Mapping[str, Any]:
    """Return the object on a line of JSON."""
    try:
        row = json.loads(line)
    except RecursionError as error:
        raise InputError(f"{place}: is nested too deeply for a row of an article") from error
    except ValueError as error:
        raise InputError(f"{place}: is no JSON ({error}); each line must be one object") from error
    if not isinstance(row, dict):
        raise InputError(f"{place}: is a JSON {type(row).__name__}, not an object with a text")
    return row


def _csv_rows(name: str, stream: Any, columns: Columns) -> Iterator[Entry]:
    """Yield the articles of a table whose first row names the columns."""
    csv.field_size_limit(MAX_BYTES)
    reader = csv.DictReader(line for _, line in _lines(name, stream))
    try:
        _check_columns(shown(name), reader.fieldnames, columns)
        for row in reader:
            yield _csv_entry(name, reader.line_num, row, columns)
    except csv.Error as error:
        raise InputError(f"{shown(name)}, line {reader.line_num}: is no CSV ({error})") from error


def _check_columns(place: str, found: Iterable[str] | None, columns: Columns) -> None:
    """Raise InputError unless a table has the columns that are asked for."""
    if found is None:
        raise InputError(f"{place}: is empty; its first line must name the columns")
    for option, wanted in (("--text", columns.text), ("--id", columns.id)):
        if wanted is not None and wanted not in found:
            raise InputError(f"{place}: has no column {wanted!r} but {', '.join(found)}; choose one with {option}")


def _csv_entry(name: str, number: int, row: Mapping[Any, Any], columns: Columns) -> Entry:
    """Return the article of a row of a table."""
    place = f"{shown(name)}, line {number}"
    try:
        for cell in row.values():
            _check_decoded(place, cell if isinstance(cell, str) else "")
        return _entry(name, number, row, columns)
    except InputError as error:
        return Entry(name, number, error)


def _entry(name: str, number: int, row: Mapping[str, Any], columns: Columns) -> Entry:
    """Return the article of a row; InputError where the row has no text."""
    place = f"{shown(name)}, line {number}"
    text = row.get(columns.text)
    if columns.text not in row:
        raise InputError(f"{place}: has no {columns.text!r} but {', '.join(row)}; choose one with --text")
    if not isinstance(text, str):
        raise InputError(f"{place}: its {columns.text!r} is {'missing' if text is None else 'no text'}")
    return Entry(name, _id(place, number, row, columns), text)


def _id(place: str, number: int, row: Mapping[str, Any], columns: Columns) -> str | int:
    """Return the id of a row, or its line."""
    if columns.id is not None and columns.id not in row:
        raise InputError(f"{place}: has no {columns.id!r} but {', '.join(row)}; choose one with --id")
    found = row.get(columns.id or "id")
    return found if isinstance(found, str | int) and found != "" else number


READERS: Mapping[str, Callable[[str, Any, Columns], Iterator[Entry]]] = {
    "text": _text, "page": _page, "jsonl": _json_rows, "csv": _csv_rows,
}
"""How a file is read, by what it holds."""

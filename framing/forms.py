"""Profiles -> the forms in which a command hands them on: a table to read, JSON, JSON Lines, CSV.

In comes the profile of an entry, out goes its piece of the answer as text. A piece depends on nothing but its own
entry, so pieces can be made in other processes, and an answer may be longer than the memory.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from .batch import Failure, work_through
from .inputs import Entry, shown
from .model import AnyModel
from .profiles import Profile, assemble, read
from .tables import table

ENDINGS = {".json": "json", ".jsonl": "jsonl", ".ndjson": "jsonl", ".csv": "csv"}
"""The form that the end of a file's name asks for; any other name asks for the table."""


@dataclass(frozen=True)
class Form:
    """How an answer is put together.

    Attributes
    ----------
    head, between, tail : str
        What stands before the first piece, between two, and after the last.
    piece : callable
        Returns the piece of an entry, given its profile.
    fault : callable
        Returns the piece of an entry that has none, given why.
    """

    head: str
    between: str
    tail: str
    piece: Callable[[Entry, Profile], str]
    fault: Callable[[Entry, Exception], str]


def form(name: str, labels: Sequence[str], alone: bool = False, numbered: bool = False) -> Form:
    """Return a form by its name.

    Parameters
    ----------
    name : {"text", "json", "jsonl", "csv"}
    labels : sequence of str
        Of the model.
    alone : bool
        There is one entry only, so the table needs no name above it.
    numbered : bool
        Entries are rows of files: CSV has a column for their ids.
    """
    if name == "text":
        return Form("", "\n", "", partial(_table, alone), _named_fault)
    if name == "json":
        return Form("[\n ", ",\n ", "\n]\n", _indented, _indented_fault)
    if name == "jsonl":
        return Form("", "", "", _line, _line_fault)
    header = ("file", *(["id"] if numbered else []), "number", "start", "end", "label", *labels, "uncertain", "text")
    return Form(table([header]), "", "", partial(_rows, numbered), lambda *_: "")


def pieces(
    entries: Iterable[Entry], form: Form, model: AnyModel, n_jobs: int = 1, *, errors: str = "raise",
    progress: bool = False,
) -> Iterator[tuple[Entry, str, Exception | None]]:
    """Yield each entry with its piece and, if it has no profile, the reason; parameters as for `profile_many`."""
    pairs = ((entry, entry.text) for entry in entries)
    kept = "raise" if errors == "raise" else "record"
    for entry, _, found in work_through(
        pairs, partial(_piece, form.piece), model, n_jobs, errors=kept, progress=progress
    ):
        if isinstance(found, Failure):
            yield entry, form.fault(entry, found.error) if errors == "record" else "", found.error
        else:
            yield entry, found, None


def _piece(piece: Callable[[Entry, Profile], str], entry: Entry, text: str, model: AnyModel) -> str:
    """Return the piece of an entry, in the process that reads its text."""
    return piece(entry, assemble(*read(text, model), model))


def _about(entry: Entry) -> dict[str, Any]:
    """Return what a JSON row says of an entry: its file and, if it is a row of one, its id."""
    return {"file": shown(entry.file)} | ({} if entry.id is None else {"id": entry.id})


def _name(entry: Entry) -> str:
    """Return what a table calls an entry."""
    return " ".join(map(str, _about(entry).values()))


def _table(alone: bool, entry: Entry, profile: Profile) -> str:
    """Return the table of an article, with its name above it unless it is the only one."""
    return f"{profile}\n" if alone else f"{_name(entry)}\n{profile}\n"


def _named_fault(entry: Entry, error: Exception) -> str:
    """Return what stands in the place of a table."""
    return f"{_name(entry)}\nno profile: {error}\n"


def _json(row: dict[str, Any], indent: int | None = None) -> str:
    """Return a row as JSON that a file in UTF-8 can hold."""
    plain = json.dumps(row, ensure_ascii=False, indent=indent)
    try:
        plain.encode()
    except UnicodeEncodeError:  # half a surrogate pair: JSON can only escape it
        return json.dumps(row, indent=indent)
    return plain


def _line(entry: Entry, profile: Profile) -> str:
    """Return a line of JSON."""
    return _json({**_about(entry), **profile.to_dict()}) + "\n"


def _line_fault(entry: Entry, error: Exception) -> str:
    """Return the line of JSON of an entry without a profile."""
    return _json({**_about(entry), "error": str(error)}) + "\n"


def _indented(entry: Entry, profile: Profile) -> str:
    """Return an element of a JSON list."""
    return _json({**_about(entry), **profile.to_dict()}, indent=1).replace("\n", "\n ")


def _indented_fault(entry: Entry, error: Exception) -> str:
    """Return the element of a JSON list of an entry without a profile."""
    return _json({**_about(entry), "error": str(error)}, indent=1).replace("\n", "\n ")


def _rows(numbered: bool, entry: Entry, profile: Profile) -> str:
    """Return the rows of CSV of an article, a sentence each."""
    first = (shown(entry.file), *([entry.id] if numbered else []))
    return table(
        (*first, *(f"{cell:.4f}" if isinstance(cell, float) else cell for cell in row.values()))
        for row in profile.to_rows()
    )

"""Sheets of sentences to code, as CSV that a spreadsheet opens, changes and saves without harm.

A sheet has a row a sentence, with the sentences around it, and an empty column for the label. What a spreadsheet would
take for a formula, a number or a date gets an apostrophe before it, and loses it again when the sheet is read. Reading
forgives what spreadsheets do to a file (byte order mark, semicolons or tabs, other line ends, columns moved) and
refuses what a coder must not do: a changed text, told by the digest of each row, is named with its row.
"""

import csv
import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from .arrayfile import write_atomically
from .errors import InputError
from .inputs import whole_text
from .tables import FORMULA, parsed, restored, table

COLUMNS = ("number", "article", "start", "end", "before", "text", "after", "label", "note", "digest")
"""The columns of a sheet; coders fill label, and note if they like."""
LETTERS = str.maketrans("0123456789", "ghijklmnop")
"""What stands for the figures of a digest: 123456789e12 is a number to a spreadsheet, which rounds it."""
LONGEST_DATE, WORDS_OF_DATE = 30, 2
"""Characters that a date with a time has at most, and words in it: "5 May 2024, 10:30 PM"."""
WORD = re.compile(r"[^\W\d_]+")
SHOWN = 5
"""Faults of a sheet that are named in one message."""


@dataclass(frozen=True)
class Row:
    """A sentence to code.

    Attributes
    ----------
    article : str
        Name of its article.
    start, end : int
        Half-open code points of the article.
    before, text, after : str
        The sentence and those around it.
    label, note : str
        What the coder says; an empty label means not coded.
    """

    article: str
    start: int
    end: int
    before: str
    text: str
    after: str
    label: str = ""
    note: str = ""

    @property
    def key(self) -> tuple[str, int, int]:
        """What names the sentence."""
        return self.article, self.start, self.end

    @property
    def digest(self) -> str:
        """The start of the SHA-256 of what a coder must leave as it is, white space apart, in letters."""
        fixed = "\n".join(squeezed(str(part)) for part in (*self.key, self.text))
        return hashlib.sha256(fixed.encode()).hexdigest()[:12].translate(LETTERS)


def squeezed(text: str) -> str:
    """Return a text with single spaces for white space: spreadsheets change line ends."""
    return " ".join(text.split())


def write(path: Path, rows: Iterable[Row]) -> None:
    """Write a sheet as UTF-8 with the byte order mark by which spreadsheets know it."""
    cells = [
        (i, _kept(r.article), r.start, r.end, *map(_kept, (r.before, r.text, r.after, r.label, r.note)), r.digest)
        for i, r in enumerate(rows, 1)
    ]
    write_atomically(path, table([COLUMNS, *cells]).encode("utf-8-sig"))


def read(path: Path, labels: Sequence[str] | None = None) -> list[Row]:
    """Return the rows of a sheet.

    Parameters
    ----------
    path : path
    labels : sequence of str, optional
        The labels that may stand there; case and white space around them are forgiven.

    Raises
    ------
    ValueError
        If it is no sheet, or naming the rows whose text was changed or whose label is unknown.
    """
    cells = _cells(path)
    rows, faults, seen = [], [], set()
    for place, cell in cells:
        try:
            row = Row(cell["article"], int(cell["start"]), int(cell["end"]), cell["before"], cell["text"],
                      cell["after"], squeezed(cell["label"]), cell["note"])
        except ValueError:
            faults.append(f"{place}: start and end must be whole numbers, not {cell['start']!r} and {cell['end']!r}")
            continue
        if row.digest != cell["digest"].strip():
            faults.append(f"{place}: the text, or what names it, was changed; only label and note may be")
        if row.key in seen:
            faults.append(f"{place}: the same sentence stands there twice")
        seen.add(row.key)
        known = matched(row.label, labels)
        if known is None:
            faults.append(f"{place}: unknown label {row.label!r}; use one of {', '.join(labels or ())}")
        rows.append(replace(row, label=known or ""))
    if faults:
        more = f"\n  and {len(faults) - SHOWN} more" if len(faults) > SHOWN else ""
        found = f"{len(faults)} faulty row{'s' * (len(faults) > 1)}"
        raise InputError(f"{path}: {found}:\n  " + "\n  ".join(faults[:SHOWN]) + more)
    return rows


def matched(label: str, labels: Sequence[str] | None) -> str | None:
    """Return the label that a coder meant, "" for none, or None where there is no such label."""
    if not label or labels is None or label in labels:
        return label
    return {name.casefold(): name for name in labels}.get(label.casefold())


def _cells(path: Path) -> list[tuple[str, dict[str, str]]]:
    """Return place and cells of each row, formulas restored."""
    try:
        lines = parsed(whole_text(path))
    except csv.Error as error:
        raise InputError(f"{path}: no CSV ({error}); save it from the spreadsheet anew") from error
    header = [restored(name).strip().lower() for name in (lines or [[]])[0]]
    missing = [name for name in COLUMNS if name not in (*header, "number", "note")]
    if missing:
        raise InputError(f"{path}: no sheet from `framing sample`: the column {missing[0]!r} is missing")
    found = []
    for number, line in enumerate(lines[1:], 2):
        if any(cell.strip() for cell in line):
            cells = dict(zip(header, map(_given_back, line), strict=False))
            place = f"row {number}" + (f" (number {cells['number']})" if cells.get("number") else "")
            found.append((place, {name: cells.get(name, "") for name in COLUMNS}))
    return found


def _kept(cell: str) -> str:
    """Return a cell that no spreadsheet turns into a number or a date; `_given_back` takes it back."""
    return f"'{cell}" if _mistakable(cell) else cell


def _given_back(cell: str) -> str:
    """Return a cell as it was before `_kept` and `framing.tables.harmless`."""
    cell = restored(cell)
    return cell[1:] if cell.startswith("'") and _mistakable(cell) else cell


def _mistakable(cell: str) -> bool:
    """Tell whether a cell, apostrophes before it apart, may be a number, a date or a truth value to a spreadsheet."""
    bare = cell.lstrip("'")
    if bare.startswith(FORMULA):
        return False
    figures = len(bare) <= LONGEST_DATE and any(map(str.isdigit, bare)) and len(WORD.findall(bare)) <= WORDS_OF_DATE
    return figures or bare.casefold() in ("true", "false")

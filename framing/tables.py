"""Rows -> CSV that a spreadsheet opens, changes and saves without harm, and its cells back; cells of Markdown.

A cell that a spreadsheet would take for a formula gets an apostrophe before it, so that text from the web cannot run
anything where it is opened, and loses it again when the cell is read.
"""

import csv
import io
import re
from collections.abc import Iterable, Sequence

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""First characters by which a spreadsheet takes a cell for a formula (OWASP, CSV injection)."""
GUARDED = re.compile(f"'+[{re.escape(''.join(FORMULA))}]")
"""How a cell begins that was made harmless."""


def table(rows: Iterable[Sequence[object]]) -> str:
    """Return rows as CSV in which no cell is taken for a formula."""
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\n").writerows([harmless(cell) for cell in row] for row in rows)
    return buffer.getvalue()


def harmless(cell: object) -> object:
    """Return a cell that no spreadsheet takes for a formula; `restored` takes it back.

    Examples
    --------
    >>> harmless("=1+1"), restored(harmless("=1+1")), harmless("'=1"), harmless("It rained.")
    ("'=1+1", '=1+1', "''=1", 'It rained.')
    """
    if isinstance(cell, str) and (cell.startswith(FORMULA) or GUARDED.match(cell)):
        return f"'{cell}"
    return cell


def markdown_cell(text: str) -> str:
    r"""Return a text as it may stand in a cell of a Markdown table.

    Examples
    --------
    >>> print(markdown_cell("pro|contra"))
    pro\|contra
    """
    return text.replace("\\", "\\\\").replace("|", "\\|")


def parsed(text: str) -> list[list[str]]:
    r"""Return the cells of CSV as a spreadsheet saves it, with commas, semicolons or tabs and any line ends.

    Raises
    ------
    csv.Error
        If it is no CSV.

    Examples
    --------
    >>> parsed("label;definition\r\nwar;guns, drums\r\n")
    [['label', 'definition'], ['war', 'guns, drums']]
    """
    first = text.split("\n", 1)[0]
    mark = max(",;\t", key=first.count)
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=True))


def restored(cell: str) -> str:
    """Return a cell as it was before `harmless`."""
    return cell[1:] if GUARDED.match(cell) else cell

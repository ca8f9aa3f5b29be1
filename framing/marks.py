"""Text -> quotations: which quotation marks belong together, by one linear scan.

Straight and curly marks, German and French ones, single ones, and quotations that run over paragraphs, each
opened anew and only the last one closed, as newspapers print them. An apostrophe is no mark, nor are feet and
inches. A quotation that is never closed ends with its paragraph.
"""

import re

Range = tuple[int, int]

MARK = re.compile(r"[\"“”„«»‹›‘’‚'`]|\n\s*\n|\n")
CLOSED_BY = {
    "“": "”\"", '"': '"”', "”": "”\"", "„": "“”\"", "«": "»", "»": "«", "‹": "›", "‘": "’'", "‚": "‘’'", "'": "'’",
    "`": "'`",
}
"""By what a quotation that a mark opens may be closed."""
SINGLE = frozenset("‘‚'`‹")
LONGEST_SINGLE = 400
"""Code points within which a single mark must be closed: a later one is an apostrophe."""
MOST_INSIDE = 8
"""Marks behind an owner's within which the quotation must close: they keep the work linear in the text's length."""


def quotations(text: str) -> list[Range]:
    """Return the quotations of a text as half-open code point ranges, their marks included, in order.

    Quotations do not overlap: one inside another is part of the outer one. A paragraph of a quotation that
    runs on is a range of its own.

    Examples
    --------
    >>> quotations('"Well," she said, "it is fine."')
    [(0, 7), (18, 31)]
    """
    found: list[Range] = []
    opened: tuple[int, str] | None = None
    inner = -1
    marks = [(m.start(), m.end(), m.group()) for m in MARK.finditer(text)]
    closing = _single_closings(text, marks)
    for number, (start, end, mark) in enumerate(marks):
        if mark[0] == "\n":
            if opened and not _goes_on(text, end, opened[1]):
                found.append((opened[0], _last_word(text, start)))
                opened = None
        elif opened is None:
            if _opens(text, start, mark) and (mark not in SINGLE or _closed_soon(closing, start)):
                opened = start, mark
        elif start > opened[0] and _continues(text, start, opened):
            found.append((opened[0], _last_word(text, start)))
            opened = start, mark
        elif number == inner or _owns(text, marks, number, opened[1]):
            continue
        elif mark in CLOSED_BY[opened[1]] and _closes(text, start, mark, opened[1]):
            found.append((opened[0], end))
            opened = None
        elif mark == '"' == opened[1] and _is_nested(text, marks, number):
            inner = number + 1
        elif mark == '"' == opened[1] and _opens(text, start, mark):  # the one before was never closed
            found.append((opened[0], _last_word(text, start)))
            opened = start, mark
    if opened:
        found.append((opened[0], _last_word(text, len(text))))
    return found


def _opens(text: str, place: int, mark: str) -> bool:
    """Tell whether a mark can open a quotation."""
    before, after = text[place - 1 : place], text[place + 1 : place + 2]
    if mark == "«":  # French ones stand apart from their words
        return bool(after)
    if mark == "“" and after == " ":  # as it is printed with spaces inside: “ We go. ”
        return not before or before.isspace()
    if mark in "”’›" or not after or after.isspace():
        return mark in "“„«" and bool(after.strip())
    if mark in "„‚“«":
        return True
    if mark in SINGLE and after.isdigit():  # the '90s
        return False
    return not before or not (before.isalnum() or before in "”’")


def _closes(text: str, place: int, mark: str, opening: str) -> bool:
    """Tell whether a mark of the right kind closes the quotation before it."""
    before, after = text[place - 1], text[place + 1 : place + 2]
    if opening in SINGLE and opening != "‹":
        return not before.isspace() and not after.isalnum()
    if mark == '"':
        return not (before.isspace() and after.strip() and not after.isspace())
    return True


def _is_nested(text: str, marks: list[tuple[int, int, str]], number: int) -> bool:
    """Tell whether a straight mark opens a quotation inside another: it and then the outer one close in its line."""
    here, *following = marks[number : number + 3]
    if len(following) < 2 or not _opens(text, here[0], '"'):
        return False
    return all(mark == '"' and _closes(text, start, mark, '"') and not _opens(text, start, mark)
               for start, _, mark in following)


def _owns(text: str, marks: list[tuple[int, int, str]], number: int, opening: str) -> bool:
    """Tell whether a single mark behind an "s" is an owner's ("‘Dogs’ dinners’"): another one closes the quotation."""
    if opening not in SINGLE or not _looks_owning(text, marks[number][0]):
        return False
    for start, _, mark in marks[number + 1 : number + 1 + MOST_INSIDE]:
        if mark[0] == "\n" or mark in "‘‚‹":
            return False
        if mark in CLOSED_BY[opening] and _closes(text, start, mark, opening) and not _looks_owning(text, start):
            return True
    return False


def _looks_owning(text: str, place: int) -> bool:
    """Tell whether a mark stands between an "s" and a word in lower case."""
    return text[place] in "’'" and text[place - 1 : place] == "s" and text[place + 1 : place + 2] == " " and (
        text[place + 2 : place + 3].islower())


def _goes_on(text: str, place: int, mark: str) -> bool:
    """Tell whether the paragraph that begins at a place, or the next line, opens the quotation anew."""
    while place < len(text) and text[place].isspace():
        place += 1
    return text[place : place + 1] == mark


def _continues(text: str, place: int, opened: tuple[int, str]) -> bool:
    """Tell whether a mark at the start of a paragraph carries an open quotation on."""
    if text[place] != opened[1]:
        return False
    before = place - 1
    while before >= 0 and text[before] in " \t\xa0":
        before -= 1
    return before >= 0 and text[before] == "\n"


def _single_closings(text: str, marks: list[tuple[int, int, str]]) -> list[int]:
    """Return the places where a single mark could close a quotation, in order, last first."""
    return [start for start, _, mark in reversed(marks)
            if mark in "’'‘›`" and start and _closes(text, start, mark, "'")]


def _closed_soon(closing: list[int], place: int) -> bool:
    """Tell whether a single mark follows that could close; forgets those that lie behind."""
    while closing and closing[-1] <= place + 1:
        closing.pop()
    return bool(closing) and closing[-1] - place < LONGEST_SINGLE


def _last_word(text: str, end: int) -> int:
    """Return the end without the white space before it."""
    while end and text[end - 1].isspace():
        end -= 1
    return end

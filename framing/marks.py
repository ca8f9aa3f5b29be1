"""Text -> quotations: which quotation marks belong together, by one linear scan.

Straight and curly marks, German and French ones, single ones, and quotations that run over paragraphs, each
opened anew and only the last one closed, as newspapers print them. An apostrophe is no mark, nor are feet and
inches. A quotation that is never closed ends with its paragraph.
"""

import re
from bisect import bisect_right

Range = tuple[int, int]

MARK = re.compile("[\"“”„«»‹›‘’‚'`\n]")
"""A mark that may open or close a quotation, or the end of a line."""
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
    marks = [mark.start() for mark in MARK.finditer(text)]
    closing = _single_closings(text, marks)
    found: list[Range] = []
    opened, opening, inner = -1, "", -1
    for number, place in enumerate(marks):
        mark = text[place]
        if not opening:
            if mark != "\n" and _opens(text, place, mark) and (mark not in SINGLE or _closed_soon(closing, place)):
                opened, opening = place, mark
        elif mark == "\n":
            if not _goes_on(text, place, opening):
                found.append((opened, _last_word(text, place)))
                opening = ""
        elif _continues(text, place, opening):
            found.append((opened, _last_word(text, place)))
            opened = place
        elif number == inner or _owns(text, marks, number, opening):
            continue
        elif mark in CLOSED_BY[opening] and _closes(text, place, mark, opening):
            found.append((opened, place + 1))
            opening = ""
        elif mark == '"' == opening and _is_nested(text, marks, number):
            inner = number + 1
        elif mark == '"' == opening and _opens(text, place, mark):  # the one before was never closed
            found.append((opened, _last_word(text, place)))
            opened = place
    if opening:
        found.append((opened, _last_word(text, len(text))))
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


def _is_nested(text: str, marks: list[int], number: int) -> bool:
    """Tell whether a straight mark opens a quotation inside another: it and then the outer one close in its line."""
    here, *following = marks[number : number + 3]
    if len(following) < 2 or not _opens(text, here, '"'):
        return False
    return all(text[place] == '"' and _closes(text, place, '"', '"') and not _opens(text, place, '"')
               for place in following)


def _owns(text: str, marks: list[int], number: int, opening: str) -> bool:
    """Tell whether a single mark behind an "s" is an owner's ("‘Dogs’ dinners’"): another one closes the quotation."""
    if opening not in SINGLE or not _looks_owning(text, marks[number]):
        return False
    for place in marks[number + 1 : number + 1 + MOST_INSIDE]:
        mark = text[place]
        if mark in "\n‘‚‹":
            return False
        if mark in CLOSED_BY[opening] and _closes(text, place, mark, opening) and not _looks_owning(text, place):
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


def _continues(text: str, place: int, opening: str) -> bool:
    """Tell whether a mark at the start of a paragraph carries an open quotation on."""
    if text[place] != opening:
        return False
    before = place - 1
    while before >= 0 and text[before] in " \t\xa0":
        before -= 1
    return before >= 0 and text[before] == "\n"


def _single_closings(text: str, marks: list[int]) -> list[int]:
    """Return the places where a single mark could close a quotation, in order."""
    return [place for place in marks if text[place] in "’'‘›`" and place and _closes(text, place, text[place], "'")]


def _closed_soon(closing: list[int], place: int) -> bool:
    """Tell whether a single mark follows that could close."""
    behind = bisect_right(closing, place + 1)
    return behind < len(closing) and closing[behind] - place < LONGEST_SINGLE


def _last_word(text: str, end: int) -> int:
    """Return the end without the white space before it."""
    while end and text[end - 1].isspace():
        end -= 1
    return end

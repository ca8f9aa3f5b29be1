"""Text -> text in which nothing is hidden: characters that show nothing, or turn the line round, are spelt out.

A page that shows an article must not be misled by it: a right-to-left override reverses what follows, a tag
character hides a message, a lone surrogate cannot be written to a file at all (Boucher and Anderson 2023 collect
such attacks). Each becomes its code point, as in U+202E.
"""

import re
from collections.abc import Iterator

HIDDEN = re.compile(
    "(["
    "\x00-\x08\x0b\x0e-\x1f\x7f-\x9f"  # control characters, but tab, line break and form feed, which are white space
    "\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"  # soft hyphen, joiners, fillers
    "\u200b\u200c\u200e\u200f\u2028-\u202e\u2060-\u206f"  # no width, direction, separators
    "\u3164\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff"  # fillers, byte order mark, annotations, no characters
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"  # controls of shorthand and of music
    "\U000e0000-\U000e0fff"  # tags and further selectors
    "\ud800-\udfff"  # halves of a pair, alone
    "]"
    "|(?<![\u2190-\u2bff\ufe0f\U0001f000-\U0001faff])\u200d)"  # a joiner, but after a symbol, where it makes an emoji
)
"""What is spelt out."""


def pieces(text: str) -> Iterator[tuple[str, bool]]:
    r"""Yield the pieces of a text, each with whether it spells out a hidden character.

    Examples
    --------
    >>> list(pieces("safe\u202etxt"))
    [('safe', False), ('U+202E', True), ('txt', False)]
    """
    for i, piece in enumerate(HIDDEN.split(text)):
        if piece:
            yield (f"U+{ord(piece):04X}", True) if i % 2 else (piece, False)


def plain(text: str) -> str:
    r"""Return a text with each hidden character spelt out in brackets.

    Examples
    --------
    >>> plain("safe\u202etxt")
    'safe[U+202E]txt'
    """
    return "".join(f"[{piece}]" if hidden else piece for piece, hidden in pieces(text))

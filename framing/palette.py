"""The colours and lines of the framings, one style a label in the order of the labels.

The first four can be told apart by lightness as well as by hue, so that they differ for colour-blind readers, too;
``tests/test_palette.py`` checks that, and the contrast of each with paper and ink, after WCAG 2.2. No style stands by
colour alone: each has a line of its own, and everywhere a letter or the name of the label beside it.
"""

from typing import NamedTuple

Pair = tuple[str, str]
"""A colour by day and by night."""

PAPER: Pair = ("#fffdf8", "#17191c")
INK: Pair = ("#211e1a", "#e9e6df")
MUTED: Pair = ("#5f594f", "#aaa59b")
RULE: Pair = ("#d9d3c7", "#3a3d42")


class Style(NamedTuple):
    """How a framing looks.

    Attributes
    ----------
    tint : (str, str)
        Behind its sentences.
    strong : (str, str)
        Of its bars and lines.
    letter : (str, str)
        Of its letter on the tint.
    line : str
        The kind of line under its sentences, as CSS names it.
    """

    tint: Pair
    strong: Pair
    letter: Pair
    line: str


STYLES = (
    Style(("#dbe7f6", "#1c3350"), ("#1f5597", "#7fb2ec"), ("#1a4a85", "#a9cdf5"), "solid"),
    Style(("#fbdad2", "#4c2422"), ("#a52a33", "#f59c91"), ("#93222c", "#f7b5ad"), "dashed"),
    Style(("#f7e9b8", "#413408"), ("#aa7900", "#e3bb4b"), ("#6b4c00", "#eed083"), "double"),
    Style(("#eeebe4", "#2a2c2f"), ("#7b756b", "#86827a"), ("#5a544b", "#c3beb4"), "dotted"),
    Style(("#dcefdd", "#1f3a24"), ("#2d7a3e", "#7cc88a"), ("#235f30", "#a6dcb0"), "solid"),
    Style(("#ecdff5", "#382549"), ("#72419b", "#c093e2"), ("#5d327f", "#d6b6ee"), "dashed"),
    Style(("#d5eef0", "#153a3e"), ("#0d7a83", "#5fc4cd"), ("#0a5c63", "#95dbe1"), "double"),
    Style(("#f2e3d5", "#412c1b"), ("#8a5527", "#d9a273"), ("#6e421c", "#e8c3a2"), "dotted"),
)
"""The first four are for the framings of `framing.LABELS`, the others for further labels of your own."""


def style(index: int) -> Style:
    """Return the style of a label by its place among the labels; after eight they begin again."""
    return STYLES[index % len(STYLES)]

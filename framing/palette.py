"""The colours and lines of the framings, one style a label in the order of the labels.

The first four can be told apart by lightness as well as by hue, so that they differ for colour-blind readers, too;
``tests/test_palette.py`` checks that, and the contrast of each with paper and ink, after WCAG 2.2. No style stands by
colour alone: each has a line of its own, and everywhere a letter or the name of the label beside it.
"""

from collections.abc import Mapping
from colorsys import hls_to_rgb
from typing import NamedTuple

Rgb = tuple[float, float, float]
"""Red, green and blue, 0 to 1."""
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


def colours(n: int) -> list[str]:
    """Return a colour by day for each of n labels: those of `STYLES`, then hues a golden angle apart."""
    ours = [found.strong[0] for found in STYLES]
    return [*ours, *(_hue(i) for i in range(n - len(ours)))][:n]


def _hue(number: int) -> str:
    """Return the colour of a further label; lightness alternates, so that near hues differ by it, too."""
    red, green, blue = hls_to_rgb((0.05 + 0.618034 * number) % 1, (0.3, 0.42)[number % 2], 0.55)
    return _hex((red, green, blue))


def from_colour(colour: str) -> Style:
    """Return the style of a label whose colour was chosen, made darker or lighter where it could not be read.

    Parameters
    ----------
    colour : str
        Like ``#1f5597``.
    """
    chosen, parts = _rgb(colour), []
    for night, share in ((0, 0.85), (1, 0.75)):
        paper, ink = _rgb(PAPER[night]), _rgb(INK[night])
        tint = _mixed(chosen, paper, share)
        parts.append((tint, _legible(chosen, ink, (tint, paper), 3.0), _legible(chosen, ink, (tint,), 4.5)))
    day, dark = parts
    tints, strong, letter = ((_hex(a), _hex(b)) for a, b in zip(day, dark, strict=True))
    return Style(tints, strong, letter, "solid")


def _legible(colour: Rgb, ink: Rgb, grounds: tuple[Rgb, ...], least: float) -> Rgb:
    """Return a colour with as much ink in it as gives it a contrast (WCAG 2.2) with each ground."""
    steps = (_mixed(colour, ink, step / 20) for step in range(20))
    return next((c for c in steps if min(contrast(c, ground) for ground in grounds) >= least + 0.05), ink)


def contrast(one: Rgb, two: Rgb) -> float:
    """Return the contrast ratio of two colours after WCAG 2.2, 1 to 21."""
    dark, light = sorted(_luminance(c) for c in (one, two))
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: Rgb) -> float:
    """Return the relative luminance of a colour, 0 to 1."""
    red, green, blue = (v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _mixed(one: Rgb, two: Rgb, share: float) -> Rgb:
    """Return a colour of which a share is the second one."""
    red, green, blue = (a + (b - a) * share for a, b in zip(one, two, strict=True))
    return red, green, blue


def _rgb(colour: str) -> Rgb:
    """Return red, green and blue, 0 to 1."""
    red, green, blue = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return red, green, blue


def _hex(colour: Rgb) -> str:
    """Return a colour as CSS writes it."""
    return "#" + "".join(f"{round(255 * v):02x}" for v in colour)


def shown(label: str, index: int, chosen: Mapping[str, Mapping[str, str]]) -> Style:
    """Return the style of a label: that of the colour chosen for it, or else the one of its place.

    Parameters
    ----------
    chosen : mapping
        ``colour`` of each label that has one, as a profile's ``model["labels"]`` holds it.
    """
    colour = chosen.get(label, {}).get("colour")
    return from_colour(colour) if colour else style(index)


def style(index: int) -> Style:
    """Return the style of a label by its place among the labels; after eight they begin again."""
    return STYLES[index % len(STYLES)]

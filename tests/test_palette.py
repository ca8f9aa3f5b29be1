"""Colours: legible by day and by night, and told apart by readers who see fewer of them."""

from itertools import combinations

import numpy as np
import pytest

from framing import palette

TIMES = pytest.mark.parametrize("night", [0, 1], ids=["day", "night"])
STYLES = pytest.mark.parametrize("style", palette.STYLES)
SIGHT = {
    "all colours": np.eye(3),
    "no red": [[0.152, 1.053, -0.205], [0.115, 0.786, 0.099], [-0.004, -0.048, 1.052]],
    "no green": [[0.367, 0.861, -0.228], [0.280, 0.673, 0.047], [-0.012, 0.043, 0.969]],
    "no blue": [[1.256, -0.077, -0.179], [-0.078, 0.931, 0.148], [0.005, 0.691, 0.304]],
}
"""What dichromats see of linear red, green and blue (Machado, Oliveira and Fernandes 2009)."""
LAB = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
WHITE = np.array([0.9505, 1.0, 1.0890])
APART = 15
"""Distance in CIELAB: six times what is just seen (2.3, Mahy, Van Eycken and Oosterlinck 1994)."""


def linear(colour: str) -> np.ndarray:
    """Return linear red, green and blue, 0 to 1."""
    values = np.array([int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)])
    return np.where(values <= 0.04045, values / 12.92, ((values + 0.055) / 1.055) ** 2.4)


def contrast(one: str, two: str) -> float:
    """Return the contrast ratio of WCAG 2.2, 1 to 21."""
    dark, light = sorted(float(linear(c) @ LAB[1]) for c in (one, two))
    return (light + 0.05) / (dark + 0.05)


def lab(values: np.ndarray) -> np.ndarray:
    """Return a linear colour in CIELAB."""
    x = LAB @ np.clip(values, 0, 1) / WHITE
    f = np.where(x > 0.008856, np.cbrt(x), 7.787 * x + 16 / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


@TIMES
@STYLES
def test_words_and_letters_on_each_tint_have_contrast_aa(style, night):
    for text in (palette.INK, palette.MUTED, style.letter):
        assert contrast(text[night], style.tint[night]) >= 4.5


@TIMES
@STYLES
def test_bars_and_lines_have_the_contrast_of_graphics(style, night):
    assert contrast(style.strong[night], palette.PAPER[night]) >= 3
    assert contrast(style.strong[night], style.tint[night]) >= 3


@TIMES
def test_words_on_paper_have_contrast_aa(night):
    assert contrast(palette.INK[night], palette.PAPER[night]) >= 7
    assert contrast(palette.MUTED[night], palette.PAPER[night]) >= 4.5


@TIMES
@pytest.mark.parametrize("sight", SIGHT)
def test_the_four_framings_are_told_apart(sight, night):
    seen = [lab(SIGHT[sight] @ linear(style.strong[night])) for style in palette.STYLES[:4]]
    assert min(float(np.linalg.norm(a - b)) for a, b in combinations(seen, 2)) >= APART


def test_the_four_framings_have_lines_of_their_own():
    assert len({style.line for style in palette.STYLES[:4]}) == 4


def test_styles_begin_again_after_the_last():
    assert palette.style(len(palette.STYLES)) == palette.STYLES[0]

"""Profile -> a picture for a paper or a slide, drawn by matplotlib (extra ``[plot]``).

In comes the JSON form of a profile; nothing is shown and no window opened: that is the caller's to do.
"""

from collections.abc import Mapping
from typing import Any

from . import extras
from .palette import style

SIZE = (6, 2.4)
"""Inches of a new figure: the width of a column of text, and flat enough to stand among it."""
HEIGHT = 0.55
"""Height of a bar, in rows: a little more than the space between two."""


def shares(profile: Mapping[str, Any], ax: Any = None) -> Any:
    """Return matplotlib Axes with the share of each framing and its 95 % interval.

    Parameters
    ----------
    profile : mapping
        As `framing.Profile.to_dict` gives it.
    ax : matplotlib.axes.Axes, optional
        Where to draw. Default: the axes of a new figure.

    Raises
    ------
    ImportError
        If matplotlib is not installed.
    """
    if ax is None:
        _, ax = extras.load("matplotlib.pyplot", "plot").subplots(figsize=SIZE, layout="constrained")
    known = [(label, share) for label, share in profile["shares"].items() if share is not None]
    for row, (label, share) in enumerate(known):
        low, high = profile["intervals"][label]
        ax.barh(row, share, HEIGHT, color=style(row).strong[0])
        ax.errorbar(share, row, xerr=[[share - low], [high - share]], color="black", capsize=3, linewidth=1)
    ax.set_yticks(range(len(known)), [label for label, _ in known])
    ax.set_xticks([0, 0.25, 0.5, 0.75, 1], ["0 %", "25 %", "50 %", "75 %", "100 %"])
    ax.set_xlim(0, 1)
    ax.invert_yaxis()
    ax.set_xlabel("share of the article, with 95 % interval")
    ax.spines[["top", "right"]].set_visible(False)
    return ax

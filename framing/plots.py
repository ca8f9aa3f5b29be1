"""Profile -> a picture for a paper or a slide, drawn by matplotlib (extra ``[plot]``).

In comes the JSON form of a profile; nothing is shown and no window opened: that is the caller's to do.
"""

from collections.abc import Mapping
from typing import Any

from . import extras
from .palette import shown

SIZE = (6, 2.4)
"""Inches of a new figure: the width of a column of text, and flat enough to stand among it."""
ROW = 0.22
"""Inches that each bar of a comparison adds to the height."""
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
    chosen = profile["model"].get("labels", {})
    known = [(label, share) for label, share in profile["shares"].items() if share is not None]
    for row, (label, share) in enumerate(known):
        low, high = profile["intervals"][label]
        ax.barh(row, share, HEIGHT, color=shown(label, row, chosen).strong[0])
        ax.errorbar(share, row, xerr=[[share - low], [high - share]], color="black", capsize=3, linewidth=1)
    ax.set_yticks(range(len(known)), [label for label, _ in known])
    _finish(ax)
    return ax


def side_by_side(profiles: Mapping[str, Mapping[str, Any]], ax: Any = None) -> Any:
    """Return matplotlib Axes with the shares of several articles, a group of bars a label.

    Parameters
    ----------
    profiles : mapping of str to mapping
        ``shares``, ``intervals`` and perhaps ``model`` of each article, by its name.
    ax : matplotlib.axes.Axes, optional
        Where to draw. Default: the axes of a new figure.

    Raises
    ------
    ImportError
        If matplotlib is not installed.
    """
    labels = list(next(iter(profiles.values()))["shares"])
    if ax is None:
        size = (SIZE[0], SIZE[1] + ROW * len(labels) * len(profiles))
        _, ax = extras.load("matplotlib.pyplot", "plot").subplots(figsize=size, layout="constrained")
    step = 1 / (len(profiles) + 1)
    ticks = []
    for row, label in enumerate(labels):
        for number, (name, profile) in enumerate(profiles.items()):
            share = profile["shares"][label]
            place = row + step * (number - (len(profiles) - 1) / 2)
            ticks.append((place, f"{label}: {name}"))
            if share is None:
                continue
            low, high = profile["intervals"][label]
            colour = shown(label, row, profile.get("model", {}).get("labels", {})).strong[0]
            ax.barh(place, share, step * HEIGHT * 1.5, color=colour)
            ax.errorbar(share, place, xerr=[[share - low], [high - share]], color="black", capsize=2, linewidth=1)
    ax.set_yticks([place for place, _ in ticks], [name for _, name in ticks])
    _finish(ax)
    return ax


def _finish(ax: Any) -> None:
    """Draw what every picture of shares has: the axis from 0 to 1, rows from above, no frame."""
    ax.set_xticks([0, 0.25, 0.5, 0.75, 1], ["0 %", "25 %", "50 %", "75 %", "100 %"])
    ax.set_xlim(0, 1)
    ax.invert_yaxis()
    ax.set_xlabel("share of the article, with 95 % interval")
    ax.spines[["top", "right"]].set_visible(False)

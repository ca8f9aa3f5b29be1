"""Profiles and comparisons -> one page that can be printed, mailed and projected; formats, never estimates.

In comes the JSON form of a profile (`framing.Profile.to_dict`) or of a comparison, so that a stored one can be shown,
too; out comes HTML. What is shown is chosen in `framing.views`, how it looks stands in ``templates/``. A page is one
file that asks for nothing: no script, nothing from the network, pictures inside. Its content-security policy lets
through the one style sheet, by its digest, and forbids everything else, so that even a fault in the escaping of a
hostile text could neither run nor load anything.
"""

import base64
import hashlib
import json
import math
import os
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from . import legible, palette, views
from ._version import __version__
from .arrayfile import write_atomically
from .resources import folder
from .views import Plain, View

if TYPE_CHECKING:
    from jinja2 import Environment


FEWEST_READ = 5
"""Labelled sentences an article below which a page does not say what intervals held: that of a single sentence always
holds."""


def page(profiles: Mapping[str, Plain], manifest: Plain | None = None) -> str:
    """Return a page with one or several profiles.

    Parameters
    ----------
    profiles : mapping of str to dict
        As `framing.Profile.to_dict` gives them, by the names of their files; ``""`` for a text without a name.
    manifest : mapping, optional
        Of the model that made them, for its measured quality. Default: of the shipped model, which is
        used where its digest is the profile's.
    """
    shown = _shown(profiles, manifest)
    articles = shown["views"]
    title = articles[0]["title"] if len(articles) == 1 else f"How {len(articles)} articles are framed"
    return _render("profiles.html", profiles.values(), title=title, **shown)


def comparison_page(comparison: Plain, manifest: Plain | None = None) -> str:
    """Return a page with a comparison, and with the profile of each of its articles.

    Parameters
    ----------
    comparison : mapping
        As ``framing.Comparison.to_dict`` gives it.
    manifest : mapping, optional
        As for `page`.
    """
    profiles = comparison["profiles"]
    shown = {"title": _event(comparison), "view": views.comparison_view(comparison), **_shown(profiles, manifest)}
    return _render("comparison.html", profiles.values(), **shown)


def cell(profile: Plain) -> str:
    """Return a profile as a part of somebody else's page, such as a notebook: its style touches nothing around it."""
    digest = hashlib.sha256(legible.plain(profile["text"]).encode() + profile["model"]["digest"].encode())
    return _render("cell.html", [profile], view=views.profile_view(profile, "", f"f{digest.hexdigest()[:8]}"))


def comparison_cell(comparison: Plain) -> str:
    """Return a comparison, without the profiles of its articles, as a part of somebody else's page."""
    profiles, view = comparison["profiles"].values(), views.comparison_view(comparison)
    models = _models(profiles, None)
    return _render("comparison_cell.html", profiles, title=_event(comparison), view=view, models=models)


def save(html: str, path: str | os.PathLike[str]) -> None:
    """Write a page as UTF-8, whole or not at all.

    Raises
    ------
    FileNotFoundError
        If its folder does not exist.
    IsADirectoryError
        If there is a folder of that name.
    """
    write_atomically(Path(path), html.encode())


def quality(about: Plain, manifest: Plain | None = None) -> View | None:
    """Return how well a model did when it was measured, in sentences of 100; None where that is not known.

    Parameters
    ----------
    about : mapping
        ``digest`` of the model.
    manifest : mapping, optional
        Of the model; default: of the shipped one.
    """
    if manifest is None:
        manifest = json.loads((folder("models") / "model.json").read_text(encoding="utf-8"))
    if manifest["sha256"] != about["digest"] or "scores" not in manifest:
        return None
    scores = manifest["scores"]
    hundred = {"right": "accuracy", "lenient": "lenient"}
    parts = scores["sentences"] < FEWEST_READ * scores["articles"] or math.isnan(scores["coverage"])
    return {
        "articles": scores["articles"], "sentences": scores["sentences"], "kind": manifest["settled_on"],
        **{name: round(100 * scores[key]) for name, key in hundred.items()},
        "covered": None if parts else round(100 * scores["coverage"]),
        "rows": [
            {"name": label, **{part: round(100 * scores["labels"][label][part]) for part in ("precision", "recall")}}
            for label in manifest["labels"]
        ],
    }


def _event(comparison: Plain) -> str:
    """Return the title of a comparison."""
    return f"How {len(comparison['profiles'])} articles frame one event"


def _shown(profiles: Mapping[str, Plain], manifest: Plain | None) -> View:
    """Return what every page shows: each profile, their shares side by side, and the models that made them."""
    return {
        "views": [views.profile_view(plain, name, f"a{i}") for i, (name, plain) in enumerate(profiles.items(), 1)],
        "rows": views.rows(profiles),
        "models": _models(profiles.values(), manifest),
    }


def _models(profiles: Iterable[Plain], manifest: Plain | None) -> list[tuple[Plain, View | None]]:
    """Return each model that made one of the profiles, with its measured quality."""
    different = {json.dumps(plain["model"], sort_keys=True): plain["model"] for plain in profiles}
    return [(about, quality(about, manifest)) for about in different.values()]


def _render(template: str, profiles: Iterable[Plain], **given: object) -> str:
    """Return a filled template, with the style sheet for the labels of the profiles on it."""
    from markupsafe import Markup

    sheet = _style_sheet(views.chosen_colours(profiles))
    return _environment().get_template(template).render(given, style=Markup(sheet), style_hash=_hash(sheet))


@lru_cache(maxsize=16)
def _style_sheet(colours: tuple[str, ...]) -> str:
    """Return the style sheet: a style for each place among the labels and for each colour chosen for one."""
    styles = {f"k{i}": style for i, style in enumerate(palette.STYLES)}
    styles |= {f"c{colour[1:]}": palette.from_colour(colour) for colour in colours}
    return _environment().get_template("style.css").render(styles=styles, theme=partial(_theme, styles))


@cache
def _environment() -> "Environment":
    """Return the templates: escaping on, each value stripped of hidden characters, no unknown name let through."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    found = Environment(
        loader=PackageLoader("framing"), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True, finalize=_finalize,
    )
    found.filters |= {
        "percent": views.percent, "between": views.between, "pieces": legible.pieces,
        "signed": "{:+.1f}".format, "thousands": "{:,}".format,
    }
    found.globals |= {"library": __version__}
    return found


def _finalize(value: object) -> object:
    """Return a value as it may stand in a page; markup is ours and stays."""
    return legible.plain(value) if type(value) is str else value


def _hash(style: str) -> str:
    """Return the digest by which the policy of a page knows its style sheet."""
    return base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()


def _theme(styles: Mapping[str, palette.Style], night: int) -> str:
    """Return the colours by day (0) or by night (1) as custom properties."""
    ground = {"paper": palette.PAPER, "ink": palette.INK, "muted": palette.MUTED, "rule": palette.RULE}
    colours = {name: pair[night] for name, pair in ground.items()}
    for name, style in styles.items():
        colours |= {f"{part}-{name}": getattr(style, part)[night] for part in ("tint", "strong", "letter")}
    return " ".join(f"--{name}: {colour};" for name, colour in colours.items())

"""Profiles and comparisons -> one page that can be printed, mailed and projected; formats, never estimates.

In comes the JSON form of a profile (`framing.Profile.to_dict`) or of a comparison, so that a stored one can be shown,
too; out comes HTML. What a page looks like is in ``templates/``; here plain data is brought into the shape that
the templates need. A page is one file that asks for nothing: no script, nothing from the network, pictures inside.
Its content-security policy lets through the one style sheet, by its digest, and forbids everything else, so that
even a fault in the escaping of a hostile text could neither run nor load anything.
"""

import base64
import hashlib
import json
import os
import re
import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from . import legible, palette
from ._version import __version__
from .arrayfile import write_atomically
from .labels import BOILERPLATE, DEFINITIONS
from .resources import folder

if TYPE_CHECKING:
    from jinja2 import Environment

Plain = Mapping[str, Any]
"""A part of the JSON form."""
View = dict[str, Any]
"""What a template is given."""
TITLE = 110
"""Code points of a title: the longest headlines of our corpus have about 100."""
FAINT = 0.02
"""Probability below which a bar would be thinner than its base line."""
LIGHT = 0.05
"""Weight below which a word is not shown: with one decimal it would read 0.0."""
LANE, TALLEST = 100, 84
"""Height of a lane of the course, and of a bar of probability 1 in it, which leaves air to the lane above."""
GAP = 2.5
"""Thousandths of the course's width between two sentences: a pixel or two."""
LINE_BREAK = re.compile(r"\r\n|[\n\r\u2028\u2029]")
SPACE = "\N{NO-BREAK SPACE}"


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
    views = [profile_view(plain, name, f"a{i}") for i, (name, plain) in enumerate(profiles.items(), 1)]
    title = views[0]["title"] if len(views) == 1 else f"How {len(views)} articles are framed"
    return _render(
        "profiles.html", title=title, views=views, rows=_rows(profiles), models=_models(profiles.values(), manifest),
    )


def cell(profile: Plain) -> str:
    """Return a profile as a part of somebody else's page, such as a notebook: its style touches nothing around it."""
    digest = hashlib.sha256(legible.plain(profile["text"]).encode() + profile["model"]["digest"].encode())
    return _render("cell.html", view=profile_view(profile, "", f"f{digest.hexdigest()[:8]}"))


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
    views = [profile_view(plain, name, f"a{i}") for i, (name, plain) in enumerate(profiles.items(), 1)]
    return _render(
        "comparison.html", title=f"How {len(profiles)} articles frame one event", views=views, rows=_rows(profiles),
        models=_models(profiles.values(), manifest), **comparison_view(comparison),
    )


def save(html: str, path: str | os.PathLike[str]) -> None:
    """Write a page as UTF-8, whole or not at all.

    Raises
    ------
    FileNotFoundError
        If its folder does not exist.
    IsADirectoryError
        If there is a folder of that name.
    """
    place = Path(path)
    if not place.parent.is_dir():
        raise FileNotFoundError(f"{place}: the folder {str(place.parent)!r} does not exist; make it first")
    if place.is_dir():
        raise IsADirectoryError(f"{place}: this is a folder; give the name of a file")
    write_atomically(place, html.encode())


def percent(share: float | None) -> str:
    """Return a share in whole per cent; a share that rounds to none or all without being it says so."""
    if share is None:
        return "–"
    shown = f"{100 * share:.0f}"
    sign = "<" if shown == "0" and share > 0 else ">" if shown == "100" and share < 1 else ""
    shown = {"<": "1", ">": "99"}.get(sign, shown)
    return f"{sign}{shown}{SPACE}%"


def between(interval: Sequence[float] | None, joint: str = "–") -> str:
    """Return both ends of an interval in whole per cent."""
    return f"{100 * interval[0]:.0f}{joint}{100 * interval[1]:.0f}{SPACE}%" if interval else "–"


def profile_view(profile: Plain, name: str, prefix: str) -> View:
    """Return what the templates need of one profile; `prefix` begins each of its ids."""
    labels = label_views(profile)
    sentences = list(_sentence_views(profile, {label["name"]: label for label in labels}, prefix))
    ranked = sorted((x for x in labels if x["measure"]["share"] is not None), key=lambda x: -x["measure"]["share"])
    return {
        "name": name,
        "prefix": prefix,
        "title": _title(profile["text"]) or name or "A text without words",
        "about": profile["model"],
        "labels": labels,
        "largest": ranked[0] if ranked else None,
        "overlapping": [x["name"] for x in ranked[1:] if _reaches(x, ranked[0])],
        "n_prose": sum(profile["counts"].values()),
        "warnings": profile["warnings"],
        "sentences": sentences,
        "paragraphs": list(_paragraphs(profile["text"], sentences)),
        **heard_view(profile),
    }


def label_views(profile: Plain) -> list[View]:
    """Return the labels of a profile in order, each with its letter, style, share and count."""
    names = list(profile["shares"])
    return [
        {"name": name, "letter": letter, "style": f"k{i % len(palette.STYLES)}", "definition": DEFINITIONS.get(name),
         "measure": _measure(profile["shares"][name], profile["intervals"][name]),
         "count": profile["counts"][name]}
        for i, (name, letter) in enumerate(zip(names, letters(names), strict=True))
    ]


def letters(names: Iterable[str]) -> list[str]:
    """Return a capital for each label: its first letter that none before it has, or else its number.

    Examples
    --------
    >>> letters(["official", "critical", "promotional", "praise"])
    ['O', 'C', 'P', 'R']
    """
    taken: list[str] = []
    for number, name in enumerate(names, 1):
        own = (c for c in legible.plain(name).upper() if c.isalnum() and c not in taken)
        taken.append(next(own, str(number)))
    return taken


def heard_view(profile: Plain) -> View:
    """Return who is heard in a profile: the one place that reads quotes, sources, voices and balance.

    A profile without them, from before quotes were found, gives empty ones, and the page leaves them out.
    """
    sources = [
        {**source, "name": _speaker(source["name"]), "width": round(100 * source["share"], 2),
         "labels": ", ".join(f"{label} {n}" for label, n in source["counts"].items())}
        for source in profile.get("sources", ())
    ]
    voices = [
        {"name": name, "measures": _measures(voice), "count": sum(voice["counts"].values())}
        for name, voice in profile.get("voices", {}).items() if any(voice["counts"].values())
    ]
    return {
        "quoted": bool(profile["quotes"]), "sources": sources, "voices": voices,
        "balance": profile.get("balance") if sources else None,
    }


def comparison_view(comparison: Plain) -> View:
    """Return what the templates need of a comparison: the one place that reads its JSON form.

    Parameters
    ----------
    comparison : mapping
        ``profiles``: {article: profile}; ``pairs``: [{articles, indices, similarity, words}], two of each;
        ``only``: {article: {label: [[start, end]]}}; ``words``: {"article" or "label": {group: [{text, z}]}};
        ``sources``: [{name, kind, words: {article: n}}]; ``table``: {differences: [{articles, label, difference,
        interval, larger}], method}.
    """
    profiles = comparison["profiles"]
    labels = {label["name"]: label for p in profiles.values() for label in label_views(p)}
    pairs = [_pair_view(pair, profiles, labels) for pair in comparison["pairs"]]
    return {
        "articles": list(profiles),
        "differences": [_difference_view(d) for d in comparison["table"]["differences"] if d["larger"]],
        "method": comparison["table"]["method"],
        "differing": [pair for pair in pairs if pair["differing"]],
        "agreeing": [pair for pair in pairs if not pair["differing"]],
        "only": [_only_view(name, found, profiles[name], labels) for name, found in comparison["only"].items()],
        "sources": [{**s, "name": _speaker(s["name"])} for s in comparison["sources"]],
        "words": [
            {"kind": kind, "groups": [{"name": name, "words": found} for name, found in groups.items() if found]}
            for kind, groups in comparison["words"].items() if any(groups.values())
        ],
    }


def _pair_view(pair: Plain, profiles: Mapping[str, Plain], labels: Mapping[str, View]) -> View:
    """Return two sentences that tell the same fact, the differing words of each marked."""
    sides = []
    for article, index, words in zip(pair["articles"], pair["indices"], pair["words"], strict=True):
        s = profiles[article]["sentences"][index]
        segments = list(_segments(s["text"], s["start"], words))
        sides.append({"article": article, "label": labels[s["label"]], "segments": segments, "words": words})
    differing = sides[0]["label"] is not sides[1]["label"]
    return {"sides": sides, "similarity": pair["similarity"], "differing": differing}


def _only_view(name: str, found: Mapping[str, Any], profile: Plain, labels: Mapping[str, View]) -> View:
    """Return the sentences whose fact one article alone tells, in the order of the article."""
    rows = [
        {"start": start, "text": profile["text"][start:end], "label": labels[label]}
        for label, spans in found.items() for start, end in spans
    ]
    return {"name": name, "sentences": sorted(rows, key=lambda row: row["start"])}


def _difference_view(difference: Plain) -> View:
    """Return a difference as more and less, whichever article was named first."""
    one, two = difference["articles"]
    low, high = difference["interval"]
    more = difference["difference"] > 0
    return {
        "label": difference["label"], "more": one if more else two, "less": two if more else one,
        "points": abs(round(100 * difference["difference"])),
        "interval": between((low, high) if more else (-high, -low), " to "),
    }


def _speaker(name: str | None) -> str:
    """Return the name of a source, or that it has none."""
    return name or "nobody named"


def _render(template: str, **given: object) -> str:
    """Return a filled template."""
    return _environment().get_template(template).render(given)


@cache
def _environment() -> "Environment":
    """Return the templates: escaping on, each value stripped of hidden characters, no unknown name let through."""
    from jinja2 import Environment, PackageLoader, StrictUndefined
    from markupsafe import Markup

    found = Environment(
        loader=PackageLoader("framing"), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True, finalize=_finalize,
    )
    found.filters |= {
        "percent": percent, "between": between, "pieces": legible.pieces,
        "signed": "{:+.1f}".format, "thousands": "{:,}".format,
    }
    style = found.get_template("style.css").render(styles=palette.STYLES, theme=_theme)
    found.globals |= {"library": __version__, "style": Markup(style), "style_hash": _hash(style)}
    return found


def _finalize(value: object) -> object:
    """Return a value as it may stand in a page; markup is ours and stays."""
    return legible.plain(value) if type(value) is str else value


def _hash(style: str) -> str:
    """Return the digest by which the policy of a page knows its style sheet."""
    return base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()


def _theme(night: int) -> str:
    """Return the colours by day (0) or by night (1) as custom properties."""
    ground = {"paper": palette.PAPER, "ink": palette.INK, "muted": palette.MUTED, "rule": palette.RULE}
    colours = {name: pair[night] for name, pair in ground.items()}
    for i, style in enumerate(palette.STYLES):
        colours |= {f"{part}{i}": getattr(style, part)[night] for part in ("tint", "strong", "letter")}
    return " ".join(f"--{name}: {colour};" for name, colour in colours.items())


def _title(text: str) -> str:
    """Return the first line of a text that has words, shortened at a word."""
    first = next((line for line in LINE_BREAK.split(text) if line.strip()), "")
    return textwrap.shorten(first, TITLE, placeholder="…") if first else ""


def _reaches(label: Plain, largest: Plain) -> bool:
    """Return whether the interval of a label reaches into that of the largest."""
    return bool(label["measure"]["interval"][1] > largest["measure"]["interval"][0])


def _measure(share: float | None, interval: Sequence[float] | None) -> View:
    """Return a share and its interval, with where they lie on a scale that is 100 wide."""
    if share is None or interval is None:
        return {"share": None, "interval": None}
    low, high = interval
    return {
        "share": share, "interval": interval, "low": round(100 * low, 2), "reach": round(100 * (high - low), 2),
        "point": round(min(max(100 * share - 0.6, 0), 98.8), 2),
    }


def _measures(plain: Plain) -> list[View]:
    """Return the shares of a profile or a voice, in the order of the labels."""
    return [_measure(share, plain["intervals"][label]) for label, share in plain["shares"].items()]


def _rows(profiles: Mapping[str, Plain]) -> list[View]:
    """Return the shares of several articles side by side."""
    return [
        {"name": name, "measures": _measures(plain), "count": sum(plain["counts"].values())}
        for name, plain in profiles.items()
    ]


def _models(profiles: Iterable[Plain], manifest: Plain | None) -> list[tuple[Plain, View | None]]:
    """Return each model that made one of the profiles, with its measured quality."""
    different = {json.dumps(plain["model"], sort_keys=True): plain["model"] for plain in profiles}
    return [(about, quality(about, manifest)) for about in different.values()]


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
    hundred = {"right": "accuracy", "lenient": "lenient", "covered": "coverage"}
    return {
        "articles": scores["articles"], "sentences": scores["sentences"], "kind": manifest["settled_on"],
        **{name: round(100 * scores[key]) for name, key in hundred.items()},
        "rows": [
            {"name": label, "precision": round(100 * row["precision"]), "recall": round(100 * row["recall"])}
            for label, row in scores["labels"].items()
        ],
    }


def _sentence_views(profile: Plain, labels: Mapping[str, View], prefix: str) -> Iterator[View]:
    """Yield the sentences of a profile with their place in the course of the article."""
    length = max(1, len(profile["text"]))
    for number, s in enumerate(profile["sentences"]):
        heavy = [e for e in s["evidence"] if e["weight"] >= LIGHT]
        own = labels.get(s["label"])
        says = "page furniture" if s["label"] == BOILERPLATE else s["label"]
        says += ", unsure" if s["uncertain"] and own else ""
        sure = f", {percent(s['probabilities'][s['label']])}" if own else ""
        yield {
            **s,
            "id": f"{prefix}s{number}",
            "style": own["style"] if own else "kx",
            "letter": f"{own['letter'] if own else '–'}{'?' if own and s['uncertain'] else ''}",
            "says": says,
            "summary": f"Sentence {number + 1}: {says}{sure}",
            "x": round(1000 * s["start"] / length, 2),
            "width": round(max(1000 * (s["end"] - s["start"]) / length - GAP, 0.5), 2),
            "bars": list(_bars(s, labels)) if own else [],
            "evidence": heavy,
            "segments": list(_segments(s["text"], s["start"], heavy)),
            "probabilities": [
                {"name": name, "style": labels[name]["style"], "probability": p, "width": round(100 * p, 1)}
                for name, p in s["probabilities"].items()
            ],
            "quotes": [_quote_view(profile["quotes"][i]) for i in s.get("quotes", ())],
        }


def _bars(sentence: Plain, labels: Mapping[str, View]) -> Iterator[View]:
    """Yield the bars of a sentence in the course, one a label."""
    for lane, (label, probability) in enumerate(sentence["probabilities"].items()):
        height = round(TALLEST * probability, 1)
        if probability >= FAINT:
            yield {"style": labels[label]["style"], "most": label == sentence["label"], "height": height,
                   "y": round(lane * LANE + TALLEST + 4 - height, 1)}


def _segments(text: str, start: int, evidence: Iterable[Plain]) -> Iterator[tuple[str, bool]]:
    """Yield the pieces of a sentence that begins at `start`, each with whether it is evidence."""
    at = 0
    for e in sorted(evidence, key=lambda e: e["start"]):
        yield text[at : e["start"] - start], False
        yield text[e["start"] - start : e["end"] - start], True
        at = e["end"] - start
    yield text[at:], False


def _quote_view(quote: Plain) -> View:
    """Return who says a quote, and how."""
    mention = quote["speaker"]["text"] if quote["speaker"] else None
    return {"speaker": _speaker(quote["name"] or mention), "kind": quote["kind"], "form": quote["form"]}


def _paragraphs(text: str, sentences: Sequence[View]) -> Iterator[View]:
    """Yield the paragraphs of an article, each with its sentences and what stands before each of them.

    A line break between sentences ends a paragraph. Where lines break inside sentences, too, they only fit the text
    to a page, and it takes a blank line.
    """
    fitted = any(LINE_BREAK.search(s["text"]) for s in sentences)
    least, at = 2 if fitted else 1, 0
    paragraph: list[View] = []
    for s in sentences:
        gap, at = text[at : s["start"]], s["end"]
        if paragraph and len(LINE_BREAK.findall(gap)) >= least:
            yield {"sentences": paragraph, "headline": _is_headline(text, paragraph)}
            paragraph = []
        paragraph.append({**s, "gap": " " if gap and paragraph else ""})
    if paragraph:
        yield {"sentences": paragraph, "headline": _is_headline(text, paragraph)}


def _is_headline(text: str, paragraph: Sequence[View]) -> bool:
    """Return whether a paragraph is the title: the first line, one sentence, no full stop."""
    first = paragraph[0]
    return len(paragraph) == 1 and not text[: first["start"]].strip() and not first["text"].endswith(".")

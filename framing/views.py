"""JSON form of a profile or a comparison -> what the templates of a page need of it.

Numbers become places on a scale, labels get their letter and colour, an article its paragraphs. Nothing is
estimated here, and nothing is escaped: that is the templates' part. `heard_view` is the one place that reads quotes and
what is drawn from them, `comparison_view` the one that reads a comparison.
"""

import re
import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from . import legible, palette
from .labels import BOILERPLATE, DEFINITIONS

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
FACTS = 12
"""Facts framed differently that are shown unfolded: two or three screens."""
FOLDED = 100
"""Pairs shown in a fold, the likeliest: fifty articles have thousands, which nobody reads and browsers show slowly."""
NAMED = 6
"""Articles up to which a sentence names the largest share of each."""
COLUMNS = 3
"""Articles up to which each has a column of its own: more would be too narrow to read."""
LINE_BREAK = re.compile(r"\r\n|[\n\r\u2028\u2029]")
SPACE = "\N{NO-BREAK SPACE}"


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
    names, own = list(profile["shares"]), profile["model"].get("labels", {})
    return [
        {"name": name, "letter": letter, "style": style_name(i, own.get(name, {})),
         "definition": _definition(name, own),
         "measure": _measure(profile["shares"][name], profile["intervals"][name]),
         "count": profile["counts"][name]}
        for i, (name, letter) in enumerate(zip(names, letters(names), strict=True))
    ]


def style_name(index: int, own: Plain) -> str:
    """Return the name of a label's style in the style sheet: by its chosen colour, or else by its place."""
    return f"c{own['colour'][1:].lower()}" if own.get("colour") else f"k{index % len(palette.STYLES)}"


def chosen_colours(profiles: Iterable[Plain]) -> tuple[str, ...]:
    """Return the colours that the labels of some profiles were given, sorted."""
    own = [label for plain in profiles for label in plain["model"].get("labels", {}).values()]
    return tuple(sorted({label["colour"].lower() for label in own if label["colour"]}))


def _definition(name: str, own: Mapping[str, Plain]) -> str | None:
    """Return the definition of a label: its model's own, or that of ours."""
    return (own[name]["definition"] or None) if name in own else DEFINITIONS.get(name)


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

    Where nobody is quoted all are empty, and the page leaves them out: the author's voice is the whole profile.
    """
    sources = [
        {**source, "name": _speaker(source["name"]), "width": round(100 * source["share"], 2),
         "labels": ", ".join(f"{_said(label)} {n}" for label, n in source["counts"].items())}
        for source in profile["sources"]
    ]
    voices = [
        {"name": name, "measures": _measures(voice), "count": sum(voice["counts"].values())}
        for name, voice in profile["voices"].items() if profile["quotes"] and any(voice["counts"].values())
    ]
    return {
        "quoted": bool(profile["quotes"]), "sources": sources, "voices": voices,
        "balance": profile["balance"] if sources else None,
    }


def comparison_view(comparison: Plain) -> View:
    """Return what the templates need of a comparison: the one place that reads its JSON form.

    Parameters
    ----------
    comparison : mapping
        ``profiles``: {article: profile}; ``facts``: [{indices, similarity, words}], each by article;
        ``pairs``: [{articles, indices, similarity, sure, words, fact}], two of each;
        ``only``: {article: {label: [[start, end]]}}; ``words``: {"article" or "label": {group: [{text, z}]}};
        ``sources``: [{name, kind, words: {article: n}}]; ``table``: {differences: [{articles, label, difference,
        interval, larger}], method}.
    """
    profiles = comparison["profiles"]
    labels = {label["name"]: label for p in profiles.values() for label in label_views(p)}
    told = [_fact_view(fact, profiles, labels) for fact in comparison["facts"]]
    further = sorted((pair for pair in comparison["pairs"] if pair["fact"] is None), key=lambda p: -p["similarity"])
    folds = {sure: [pair for pair in further if pair["sure"] is sure] for sure in (True, False)}
    return {
        "articles": list(profiles),
        "rows": rows(profiles),
        "labels": list(labels.values()),
        "first": FACTS,
        "largest": [(name, _largest(p, labels)) for name, p in profiles.items()] if len(profiles) <= NAMED else [],
        "differences": [_difference_view(d) for d in comparison["table"]["differences"] if d["larger"]],
        "method": comparison["table"]["method"],
        "columns": list(profiles) if len(profiles) <= COLUMNS else None,
        "differing": [fact for fact in told if fact["differing"]],
        "agreeing": [fact for fact in told if not fact["differing"]],
        "n_further": len(folds[True]),
        "further": [_fact_view(_as_fact(pair), profiles, labels) for pair in folds[True][:FOLDED]],
        "n_likely": len(folds[False]),
        "likely": [_fact_view(_as_fact(pair), profiles, labels) for pair in folds[False][:FOLDED]],
        "only": [_only_view(name, found, profiles[name], labels) for name, found in comparison["only"].items()],
        "sources": [{**s, "name": _speaker(s["name"])} for s in comparison["sources"]],
        "words": [
            {"kind": kind, "groups": [{"name": name, "words": found} for name, found in groups.items() if found]}
            for kind, groups in comparison["words"].items() if any(groups.values())
        ],
    }


def _fact_view(fact: Plain, profiles: Mapping[str, Plain], labels: Mapping[str, View]) -> View:
    """Return the tellings of a fact by article, the differing words of each marked."""
    tellings: dict[str, View] = {}
    for article, index in fact["indices"].items():
        s, words = profiles[article]["sentences"][index], fact["words"][article]
        segments = list(_segments(s["text"], s["start"], words))
        tellings[article] = {"label": labels[s["label"]], "segments": segments}
    differing = len({telling["label"]["name"] for telling in tellings.values()}) > 1
    return {"tellings": tellings, "similarity": fact["similarity"], "differing": differing}


def _as_fact(pair: Plain) -> View:
    """Return a pair in the form of a fact."""
    indices, words = (dict(zip(pair["articles"], pair[part], strict=True)) for part in ("indices", "words"))
    return {"indices": indices, "words": words, "similarity": pair["similarity"]}


def _largest(profile: Plain, labels: Mapping[str, View]) -> View | None:
    """Return the label with the largest share; None where there is no prose."""
    known = {name: share for name, share in profile["shares"].items() if share is not None}
    return labels[max(known, key=known.__getitem__)] if known else None


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


def _said(label: str) -> str:
    """Return a label as a page says it."""
    return "page furniture" if label == BOILERPLATE else label


def _speaker(name: str | None) -> str:
    """Return the name of a source, or that it has none."""
    return name or "nobody named"


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


def rows(profiles: Mapping[str, Plain]) -> list[View]:
    """Return the shares of several articles side by side; none where models of different labels made them."""
    if len({tuple(plain["shares"]) for plain in profiles.values()}) != 1:
        return []
    return [
        {"name": name, "measures": _measures(plain), "count": sum(plain["counts"].values())}
        for name, plain in profiles.items()
    ]


def _sentence_views(profile: Plain, labels: Mapping[str, View], prefix: str) -> Iterator[View]:
    """Yield the sentences of a profile with their place in the course of the article."""
    length = max(1, len(profile["text"]))
    for number, s in enumerate(profile["sentences"]):
        heavy = [e for e in s["evidence"] if e["weight"] >= LIGHT]
        own = labels.get(s["label"])
        says = _said(s["label"]) + (", unsure" if s["uncertain"] and own else "")
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
            "quotes": [_quote_view(profile["quotes"][i]) for i in s["quotes"]],
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

"""What other tools write of labelled spans -> coded sentences, and back.

Formats: sheets (`framing.sheets`), JSON Lines of articles with ``sentences`` (as `framing.corpus.read_articles` takes
them), Label Studio's JSON, Prodigy's JSON Lines, brat's standoff. Tools count differently: a span is tried as code
points, then as UTF-16 units (as browsers count), then in the text with the other kind of line ends, CRLF or LF, then as
both. The first that gives the quoted words is taken, white space included if one does; where none does, the row is
refused and named, never bent.
"""

import json
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from . import sheets
from .arrayfile import write_atomically
from .corpus import SINGLE, LabelledArticle
from .errors import InputError, InputTypeError
from .inputs import objects, whole_text
from .sheets import Row, squeezed


@dataclass(frozen=True)
class Span:
    """A labelled span as a tool wrote it, not checked yet.

    Attributes
    ----------
    article : str
    start, end : int
        In whatever the tool counts.
    label : str
    text : str or None
        The words that it quotes; None where the tool does not say.
    place : str
        Where it stands, for messages.
    """

    article: str
    start: int
    end: int
    label: str
    text: str | None
    place: str


@dataclass(frozen=True)
class Imported:
    """What came in.

    Attributes
    ----------
    texts : dict of str to str
        The text of each article.
    rows : tuple of Row
        The spans whose words stand where they say, offsets in code points.
    refused : tuple of str
        A sentence for each other span.
    """

    texts: dict[str, str]
    rows: tuple[Row, ...]
    refused: tuple[str, ...]


def read(path: Path, form: str, texts: Mapping[str, str] | None = None, labels: Sequence[str] = ()) -> Imported:
    """Return the labelled spans of a file, each checked against its text.

    Parameters
    ----------
    path : path
        The file; for ``brat`` a ``.ann`` file or a folder of them, each with its ``.txt`` beside it.
    form : str
        One of `FORMS`.
    texts : mapping of str to str, optional
        Texts by name: needed for ``csv``, which does not hold them.
    labels : sequence of str
        The labels that may stand there; none given: any.

    Raises
    ------
    ValueError
        If the file is not of that form at all.
    """
    if form not in FORMS:
        raise InputError(f"no format {form!r}: use one of {', '.join(FORMS)}")
    held, spans = FORMS[form].read(path, labels)
    known = {**(texts or {}), **held}
    rows: dict[tuple[str, int, int], Row] = {}
    refused: list[str] = []
    for span in spans:
        row = _checked(span, known, labels)
        if isinstance(row, str):
            refused.append(row)
        elif rows.setdefault(row.key, row).label != row.label:
            refused.append(f"{span.place}: {row.text!r} is {rows[row.key].label!r} already, not {row.label!r} too: one "
                           "label a sentence")
    return Imported({article: known[article] for article, _, _ in rows}, tuple(rows.values()), tuple(refused))


def together(found: Sequence[Imported]) -> dict[str, str]:
    """Return the texts of several files by name.

    Raises
    ------
    ValueError
        If two files hold different texts under one name: the spans of one would be read in the other.
    """
    texts: dict[str, str] = {}
    for name, text in (item for one in found for item in one.texts.items()):
        if texts.setdefault(name, text) != text:
            raise InputError(f"the article {name!r} has one text in one file and another in the next; give each a name "
                             "of its own, or export both from the same text")
    return texts


def write(path: Path, form: str, texts: Mapping[str, str], rows: Sequence[Row]) -> None:
    """Write labelled sentences for another tool; `read` gives them back.

    Parameters
    ----------
    path : path
        The file; for ``brat`` a folder.
    form : str
        One of `FORMS`.
    texts : mapping of str to str
    rows : sequence of Row
        Offsets in code points.
    """
    if form not in FORMS:
        raise InputError(f"no format {form!r}: use one of {', '.join(FORMS)}")
    FORMS[form].write(path, texts, rows)


def located(text: str, start: int, end: int, quoted: str | None) -> tuple[int, int] | None:
    """Return a span in code points, however it was counted; None where the quoted words stand in no reading of it.

    A reading that gives the quoted words exactly comes before one that gives them but for white space.

    Without words to tell by, the span is taken for one in code points.

    Examples
    --------
    >>> located("😀 It rained.", 3, 13, "It rained.")
    (2, 12)
    """
    if quoted is None:
        return (start, end) if _holds_words(text, start, end) else None
    for same in (str, squeezed):
        for count in COUNTS:
            found = _translated(count(text), start, end) if count else (start, end)
            if _holds_words(text, *found) and same(text[slice(*found)]) == same(quoted):
                return found
    return None


def _holds_words(text: str, start: int, end: int) -> bool:
    """Tell whether a span lies in a text and holds more than white space."""
    return 0 <= start < end <= len(text) and bool(text[start:end].strip())


def _utf16(text: str) -> list[int]:
    """Return at which UTF-16 unit each code point begins, and where the text ends."""
    return _starts(map(_units, text))


def _other_line_ends(text: str) -> list[int]:
    """Return where each code point begins, and where the text ends, with LF for CRLF or the other way round."""
    return _starts(_widths(text))


def _utf16_other_line_ends(text: str) -> list[int]:
    """Return both at once: a browser shows CRLF as LF and counts UTF-16 units."""
    return _starts(width and width - 1 + _units(c) for c, width in zip(text, _widths(text), strict=True))


def _units(c: str) -> int:
    """Return how many UTF-16 units a code point takes."""
    return 2 if ord(c) > 0xFFFF else 1


def _widths(text: str) -> list[int]:
    """Return how many code points each one is with the other kind of line ends."""
    return [int(c != "\r") for c in text] if "\r\n" in text else [1 + (c == "\n") for c in text]


COUNTS = (None, _utf16, _other_line_ends, _utf16_other_line_ends)
"""Ways to count, in the order in which they are tried; None is code points."""


def _starts(widths: Iterable[int]) -> list[int]:
    """Return the running sum of widths, from 0."""
    found = [0]
    for width in widths:
        found.append(found[-1] + width)
    return found


def _translated(starts: Sequence[int], start: int, end: int) -> tuple[int, int]:
    """Return a span in code points whose ends are counted as `starts` does."""
    return bisect_right(starts, start) - 1, bisect_left(starts, end)


def _checked(span: Span, texts: Mapping[str, str], labels: Sequence[str]) -> Row | str:
    """Return a span as a row, or the sentence that says why it is refused."""
    if span.article not in texts:
        return f"{span.place}: there is no article {span.article!r}; give its text"
    text = texts[span.article]
    found = located(text, span.start, span.end, span.text)
    if found is None:
        return (f"{span.place}: {span.text!r} does not stand at {span.start}-{span.end} of {span.article!r}, "
                "counted as code points, as UTF-16 units or with the other line ends")
    label = sheets.matched(squeezed(span.label), labels or None)
    if not label:
        return f"{span.place}: unknown label {span.label!r}" + (f"; use one of {', '.join(labels)}" if labels else "")
    return Row(span.article, *found, "", text[slice(*found)], "", label)


Read = tuple[dict[str, str], list[Span]]
"""Texts that a file holds, by name, and the spans in it."""


def _read_csv(path: Path, labels: Sequence[str]) -> Read:
    """Return the coded rows of a sheet."""
    rows = sheets.read(path, labels or None)
    return {}, [Span(*r.key, r.label, r.text, f"{path}, {r.article} {r.start}-{r.end}") for r in rows if r.label]


def _write_csv(path: Path, texts: Mapping[str, str], rows: Sequence[Row]) -> None:
    """Write rows as a sheet."""
    sheets.write(path, rows)


def _read_jsonl(path: Path, _: Sequence[str]) -> Read:
    """Return the sentences of articles, one article a line."""
    return _spans_of(path, "sentences", lambda row, place: str(row.get("id", place)))


def _write_jsonl(path: Path, texts: Mapping[str, str], rows: Sequence[Row]) -> None:
    """Write an article a line, with its labelled sentences."""
    _write_lines(path, [
        {"id": name, "text": texts[name],
         "sentences": [{"start": r.start, "end": r.end, "text": r.text, "label": r.label} for r in found]}
        for name, found in _by_article(rows).items()
    ])


def _read_prodigy(path: Path, _: Sequence[str]) -> Read:
    """Return the spans of Prodigy's examples; what was rejected or ignored is left out."""
    return _spans_of(path, "spans", _prodigy_name, lambda row: row.get("answer", "accept") == "accept")


def _prodigy_name(row: Mapping[str, Any], place: str) -> str:
    """Return the name of an example: that in its meta, or its place."""
    meta = row.get("meta")
    return str(meta.get("article", place)) if isinstance(meta, dict) else place


def _write_prodigy(path: Path, texts: Mapping[str, str], rows: Sequence[Row]) -> None:
    """Write an example a line, its spans with the words that they hold."""
    _write_lines(path, [
        {"text": texts[name], "meta": {"article": name}, "answer": "accept",
         "spans": [{"start": r.start, "end": r.end, "text": r.text, "label": r.label} for r in found]}
        for name, found in _by_article(rows).items()
    ])


def _spans_of(
    path: Path, field: str, name: Callable[[Mapping[str, Any], str], str],
    wanted: Callable[[Mapping[str, Any]], bool] = lambda row: True,
) -> Read:
    """Return texts and spans of JSON lines that hold ``text`` and a list of spans in a field."""
    texts: dict[str, str] = {}
    spans: list[Span] = []
    for place, row in objects(path):
        if not wanted(row):
            continue
        article = name(row, place)
        try:
            texts[article] = _str(row["text"])
            listed: Any = row.get(field) or []
            spans += [_span(article, one, f"{place}, span {i}") for i, one in enumerate(listed, 1) if one.get("label")]
        except (KeyError, TypeError, AttributeError, ValueError) as error:
            raise InputError(f"{place}: no object with text and {field} that have start, end, label "
                             f"({error!r})") from error
    return texts, spans


def _span(article: str, one: Mapping[str, Any], place: str, label: str | None = None) -> Span:
    """Return a span of a JSON object with start, end, label and perhaps text."""
    said = one.get("text")
    return Span(article, int(one["start"]), int(one["end"]), _str(label or one["label"]),
                None if said is None else _str(said), place)


def _str(value: Any) -> str:
    """Return a value that must be a string; TypeError for any other."""
    if not isinstance(value, str):
        raise InputTypeError(f"{value!r} is no string")
    return value


def _read_label_studio(path: Path, _: Sequence[str]) -> Read:
    """Return the spans of Label Studio's tasks: the last annotation of each that was not cancelled."""
    try:
        tasks = json.loads(whole_text(path))
    except json.JSONDecodeError as error:
        raise InputError(f"{path}: no JSON ({error})") from error
    texts: dict[str, str] = {}
    spans: list[Span] = []
    try:
        for number, task in enumerate(tasks, 1):
            name = str(task["data"].get("article", task.get("id", number)))
            text = texts[name] = _str(task["data"]["text"])
            done = [a for a in task.get("annotations", []) if not a.get("was_cancelled")]
            for i, one in enumerate(done[-1]["result"] if done else [], 1):
                value = {"text": _browser_slice(text, one.get("value", {})), **one.get("value", {})}
                for label in value.get("labels", value.get("hypertextlabels", [])):
                    spans.append(_span(name, value, f"{path}, task {number}, result {i}", label))
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise InputError(f"{path}: not Label Studio's JSON of tasks with data.text ({error!r})") from error
    return texts, spans


def _browser_slice(text: str, value: Mapping[str, Any]) -> str | None:
    """Return the words between a start and an end in UTF-16 units; None where there are no such."""
    if not {"start", "end"} <= set(value):
        return None
    units = text.encode("utf-16-le", "surrogatepass")[2 * int(value["start"]) : 2 * int(value["end"])]
    return units.decode("utf-16-le", "replace")


def _write_label_studio(path: Path, texts: Mapping[str, str], rows: Sequence[Row]) -> None:
    """Write tasks with annotations; offsets are UTF-16 units, as Label Studio's browser counts."""
    tasks = []
    for number, (name, found) in enumerate(_by_article(rows).items(), 1):
        starts = _utf16(texts[name])
        result = [
            {"id": f"{number}-{i}", "from_name": "label", "to_name": "text", "type": "labels",
             "value": {"start": starts[r.start], "end": starts[r.end], "text": r.text, "labels": [r.label]}}
            for i, r in enumerate(found, 1)
        ]
        data = {"text": texts[name], "article": name}
        tasks.append({"id": number, "data": data, "annotations": [{"id": number, "result": result}]})
    write_atomically(path, json.dumps(tasks, ensure_ascii=False, indent=1).encode() + b"\n")


def _read_brat(path: Path, labels: Sequence[str]) -> Read:
    """Return the text-bound annotations of brat; events, relations and notes are no labels."""
    files = sorted(path.rglob("*.ann")) if path.is_dir() else [path]
    if not files:
        raise InputError(f"{path}: there is no .ann file in this folder")
    names = _brat_names(labels)
    texts: dict[str, str] = {}
    spans: list[Span] = []
    for file in files:
        beside = file.with_suffix(".txt")
        if not beside.is_file():
            raise InputError(f"{file}: the text {beside.name} is not beside it")
        article = (file.relative_to(path) if path.is_dir() else Path(file.name)).with_suffix("").as_posix()
        texts[article] = whole_text(beside)
        for number, line in enumerate(whole_text(file).split("\n"), 1):
            if line.startswith("T"):
                spans.append(_brat_span(article, line.removesuffix("\r"), f"{file}, line {number}", names))
    return texts, spans


def _brat_span(article: str, line: str, place: str, names: Mapping[str, str]) -> Span:
    """Return the annotation of one line; a discontinuous one reaches from its first to its last character."""
    try:
        _, middle, said = line.split("\t", 2)
        label, offsets = middle.split(" ", 1)
        ends = [int(x) for piece in offsets.split(";") for x in piece.split()]
        whole = None if ";" in offsets else said
        return Span(article, ends[0], ends[-1], names.get(label, label), whole, place)
    except (ValueError, IndexError) as error:
        raise InputError(f"{place}: no text-bound annotation of brat: {line!r}") from error


def _brat_name(label: str) -> str:
    """Return a label as brat can write it: without spaces."""
    return "_".join(label.split())


def _brat_names(labels: Iterable[str]) -> dict[str, str]:
    """Return labels by what brat calls them; ValueError where two of them would be one."""
    names: dict[str, str] = {}
    for label in labels:
        if names.setdefault(_brat_name(label), label) != label:
            raise InputError(f"brat cannot tell {names[_brat_name(label)]!r} from {label!r}: use another format")
    return names


def _write_brat(path: Path, texts: Mapping[str, str], rows: Sequence[Row]) -> None:
    """Write a text and its annotations for each article into a folder."""
    _brat_names(dict.fromkeys(row.label for row in rows))
    by_article = _by_article(rows)
    for name in by_article:
        place = PurePosixPath(name)
        if place.as_posix() != name or place.is_absolute() or not place.name or ".." in place.parts:
            raise InputError(f"the article {name!r} cannot be the name of a file: name it otherwise")
    for name, found in by_article.items():
        (path / name).parent.mkdir(parents=True, exist_ok=True)
        annotations = "".join(
            f"T{i}\t{_brat_name(r.label)} {r.start} {r.end}\t{squeezed(r.text)}\n" for i, r in enumerate(found, 1)
        )
        write_atomically(path / f"{name}.txt", texts[name].encode())
        write_atomically(path / f"{name}.ann", annotations.encode())


def _by_article(rows: Iterable[Row]) -> dict[str, list[Row]]:
    """Return the rows of each article, sorted."""
    found: dict[str, list[Row]] = {}
    for row in sorted(rows, key=lambda r: r.key):
        found.setdefault(row.article, []).append(row)
    return found


def _write_lines(path: Path, rows: Iterable[Mapping[str, Any]]) -> None:
    """Write JSON Lines."""
    write_atomically(path, "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode())


@dataclass(frozen=True)
class Form:
    """A format: how it is read, with the labels that may stand there, and how it is written."""

    read: Callable[[Path, Sequence[str]], Read]
    write: Callable[[Path, Mapping[str, str], Sequence[Row]], None]


FORMS: Mapping[str, Form] = {
    "csv": Form(_read_csv, _write_csv),
    "jsonl": Form(_read_jsonl, _write_jsonl),
    "label-studio": Form(_read_label_studio, _write_label_studio),
    "prodigy": Form(_read_prodigy, _write_prodigy),
    "brat": Form(_read_brat, _write_brat),
}
"""The formats by name."""


def guessed(path: Path) -> str:
    """Return the format that the name of a file suggests; JSON Lines are taken for ours, not for Prodigy's.

    Raises
    ------
    ValueError
        If it is neither a folder nor has an ending.
    """
    if path.is_dir() or path.suffix == ".ann":
        return "brat"
    if not path.suffix:
        raise InputError(f"{path}: its name does not tell the format; give --format, one of {', '.join(FORMS)}")
    return {".json": "label-studio", ".jsonl": "jsonl"}.get(path.suffix, "csv")


def labelled(articles: Sequence[LabelledArticle]) -> tuple[dict[str, str], list[Row]]:
    """Return the texts of labelled articles by the name of their story, and their labelled sentences as rows."""
    named = [(article.id.removesuffix(f"/{SINGLE}"), article) for article in articles]
    spans = [(name, a, span, label) for name, a in named for span, label in zip(a.spans, a.labels, strict=True)]
    rows = [Row(name, *span, "", a.text[slice(*span)], "", label) for name, a, span, label in spans]
    return {name: article.text for name, article in named}, rows

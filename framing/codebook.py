"""A codebook of one's own: a corpus folder with labels, a guide to fill, and room for coded sentences.

`create` makes the folder, `add` puts coded sentences into it. An article stands there with all its sentences, so that
the coded ones are read in their article; those without a label are context and nothing else. What is stored is a
sentence a row, white space squeezed. Articles that share a nearly equal coded sentence form one group, which no
cross-validation splits.
"""

import csv
import io
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from . import corpus, palette
from .arrayfile import write_atomically
from .corpus import CODED, COLUMNS, CONTROL, MOST_LABELS, OPTIONAL, SINGLE
from .errors import InputError
from .labels import BOILERPLATE
from .model import shipped
from .sentences import split
from .sheets import Row, squeezed

REGISTER = "article"
"""What the table of stories says of an article that was coded."""
COVERED = 0.5
"""Share of a sentence from which a coded span counts for it: more than that, and it is no other's."""
GUIDE = """# Codebook

Fill in what stands in angle brackets. A coder who has never met you must be able to decide by this page alone.

- **Question.** <What do you want to know of the articles?>
- **Unit.** One sentence, read in its article. Each gets exactly one label: the one that fits best. Sentences with
  several labels are not supported: write a rule for which label wins.
- **Page furniture** (menus, captions, bylines) is labelled `{furniture}`.
- **When in doubt.** <Which label wins, and when?>

{labels}
## Changes

<Date, and which rule was changed after which disagreement. Code anew what the change touches.>
"""
ENTRY = """## {label}

{definition}

- **Yes, if** <a question that can be answered with yes or no>
- **No, if** <the nearest other label, and what tells the two apart>
- **Example:** <a sentence of your own>

"""


@dataclass(frozen=True)
class Coded:
    """A sentence with the label that a coder gave it.

    Attributes
    ----------
    article : str
    start, end : int
        Half-open code points of the article's text.
    label : str
    second : str
        What a second coder said; empty where there was none.
    """

    article: str
    start: int
    end: int
    label: str
    second: str = ""


def create(folder: Path, labels: Mapping[str, str]) -> None:
    """Make a corpus folder for labels of one's own.

    Parameters
    ----------
    folder : path
        Made if missing; it must not hold a ``labels.csv``.
    labels : mapping of str to str
        From 2 to 30 labels with their definitions, which may be empty for now.

    Raises
    ------
    ValueError
        If there are too few or too many labels, one may not be called so, or the folder holds a codebook already.
    """
    if not 2 <= len(labels) <= MOST_LABELS:
        raise InputError(f"{len(labels)} label{'s' * (len(labels) != 1)}: a codebook has from 2 to {MOST_LABELS}")
    for number, label in enumerate(labels):
        fault = corpus.label_fault(label, list(labels)[:number])
        if fault:
            raise InputError(f"no label may be called {label!r}: it {fault}")
    if (folder / "labels.csv").exists():
        raise InputError(f"{folder / 'labels.csv'} is there already: choose another folder, or edit that file")
    folder.mkdir(parents=True, exist_ok=True)
    colours = palette.colours(len(labels))
    rows = [(label, text, colour) for (label, text), colour in zip(labels.items(), colours, strict=True)]
    _write(folder, "labels.csv", (*COLUMNS["labels.csv"], *OPTIONAL["labels.csv"]), rows)
    entries = (ENTRY.format(label=label, definition=text or "<what it is>") for label, text in labels.items())
    write_atomically(folder / "GUIDE.md", GUIDE.format(furniture=BOILERPLATE, labels="".join(entries)).encode())
    for name in ("stories.csv", "sentences.csv"):
        _write(folder, name, COLUMNS[name], [])


def add(folder: Path, texts: Mapping[str, str], coded: Sequence[Coded]) -> list[str]:
    """Put coded sentences into a codebook, with their articles around them.

    An article that is there already gets the labels that it had not; those that it has stay as they are.

    Parameters
    ----------
    folder : path
        From `create`.
    texts : mapping of str to str
        The text of each article.
    coded : sequence of Coded

    Returns
    -------
    list of str
        A sentence for each that could not be placed; the others are in.

    Raises
    ------
    ValueError
        If an article is in the folder with another text, or a label is not in ``labels.csv``.
    """
    known = (*corpus.definitions(folder), BOILERPLATE)
    stored = {name: corpus.read_rows(folder, name) for name in ("stories.csv", "sentences.csv")}
    there = {row["story"] for row in stored["stories.csv"]}
    by_article: dict[str, list[Coded]] = defaultdict(list)
    for one in coded:
        if one.label not in known:
            raise InputError(f"{one.article}, {one.start}-{one.end}: unknown label {one.label!r}; see labels.csv")
        by_article[one.article].append(one)
    refused: list[str] = []
    for name, found in by_article.items():
        rows = _sentences(name, texts[name], found, refused)
        if name in there:
            refused += _filled([row for row in stored["sentences.csv"] if row["story"] == name], rows, folder)
            continue
        stored["stories.csv"].append({
            "story": name, "version": SINGLE, "group": name, "register": REGISTER, "origin": CODED,
        })
        stored["sentences.csv"] += rows
    _join_groups(stored["stories.csv"], stored["sentences.csv"])
    for table, rows in stored.items():
        _write(folder, table, COLUMNS[table], [[row[column] for column in COLUMNS[table]] for row in rows])
    return refused


def _filled(stored: Sequence[dict[str, str]], rows: Sequence[dict[str, str]], folder: Path) -> list[str]:
    """Give stored sentences of an article the labels that they have not; return a sentence for each label in doubt."""
    if [row["text"] for row in stored] != [row["text"] for row in rows]:
        raise InputError(f"{folder}: the article {rows[0]['story']!r} is there with another text; give the other one "
                         "a name of its own")
    refused = []
    for there, row in zip(stored, rows, strict=True):
        if row["label"] and not there["label"]:
            there |= {column: row[column] for column in ("label", "first", "second")}
        elif row["label"] not in ("", there["label"]):
            refused.append(f"{row['story']}, sentence {row['number']}: is {there['label']!r} already, not "
                           f"{row['label']!r} too; import the sheets of two coders together to keep both readings")
    return refused


def merged(readings: Sequence[Sequence[Row]], texts: Mapping[str, str]) -> tuple[list[Coded], int]:
    """Return the coded sentences of several coders, and how many they label differently.

    The label of the first coder who has one counts; that of the next one is kept as the second reading. Coders mean the
    same sentence where each covers more than half of it.

    Parameters
    ----------
    readings : sequence of sequences of Row
        The spans of each coder.
    texts : mapping of str to str
        The text of each article.
    """
    sentences = {name: _spans(texts[name]) for name in {row.article for rows in readings for row in rows}}
    said: dict[tuple[str, int, int], dict[int, str]] = defaultdict(dict)
    left: list[Coded] = []
    for coder, row in ((coder, row) for coder, rows in enumerate(readings) for row in rows):
        one = Coded(*row.key, row.label)
        for span in [sentences[row.article][i] for i in _places(sentences[row.article], one)] or [row.key[1:]]:
            if said[row.article, *span].setdefault(coder, row.label) != row.label:
                left.append(one)
    coded = [Coded(*key, *list(found.values())[:2]) for key, found in said.items()]
    return [*coded, *left], sum(len(set(found.values())) > 1 for found in said.values())


def _sentences(name: str, text: str, coded: Sequence[Coded], refused: list[str]) -> list[dict[str, str]]:
    """Return the rows of an article's sentences, those that were coded with their label."""
    spans = _spans(text)
    labels: dict[int, Coded] = {}
    for one in coded:
        places = _places(spans, one)
        if not places:
            refused.append(f"{name}, {one.start}-{one.end}: covers no sentence by more than half")
        for i in places:
            if labels.setdefault(i, one).label != one.label:
                refused.append(f"{name}, {one.start}-{one.end}: the sentence is {labels[i].label!r} already, "
                               f"not {one.label!r} too: one label a sentence")
    rows, paragraph, at = [], 0, 0
    for i, (start, end) in enumerate(spans):
        paragraph += "\n" in text[at:start]
        at, found = end, labels.get(i)
        first, second = (found.label, found.second) if found else ("", "")
        rows.append({
            "story": name, "version": SINGLE, "number": str(i), "paragraph": str(paragraph),
            "text": _clean(text[start:end]), "label": first, "also": "", "first": first if second else "",
            "second": second,
        })
    return rows


def _spans(text: str) -> list[tuple[int, int]]:
    """Return the sentences of a text, those that no table can hold left out."""
    return [span for span in split(text, shipped().split_parameters) if _clean(text[slice(*span)])]


def _places(spans: Sequence[tuple[int, int]], coded: Coded) -> list[int]:
    """Return which sentences a coded span counts for."""
    return [i for i, span in enumerate(spans) if _covered(span, coded) > COVERED]


def _covered(span: tuple[int, int], coded: Coded) -> float:
    """Return which share of a sentence a coded span covers."""
    return (min(span[1], coded.end) - max(span[0], coded.start)) / (span[1] - span[0])


def _clean(text: str) -> str:
    """Return a sentence as it may stand in a table."""
    return squeezed(CONTROL.sub(" ", text))


def _join_groups(stories: Sequence[dict[str, str]], sentences: Sequence[dict[str, str]]) -> None:
    """Give articles one group where a labelled sentence of one is nearly the same as a sentence of another."""
    group = {(row["story"], row["version"]): row["group"] for row in stories}
    for one, two in corpus.near_duplicates(sentences):
        old, new = (group[sentences[i]["story"], sentences[i]["version"]] for i in (one, two))
        if old != new:
            group = {name: new if value == old else value for name, value in group.items()}
    for row in stories:
        row["group"] = group[row["story"], row["version"]]


def _write(folder: Path, name: str, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Write a table of a corpus."""
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\n").writerows([columns, *rows])
    write_atomically(folder / name, buffer.getvalue().encode())

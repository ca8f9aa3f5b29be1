"""The hand-labelled corpus: reads ``corpus/`` into labelled articles and names every fault in it.

In comes a folder of CSV files, out come `LabelledArticle` objects, the same shape that a JSON Lines file of
real labelled articles is read into, so that training and evaluation never ask where an article comes from.

=================  ==========================================================================================
file               one row is
=================  ==========================================================================================
labels.csv         a label, its definition and perhaps its colour, in order; without this file those of `framing.labels`
documents.csv      a document that the corpus refers to but does not hold: name of its file, SHA-256, length
annotations.csv    a sentence of such a document: offsets in code points, label, second defensible label
stories.csv        an article of our own: story, version, group (never split between folds), register, origin
sentences.csv      a sentence of such an article, with its label and the two readings it was settled from
quotes.csv         a piece of a quote in such an article: who says what, with which word; offsets in its text
pairs.csv          two sentences of different articles of a story, or documents, and whether they tell one fact
=================  ==========================================================================================
"""

import csv
import hashlib
import io
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from itertools import groupby
from pathlib import Path

from . import tables
from .errors import InputError
from .labels import BOILERPLATE, DEFINITIONS, LABELS, TAKEN
from .prose import QUOTE_MARKS
from .quotes import DOUBLE_MARKS, FORMS, SOURCE_KINDS
from .resources import folder as shipped_folder

COLUMNS = {
    "labels.csv": ("label", "definition"),
    "documents.csv": ("document", "file", "sha256", "length"),
    "annotations.csv": ("document", "number", "start", "end", "label", "also"),
    "stories.csv": ("story", "version", "group", "register", "origin"),
    "sentences.csv": ("story", "version", "number", "paragraph", "text", "label", "also", "first", "second"),
    "quotes.csv": (
        "story", "version", "group", "form", "kind", "name", "content_start", "content", "cue_start", "cue",
        "speaker_start", "speaker",
    ),
    "pairs.csv": ("first", "first_sentence", "second", "second_sentence", "same"),
}
OPTIONAL = {"labels.csv": ("colour",)}
"""Columns that may stand at the end of a table or be left out."""
EDITED = ("labels.csv",)
"""Tables that people fill in with a spreadsheet: its byte order mark, semicolons, tabs and line ends are forgiven."""
MOST_LABELS = 30
"""Labels of a corpus at most: coders do not keep more apart, and letters and colours run out."""
COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
SINGLE = "single"
"""Version of an article that is told once."""
CODED = "coded"
"""Origin of an article that was found and coded, not written for the corpus: it may say one sentence twice."""
NOT_LEARNT = "pairs.csv"
"""The table that says nothing of labels: no model is learnt from it."""
SHARED_RUN = 7
"""Words in a row that a sentence may not share with a document (names of bodies apart): one fewer than
the eight that plagiarism guides commonly name, so that a retelling is a retelling."""
OTHER_RUN = 9
"""The same for the other texts in the corpus folder, which quote what a document is about."""
NEAR_DUPLICATE = 0.8
"""Share of common word triples from which two sentences of different stories count as one: at .8, twelve
words of fifteen stand in the same order."""
DIGEST = re.compile(r"[0-9a-f]{64}")
WORD = re.compile(r"\w+")
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]")


@dataclass(frozen=True)
class LabelledArticle:
    """An article with the label a careful reader gave each of its sentences.

    Attributes
    ----------
    id : str
        Names the article in messages.
    group : str
        Articles of one group (a story in all its versions, an outlet) never stand on both sides of a fold.
    text : str
    spans : tuple of (int, int)
        The sentences as half-open code point offsets into `text`, ordered.
    labels : tuple of str
        A label of the corpus, or boilerplate, a sentence.
    also : tuple of (str or None)
        A second label that a careful reader could defend.
    register : str
        What kind of text it is, as its source says; "" if that is not known.
    context : tuple of (int, int)
        All sentences in order, where some have no label and only stand around the labelled ones; else empty.
    """

    id: str
    group: str
    text: str
    spans: tuple[tuple[int, int], ...]
    labels: tuple[str, ...]
    also: tuple[str | None, ...]
    register: str = ""
    context: tuple[tuple[int, int], ...] = ()

    @property
    def prose(self) -> list[tuple[str, str]]:
        """The text and the label of each sentence that is no page furniture."""
        pairs = zip(self.spans, self.labels, strict=True)
        return [(self.text[start:end], label) for (start, end), label in pairs if label != BOILERPLATE]


def read(folder: Path | Traversable | None = None) -> list[LabelledArticle]:
    """Return the articles of a corpus folder, in the order of its rows.

    Parameters
    ----------
    folder : path, optional
        Default: the corpus that comes with the library.

    Raises
    ------
    ValueError
        If the corpus has a fault; the message names the first faults and how to see the rest.
    """
    folder = folder if folder is not None else shipped_folder("corpus")
    faults = problems(folder)
    if faults:
        found, shown = f"{len(faults)} fault{'s' * (len(faults) > 1)}", "\n  ".join(faults[:5])
        raise InputError(f"the corpus in {folder} has {found} (see `framing check`):\n  {shown}")
    return _articles(read_rows(folder, "sentences.csv"), read_rows(folder, "stories.csv"))


def definitions(folder: Path | Traversable | None = None) -> dict[str, str]:
    """Return the labels of a corpus in order, each with its definition; boilerplate is not among them."""
    folder = folder if folder is not None else shipped_folder("corpus")
    own = {row["label"]: row["definition"] for row in read_rows(folder, "labels.csv")}
    return own or {label: DEFINITIONS[label] for label in LABELS}


def retold(folder: Path | Traversable | None = None) -> set[str]:
    """Return the groups of the articles that retell the documents."""
    return _of_origin("retelling", folder)


def fresh(folder: Path | Traversable | None = None) -> set[str]:
    """Return the groups of the articles from which no list of nouns took a word, as they were written after these."""
    return _of_origin("fresh", folder)


def _of_origin(origin: str, folder: Path | Traversable | None) -> set[str]:
    """Return the groups of the articles of an origin."""
    rows = read_rows(folder if folder is not None else shipped_folder("corpus"), "stories.csv")
    return {row["group"] for row in rows if row["origin"] == origin}


def document_texts(documents: Path, folder: Path | Traversable | None = None) -> dict[str, str]:
    """Return the text of each document that a corpus refers to, by name.

    Raises
    ------
    ValueError
        If a document is missing or is not the one that was annotated.
    """
    rows = read_rows(folder if folder is not None else shipped_folder("corpus"), "documents.csv")
    faults = [fault for row in rows for fault in _file_faults(row, documents)]
    if faults:
        raise InputError(f"{faults[0]}: give the folder of the documents that were annotated")
    return {row["document"]: (documents / row["file"]).read_bytes().decode("utf-8") for row in rows}


def _file_faults(row: dict[str, str], documents: Path) -> Iterator[str]:
    """Yield the fault of a document that is missing or another one than was annotated."""
    path = documents / row["file"]
    if not path.is_file():
        yield f"documents.csv: {row['file']} is not in {documents}"
    elif hashlib.sha256(path.read_bytes()).hexdigest() != row["sha256"]:
        yield f"documents.csv: {path} is another text than the one annotated (its SHA-256 differs)"


def own_labels(folder: Path | Traversable | None = None) -> dict[str, dict[str, str]]:
    """Return ``definition`` and ``colour`` of each label that a corpus defines itself, in order; "" for no colour."""
    folder = folder if folder is not None else shipped_folder("corpus")
    rows = read_rows(folder, "labels.csv")
    return {row["label"]: {"definition": row["definition"], "colour": row.get("colour", "")} for row in rows}


def read_articles(path: Path, labels: Sequence[str] = LABELS) -> list[LabelledArticle]:
    """Return the labelled articles of a JSON Lines file.

    Each line is an object with ``text``, ``sentences`` (a list of objects with ``start``, ``end``,
    ``label`` and perhaps ``also``) and perhaps ``id``, ``outlet``, which becomes the group, and ``kind``, which
    becomes the register.

    Raises
    ------
    ValueError
        Naming file and line where a line is no such object.
    """
    known = (*labels, BOILERPLATE)
    with open(path, encoding="utf-8") as lines:
        numbered = [(f"{path}, line {n}", line) for n, line in enumerate(lines, 1) if line.strip()]
    return [_read_line(line, place, known) for place, line in numbered]


def fingerprint(folder: Path | Traversable | None = None) -> str:
    """Return the SHA-256 of what models learn from: of the CSV files in the order of `COLUMNS`, less the pairs."""
    folder = folder if folder is not None else shipped_folder("corpus")
    digest = hashlib.sha256()
    for name in COLUMNS:
        if name != NOT_LEARNT and (folder / name).is_file():
            digest.update((folder / name).read_bytes())
    return digest.hexdigest()


def problems(folder: Path | Traversable, documents: Path | None = None) -> list[str]:
    """Return every fault of a corpus as one sentence that names file and row; empty where it is sound.

    Parameters
    ----------
    folder : path
        The corpus.
    documents : path, optional
        A folder with the documents that ``documents.csv`` names. Where given, their digests and offsets
        are verified too, and no sentence of ours may share `SHARED_RUN` words in a row with them.
    """
    missing = [
        f"{name}: the file is missing"
        for name in ("stories.csv", "sentences.csv") if not (folder / name).is_file()
    ]
    faults = missing or [fault for name in COLUMNS for fault in _file_problems(folder, name)]
    if faults:
        return faults
    sentences, stories = read_rows(folder, "sentences.csv"), read_rows(folder, "stories.csv")
    known = (*definitions(folder), BOILERPLATE)
    faults += _label_problems(read_rows(folder, "labels.csv"))
    faults += _row_problems(sentences, (*known, "") if read_rows(folder, "labels.csv") else known)
    faults += _story_problems(sentences, stories, len(known) - 1)
    faults += _duplicate_problems(sentences, stories)
    if not faults:
        texts = {a.id: a.text for a in _articles(sentences, stories)}
        faults += _quote_problems(read_rows(folder, "quotes.csv"), texts)
    faults += _pair_problems(read_rows(folder, "pairs.csv"), _named_sentences(folder, sentences))
    standoff = list(_standoff_problems(folder, known))
    faults += standoff
    if documents is not None and not standoff:
        faults += _document_problems(folder, documents, sentences)
    return faults


def read_rows(folder: Path | Traversable, name: str) -> list[dict[str, str]]:
    """Return the rows of a CSV file as dicts, or none where the corpus has no such file.

    Raises
    ------
    ValueError
        If it is no UTF-8, no CSV or lacks a column.
    """
    if not (folder / name).is_file():
        return []
    try:
        header, *rows = _cells(folder, name) or [[]]
    except (UnicodeDecodeError, csv.Error) as error:
        raise InputError(f"{folder / name}: cannot be read ({error}); save it as CSV in UTF-8") from error
    if not set(COLUMNS[name]) <= set(header):
        raise InputError(f"{folder / name}: the first line must be {','.join(COLUMNS[name])}")
    return [{**dict.fromkeys(header, ""), **dict(zip(header, row, strict=False))} for row in rows if row]


def _cells(folder: Path | Traversable, name: str) -> list[list[str]]:
    """Return the cells of a table; of one in `EDITED` whatever a spreadsheet does to the file, blank rows left out."""
    content = (folder / name).read_bytes()
    if name in EDITED:
        return [row for row in tables.parsed(content.decode("utf-8-sig")) if any(map(str.strip, row))]
    return list(csv.reader(io.StringIO(content.decode("utf-8"), newline=""), strict=True))


def _by_article(rows: Iterable[dict[str, str]]) -> Iterator[tuple[tuple[str, str], list[dict[str, str]]]]:
    """Yield ((story, version), rows) in file order."""
    for name, group in groupby(rows, key=lambda row: (row["story"], row["version"])):
        yield name, list(group)


def _articles(sentences: Iterable[dict[str, str]], stories: Iterable[dict[str, str]]) -> list[LabelledArticle]:
    """Return the articles that sound rows hold, those without any labelled sentence left out."""
    known = {(s["story"], s["version"]): s for s in stories}
    articles = [_article(known[name], rows) for name, rows in _by_article(sentences)]
    return [article for article in articles if article.labels]


def _article(story: dict[str, str], rows: Sequence[dict[str, str]]) -> LabelledArticle:
    """Return the article of these rows: sentences joined by spaces, paragraphs by a blank line."""
    text, spans, paragraph = "", [], rows[0]["paragraph"]
    for row in rows:
        if text:
            text += " " if row["paragraph"] == paragraph else "\n\n"
        paragraph = row["paragraph"]
        spans.append((len(text), len(text) + len(row["text"])))
        text += row["text"]
    coded = [(row, span) for row, span in zip(rows, spans, strict=True) if row["label"]]
    labels, also = tuple(row["label"] for row, _ in coded), tuple(row["also"] or None for row, _ in coded)
    name, own = f"{story['story']}/{story['version']}", tuple(span for _, span in coded)
    context = tuple(spans) if len(coded) < len(rows) else ()
    return LabelledArticle(name, story["group"], text, own, labels, also, story["register"], context)


def _read_line(line: str, place: str, known: Sequence[str]) -> LabelledArticle:
    """Return the article that one line of a JSON Lines file holds."""
    try:
        row = json.loads(line)
        spans = tuple((s["start"], s["end"]) for s in row["sentences"])
        labels = tuple(s["label"] for s in row["sentences"])
        also = tuple(s.get("also") for s in row["sentences"])
        name = str(row.get("id", place))
        group, register = str(row.get("outlet", name)), str(row.get("kind", ""))
        article = LabelledArticle(name, group, row["text"], spans, labels, also, register)
        outside = any(not 0 <= start < end <= len(row["text"]) for start, end in spans)
    except (json.JSONDecodeError, KeyError, TypeError, AttributeError) as error:
        raise InputError(f"{place}: not a labelled article with text and sentences ({error!r})") from error
    unknown = sorted(set(labels) - set(known))
    if unknown:
        raise InputError(f"{place}: unknown label {unknown[0]!r}; use one of {', '.join(known)}")
    if outside:
        raise InputError(f"{place}: a sentence lies outside the text of {len(row['text'])} code points")
    return article


def _file_problems(folder: Path | Traversable, name: str) -> Iterator[str]:
    """Yield a fault where a file cannot be read, lacks its columns or has a row of another length."""
    if not (folder / name).is_file():
        return
    try:
        rows = _cells(folder, name)
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        yield f"{name}, line {line}: byte {error.start} is not UTF-8"
        return
    except csv.Error as error:
        yield f"{name}: no CSV ({error})"
        return
    content = (folder / name).read_bytes()
    if b"\r" in content and name not in EDITED:
        line = content.count(b"\n", 0, content.index(b"\r")) + 1
        yield f"{name}, line {line}: a carriage return; lines end in LF alone"
    columns = tuple(rows[0]) if rows else ()
    if columns not in (COLUMNS[name], COLUMNS[name] + OPTIONAL.get(name, ())):
        yield f"{name}: the first line must be {','.join(COLUMNS[name])}"
        return
    for number, row in enumerate(rows[1:], 2):
        if len(row) != len(columns):
            yield f"{name}, line {number}: {len(row)} fields instead of {len(columns)}"


def label_fault(label: str, before: Iterable[str]) -> str | None:
    """Return why a label cannot be called so beside those before it, as the end of a sentence; None if it can."""
    if not label.strip() or label in TAKEN or label in before:
        return "is empty, there already, or means something else"
    if label != " ".join(label.split()) or CONTROL.search(label):
        return "has a control or invisible character, or other white space than single spaces between words"
    same = next((other for other in before if other.casefold() == label.casefold()), None)
    return f"differs from {same!r} by capitals alone, which sheets forgive" if same else None


def _label_problems(rows: Sequence[dict[str, str]]) -> Iterator[str]:
    """Yield the faults of a corpus's own labels."""
    seen: set[str] = set()
    for line, row in enumerate(rows, 2):
        label, colour = row["label"], row.get("colour", "")
        fault = label_fault(label, seen)
        if fault:
            yield f"labels.csv, line {line}: the label {label!r} {fault}"
        if colour and not COLOUR.fullmatch(colour):
            yield f"labels.csv, line {line}: the colour {colour!r} is not like #1f5597; leave it empty for one of ours"
        seen.add(label)
    if rows and not 2 <= len(seen) <= MOST_LABELS:
        yield f"labels.csv: {len(seen)} label{'s' * (len(seen) > 1)}; a corpus needs from 2 to {MOST_LABELS}"


def _row_problems(sentences: Sequence[dict[str, str]], known: Sequence[str]) -> Iterator[str]:
    """Yield the faults that a sentence has by itself."""
    for line, row in enumerate(sentences, 2):
        place = f"sentences.csv, line {line} ({row['story']}/{row['version']} {row['number']})"
        for column in ("label", "also", "first", "second"):
            label = row[column]
            if label not in known and (label or column == "label"):
                yield f"{place}: unknown {column} {label!r}; use one of {', '.join(filter(None, known))}"
        if row["also"] and row["also"] == row["label"]:
            yield f"{place}: also repeats the label"
        if not row["text"].strip() or row["text"] != row["text"].strip():
            yield f"{place}: the text is empty or has white space around it"
        if CONTROL.search(row["text"]):
            yield f"{place}: the text has a control or invisible character"
        if not (row["number"].isdecimal() and row["paragraph"].isdecimal()):
            yield f"{place}: number and paragraph must be whole numbers"


def _story_problems(
    sentences: Sequence[dict[str, str]], stories: Sequence[dict[str, str]], n_labels: int
) -> Iterator[str]:
    """Yield the faults of whole stories: strays, gaps in the order, versions that are missing."""
    named = Counter((row["story"], row["version"]) for row in stories)
    yield from (f"stories.csv: {'/'.join(name)} stands there {n} times" for name, n in named.items() if n > 1)
    seen: set[tuple[str, str]] = set()
    for name, rows in _by_article(sentences):
        if name not in named:
            yield f"sentences.csv: {'/'.join(name)} is not in stories.csv"
        if name in seen:
            yield f"sentences.csv: the rows of {'/'.join(name)} do not stand together"
        seen.add(name)
        numbers = [int(row["number"]) for row in rows if row["number"].isdecimal()]
        if numbers != sorted(set(numbers)):
            yield f"sentences.csv: the numbers of {'/'.join(name)} repeat or are out of order"
    yield from (f"stories.csv: {'/'.join(name)} has no sentences" for name in named if name not in seen)
    versions = defaultdict(set)
    for row in stories:
        if row["origin"] in ("drafts", "retelling"):
            versions[row["story"]].add(row["version"])
    for story, found in versions.items():
        if len(found) != n_labels:
            instead = f"{len(found)} versions instead of {n_labels}"
            yield f"stories.csv: the story {story} is unbalanced: {instead}"


def _duplicate_problems(
    sentences: Sequence[dict[str, str]], stories: Sequence[dict[str, str]]
) -> Iterator[str]:
    """Yield the sentences that stand in one article twice or nearly the same in two groups."""
    group = {(row["story"], row["version"]): row["group"] for row in stories}
    found = {(row["story"], row["version"]) for row in stories if row["origin"] == CODED}
    exact: dict[tuple[str, str, str], str] = {}
    for index, row in enumerate(sentences):
        place = f"sentences.csv, line {index + 2}"
        key = (row["story"], row["version"], row["text"])
        if key in exact and row["label"] not in (BOILERPLATE, "") and key[:2] not in found:
            yield f"{place}: the same sentence as {exact[key]}"
        exact[key] = place
    for index, other in near_duplicates(sentences):
        groups = {group.get((r["story"], r["version"])) for r in (sentences[index], sentences[other])}
        if len(groups) > 1:
            yield f"sentences.csv, line {index + 2}: nearly the same sentence as line {other + 2}, of another story"


def near_duplicates(sentences: Sequence[dict[str, str]]) -> Iterator[tuple[int, int]]:
    """Yield (later, earlier) of each two labelled rows that share `NEAR_DUPLICATE` of their word triples."""
    triples: dict[str, list[int]] = defaultdict(list)
    shingles = [word_runs(row["text"], 3) if row["label"] else set() for row in sentences]
    for index, own in enumerate(shingles):
        common = Counter(other for triple in own for other in triples[triple])
        for other, shared in common.items():
            smaller = min(len(own), len(shingles[other]))
            if smaller >= 5 and shared >= NEAR_DUPLICATE * smaller:
                yield index, other
        for triple in own:
            triples[triple].append(index)


def _named_sentences(
    folder: Path | Traversable, sentences: Sequence[dict[str, str]]
) -> dict[str, tuple[str, set[str]]]:
    """Return for each article of ours and each document its story, "" for a document, and its sentences.

    Those of ours go by number, those of a document by ``start-end``.
    """
    found: dict[str, tuple[str, set[str]]] = {}
    for row in sentences:
        found.setdefault(f"{row['story']}/{row['version']}", (row["story"], set()))[1].add(row["number"])
    for row in read_rows(folder, "annotations.csv"):
        found.setdefault(row["document"], ("", set()))[1].add(f"{row['start']}-{row['end']}")
    return found


def _quote_problems(quotes: Sequence[dict[str, str]], texts: dict[str, str]) -> Iterator[str]:
    """Yield the faults of annotated quotes: of a row by itself, and of rows that do not fit those before them."""
    ends: dict[str, int] = {}
    acts: dict[tuple[str, str], tuple[str, ...]] = {}
    before = ""
    for line, row in enumerate(quotes, 2):
        name = f"{row['story']}/{row['version']}"
        place = f"quotes.csv, line {line} ({name} {row['group']})"
        if name not in texts:
            yield f"{place}: the article is not in stories.csv"
            continue
        if name != before and name in ends:
            yield f"{place}: other rows of the article stand elsewhere; put them together"
        before = name
        faults = list(_row_faults(row, texts[name]))
        yield from (f"{place}: {fault}" for fault in faults)
        whose = tuple(row[part] for part in WHOSE)
        if not faults and acts.setdefault((name, row["group"]), whose) != whose:
            yield f"{place}: another piece of the group has another {', '.join(WHOSE[:-1])} or {WHOSE[-1]}"
        if row["content"] and _stands_there(row, "content", texts[name]):
            start = int(row["content_start"])
            if start < ends.get(name, 0):
                yield f"{place}: the content overlaps the one before, or the rows are out of order"
            ends[name] = start + len(row["content"])


WHOSE = ("kind", "name", "cue_start", "cue", "speaker_start", "speaker")
"""What all pieces of one act of speech have in common."""


def _row_faults(row: dict[str, str], text: str) -> Iterator[str]:
    """Yield the faults of one annotated quote: unknown values, words that do not stand there, a form they deny."""
    if row["form"] not in FORMS:
        yield f"unknown form {row['form']!r}; use one of {', '.join(FORMS)}"
    if row["kind"] not in SOURCE_KINDS:
        yield f"unknown kind {row['kind']!r}; use one of {', '.join(SOURCE_KINDS)}"
    if not row["group"].isdecimal():
        yield "group must be a whole number"
    if not row["content"]:
        yield "the content is empty"
    elif row["form"] in FORMS and not _fits_form(row["content"], row["form"]):
        yield f"the form is {row['form']}, but the quotation marks of the content say otherwise"
    wrong = [part for part in ("content", "cue", "speaker") if not _stands_there(row, part, text)]
    yield from (f"the {part} does not stand at {row[f'{part}_start']!r} of the article" for part in wrong)
    if not wrong and row["content"] and row["speaker"]:
        start = int(row["content_start"])
        if start <= int(row["speaker_start"]) < start + len(row["content"]):
            yield "the speaker stands inside the content"


def _fits_form(content: str, form: str) -> bool:
    """Tell whether a content can have a form: quotation marks in what is not indirect, first in what is direct."""
    if form == "indirect":
        return DOUBLE_MARKS.isdisjoint(content)
    return not QUOTE_MARKS.isdisjoint(content if form == "mixed" else content[0])


def _stands_there(row: dict[str, str], part: str, text: str) -> bool:
    """Tell whether a part of a quote is empty, without an offset, or stands where its row says."""
    start = row[f"{part}_start"]
    if not row[part]:
        return not start
    return start.isdecimal() and text[int(start) :].startswith(row[part])


def _pair_problems(pairs: Sequence[dict[str, str]], named: dict[str, tuple[str, set[str]]]) -> Iterator[str]:
    """Yield the faults of same-fact pairs: sentences that do not exist, pairs that make no sense or repeat."""
    seen: dict[frozenset[tuple[str, str]], int] = {}
    for line, row in enumerate(pairs, 2):
        sides = [(row[side], row[f"{side}_sentence"]) for side in ("first", "second")]
        place = f"pairs.csv, line {line} ({' '.join(sides[0])}, {' '.join(sides[1])})"
        missing = [side for side in sides if side[0] not in named or side[1] not in named[side[0]][1]]
        yield from (f"{place}: {name} has no sentence {sentence!r}" for name, sentence in missing)
        if row["first"] == row["second"] or (not missing and named[row["first"]][0] != named[row["second"]][0]):
            yield f"{place}: the two must be different versions of one story, or two documents"
        if row["same"] not in ("yes", "no"):
            yield f"{place}: same must be yes or no, not {row['same']!r}"
        key = frozenset(sides)
        if key in seen:
            yield f"{place}: the same pair as line {seen[key]}"
        seen[key] = line


def word_runs(text: str, length: int) -> set[str]:
    """Return the runs of that many words in a text, lower-cased and joined by spaces."""
    words = WORD.findall(text.lower())
    return {" ".join(words[i : i + length]) for i in range(len(words) - length + 1)}


def _standoff_problems(folder: Path | Traversable, known: Sequence[str]) -> Iterator[str]:
    """Yield the faults of documents and their stand-off labels that show without the documents' text."""
    named = Counter(row["document"] for row in read_rows(folder, "documents.csv"))
    yield from (f"documents.csv: {name} stands there {n} times" for name, n in named.items() if n > 1)
    for line, row in enumerate(read_rows(folder, "documents.csv"), 2):
        if not row["length"].isdecimal():
            yield f"documents.csv, line {line}: length must be a whole number, not {row['length']!r}"
        if not DIGEST.fullmatch(row["sha256"]):
            yield f"documents.csv, line {line}: sha256 must be 64 hexadecimal digits"
    for line, row in enumerate(read_rows(folder, "annotations.csv"), 2):
        place = f"annotations.csv, line {line} ({row['document']} {row['number']})"
        if row["document"] not in named:
            yield f"{place}: the document is not in documents.csv"
        if row["label"] not in known or row["also"] not in ("", *known):
            given = f"label {row['label']!r} or also {row['also']!r}"
            yield f"{place}: unknown {given}; use one of {', '.join(known)}"
        if not (row["start"].isdecimal() and row["end"].isdecimal()):
            yield f"{place}: start and end must be whole numbers"


def _document_problems(
    folder: Path | Traversable, documents: Path, sentences: Sequence[dict[str, str]]
) -> Iterator[str]:
    """Yield the faults that only show beside the documents' own text."""
    annotations = read_rows(folder, "annotations.csv")
    others = _other_texts(folder)
    for row in read_rows(folder, "documents.csv"):
        path, faults = documents / row["file"], list(_file_faults(row, documents))
        if faults:
            yield from faults
            continue
        text = path.read_bytes().decode("utf-8")
        if len(text) != int(row["length"]):
            yield f"documents.csv: {row['file']} has {len(text)} code points, not {row['length']}"
        yield from _span_problems(text, [r for r in annotations if r["document"] == row["document"]])
        theirs = word_runs(text, SHARED_RUN), word_runs(text, OTHER_RUN)
        for line, sentence in enumerate(sentences, 2):
            for run in _shared_runs(sentence["text"], SHARED_RUN, theirs[0]):
                yield f"sentences.csv, line {line}: shares {run!r} with {path.name}"
        for name, other in others.items():
            for run in _shared_runs(other, OTHER_RUN, theirs[1]):
                yield f"{name}: shares {run!r} with {path.name}"


def _other_texts(folder: Path | Traversable) -> dict[str, str]:
    """Return the texts beside the tables of a corpus, by file name."""
    files = {file.name: file for file in folder.iterdir() if file.name.endswith((".md", ".txt"))}
    return {name: files[name].read_bytes().decode("utf-8", "replace") for name in sorted(files)}


def _span_problems(text: str, rows: Sequence[dict[str, str]]) -> Iterator[str]:
    """Yield the faults of a document's spans: they tile the text, white space apart."""
    end = 0
    for row in rows:
        place = f"annotations.csv, {row['document']} {row['number']}"
        start, stop = int(row["start"]), int(row["end"])
        if not end <= start < stop <= len(text):
            yield f"{place}: the span {start}-{stop} overlaps its neighbour or leaves the text"
        elif text[end:start].strip() or text[start:stop] != text[start:stop].strip():
            yield f"{place}: the span {start}-{stop} leaves text uncovered or has white space around it"
        end = stop
    if text[end:].strip():
        yield f"annotations.csv, {rows[-1]['document'] if rows else '?'}: text after {end} is not covered"


def _shared_runs(ours: str, length: int, theirs: AbstractSet[str]) -> list[str]:
    """Return the runs of words of a text of ours that are among theirs, names of bodies apart."""
    return [run for run in sorted(word_runs(ours, length) & theirs) if not _is_name(run, ours)]


def _is_name(run: str, text: str) -> bool:
    """Tell whether most words of the run are capitalised in the text, as in the name of a body."""
    capitalised = {word.lower() for word in WORD.findall(text) if word[0].isupper()}
    words = run.split()
    return sum(word in capitalised for word in words) * 2 > len(words)

"""The corpus: ours is sound, and each kind of fault is named with its file and row."""

import csv
import hashlib
import io
import json
from pathlib import Path

import pytest

import framing
from framing import corpus
from framing.corpus import COLUMNS, SHARED_RUN
from framing.labels import BOILERPLATE, DEFINITIONS, LABELS
from framing.resources import folder

DOCUMENTS = Path(__file__).resolve().parent.parent.parent / "shared" / "documents"
DOCUMENT = "The river board will close seven locks on the upper canal in May. Boaters are furious.\n"
SPANS = ((0, 65, "official"), (66, 86, "critical"))
VERSIONS = {
    "official": "The pier will be closed until June, the harbour board announced.",
    "critical": "Closing the pier for months is a scandal that nobody has explained.",
    "promotional": "Come and wave goodbye to our dear old pier on Sunday!",
    "neutral": "About 2,400 people cross from the pier on a weekday.",
}
ANSWERS = {
    "stories.csv": [("pier", version, "pier", version, "drafts") for version in VERSIONS]
    + [("rain", "single", "rain", "report", "written")],
    "sentences.csv": [
        ("pier", version, "0", "0", text, version, "", version, "") for version, text in VERSIONS.items()
    ]
    + [
        (
            "rain",
            "single",
            "0",
            "0",
            "Rain fell on the valley for nine hours on Monday.",
            "neutral",
            "",
            "",
            "",
        ),
        ("rain", "single", "1", "1", "Two cellars were flooded.", "neutral", "critical", "", ""),
        ("rain", "single", "2", "1", "Photo: Valley News", BOILERPLATE, "", "", ""),
    ],
    "documents.csv": [
        ("locks", "locks.txt", hashlib.sha256(DOCUMENT.encode()).hexdigest(), str(len(DOCUMENT)))
    ],
    "annotations.csv": [
        ("locks", str(i), str(a), str(b), label, "") for i, (a, b, label) in enumerate(SPANS)
    ],
}
FIRST, LAST = 0, -1


class Folder:
    """A small sound corpus and its document, to be made faulty."""

    def __init__(self, path: Path) -> None:
        self.path = path / "corpus"
        self.documents = path / "documents"
        self.path.mkdir()
        self.documents.mkdir()
        (self.documents / "locks.txt").write_bytes(DOCUMENT.encode())
        self.tables = {
            name: [dict(zip(COLUMNS[name], row, strict=True)) for row in rows]
            for name, rows in ANSWERS.items()
        }

    def change(self, name: str, row: int, /, **values: str) -> "Folder":
        """Change some values of one row."""
        self.tables[name][row].update(values)
        return self

    def add(self, name: str, row: int, **values: str) -> "Folder":
        """Add a copy of a row with some values changed at the end."""
        self.tables[name].append({**self.tables[name][row], **values})
        return self

    def write(self) -> "Folder":
        """Write the tables."""
        for name, rows in self.tables.items():
            with open(self.path / name, "w", encoding="utf-8", newline="") as out:
                writer = csv.DictWriter(out, COLUMNS[name], lineterminator="\n")
                writer.writeheader()
                writer.writerows(rows)
        return self

    def faults(self) -> list[str]:
        """Return the faults that show without the document."""
        return corpus.problems(self.write().path)

    def faults_beside_documents(self) -> list[str]:
        """Return the faults that show beside the document."""
        return corpus.problems(self.write().path, self.documents)


@pytest.fixture
def small(tmp_path):
    return Folder(tmp_path)


class TestShipped:
    def test_has_no_fault(self):
        assert corpus.problems(folder("corpus")) == []

    def test_has_no_fault_beside_the_documents(self):
        if not DOCUMENTS.is_dir():
            pytest.skip("the documents are not at hand; they are not ours to ship")
        assert corpus.problems(folder("corpus"), DOCUMENTS) == []

    def test_gives_articles_whose_spans_are_their_sentences(self):
        for article in corpus.read():
            assert len(article.spans) == len(article.labels) == len(article.also) > 0
            at = 0
            for start, end in article.spans:
                assert article.text[at:start] in ("", " ", "\n\n")
                assert start < end <= len(article.text)
                at = end
            assert at == len(article.text)

    def test_holds_every_label_in_every_kind_of_story(self):
        labels = {label for article in corpus.read() for label in article.labels}
        assert labels >= set(framing.LABELS)

    def test_never_splits_a_story_between_groups(self):
        groups = {}
        for article in corpus.read():
            assert groups.setdefault(article.id.split("/")[0], article.group) == article.group

    def test_is_sorted_by_story(self):
        articles = [article.id for article in corpus.read()]
        assert len(set(articles)) == len(articles)
        stories = [name.split("/")[0] for name in articles]
        assert len(set(stories)) == sum(a != b for a, b in zip([None, *stories], stories, strict=False))


class TestSmall:
    def test_sound_corpus_has_no_fault(self, small):
        assert small.faults() == small.faults_beside_documents() == []

    def test_sound_corpus_is_read_in_the_order_of_its_rows(self, small):
        articles = corpus.read(small.write().path)
        assert [article.id for article in articles] == [*(f"pier/{v}" for v in VERSIONS), "rain/single"]
        last = articles[-1]
        assert last.text == (
            "Rain fell on the valley for nine hours on Monday.\n\n"
            "Two cellars were flooded. Photo: Valley News"
        )
        assert [last.text[a:b] for a, b in last.spans] == [
            r["text"] for r in small.tables["sentences.csv"][-3:]
        ]
        assert (last.group, last.labels) == ("rain", ("neutral", "neutral", BOILERPLATE))
        assert last.also == (None, "critical", None)

    def test_faulty_corpus_is_not_read_and_the_first_faults_are_shown(self, small):
        small.change("sentences.csv", FIRST, label="glad").write()
        with pytest.raises(ValueError, match=r"1 fault .*framing check.*\n.*unknown label 'glad'"):
            corpus.read(small.path)

    def test_fingerprint_changes_with_every_table(self, small):
        found = {corpus.fingerprint(small.write().path)}
        for name in small.tables:
            (small.path / name).write_bytes((small.path / name).read_bytes() + b"\n")
            found.add(corpus.fingerprint(small.path))
        assert len(found) == 1 + len(small.tables)

    def test_fingerprint_is_that_of_the_bytes(self, small, tmp_path):
        again = tmp_path / "again"
        again.mkdir()
        assert corpus.fingerprint(small.write().path) == corpus.fingerprint(Folder(again).write().path)


ROWS = [
    (
        "an unknown label",
        "sentences.csv",
        FIRST,
        {"label": "glad"},
        "sentences.csv, line 2 (pier/official 0): unknown label 'glad'; use one of official, critical",
    ),
    ("no label", "sentences.csv", FIRST, {"label": ""}, "line 2 (pier/official 0): unknown label ''"),
    ("an unknown second label", "sentences.csv", FIRST, {"also": "glad"}, "unknown also 'glad'"),
    ("an unknown reading", "sentences.csv", FIRST, {"second": "glad"}, "unknown second 'glad'"),
    (
        "a second label that is the first",
        "sentences.csv",
        FIRST,
        {"also": "official"},
        "also repeats the label",
    ),
    ("a tab", "sentences.csv", FIRST, {"text": "The pier\tis closed."}, "control or invisible character"),
    ("a NUL", "sentences.csv", FIRST, {"text": "The pier\x00is closed."}, "control or invisible character"),
    (
        "a line break",
        "sentences.csv",
        FIRST,
        {"text": "The pier\nis closed."},
        "control or invisible character",
    ),
    ("a space without width", "sentences.csv", FIRST, {"text": "The\u200bpier."}, "control or invisible"),
    ("a turn of the line", "sentences.csv", FIRST, {"text": "The \u202epier."}, "control or invisible"),
    ("an empty text", "sentences.csv", FIRST, {"text": ""}, "the text is empty or has white space around it"),
    ("space around a text", "sentences.csv", FIRST, {"text": "Closed. "}, "white space around it"),
    ("a number that is none", "sentences.csv", FIRST, {"number": "one"}, "must be whole numbers"),
    ("a paragraph that is none", "sentences.csv", FIRST, {"paragraph": "-1"}, "must be whole numbers"),
    ("a number again", "sentences.csv", LAST, {"number": "1"}, "numbers of rain/single repeat"),
    ("numbers out of order", "sentences.csv", LAST, {"number": "0"}, "are out of order"),
    ("a stray story", "sentences.csv", LAST, {"story": "snow"}, "snow/single is not in stories.csv"),
    ("a story without sentences", "stories.csv", LAST, {"story": "snow"}, "snow/single has no sentences"),
    (
        "a story twice",
        "stories.csv",
        LAST,
        {"story": "pier", "version": "neutral"},
        "pier/neutral stands there 2",
    ),
    (
        "an unbalanced story",
        "stories.csv",
        LAST,
        {"origin": "drafts"},
        "the story rain is unbalanced: 1 versions instead of 4",
    ),
    (
        "a length that is no number",
        "documents.csv",
        FIRST,
        {"length": "long"},
        "documents.csv, line 2: length",
    ),
    ("a digest that is none", "documents.csv", FIRST, {"sha256": "abc"}, "documents.csv, line 2: sha256"),
    (
        "a stand-off label that is none",
        "annotations.csv",
        LAST,
        {"label": "glad"},
        "annotations.csv, line 3 (locks 1): unknown label 'glad'",
    ),
    (
        "an offset that is no number",
        "annotations.csv",
        LAST,
        {"start": "x"},
        "annotations.csv, line 3 (locks 1): start and end must be whole numbers",
    ),
    (
        "an unknown document",
        "annotations.csv",
        LAST,
        {"document": "x"},
        "line 3 (x 1): the document is not in",
    ),
]


class TestFaults:
    @pytest.mark.parametrize(
        ("name", "row", "values", "fault"), [row[1:] for row in ROWS], ids=[r[0] for r in ROWS]
    )
    def test_of_a_row_are_named(self, small, name, row, values, fault):
        assert any(fault in found for found in small.change(name, row, **values).faults())

    def test_all_are_found_at_once(self, small):
        small.change("sentences.csv", FIRST, label="glad").change("sentences.csv", LAST, text="")
        small.change("documents.csv", FIRST, length="x")
        assert len(small.faults()) == 3

    def test_a_sentence_twice_in_an_article(self, small):
        small.add("sentences.csv", -2, number="3")
        assert small.faults() == ["sentences.csv, line 9: the same sentence as sentences.csv, line 7"]

    def test_page_furniture_may_stand_there_twice(self, small):
        assert small.add("sentences.csv", LAST, number="3").faults() == []

    def test_nearly_the_same_sentence_in_two_stories(self, small):
        text = "Rain fell on the valley for nine hours on Tuesday."
        small.add("stories.csv", LAST, story="snow", group="snow")
        small.add("sentences.csv", -3, story="snow", text=text)
        assert small.faults() == [
            "sentences.csv, line 9: nearly the same sentence as line 6, of another story"
        ]

    def test_nearly_the_same_sentence_in_two_versions_of_one_story_is_none(self, small):
        small.add("stories.csv", LAST, version="again")
        small.add(
            "sentences.csv", -3, version="again", text="Rain fell on the valley for nine hours on Tuesday."
        )
        assert small.faults() == []

    def test_rows_of_an_article_that_are_apart(self, small):
        small.add("sentences.csv", FIRST, number="7", text="The board gave no reason.")
        assert "sentences.csv: the rows of pier/official do not stand together" in small.faults()

    def test_a_version_that_is_missing(self, small):
        del small.tables["stories.csv"][3], small.tables["sentences.csv"][3]
        assert small.faults() == ["stories.csv: the story pier is unbalanced: 3 versions instead of 4"]

    def test_a_document_twice(self, small):
        assert "documents.csv: locks stands there 2 times" in small.add("documents.csv", FIRST).faults()


class TestFiles:
    @pytest.mark.parametrize("name", ["stories.csv", "sentences.csv"])
    def test_a_missing_table_is_named(self, small, name):
        (small.write().path / name).unlink()
        assert corpus.problems(small.path) == [f"{name}: the file is missing"]

    @pytest.mark.parametrize("name", ["documents.csv", "annotations.csv"])
    def test_a_corpus_without_documents_is_sound(self, small, name):
        small.tables["documents.csv"].clear()
        small.tables["annotations.csv"].clear()
        (small.write().path / name).unlink()
        assert corpus.problems(small.path) == []

    @pytest.mark.parametrize(
        ("content", "fault"),
        [
            (b"", "the first line must be story,version,group,register,origin"),
            (b"story;version\n", "the first line must be"),
            (b"\xef\xbb\xbfstory,version,group,register,origin\n", "the first line must be"),
            (b"story,version,group,register,origin\npier,x\n", "line 2: 2 fields instead of 5"),
            (b"story,version,group,register,origin\n\npier,x,y,z,w\n", "line 2: 0 fields instead of 5"),
            (b"story,version,group,register,origin\npier,x,y,z,w,v\n", "line 2: 6 fields instead of 5"),
            (b"story,version,group,register,origin\ncaf\xe9,x,y,z,w\n", "line 2: byte 39 is not UTF-8"),
            (b"story,version,group,register,origin\r\n", "line 1: a carriage return"),
            (b'story,version,group,register,origin\n"pier"s,x,y,z,w\n', "no CSV"),
        ],
        ids=["empty", "header", "mark", "few", "blank", "many", "latin-1", "windows", "quotes"],
    )
    def test_a_table_that_cannot_be_read_is_named(self, small, content, fault):
        (small.write().path / "stories.csv").write_bytes(content)
        found = corpus.problems(small.path)
        assert any(f"stories.csv{', ' if 'line ' in fault[:5] else ': '}{fault}" in row for row in found)


class TestOwnLabels:
    def labels(self, small: Folder, *labels: str) -> list[str]:
        """Return the faults of a corpus with these labels of its own."""
        rows = "".join(f"{label},says so\n" for label in labels)
        small.write()
        (small.path / "labels.csv").write_text(f"label,definition\n{rows}", encoding="utf-8")
        return corpus.problems(small.path)

    def test_replace_ours_in_their_order(self, small):
        assert self.labels(small, "neutral", "critical", "promotional", "official") == []
        assert list(corpus.definitions(small.path)) == ["neutral", "critical", "promotional", "official"]

    def test_are_ours_where_the_corpus_has_none(self, small):
        expected = {label: DEFINITIONS[label] for label in framing.LABELS}
        assert corpus.definitions(small.write().path) == expected

    @pytest.mark.parametrize("label", ["", "neutral", BOILERPLATE, "text"])
    def test_must_be_distinct_words(self, small, label):
        found = self.labels(small, "neutral", "critical", "promotional", "official", label)
        assert found[0].startswith(f"labels.csv, line 6: the label {label!r} is empty, there already, or")

    def test_bind_the_rows(self, small):
        assert any("unknown label 'critical'" in row for row in self.labels(small, "neutral", "official"))

    def test_are_two_at_least(self, small):
        assert "labels.csv: 1 label; a corpus needs from 2 to 30" in self.labels(small, "neutral")

    @pytest.mark.parametrize(("mark", "end", "codec"), [
        (",", "\r\n", "utf-8-sig"), (";", "\r\n", "utf-8-sig"), ("\t", "\n", "utf-8"),
    ])
    def test_are_read_as_a_spreadsheet_saves_them(self, small, mark, end, codec):
        """People are told to edit labels.csv, and a spreadsheet is where tables are edited."""
        small.write()
        labels = [*framing.LABELS, 'law, "order"; \U0001f600']
        rows = ["label,definition,colour", *(f'"{label}",says so,' for label in labels[:-1]),
                '"law, ""order""; \U0001f600","guns, drums",#1f5597', ",,", ""]
        cells = list(csv.reader(rows))
        buffer = io.StringIO(newline="")
        csv.writer(buffer, delimiter=mark, lineterminator=end).writerows(cells)
        (small.path / "labels.csv").write_bytes(buffer.getvalue().encode(codec))
        assert not any("labels.csv" in fault for fault in corpus.problems(small.path))
        assert list(corpus.definitions(small.path)) == labels
        assert corpus.own_labels(small.path)[labels[-1]] == {"definition": "guns, drums", "colour": "#1f5597"}

    @pytest.mark.parametrize(("content", "fault"), [
        (b"name,meaning\nwar,guns\n", "labels.csv: the first line must be label,definition"),
        (b"label,definition\ncaf\xe9,\n", "labels.csv: cannot be read .* save it as CSV in UTF-8"),
        (b'label,definition\n"war"s,\n', "labels.csv: cannot be read .* save it as CSV in UTF-8"),
        (b"", "labels.csv: the first line must be label,definition"),
    ])
    def test_that_cannot_be_read_are_one_error_of_ours(self, small, content, fault):
        (small.write().path / "labels.csv").write_bytes(content)
        with pytest.raises(framing.FramingError, match=fault):
            corpus.definitions(small.path)


class TestDocuments:
    def test_that_are_missing_are_named(self, small):
        (small.documents / "locks.txt").unlink()
        assert small.faults_beside_documents() == [f"documents.csv: locks.txt is not in {small.documents}"]

    def test_with_another_text_are_named_by_their_digest(self, small):
        (small.documents / "locks.txt").write_bytes(DOCUMENT.encode() + b" ")
        (fault,) = small.faults_beside_documents()
        assert "locks.txt is another text than the one annotated (its SHA-256 differs)" in fault

    def test_of_another_length_are_named(self, small):
        small.change("documents.csv", FIRST, length="7")
        assert small.faults_beside_documents() == [
            f"documents.csv: locks.txt has {len(DOCUMENT)} code points, not 7"
        ]

    @pytest.mark.parametrize(
        ("row", "values", "fault"),
        [
            (FIRST, {"end": "64"}, "locks 1: the span 66-86 leaves text uncovered"),
            (
                FIRST,
                {"end": "66"},
                "locks 0: the span 0-66 leaves text uncovered or has white space around it",
            ),
            (FIRST, {"end": "70"}, "locks 1: the span 66-86 overlaps its neighbour"),
            (FIRST, {"end": "0"}, "locks 0: the span 0-0 overlaps its neighbour or leaves the text"),
            (LAST, {"end": "99"}, "locks 1: the span 66-99 overlaps its neighbour or leaves the text"),
            (LAST, {"end": "80"}, "locks: text after 80 is not covered"),
        ],
    )
    def test_bind_the_offsets(self, small, row, values, fault):
        found = small.change("annotations.csv", row, **values).faults_beside_documents()
        assert any(fault in line for line in found)

    def test_without_any_label_are_named(self, small):
        small.tables["annotations.csv"].clear()
        assert any("is not covered" in line for line in small.faults_beside_documents())

    def test_lend_no_run_of_words(self, small):
        run = " ".join(DOCUMENT.lower().split()[4:])[: len("close seven locks on the upper canal")]
        assert len(run.split()) == SHARED_RUN
        text = f"We shall {run}."
        small.change("sentences.csv", -2, text=text)
        assert small.faults_beside_documents() == [f"sentences.csv, line 7: shares {run!r} with locks.txt"]
        assert (
            small.change("sentences.csv", -2, text=text.replace("canal", "river")).faults_beside_documents()
            == []
        )

    def test_lend_the_names_of_bodies(self, small):
        name = "The Upper River Board of Trade and Canals"
        document = f"{name} met."
        (small.documents / "locks.txt").write_bytes(document.encode())
        small.change(
            "documents.csv",
            FIRST,
            sha256=hashlib.sha256(document.encode()).hexdigest(),
            length=str(len(document)),
        )
        small.tables["annotations.csv"] = [
            dict(
                zip(
                    COLUMNS["annotations.csv"],
                    ("locks", "0", "0", str(len(document)), "neutral", ""),
                    strict=True,
                )
            )
        ]
        small.change("sentences.csv", -2, text=f"{name} stayed silent.")
        assert small.faults_beside_documents() == []

    def test_lend_nine_words_to_no_text_beside_the_tables(self, small):
        (small.path / "GUIDE.md").write_text("we will close seven locks on the upper canal", encoding="utf-8")
        assert small.faults_beside_documents() == []
        (small.path / "GUIDE.md").write_text("will close seven locks on the upper canal in", encoding="utf-8")
        assert small.faults_beside_documents() == [
            "GUIDE.md: shares 'will close seven locks on the upper canal in' with locks.txt"
        ]

    def test_are_read_only_when_the_stand_off_labels_can_be(self, small):
        found = small.change("annotations.csv", FIRST, start="x").faults_beside_documents()
        assert len(found) == 1


PAIR = ("pier/official", "0", "pier/critical", "0", "yes")


class TestPairs:
    """Each fault of a same-fact pair is named with its line and its two sentences."""

    @pytest.fixture
    def marked(self, small):
        small.tables["pairs.csv"] = [dict(zip(COLUMNS["pairs.csv"], PAIR, strict=True))]
        small.add("pairs.csv", FIRST, second="pier/neutral", same="no")
        return small

    def test_sound_pairs_have_no_fault(self, marked):
        assert marked.faults() == marked.faults_beside_documents() == []

    @pytest.mark.parametrize(
        ("change", "fault"),
        [
            ({"first": "pier/missing"}, "pier/missing has no sentence '0'"),
            ({"second_sentence": "7"}, "pier/critical has no sentence '7'"),
            ({"second_sentence": "0-65"}, "pier/critical has no sentence '0-65'"),
            ({"first": "locks", "first_sentence": "0-64"}, "locks has no sentence '0-64'"),
            ({"second": "rain/single"}, "the two must be different versions of one story, or two documents"),
            ({"first": "locks", "first_sentence": "0-65"}, "the two must be different versions of one story"),
            ({"second": "pier/official"}, "the two must be different versions of one story, or two documents"),
            ({"same": "maybe"}, "same must be yes or no, not 'maybe'"),
        ],
    )
    def test_a_fault_is_named(self, marked, change, fault):
        (found,) = marked.change("pairs.csv", FIRST, **change).faults()
        assert found.startswith("pairs.csv, line 2 (")
        assert fault in found

    def test_a_pair_that_repeats_is_named_also_the_other_way_round(self, marked):
        marked.add("pairs.csv", FIRST, first="pier/critical", second="pier/official")
        (found,) = marked.faults()
        assert found.endswith("the same pair as line 2")

    def test_change_no_fingerprint_for_no_model_learns_from_them(self, marked):
        before = corpus.fingerprint(marked.write().path)
        assert corpus.fingerprint(marked.change("pairs.csv", FIRST, same="no").write().path) == before


def quoted(content: str, group: str = "0", cue: str = "", speaker: str = "") -> dict[str, str]:
    """Return a row of quotes.csv for a piece of a quote in pier/official."""
    at = {part: str(VERSIONS["official"].index(part)) if part else "" for part in (content, cue, speaker)}
    values = ("pier", "official", group, "indirect", "government", "harbour board")
    found = (at[content], content, at[cue], cue, at[speaker], speaker)
    return dict(zip(COLUMNS["quotes.csv"], (*values, *found), strict=True))


CLOSURE = quoted("The pier will be closed", cue="announced", speaker="the harbour board")
UNTIL = quoted("until June", cue="announced", speaker="the harbour board")


class TestQuotes:
    """Each fault of an annotated quote is named with its line, its article and its group."""

    @pytest.fixture
    def marked(self, small):
        small.tables["quotes.csv"] = [dict(CLOSURE), dict(UNTIL)]
        return small

    def test_sound_quotes_have_no_fault(self, marked):
        assert marked.faults() == marked.faults_beside_documents() == []

    def test_may_lack_a_cue_and_a_speaker(self, marked):
        nobody = {"cue": "", "cue_start": "", "speaker": "", "speaker_start": ""}
        assert marked.change("quotes.csv", LAST, group="1", **nobody).faults() == []

    @pytest.mark.parametrize(
        ("values", "fault"),
        [
            ({"form": "loud"}, "unknown form 'loud'; use one of direct, indirect, mixed"),
            ({"form": ""}, "unknown form ''"),
            ({"kind": "pirate"}, "unknown kind 'pirate'; use one of government, military"),
            ({"kind": ""}, "unknown kind ''"),
            ({"content_start": "1"}, "the content does not stand at '1' of the article"),
            ({"content_start": ""}, "the content does not stand at '' of the article"),
            ({"content_start": "-64"}, "the content does not stand at '-64' of the article"),
            ({"content_start": "9999"}, "the content does not stand at '9999' of the article"),
            ({"content": "until june"}, "the content does not stand at '24' of the article"),
            ({"content": "", "content_start": ""}, "the content is empty"),
            ({"cue": "said"}, "the cue does not stand at"),
            ({"cue_start": "x"}, "the cue does not stand at 'x' of the article"),
            ({"cue": ""}, "the cue does not stand at"),
            ({"speaker": "The harbour board"}, "the speaker does not stand at"),
            ({"speaker_start": ""}, "the speaker does not stand at '' of the article"),
            ({"content": "The pier", "content_start": "0"}, "the content overlaps the one before, or the rows"),
            ({"content": "closed until", "content_start": "17"}, "the content overlaps the one before"),
        ],
    )
    def test_a_fault_is_named(self, marked, values, fault):
        (found,) = marked.change("quotes.csv", LAST, **values).faults()
        assert found.startswith("quotes.csv, line 3 (pier/official 0): ")
        assert fault in found

    def test_a_group_that_is_no_number_is_named(self, marked):
        assert marked.change("quotes.csv", LAST, group="b").faults() == [
            "quotes.csv, line 3 (pier/official b): group must be a whole number"
        ]

    @pytest.mark.parametrize("stray", [{"story": "snow"}, {"version": "again"}])
    def test_an_article_that_does_not_exist_is_named(self, marked, stray):
        (found,) = marked.change("quotes.csv", LAST, **stray).faults()
        assert found.endswith("the article is not in stories.csv")

    def test_rows_out_of_order_are_named(self, marked):
        marked.tables["quotes.csv"].reverse()
        (found,) = marked.faults()
        assert found.startswith("quotes.csv, line 3 (pier/official 0): the content overlaps the one before, or the row")

    def test_contents_that_touch_are_sound(self, marked):
        touching = {"content": " until June", "content_start": "23"}
        assert marked.change("quotes.csv", LAST, **touching).faults() == []

    def test_contents_of_two_articles_cannot_overlap(self, marked):
        rain = quoted("The pier", group="0") | {"story": "rain", "version": "single", "content": "Rain fell"}
        marked.tables["quotes.csv"].append(rain)
        assert marked.faults() == []

    def test_all_faults_of_a_row_are_named(self, marked):
        marked.change("quotes.csv", FIRST, form="loud", kind="pirate", group="b", cue_start="0", speaker_start="0")
        assert len(marked.faults()) == 5

    def test_are_looked_at_once_sentences_are_sound(self, marked):
        marked.change("quotes.csv", LAST, form="loud").change("sentences.csv", FIRST, label="glad")
        assert not any(fault.startswith("quotes.csv") for fault in marked.faults())

    def test_a_table_with_another_first_line_is_named(self, marked):
        (marked.write().path / "quotes.csv").write_bytes(b"story,version,group,form,kind\n")
        (found,) = corpus.problems(marked.path)
        assert found.startswith("quotes.csv: the first line must be story,version,group,form,kind,name,content_start")

    def test_may_be_missing_from_a_corpus(self, small):
        assert small.faults() == []
        assert corpus.read_rows(small.path, "quotes.csv") == []

    def test_change_the_fingerprint_for_models_learn_from_them(self, marked):
        before = corpus.fingerprint(marked.write().path)
        assert corpus.fingerprint(marked.change("quotes.csv", FIRST, kind="civil").write().path) != before

    def test_rows_of_an_article_that_are_apart_are_named(self, marked):
        rain = quoted("The pier", group="0") | {"story": "rain", "version": "single", "content": "Rain fell"}
        marked.tables["quotes.csv"].insert(1, rain)
        assert marked.faults() != []

    @pytest.mark.parametrize("values", [{"kind": "civil"}, {"name": "Ann"}, {"cue": "", "cue_start": ""}])
    def test_pieces_of_one_quote_that_disagree_are_named(self, marked, values):
        assert marked.change("quotes.csv", LAST, **values).faults() != []

    def test_a_form_that_the_quotation_marks_belie_is_named(self, marked):
        assert marked.change("quotes.csv", LAST, form="direct").faults() != []


GOOD = {
    "id": "a",
    "outlet": "o",
    "text": "It rained.",
    "sentences": [{"start": 0, "end": 10, "label": "neutral"}],
}


class TestReadArticles:
    def read(self, tmp_path: Path, *rows: object, **settings: object) -> list[corpus.LabelledArticle]:
        """Return the articles of a file with these lines."""
        path = tmp_path / "articles.jsonl"
        lines = (row if isinstance(row, str) else json.dumps(row) for row in rows)
        path.write_text("\n".join(lines), encoding="utf-8")
        return corpus.read_articles(path, **settings)

    def test_gives_articles_grouped_by_outlet(self, tmp_path):
        (article,) = self.read(tmp_path, GOOD)
        assert article == corpus.LabelledArticle("a", "o", "It rained.", ((0, 10),), ("neutral",), (None,))

    def test_needs_neither_id_nor_outlet(self, tmp_path):
        plain = {"text": "It rained.", "sentences": []}
        first, second = self.read(tmp_path, plain, "", plain)
        assert first.group != second.group

    def test_takes_other_labels(self, tmp_path):
        row = {**GOOD, "sentences": [{"start": 0, "end": 10, "label": "glad"}]}
        assert self.read(tmp_path, row, labels=("glad", "sad"))[0].labels == ("glad",)

    @pytest.mark.parametrize(
        ("row", "fault"),
        [
            ("{", "not a labelled article"),
            ("[]", "not a labelled article"),
            ('"text"', "not a labelled article"),
            ({"text": "It rained."}, "not a labelled article with text and sentences"),
            ({"sentences": []}, "not a labelled article with text and sentences"),
            ({"text": "x", "sentences": [{"start": 0, "end": 1}]}, "not a labelled article"),
            (
                {"text": "x", "sentences": [{"start": "0", "end": "1", "label": "neutral"}]},
                "not a labelled article",
            ),
            (
                {"text": "x", "sentences": [{"start": 0, "end": 1, "label": "glad"}]},
                "unknown label 'glad'; use one of",
            ),
            (
                {"text": "x", "sentences": [{"start": 0, "end": 2, "label": "neutral"}]},
                "outside the text of 1 code",
            ),
            (
                {"text": "x", "sentences": [{"start": 0, "end": 0, "label": "neutral"}]},
                "outside the text of 1 code",
            ),
        ],
    )
    def test_names_file_and_line_of_a_faulty_row(self, tmp_path, row, fault):
        with pytest.raises(ValueError, match=rf"articles\.jsonl, line 2: .*{fault}"):
            self.read(tmp_path, GOOD, row)


def test_articles_know_their_register_and_their_prose(tmp_path):
    assert {a.register for a in corpus.read()} >= {"wire", "opinion", "court"}
    file = tmp_path / "a.jsonl"
    sentences = [{"start": 0, "end": 4, "label": "neutral"}, {"start": 5, "end": 10, "label": "boilerplate"}]
    file.write_text(json.dumps({"text": "One. Menu.", "kind": "news", "sentences": sentences}) + "\n")
    (article,) = corpus.read_articles(file)
    assert (article.register, article.prose) == ("news", [("One.", "neutral")])


def test_the_retelling_is_known_by_its_groups():
    retold = corpus.retold()
    assert {a.register for a in corpus.read() if a.group in retold} == set(LABELS)

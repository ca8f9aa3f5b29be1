"""The commands: what they print, where, and with which exit code."""

import csv
import gzip
import io
import json
import os
import shutil
import subprocess
import sys
from dataclasses import replace
from itertools import islice
from pathlib import Path

import commands
import pytest

import framing
from framing import forms
from framing.inputs import Entry
from framing.model import shipped
from framing.resources import folder

TEXT = "The ministry said the depot will move.\n\nResidents call the plan a disgrace. It rained on Monday.\n"
OTHER = "Join us and discover the finest coast in the country!\n"
STORIES = "story,version,group,register,origin\n"
SENTENCES = "story,version,number,paragraph,text,label,also,first,second\n"


@pytest.fixture
def run():
    """Run a command in this process; answers have exit_code, stdout and stderr."""
    return commands.run


@pytest.fixture
def article(tmp_path):
    path = tmp_path / "article.txt"
    path.write_bytes(TEXT.encode())
    return path


@pytest.fixture
def other(tmp_path):
    path = tmp_path / "other.txt"
    path.write_bytes(OTHER.encode())
    return path


@pytest.fixture
def faulty(tmp_path):
    """Return a corpus whose only sentence has an unknown label."""
    path = tmp_path / "corpus"
    path.mkdir()
    (path / "stories.csv").write_text(f"{STORIES}pier,single,pier,report,written\n", encoding="utf-8")
    (path / "sentences.csv").write_text(f"{SENTENCES}pier,single,0,0,It rained.,glad,,,\n", encoding="utf-8")
    return path


def one_line(answer) -> str:
    """Return the one line in which a command said why it failed."""
    assert answer.exit_code == 1
    assert answer.stdout == ""
    assert answer.stderr.startswith("Error: ")
    assert answer.stderr.count("\n") == 1
    return answer.stderr


class TestProfileText:
    def test_of_one_file_is_its_table(self, run, article):
        answer = run("profile", article)
        assert (answer.exit_code, answer.stdout) == (0, f"{framing.profile(TEXT)}\n")

    def test_of_several_files_names_each(self, run, article, other):
        answer = run("profile", article, other)
        tables = framing.profile(TEXT), framing.profile(OTHER)
        assert answer.stdout == f"{article}\n{tables[0]}\n\n{other}\n{tables[1]}\n"

    def test_of_a_dash_reads_standard_input(self, run):
        assert run("profile", "-", input=TEXT).stdout == f"{framing.profile(TEXT)}\n"

    def test_mixes_files_and_standard_input(self, run, article):
        rows = json.loads(run("profile", article, "-", "--format", "json", input=OTHER).stdout)
        assert [(row["file"], row["text"]) for row in rows] == [(str(article), TEXT), ("-", OTHER)]

    def test_needs_a_file(self, run):
        answer = run("profile")
        assert answer.exit_code == 2
        assert "Missing argument 'FILE...'" in answer.stderr


class TestProfileFormats:
    def test_json_is_a_list_with_a_profile_a_file(self, run, article, other):
        rows = json.loads(run("profile", article, other, "--format", "json").stdout)
        assert [row.pop("file") for row in rows] == [str(article), str(other)]
        assert [framing.Profile.from_dict(row) for row in rows] == [framing.profile(t) for t in (TEXT, OTHER)]

    def test_jsonl_is_a_line_a_file(self, run, article, other):
        lines = run("profile", article, other, "--format", "jsonl").stdout.splitlines()
        found = [framing.Profile.from_dict(json.loads(line)) for line in lines]
        assert found == [framing.profile(TEXT), framing.profile(OTHER)]

    def test_csv_is_a_row_a_sentence(self, run, article, other):
        rows = list(csv.DictReader(io.StringIO(run("profile", article, other, "--format", "csv").stdout)))
        sentences = [
            (f, s) for f, t in ((article, TEXT), (other, OTHER)) for s in framing.profile(t).sentences
        ]
        assert [(r["file"], r["text"], r["label"]) for r in rows] == [
            (str(f), s.text, s.label) for f, s in sentences
        ]
        for row, (_, s) in zip(rows, sentences, strict=True):
            assert (int(row["start"]), int(row["end"]), row["uncertain"]) == (
                s.start,
                s.end,
                str(s.uncertain),
            )
            assert [float(row[label]) for label in framing.LABELS] == pytest.approx(
                list(s.probabilities.values()), abs=1e-4
            )
        assert [row["number"] for row in rows] == ["0", "1", "2", "0"]

    def test_csv_of_an_empty_text_is_the_header(self, run):
        answer = run("profile", "-", "--format", "csv", input="")
        assert (
            answer.stdout
            == "file,number,start,end,label,official,critical,promotional,neutral,uncertain,text\n"
        )

    @pytest.mark.parametrize("start", ["=", "+", "-", "@", "＝", "＠"])
    def test_csv_holds_no_formula(self, run, start):
        text = f'{start}HYPERLINK("http://example.org","the council said so on Monday")'
        rows = list(csv.DictReader(io.StringIO(run("profile", "-", "--format", "csv", input=text).stdout)))
        assert rows[0]["text"].startswith(f"'{start}HYPERLINK")

    def test_csv_holds_no_formula_in_its_header(self):
        plain = json.dumps(framing.profile(TEXT).to_dict()).replace('"official"', '"=official"')
        p = framing.Profile.from_dict(json.loads(plain))
        shape = forms.form("csv", list(p.shares))
        header, first, *_ = csv.reader(io.StringIO(shape.head + shape.piece(Entry("+file.txt", None, p.text), p)))
        assert header[5] == "'=official"
        assert (first[0], first[4]) == ("'+file.txt", "'=official")

    def test_csv_gives_back_line_breaks_inside_a_sentence(self, run):
        text = "The council said\r\nthe bridge, “the old one”,\nwill be rebuilt\x00."
        answer = run("profile", "-", "--format", "csv", input=text.encode())
        rows = list(csv.DictReader(io.StringIO(answer.stdout_bytes.decode(), newline="")))
        assert [row["text"] for row in rows] == [s.text for s in framing.profile(text).sentences]

    @pytest.mark.parametrize("form", ["text", "json", "jsonl", "csv"])
    def test_each_can_be_written_to_a_file(self, run, article, tmp_path, form):
        out = tmp_path / "out"
        printed = run("profile", article, "--format", form)
        written = run("profile", article, "--format", form, "--out", out)
        assert (written.exit_code, written.stdout) == (0, "")
        assert out.read_bytes() == printed.stdout_bytes != b""

    def test_another_is_refused(self, run, article):
        assert run("profile", article, "--format", "xml").exit_code == 2


class TestProfileFiles:
    def test_a_byte_order_mark_is_no_part_of_the_text(self, run, tmp_path):
        path = tmp_path / "marked.txt"
        path.write_bytes(b"\xef\xbb\xbf" + TEXT.encode())
        assert run("profile", path).stdout == f"{framing.profile(TEXT)}\n"

    def test_line_ends_are_kept_so_that_offsets_fit_the_file(self, run, tmp_path):
        path = tmp_path / "windows.txt"
        path.write_bytes(TEXT.replace("\n", "\r\n").encode())
        (row,) = json.loads(run("profile", path, "--format", "json").stdout)
        assert row["text"] == TEXT.replace("\n", "\r\n")

    @pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
    def test_a_file_in_latin_1_is_named_with_the_byte(self, run, tmp_path, mark):
        path = tmp_path / "latin.txt"
        path.write_bytes(mark + "The café is closed.".encode("latin-1"))
        line = one_line(run("profile", path))
        assert f"{path}: byte {7 + len(mark)} (0xe9) is not UTF-8" in line
        assert "iconv" in line

    def test_latin_1_on_standard_input_is_named_too(self, run):
        assert "-: byte 3 (0xe9)" in one_line(run("profile", "-", input=b"caf\xe9 closed"))

    def test_a_missing_file_is_named(self, run, tmp_path):
        line = one_line(run("profile", tmp_path / "nowhere.txt"))
        assert f"{tmp_path / 'nowhere.txt'}: cannot be read" in line

    def test_a_folder_is_read_in_the_order_of_its_names(self, run, article, other, tmp_path):
        (tmp_path / "notes.pdf").write_bytes(b"no article")
        rows = json.loads(run("profile", tmp_path, "--format", "json").stdout)
        assert [row["file"] for row in rows] == [str(article), str(other)]

    def test_a_folder_without_articles_is_named(self, run, tmp_path):
        assert f"{tmp_path}: holds no file that ends in .txt" in one_line(run("profile", tmp_path))

    def test_a_place_that_cannot_be_written_is_named(self, run, article, tmp_path):
        assert "nowhere" in one_line(run("profile", article, "--out", tmp_path / "nowhere" / "out"))


class TestModels:
    @pytest.fixture
    def models(self, tmp_path):
        """Return a copy of the shipped model's folder."""
        copy = tmp_path / "models"
        copy.mkdir()
        for file in folder("models").iterdir():
            (copy / file.name).write_bytes(file.read_bytes())
        return copy

    def test_a_copy_gives_the_same_profile(self, run, article, models):
        answer = run("profile", article, "--model", models / "model.json")
        assert answer.stdout == f"{framing.profile(TEXT)}\n"

    @pytest.mark.parametrize("name", ["model.npz", "model.json"])
    def test_a_missing_file_is_one_line_with_name_and_cure(self, run, article, models, name):
        (models / name).unlink()
        line = one_line(run("profile", article, "--model", models / "model.json"))
        assert name in line
        assert "framing retrain" in line

    @pytest.mark.parametrize("name", ["model.npz", "model.json"])
    @pytest.mark.parametrize("kept", [0, 1000])
    def test_a_damaged_file_is_one_line_with_name_and_cure(self, run, article, models, name, kept):
        content = (models / name).read_bytes()
        (models / name).write_bytes(content[:kept])
        line = one_line(run("profile", article, "--model", models / "model.json"))
        assert str(models / "model.") in line
        assert "framing retrain" in line

    def test_damage_is_a_model_file_error_for_the_library(self, models):
        (models / "model.npz").write_bytes(b"")
        with pytest.raises(framing.ModelFileError, match=r"model\.(npz|json)"):
            framing.load_model(models / "model.json")

    def test_a_single_changed_byte_is_noticed(self, models):
        content = bytearray((models / "model.npz").read_bytes())
        content[len(content) // 2] ^= 1
        (models / "model.npz").write_bytes(content)
        with pytest.raises(framing.ModelFileError, match="digest"):
            framing.load_model(models / "model.json")

    @pytest.mark.parametrize(
        "error", [framing.ModelFileError("models/model.npz: gone"), FileNotFoundError("gone")]
    )
    def test_a_shipped_model_that_is_gone_is_one_line_for_each_command(
        self, run, article, monkeypatch, error
    ):
        def gone():
            raise error

        monkeypatch.setattr("framing.model.shipped", gone)
        assert str(error) in one_line(run("profile", article))
        answer = run("--version")
        assert (answer.exit_code, answer.stderr) == (1, f"Error: {error}\n")
        assert (
            f"framing {framing.__version__}, without a model, from {Path(framing.__file__).parent}"
            in answer.stdout
        )


class TestVersion:
    def test_names_version_model_and_place(self, run):
        answer = run("--version")
        place = Path(framing.__file__).parent
        assert answer.exit_code == 0
        assert answer.stdout == f"framing {framing.__version__}, model {shipped().id}, from {place}\n"


class TestCheck:
    def test_finds_nothing_in_the_shipped_corpus(self, run):
        answer = run("check")
        assert (answer.exit_code, answer.stdout) == (0, "no faults\n")

    def test_names_the_faulty_row_and_exits_with_1(self, run, faulty):
        answer = run("check", "--corpus", faulty)
        assert answer.exit_code == 1
        first, last = answer.stdout.splitlines()
        assert first.startswith("sentences.csv, line 2 (pier/single 0): unknown label 'glad'")
        assert last == "1 fault"

    def test_of_a_folder_without_a_corpus_names_the_missing_files(self, run, tmp_path):
        answer = run("check", "--corpus", tmp_path)
        assert answer.exit_code == 1
        assert answer.stdout.splitlines() == [
            "stories.csv: the file is missing",
            "sentences.csv: the file is missing",
            "2 faults",
        ]

    def test_needs_a_folder_that_exists(self, run, tmp_path):
        assert run("check", "--corpus", tmp_path / "nowhere").exit_code == 2


class TestRetrain:
    def test_stops_at_a_faulty_corpus_before_anything_is_written(self, run, faulty, tmp_path):
        out = tmp_path / "out"
        answer = run("retrain", "--corpus", faulty, "--out", out)
        assert answer.exit_code == 1
        assert "unknown label 'glad'" in answer.stderr
        assert not out.exists()


class TestEvaluate:
    def test_names_the_line_of_a_faulty_article(self, run, tmp_path):
        path = tmp_path / "articles.jsonl"
        good = {"text": "It rained.", "sentences": [{"start": 0, "end": 10, "label": "neutral"}]}
        bad = {"text": "It rained.", "sentences": [{"start": 0, "end": 11, "label": "neutral"}]}
        path.write_text(f"{json.dumps(good)}\n\n{json.dumps(bad)}\n", encoding="utf-8")
        assert f"{path}, line 3: a sentence lies outside the text" in one_line(
            run("evaluate", "--articles", path)
        )

    def test_scores_articles(self, run, tmp_path):
        path = tmp_path / "articles.jsonl"
        spans = [(s.start, s.end) for s in framing.profile(TEXT).sentences]
        labels = ("official", "critical", "neutral")
        rows = [{"start": a, "end": b, "label": x} for (a, b), x in zip(spans, labels, strict=True)]
        path.write_text(json.dumps({"text": TEXT, "sentences": rows}), encoding="utf-8")
        answer = run("evaluate", "--articles", path)
        assert answer.exit_code == 0
        assert "macro_f1" in answer.stdout


class TestCompare:
    def test_prints_the_table_and_the_pairs_with_different_labels(self, run, tmp_path):
        one, two = tmp_path / "one.txt", tmp_path / "two.txt"
        one.write_text("The council said the bridge at Olden will open on 3 May.", encoding="utf-8")
        two.write_text("It is a disgrace that the bridge at Olden will only open on 3 May!", encoding="utf-8")
        answer = run("compare", one, two)
        assert answer.exit_code == 0
        assert "The same fact, framed differently:" in answer.stdout
        assert f"  {one}, official: The council said" in answer.stdout
        assert f"  {two}, critical: It is a disgrace" in answer.stdout

    def test_gives_json_that_the_library_takes_back(self, run, article, other):
        answer = run("compare", article, other, "--json")
        found = framing.Comparison.from_dict(json.loads(answer.stdout))
        assert found == framing.compare({str(article): TEXT, str(other): OTHER})

    def test_reads_standard_input(self, run, article):
        answer = run("compare", "-", article, input=OTHER)
        assert answer.exit_code == 0
        assert answer.stdout.split("\n")[1].startswith("- ")

    def test_one_file_is_sent_to_profile(self, run, article):
        assert "at least 2 articles, not 1: for one, use framing.profile" in one_line(run("compare", article))

    def test_a_file_given_twice_is_named(self, run, article):
        assert one_line(run("compare", article, article)).endswith("given twice; give each article once\n")

    def test_a_missing_file_is_named(self, run, article):
        assert "nowhere.txt: cannot be read" in one_line(run("compare", article, "nowhere.txt"))


ROWS = [{"id": f"a{i}", "text": f"{(TEXT, OTHER, '')[i % 3]} The train left at {i % 24}.15."} for i in range(150)]


@pytest.fixture
def rows(tmp_path):
    """Return a file of JSON Lines with many articles."""
    path = tmp_path / "in.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in ROWS), encoding="utf-8")
    return path


class TestProfileRows:
    def test_gives_a_row_an_article_with_its_id(self, run, rows, tmp_path):
        out = tmp_path / "out.jsonl"
        assert run("profile", rows, "-o", out).exit_code == 0
        found = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
        assert [(row["file"], row["id"]) for row in found] == [(str(rows), row["id"]) for row in ROWS]
        assert [framing.Profile.from_dict(r) for r in found[:5]] == [framing.profile(r["text"]) for r in ROWS[:5]]
        assert sorted(tmp_path.iterdir()) == [rows, out]

    @pytest.mark.parametrize("form", ["text", "json", "jsonl", "csv"])
    def test_two_processes_write_the_same_bytes_as_one(self, run, rows, tmp_path, form):
        for jobs in (1, 2):
            run("profile", rows, "--jobs", jobs, "--format", form, "-o", tmp_path / str(jobs))
        assert (tmp_path / "1").read_bytes() == (tmp_path / "2").read_bytes() != b""

    def test_packed_and_on_standard_input_they_are_the_same(self, run, rows, tmp_path):
        packed = tmp_path / "in.jsonl.gz"
        packed.write_bytes(gzip.compress(rows.read_bytes()))
        plain = [json.loads(line) for line in run("profile", rows, "--format", "jsonl").stdout.splitlines()]
        for answer in (
            run("profile", packed, "--format", "jsonl"),
            run("profile", "-", "--as", "jsonl", "--format", "jsonl", input=rows.read_bytes()),
        ):
            found = [json.loads(line) for line in answer.stdout.splitlines()]
            assert [{**row, "file": str(rows)} for row in found] == plain

    def test_csv_has_a_column_for_the_id(self, run, tmp_path):
        path = tmp_path / "in.csv"
        path.write_text("key,body\n=7,It rained. It snowed.\n", encoding="utf-8")
        answer = run("profile", path, "--text", "body", "--id", "key", "--format", "csv")
        found = list(csv.DictReader(io.StringIO(answer.stdout)))
        assert [(row["file"], row["id"], row["number"]) for row in found] == [
            (str(path), "'=7", "0"), (str(path), "'=7", "1")
        ]


ROW = b'{"text": "It rained."}\n'
ODD_FILES = {
    "latin.txt": ("Le café.".encode("latin-1"), 0, 1, "byte 6 (0xe9) is not UTF-8"),
    "wide.txt": ("\u017b\xf3\u0142w rained.".encode("utf-16"), 1, 1, None),
    "mark.txt": (b"\xef\xbb\xbfIt rained.", 1, 1, None),
    "crlf.txt": (b"It rained.\r\nIt snowed.\r\n", 1, 1, None),
    "empty.txt": (b"", 1, 1, None),
    "long.csv": (b"text\nIt rained.\n" + b"It rained. " * 950_000 + b"\nIt snowed.\n", 1, 3, "more than the 5,000,000"),
    "column.csv": (b"title,body\nx,y\n", 0, 1, "has no column 'text' but title, body"),
    "bad.jsonl": (ROW + b'{"text": \n' + ROW, 1, 3, "line 2: is no JSON"),
    "deep.jsonl": (ROW + b'{"text": ' + b"[" * 200_000 + b"\n" + ROW, 1, 3, "line 2: is nested too deeply"),
    "bomb.txt.gz": (gzip.compress(bytes(70_000_000), 1), 0, 1, "holds more than 60,000,000 bytes"),
}
"""Files by name: content, articles before the first fault or in all, entries of the file, what is wrong with one."""


@pytest.mark.parametrize("name", ODD_FILES)
class TestOddFiles:
    """Exit code, message and partial answer of each; broken pipes and Ctrl-C stand in test_journal."""

    def test_end_with_one_line_after_what_came_before(self, run, tmp_path, name):
        content, before, _, fault = ODD_FILES[name]
        (tmp_path / name).write_bytes(content)
        answer = run("profile", tmp_path / name, "--format", "jsonl")
        assert answer.exit_code == (fault is not None)
        assert [("error" in json.loads(line)) for line in answer.stdout.splitlines()] == [False] * before
        assert answer.stderr.count("\n") == (fault is not None)
        assert (fault or "") in answer.stderr

    def test_are_gone_through_where_faults_are_recorded(self, run, tmp_path, name):
        content, before, number, fault = ODD_FILES[name]
        (tmp_path / name).write_bytes(content)
        answer = run("profile", tmp_path / name, "--format", "jsonl", "--errors", "record")
        found = [json.loads(line).get("error", "") for line in answer.stdout.splitlines()]
        assert (answer.exit_code, len(found)) == (0, number)
        assert [i for i, error in enumerate(found) if error] == ([before] if fault else [])
        assert all(fault in error for error in found if error)


class TestProfileErrors:
    @pytest.fixture
    def mixed(self, tmp_path):
        """Return three articles, the second on a line that is no JSON."""
        path = tmp_path / "mixed.jsonl"
        path.write_text('{"text": "It rained."}\n{"text": \n{"text": "It snowed."}\n', encoding="utf-8")
        return path

    def test_stop_at_the_first_after_what_came_before(self, run, mixed):
        answer = run("profile", mixed, "--format", "jsonl")
        assert answer.exit_code == 1
        assert [json.loads(line)["id"] for line in answer.stdout.splitlines()] == [1]
        assert f"Error: {mixed}, line 2: is no JSON" in answer.stderr

    def test_are_recorded_in_place(self, run, mixed):
        answer = run("profile", mixed, "--format", "jsonl", "--errors", "record")
        assert answer.exit_code == 0
        found = [json.loads(line) for line in answer.stdout.splitlines()]
        assert [("error" in row, row["id"]) for row in found] == [(False, 1), (True, 2), (False, 3)]
        assert "line 2: is no JSON" in found[1]["error"]
        assert answer.stderr.count("line 2: is no JSON") == 1

    def test_are_left_out_and_named(self, run, mixed):
        answer = run("profile", mixed, "--format", "json", "--errors", "skip")
        assert answer.exit_code == 0
        assert [row["id"] for row in json.loads(answer.stdout)] == [1, 3]
        assert answer.stderr.count("line 2: is no JSON") == 1

    def test_in_every_article_give_an_empty_list(self, run, tmp_path):
        answer = run("profile", tmp_path / "no", "--format", "json", "--errors", "skip")
        assert (answer.exit_code, json.loads(answer.stdout)) == (0, [])

    def test_corrected_the_same_command_goes_on(self, run, mixed, tmp_path):
        out = tmp_path / "out.jsonl"
        assert run("profile", mixed, "-o", out).exit_code == 1
        assert not out.exists()
        assert (tmp_path / "out.jsonl.part").read_bytes().count(b"\n") == 1
        mixed.write_text('{"text": "It rained."}\n{"text": "It hailed."}\n', encoding="utf-8")
        assert run("profile", mixed, "-o", out).exit_code == 0
        assert out.read_text(encoding="utf-8") == run("profile", mixed, "--format", "jsonl").stdout


class TestResuming:
    @pytest.fixture
    def cut(self, run, rows, tmp_path, monkeypatch):
        """Return the place of an answer that was stopped after 70 articles."""
        with monkeypatch.context() as m:
            m.setattr("framing.forms.pieces", stopping(forms.pieces, 70))
            answer = run("profile", rows, "-o", tmp_path / "out.jsonl")
        assert answer.exit_code == 130
        assert f"70 articles are in {tmp_path / 'out.jsonl.part'}: the same command goes on" in answer.stderr
        return tmp_path / "out.jsonl"

    @pytest.mark.parametrize("jobs", [1, 2])
    def test_gives_the_same_bytes_whatever_stands_behind_the_last_note(self, run, rows, cut, tmp_path, jobs):
        with open(f"{cut}.part", "ab") as torn:
            torn.write(b'{"file": "in.jso')
        assert run("profile", rows, "-o", cut, "--jobs", jobs).exit_code == 0
        assert cut.read_text(encoding="utf-8") == run("profile", rows, "--format", "jsonl").stdout
        assert sorted(tmp_path.iterdir()) == [rows, cut]

    def test_profiles_nothing_twice(self, run, rows, cut, monkeypatch):
        profiled = []
        once = forms._piece
        monkeypatch.setattr(forms, "_piece", lambda piece, entry, *rest: profiled.append(entry.id)
                            or once(piece, entry, *rest))
        assert run("profile", rows, "-o", cut).exit_code == 0
        assert profiled == [row["id"] for row in ROWS[70:]]

    def test_refuses_other_articles(self, run, rows, cut):
        rows.write_text(rows.read_text(encoding="utf-8").replace("disgrace", "blessing", 1), encoding="utf-8")
        line = one_line(run("profile", rows, "-o", cut))
        assert "was given other articles among the first 70" in line
        assert "delete out.jsonl.part and out.jsonl.resume to begin anew" in line

    def test_refuses_fewer_articles(self, run, rows, cut):
        rows.write_text("\n".join(rows.read_text(encoding="utf-8").split("\n")[:9]), encoding="utf-8")
        assert "had done 70 articles, but now there are only 9" in one_line(run("profile", rows, "-o", cut))

    def test_refuses_another_form(self, run, rows, cut):
        line = one_line(run("profile", rows, "-o", cut, "--format", "csv"))
        assert "had format jsonl, this one has csv" in line

    def test_refuses_another_model(self, run, rows, cut, monkeypatch):
        manifest = {**shipped().manifest, "temperature": 2.0}
        monkeypatch.setattr("framing.model.shipped", lambda: replace(shipped(), manifest=manifest))
        assert f"had model {shipped().id} " in one_line(run("profile", rows, "-o", cut))

    def test_refuses_a_part_that_is_too_short(self, run, rows, cut):
        os.truncate(f"{cut}.part", 100)
        assert "noted more than stands there" in one_line(run("profile", rows, "-o", cut))

    def test_refuses_a_note_that_is_none(self, run, rows, cut):
        Path(f"{cut}.resume").write_text("{}", encoding="utf-8")
        assert "a note that cannot be read" in one_line(run("profile", rows, "-o", cut))


def stopping(pieces, after):
    """Return `pieces` as if the user pressed Ctrl-C after so many of them."""
    def stopped(*given, **named):
        yield from islice(pieces(*given, **named), after)
        raise KeyboardInterrupt
    return stopped


class TestProcess:
    """The same in a process of its own, away from the checkout."""

    def process(self, *command: str, cwd: Path, text: str = "") -> subprocess.CompletedProcess:
        """Run a command on the library under test."""
        here = {**os.environ, "PYTHONPATH": str(Path(framing.__file__).parent.parent)}
        return subprocess.run(
            command, cwd=cwd, env=here, input=text.encode(), capture_output=True, check=False
        )

    def test_python_m_framing_is_the_same(self, run, article, tmp_path):
        command = sys.executable, "-m", "framing"
        done = self.process(*command, "profile", str(article), "--format", "jsonl", cwd=tmp_path)
        assert done.stdout == run("profile", article, "--format", "jsonl").stdout_bytes
        done = self.process(*command, "profile", "-", cwd=tmp_path, text=TEXT)
        assert done.stdout.decode() == f"{framing.profile(TEXT)}\n"
        done = self.process(*command, "check", "--corpus", str(tmp_path), cwd=tmp_path)
        assert done.returncode == 1
        assert self.process(*command, "--help", cwd=tmp_path).stdout.startswith(b"Usage: framing ")

    def test_errors_have_no_traceback(self, tmp_path):
        done = self.process(sys.executable, "-m", "framing", "profile", "nowhere.txt", cwd=tmp_path)
        assert (done.returncode, done.stdout) == (1, b"")
        assert done.stderr.startswith(b"Error: nowhere.txt: cannot be read")

    def test_a_name_that_is_no_text_is_shown_as_well_as_can_be(self, tmp_path):
        name = tmp_path / "caf\udce9.txt"
        try:
            name.write_bytes(TEXT.encode())
        except (OSError, UnicodeError):
            pytest.skip("this file system takes only names that are text")
        command = sys.executable, "-m", "framing", "profile", "--format", "csv", str(name)
        done = self.process(*command, cwd=tmp_path)
        assert done.returncode == 0
        assert "caf�.txt" in done.stdout.decode()

    def test_the_installed_command_is_the_same(self, tmp_path):
        command = shutil.which("framing", path=str(Path(sys.executable).parent))
        if command is None:
            pytest.skip("framing is not installed beside this Python")
        assert self.process(command, "--help", cwd=tmp_path).stdout.startswith(b"Usage: framing ")

"""Files of articles: what each holds, and what is wrong with it, by file, line and byte."""

import gzip
import io
import json
import tracemalloc
from pathlib import Path

import pytest

from framing import inputs
from framing.errors import InputError
from framing.inputs import Columns, Entry, entries

FAR = 200_000
"""Brackets that nest deeper than any reader goes."""


@pytest.fixture
def file(tmp_path):
    """Return a function that writes a file and returns its name."""

    def write(name: str, content: str | bytes) -> str:
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return str(path)

    return write


def texts(*names: str, **settings) -> list[str]:
    """Return the texts of files, of which none is faulty."""
    found = [entry.text for entry in entries(names, **settings)]
    assert not any(isinstance(text, InputError) for text in found), found
    return found


def faults(*names: str, **settings) -> list[str]:
    """Return what is wrong with the entries of files."""
    return [str(entry.text) for entry in entries(names, **settings) if isinstance(entry.text, InputError)]


class TestText:
    def test_is_one_article_as_it_stands(self, file):
        name = file("a.txt", "It rained.\r\nIt snowed.\r")
        assert list(entries([name])) == [Entry(name, None, "It rained.\r\nIt snowed.\r")]

    @pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16"])
    @pytest.mark.parametrize("name", ["a.txt", "a.md", "a"])
    def test_is_read_in_each_encoding_that_says_what_it_is(self, file, codec, name):
        assert texts(file(name, "Café „Żółw“ 🎉".encode(codec))) == ["Café „Żółw“ 🎉"]

    def test_in_utf_16_of_either_byte_order(self, file):
        for mark, codec in ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
            assert texts(file("a.txt", mark + "Żółw".encode(codec))) == ["Żółw"]

    def test_in_broken_utf_16_is_a_fault(self, file):
        assert "begins as UTF-16 but goes on otherwise" in faults(file("a.txt", b"\xff\xfea"))[0]

    def test_in_latin_1_is_a_fault_with_its_byte(self, file):
        (fault,) = faults(file("a.txt", "Le café".encode("latin-1")))
        assert "a.txt: byte 6 (0xe9) is not UTF-8" in fault
        assert "iconv -f cp1252" in fault

    def test_of_nothing_is_an_empty_article(self, file):
        assert texts(file("a.txt", "")) == [""]

    def test_too_large_for_an_article_is_a_fault(self, file, monkeypatch):
        monkeypatch.setattr(inputs, "MAX_BYTES", 100)
        assert texts(file("a.txt", "a" * 100)) == ["a" * 100]
        assert "holds more than 100 bytes" in faults(file("b.txt", "a" * 101))[0]

    def test_that_is_missing_is_a_fault_and_the_next_file_is_read(self, file, tmp_path):
        found = list(entries([str(tmp_path / "no.txt"), file("a.txt", "It rained.")]))
        assert "no.txt: cannot be read (No such file or directory)" in str(found[0].text)
        assert found[1].text == "It rained."


class TestPacked:
    @pytest.mark.parametrize("name", ["a.txt.gz", "a.txt", "a.gz"])
    def test_is_unpacked_whatever_its_name(self, file, name):
        assert texts(file(name, gzip.compress(b"It rained."))) == ["It rained."]

    def test_a_bomb_is_refused_before_it_fills_the_memory(self, file, monkeypatch):
        monkeypatch.setattr(inputs, "MAX_BYTES", 1_000_000)
        bomb = gzip.compress(b"a" * 200_000_000, compresslevel=1)
        tracemalloc.start()
        try:
            for name in ("a.txt.gz", "a.jsonl.gz", "a.csv.gz"):
                assert len(faults(file(name, bomb))) == 1
            assert tracemalloc.get_traced_memory()[1] < 20_000_000
        finally:
            tracemalloc.stop()

    @pytest.mark.parametrize("name", ["a.txt.gz", "a.jsonl.gz"])
    def test_cut_short_is_a_fault_after_what_is_whole(self, file, name):
        content = "".join(json.dumps({"text": f"Number {i * i}."}) + "\n" for i in range(5000)).encode()
        packed = gzip.compress(content)
        found = list(entries([file(name, packed[: len(packed) // 2])]))
        assert "the packed file is damaged" in str(found[-1].text)
        assert all(isinstance(entry.text, str) for entry in found[:-1])
        assert len(found) > (100 if "jsonl" in name else 0)


class TestJsonLines:
    def test_is_an_article_a_line_with_its_id_or_line(self, file):
        name = file("a.jsonl", '{"text": "It rained.", "id": "x"}\r\n\n{"text": "It\\nsnowed.", "id": ""}')
        assert list(entries([name])) == [Entry(name, "x", "It rained."), Entry(name, 3, "It\nsnowed.")]

    def test_takes_other_names(self, file):
        name = file("a.ndjson", '{"body": "It rained.", "id": 1, "key": 7}')
        assert list(entries([name], columns=Columns("body", "key"))) == [Entry(name, 7, "It rained.")]

    def test_may_begin_with_a_mark_or_be_utf_16(self, file):
        row = '{"text": "Żółw\u2028x"}\n'
        assert texts(file("a.jsonl", "\ufeff" + row)) == ["Żółw\u2028x"]
        assert texts(file("a.jsonl", (2 * row).encode("utf-16"))) == 2 * ["Żółw\u2028x"]

    def test_of_nothing_has_no_article(self, file):
        assert texts(file("a.jsonl", "")) == texts(file("b.jsonl", "\n\n")) == []

    @pytest.mark.parametrize(("line", "fault"), [
        (b'{"text": ', "is no JSON"),
        (b'["text"]', "is a JSON list, not an object"),
        (b'{"body": "x", "key": 1}', "has no 'text' but body, key; choose one with --text"),
        (b'{"text": null}', "its 'text' is missing"),
        (b'{"text": 7}', "its 'text' is no text"),
        ('{"text": "café"}'.encode("latin-1"), "byte 36 (0xe9) is not UTF-8"),
        (b'{"text": ' + FAR * b"[", "is nested too deeply"),
    ])
    def test_a_bad_line_is_named_and_the_next_is_read(self, file, line, fault):
        found = list(entries([file("a.jsonl", b'{"text": "It rained."}\n' + line + b'\n{"text": "It snowed."}\n')]))
        assert [found[0].text, found[2].text] == ["It rained.", "It snowed."]
        assert "a.jsonl, line 2" in str(found[1].text)
        assert fault in str(found[1].text)

    def test_without_the_id_that_is_asked_for_is_a_fault(self, file):
        name = file("a.jsonl", '{"text": "x"}')
        assert "has no 'key' but text; choose one with --id" in faults(name, columns=Columns(id="key"))[0]


class TestCsv:
    def test_is_an_article_a_row(self, file):
        name = file("a.csv", 'id,text\n7,"It ""rained"",\nand snowed."\n,It hailed.\n')
        assert list(entries([name])) == [
            Entry(name, "7", 'It "rained",\nand snowed.'), Entry(name, 4, "It hailed.")
        ]

    @pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16"])
    def test_is_read_in_each_encoding_that_says_what_it_is(self, file, codec):
        assert texts(file("a.csv", "text\r\nŻółw\r\n".encode(codec))) == ["Żółw"]

    def test_has_room_for_a_cell_of_ten_megabytes(self, file):
        cell = "It rained. " * 1_000_000
        assert texts(file("a.csv", f"text\n{cell}\nIt snowed.\n")) == [cell, "It snowed."]

    def test_a_cell_beyond_all_bounds_ends_the_file(self, file, monkeypatch):
        monkeypatch.setattr(inputs, "MAX_BYTES", 100)
        name = file("a.csv", 'text\nIt rained.\n"' + 20 * "It snowed.\n" + '"\n')
        found = list(entries([name]))
        assert found[0].text == "It rained."
        assert "is no CSV (field larger than field limit (100))" in str(found[1].text)

    def test_without_the_column_lists_those_it_has(self, file):
        (fault,) = faults(file("a.csv", "title,body\nx,y\n"))
        assert "a.csv: has no column 'text' but title, body; choose one with --text" in fault

    def test_of_nothing_is_a_fault(self, file):
        assert "is empty; its first line must name the columns" in faults(file("a.csv", ""))[0]

    def test_a_row_in_latin_1_is_named_and_the_next_is_read(self, file):
        name = file("a.csv", b"text\nIt rained.\nLe caf\xe9\nIt snowed.\n")
        found = list(entries([name]))
        assert "a.csv, line 3: a byte (0xe9) is not UTF-8" in str(found[1].text)
        assert [found[0].text, found[2].text] == ["It rained.", "It snowed."]

    def test_a_row_that_is_too_short_is_a_fault(self, file):
        assert "line 2: its 'text' is missing" in faults(file("a.csv", "id,text\n7\n"))[0]


class TestFolders:
    def test_are_read_by_name_with_those_inside(self, file, tmp_path):
        file("b.txt", "second"), file("a.txt", "first"), file("c.pdf", "none"), file("in/d.jsonl", '{"text": "third"}')
        assert texts(str(tmp_path)) == ["first", "second", "third"]

    def test_leave_out_the_answer(self, file, tmp_path):
        file("a.txt", "first"), file("out.jsonl", "{}")
        assert texts(str(tmp_path), leave_out=[str(tmp_path / "out.jsonl")]) == ["first"]


class TestStandardInput:
    @pytest.mark.parametrize("packed", [False, True])
    def test_is_read_but_not_closed(self, monkeypatch, packed):
        content = b'{"text": "It rained."}\n'
        stdin = io.TextIOWrapper(io.BytesIO(gzip.compress(content) if packed else content))
        monkeypatch.setattr("sys.stdin", stdin)
        assert texts("-", kind="jsonl") == ["It rained."]
        assert not stdin.closed


class TestWholeText:
    @pytest.mark.parametrize("name", ["a.csv", "a.jsonl", "a.html", "a.ann", "a.csv.gz"])
    def test_is_that_of_any_file_as_it_stands(self, file, name):
        content = "\ufeffa;b\r\n<p>1\r"
        packed = gzip.compress(content.encode()) if name.endswith(".gz") else content
        assert inputs.whole_text(Path(file(name, packed))) == "a;b\r\n<p>1\r"

    @pytest.mark.parametrize(("content", "fault"), [
        ("café".encode("latin-1"), r"a\.txt: byte 3 \(0xe9\) is not UTF-8"), (b"\xff\xfea", "begins as UTF-16"),
    ])
    def test_that_cannot_be_read_is_told(self, file, content, fault):
        with pytest.raises(InputError, match=fault):
            inputs.whole_text(Path(file("a.txt", content)))

    def test_of_a_missing_file_is_told(self, tmp_path):
        with pytest.raises(InputError, match=r"no\.csv: cannot be read \(No such file"):
            inputs.whole_text(tmp_path / "no.csv")


class TestObjects:
    def test_are_those_of_each_line_with_its_place(self, file):
        name = file("a.jsonl", '\ufeff{"a": 1}\r\n\n{"b": "\u2028"}')
        found = list(inputs.objects(Path(name)))
        assert found == [(f"{name}, line 1", {"a": 1}), (f"{name}, line 3", {"b": "\u2028"})]

    @pytest.mark.parametrize(("line", "fault"), [
        ("{", "line 2: is no JSON"), ("[1]", "line 2: is a JSON list, not an object"),
        (FAR * "[", "line 2: is nested too deeply"),
    ])
    def test_a_line_that_is_none_is_named(self, file, line, fault):
        with pytest.raises(InputError, match=fault):
            list(inputs.objects(Path(file("a.jsonl", "{}\n" + line + "\n"))))


@pytest.mark.parametrize(("name", "holds", "kind"), [
    ("a.txt", True, "text"), ("A.TXT", True, "text"), ("a.txt.gz", True, "text"), ("a.html", True, "page"),
    ("a.htm.GZ", True, "page"), ("a.jsonl", True, "jsonl"), ("a.csv.gz", True, "csv"), ("a", False, "text"),
    ("a.pdf", False, "text"), ("a.gz", False, "text"), ("txt", False, "text"),
])
def test_a_name_tells_whether_a_file_holds_articles_and_what(name, holds, kind):
    assert inputs.holds_articles(name) is holds
    assert inputs.kind_of(name) == kind


def test_one_article_is_asked_for_by_its_file(file):
    assert inputs.article(file("a.jsonl", "{}")) == "{}"
    with pytest.raises(InputError, match=r"no\.txt: cannot be read"):
        inputs.article("no.txt")

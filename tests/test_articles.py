"""A user's articles: what files and folders hold, under which names."""

import gzip
import json

import pytest

from framing import articles


@pytest.fixture
def pile(tmp_path):
    """Return a folder with articles of each kind, and what is none."""
    (tmp_path / "weekly").mkdir()
    (tmp_path / "a.txt").write_text("It rained.\r\nIt snowed.", encoding="utf-8", newline="")
    (tmp_path / "weekly" / "a.txt").write_text("\ufeffIt hailed.", encoding="utf-8")
    (tmp_path / "b.txt.gz").write_bytes(gzip.compress(b"It froze."))
    (tmp_path / "c.jsonl").write_text(json.dumps({"id": "x", "text": "It thawed."}) + '\n{"text": "Fog."}\n')
    (tmp_path / "d.csv").write_text("id,text\ny,A row.\n", encoding="utf-8")
    (tmp_path / "notes.pdf").write_bytes(b"%PDF")
    return tmp_path


def test_a_folder_holds_those_of_its_folders_too_but_no_tables(pile):
    assert articles.read([pile]) == {
        "a": "It rained.\r\nIt snowed.", "b": "It froze.", "x": "It thawed.", "2": "Fog.", "weekly/a": "It hailed.",
    }


def test_a_table_is_read_where_it_is_named(pile):
    assert articles.read([pile / "d.csv"]) == {"y": "A row."}


def test_files_go_by_their_stem_in_the_order_given(pile):
    assert list(articles.read([pile / "b.txt.gz", pile / "a.txt"])) == ["b", "a"]


def test_a_file_given_twice_is_one_article(pile):
    assert list(articles.read([pile / "a.txt", pile / "a.txt"])) == ["a"]


def test_two_articles_of_one_name_are_refused(pile):
    with pytest.raises(ValueError, match=r"a\.txt: there is an article 'a' already; give each a name or id of its own"):
        articles.read([pile / "a.txt", pile / "weekly" / "a.txt"])


def test_web_pages_are_read_as_articles(pile):
    pytest.importorskip("trafilatura", reason="the extra [html] is not installed")
    body = "".join(f"<p>The harbour line number {i} will be closed on Monday, said the company.</p>" for i in range(9))
    (pile / "page.html").write_text(f"<html><body><article><h1>Trams</h1>{body}</article></body></html>")
    assert "harbour line number 8" in articles.read([pile])["page"]


@pytest.mark.parametrize(("name", "content", "fault"), [
    ("e.txt", "café".encode("latin-1"), r"e\.txt: byte 3 \(0xe9\) is not UTF-8"),
    ("e.jsonl", b'{"text": 1}\n', r"e\.jsonl, line 1: its 'text' is no text"),
])
def test_what_cannot_be_read_is_named(pile, name, content, fault):
    (pile / name).write_bytes(content)
    with pytest.raises(ValueError, match=fault):
        articles.read([pile])


def test_a_folder_without_articles_is_named(tmp_path):
    (tmp_path / "a.txt").write_text(" \n")
    with pytest.raises(ValueError, match="there is no article in"):
        articles.read([tmp_path])

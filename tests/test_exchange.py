"""What other tools write: however they count, a span stands where its words are, or it is refused and said."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing import exchange
from framing.exchange import located
from framing.sheets import Row

TEXT = "\U0001f600 It rained.\r\n\U0001f600 They \U0001f44d fought.\r\nIt snowed."
"""Two-unit characters and two-character line ends before the sentences."""
SAID = ("It rained.", "They \U0001f44d fought.", "It snowed.")


def utf16(text: str) -> int:
    """Return how many UTF-16 units a text has."""
    return len(text.encode("utf-16-le")) // 2


def span_of(said: str, count) -> tuple[int, int]:
    """Return where a tool that counts in its own way has a sentence."""
    before = TEXT[: TEXT.index(said)]
    return count(before), count(before) + count(said)


@pytest.mark.parametrize("said", SAID)
@pytest.mark.parametrize("count", [
    len, utf16, lambda text: len(text.replace("\r\n", "\n")), lambda text: utf16(text.replace("\r\n", "\n")),
], ids=["code points", "UTF-16 units", "LF for CRLF", "both"])
def test_a_span_is_found_however_it_is_counted(said, count):
    start, end = located(TEXT, *span_of(said, count), said)
    assert TEXT[start:end] == said


def test_a_span_is_found_where_the_tool_had_two_characters_for_a_line_end():
    text = "It rained.\nIt snowed."
    assert located(text, 12, 22, "It snowed.") == (11, 21)


@pytest.mark.parametrize("span", [(0, 5), (500, 510), (-3, 5), (5, 5), (9, 3)])
def test_a_span_whose_words_stand_elsewhere_is_none(span):
    assert located(TEXT, *span, "It snowed.") is None


def test_code_points_come_before_other_ways_to_count():
    text = "\U0001f600ab ab ab"
    assert located(text, 4, 6, "ab") == (4, 6)


def test_a_reading_with_the_very_words_comes_before_one_with_white_space_around_them():
    text = "\U0001f600 It \U0001f44d rained.\r\nIt snowed."
    said = text.partition("\r")[0]
    assert located(text, 0, utf16(said), said) == (0, len(said))


def test_label_studio_without_words_counts_utf_16_units(tmp_path):
    text = "\U0001f600\U0001f600 It rained. It snowed."
    spans = (5, 15), (90, 99)
    result = [{"value": {"start": start, "end": end, "labels": ["war"]}} for start, end in spans]
    tasks = [{"id": 7, "data": {"text": text}, "annotations": [{"result": result}]}]
    (tmp_path / "x.json").write_text(json.dumps(tasks))
    found = exchange.read(tmp_path / "x.json", "label-studio")
    assert [row.text for row in found.rows] == ["It rained."]
    assert "result 2: '' does not stand at 90-99" in found.refused[0]


def test_without_words_code_points_are_believed_but_white_space_is_no_span():
    assert located(TEXT, 2, 12, None) == (2, 12)
    assert located(TEXT, 12, 14, None) is None


@given(st.text("a\U0001f600\n\r .", min_size=1, max_size=30), st.data())
def test_a_span_in_code_points_is_always_found_as_it_is(text, data):
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    if text[start:end].strip():
        assert located(text, start, end, text[start:end]) == (start, end)


ROWS = [Row("a", 2, 12, "", "It rained.", "", "no war"), Row("b/c", 0, 11, "", "=SUM(1) fel", "", 'a "b", ü')]
TEXTS = {"a": "\U0001f600 It rained.\r\nIt snowed.", "b/c": "=SUM(1) fell.\nMore."}
LABELS = ("no war", 'a "b", ü')


@pytest.mark.parametrize("form", exchange.FORMS)
def test_labelled_spans_come_back_from_every_format(form, tmp_path):
    labels = [label for label in LABELS if form != "brat" or '"' not in label]
    rows = [row for row in ROWS if row.label in labels]
    exchange.write(tmp_path / "out", form, TEXTS, rows)
    found = exchange.read(tmp_path / "out", form, TEXTS, labels)
    assert [(r.key, r.label, r.text) for r in found.rows] == [(r.key, r.label, r.text) for r in rows]
    assert found.refused == ()
    assert found.texts == {row.article: TEXTS[row.article] for row in rows}


def test_label_studio_counts_utf_16_units(tmp_path):
    exchange.write(tmp_path / "out.json", "label-studio", TEXTS, ROWS[:1])
    (task,) = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))
    assert task["annotations"][0]["result"][0]["value"]["start"] == 3


def test_label_studio_gives_the_last_annotation_that_was_not_cancelled(tmp_path):
    value = {"start": 0, "end": 10, "text": "It rained."}
    done = [{"result": [{"value": {**value, "labels": [label]}}], "was_cancelled": gone}
            for label, gone in (("war", False), ("peace", False), ("none", True))]
    tasks = [{"id": 7, "data": {"text": "It rained."}, "annotations": done}, {"id": 8, "data": {"text": "x"}}]
    (tmp_path / "x.json").write_text(json.dumps(tasks))
    found = exchange.read(tmp_path / "x.json", "label-studio")
    assert [(row.article, row.label) for row in found.rows] == [("7", "peace")]


def test_prodigy_gives_what_was_accepted(tmp_path):
    rows = [{"text": "It rained.", "spans": [{"start": 0, "end": 10, "label": "war"}], "answer": answer}
            for answer in ("accept", "reject", "ignore")]
    (tmp_path / "x.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    found = exchange.read(tmp_path / "x.jsonl", "prodigy")
    assert [row.label for row in found.rows] == ["war"]


def test_brat_gives_spans_and_no_relations_and_joins_broken_ones(tmp_path):
    (tmp_path / "a.txt").write_text("It rained, she said, on Monday.")
    (tmp_path / "a.ann").write_text("T1\twar 0 9;21 30\tIt rained on Monday\nR1\tof Arg1:T1 Arg2:T1\n#1\tNote T1\tx\n")
    found = exchange.read(tmp_path / "a.ann", "brat")
    assert [(row.start, row.end, row.label) for row in found.rows] == [(0, 30, "war")]


@pytest.mark.parametrize(("name", "form", "content", "fault"), [
    ("x.json", "label-studio", "{", r"x\.json: no JSON"),
    ("x.json", "label-studio", '[{"a": 1}]', "not Label Studio's JSON of tasks with data.text"),
    ("x.jsonl", "prodigy", "[1]\n", r"x\.jsonl, line 1: is a JSON list"),
    ("x.jsonl", "prodigy", '{"text": 5}\n', "line 1: no object with text and spans"),
    ("x.jsonl", "jsonl", '{"text": "a", "sentences": [{"label": "war"}]}\n', "line 1: no object with text and senten"),
    ("x.ann", "brat", "T1 war\n", r"the text x\.txt is not beside it"),
    ("x.csv", "csv", "a,b\n", "no sheet from `framing sample`"),
    ("x.csv", "xml", "", "no format 'xml': use one of csv, jsonl, label-studio, prodigy, brat"),
])
def test_a_file_of_another_form_is_named(tmp_path, name, form, content, fault):
    (tmp_path / name).write_text(content)
    with pytest.raises(ValueError, match=fault):
        exchange.read(tmp_path / name, form)


def test_a_line_of_brat_that_cannot_be_read_is_named(tmp_path):
    (tmp_path / "x.txt").write_text("It rained.")
    (tmp_path / "x.ann").write_text("T1 war 0 3\n")
    with pytest.raises(ValueError, match=r"x\.ann, line 1: no text-bound annotation of brat"):
        exchange.read(tmp_path / "x.ann", "brat")


@pytest.mark.parametrize(("span", "fault"), [
    ({"start": 0, "end": 4, "text": "Fog.", "label": "war"}, "'Fog.' does not stand at 0-4 of 'x', counted as code po"),
    ({"start": 0, "end": 10, "label": "fog"}, "unknown label 'fog'; use one of war, peace"),
])
def test_a_span_that_does_not_fit_is_refused_and_the_others_come_in(tmp_path, span, fault):
    good = {"start": 0, "end": 10, "text": "It rained.", "label": "War"}
    (tmp_path / "x.jsonl").write_text(json.dumps({"id": "x", "text": "It rained.", "sentences": [span, good]}))
    found = exchange.read(tmp_path / "x.jsonl", "jsonl", labels=("war", "peace"))
    assert [row.label for row in found.rows] == ["war"]
    assert fault in found.refused[0]
    assert "line 1, span 1" in found.refused[0]


def test_brat_refuses_what_it_could_not_give_back(tmp_path):
    rows = [Row("a", 0, 2, "", "It", "", label) for label in ("a b", "a_b")]
    with pytest.raises(ValueError, match="brat cannot tell 'a b' from 'a_b'"):
        exchange.write(tmp_path / "out", "brat", {"a": "It"}, rows)
    for name in ("../a", "/a", "a//b", "."):
        with pytest.raises(ValueError, match="cannot be the name of a file"):
            exchange.write(tmp_path / "out", "brat", {name: "It"}, [Row(name, 0, 2, "", "It", "", "a")])
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(("name", "form"), [
    ("a.csv", "csv"), ("a.jsonl", "jsonl"), ("a.json", "label-studio"), ("a.ann", "brat"), ("a.txt", "csv"),
])
def test_the_name_of_a_file_tells_its_form(tmp_path, name, form):
    assert exchange.guessed(tmp_path / name) == form
    assert exchange.guessed(tmp_path) == "brat"


def test_a_name_without_an_ending_tells_no_form(tmp_path):
    """A folder for brat that is to be made would else become a file of CSV."""
    with pytest.raises(ValueError, match="brat: its name does not tell the format; give --format, one of csv, jsonl"):
        exchange.guessed(tmp_path / "brat")


@pytest.mark.parametrize("form", [form for form in exchange.FORMS if form != "brat"])
def test_a_folder_that_is_not_there_is_named(tmp_path, form):
    with pytest.raises(FileNotFoundError, match=r"x: the folder '.*nowhere' does not exist; make it first"):
        exchange.write(tmp_path / "nowhere" / "x", form, TEXTS, ROWS)


def test_one_coder_gives_a_span_one_label_and_no_second_reading(tmp_path):
    value = {"start": 0, "end": 10, "text": "It rained.", "labels": ["war", "peace", "war"]}
    tasks = [{"id": 7, "data": {"text": "It rained."}, "annotations": [{"result": [{"value": value}]}]}]
    (tmp_path / "x.json").write_text(json.dumps(tasks))
    found = exchange.read(tmp_path / "x.json", "label-studio")
    assert [row.label for row in found.rows] == ["war"]
    (fault,) = found.refused
    assert "result 1: 'It rained.' is 'war' already, not 'peace' too: one label a sentence" in fault


def test_one_name_is_one_text_in_all_files():
    one, other = (exchange.Imported({"x": text}, (), ()) for text in ("It rained.\r\n", "It rained.\n"))
    assert exchange.together([one, one]) == one.texts
    with pytest.raises(ValueError, match="the article 'x' has one text in one file and another in the next"):
        exchange.together([one, other])

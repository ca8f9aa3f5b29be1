"""Sheets: out to a spreadsheet and back, whatever it does to the file; nothing that coders must not change slips by."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing import sheets
from framing.sheets import Row

ROWS = [
    Row("a", 0, 10, "", "It rained.", 'She said: "No; never"', "war", "sure?"),
    Row("a", 11, 40, "It rained.", '=HYPERLINK("http://x.example"; "y")', "-2 degrees, he said", "peace"),
    Row("b, c", 5, 30, "@home\tand away", "A line\nbreak; and, a comma", "+1", "", "'=quoted"),
    Row("ü😀", 3, 9, "'", "'tis so", "", "war"),
]
"""Cells with all that a table or a spreadsheet could stumble over."""


def cells(path) -> list[list[str]]:
    """Return the cells of a sheet as a spreadsheet reads them."""
    return list(csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline="")))


def save(path, rows, *, mark=",", end="\n", codec="utf-8", quoting=csv.QUOTE_MINIMAL):
    """Save cells as a spreadsheet does."""
    buffer = io.StringIO()
    csv.writer(buffer, delimiter=mark, lineterminator=end, quoting=quoting).writerows(rows)
    path.write_bytes(buffer.getvalue().encode(codec))


@pytest.fixture
def sheet(tmp_path):
    sheets.write(tmp_path / "sheet.csv", ROWS)
    return tmp_path / "sheet.csv"


def test_a_sheet_gives_back_what_was_written(sheet):
    assert sheets.read(sheet) == ROWS


def test_a_spreadsheet_sees_a_byte_order_mark_and_no_formula(sheet):
    assert sheet.read_bytes().startswith(b"\xef\xbb\xbf")
    assert [cell for row in cells(sheet) for cell in row if cell.startswith(("=", "+", "-", "@", "\t"))] == []
    assert cells(sheet)[2][5].startswith("'=HYPERLINK")


@pytest.mark.parametrize("mark", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("quoting", [csv.QUOTE_MINIMAL, csv.QUOTE_ALL])
def test_comes_back_from_a_spreadsheet(sheet, mark, end, codec, quoting):
    save(sheet, cells(sheet), mark=mark, end=end, codec=codec, quoting=quoting)
    assert sheets.read(sheet) == ROWS


def test_comes_back_with_other_line_ends_inside_cells(sheet):
    save(sheet, [[cell.replace("\n", "\r\n") for cell in row] for row in cells(sheet)])
    assert [row.key for row in sheets.read(sheet)] == [row.key for row in ROWS]


def test_comes_back_sorted_with_columns_moved_added_and_dropped(sheet):
    header, *rows = cells(sheet)
    rows = sorted(rows, key=lambda row: row[5])
    moved = [[*row[::-1], "mine"] for row in (header, *rows)]
    moved[0] = [name.upper() for name in moved[0]]
    save(sheet, moved)
    assert sorted(sheets.read(sheet), key=lambda r: r.key) == sorted(ROWS, key=lambda r: r.key)


def test_comes_back_where_the_apostrophe_was_lost_and_empty_rows_were_added(sheet):
    header, *rows = cells(sheet)
    rows[1][5] = rows[1][5].removeprefix("'")
    save(sheet, [header, *rows, [""] * len(header), []])
    assert sheets.read(sheet) == ROWS


@pytest.mark.parametrize(("column", "value"), [
    ("text", "It snowed."), ("article", "z"), ("start", "1"), ("digest", "x"), ("end", "11"),
])
def test_what_must_not_change_is_refused_with_its_row(sheet, column, value):
    header, *rows = cells(sheet)
    rows[0][header.index(column)] = value
    save(sheet, [header, *rows])
    with pytest.raises(ValueError, match=r"1 faulty row:\n  row 2 \(number 1\): the text, or what names it, was"):
        sheets.read(sheet)


def test_offsets_that_are_no_numbers_are_refused(sheet):
    header, *rows = cells(sheet)
    rows[0][2] = "1.5"
    save(sheet, [header, *rows])
    with pytest.raises(ValueError, match=r"start and end must be whole numbers, not '1\.5' and '10'"):
        sheets.read(sheet)


def test_a_sentence_that_stands_there_twice_is_refused(sheet):
    header, *rows = cells(sheet)
    save(sheet, [header, *rows, rows[0]])
    with pytest.raises(ValueError, match=r"row 6 \(number 1\): the same sentence stands there twice"):
        sheets.read(sheet)


def test_five_faults_are_shown_and_the_others_counted(sheet):
    header, *rows = cells(sheet)
    save(sheet, [header, *([*rows[0][:5], f"Text {i}.", *rows[0][6:]] for i in range(4))])
    with pytest.raises(ValueError, match=r"7 faulty rows:(\n  row .*){5}\n  and 2 more"):
        sheets.read(sheet)


@pytest.mark.parametrize(("said", "meant"), [("war", "war"), (" WAR ", "war"), ("", ""), ("wär", None), ("Pro", "Pro")])
def test_labels_are_matched_with_what_coders_type(said, meant):
    assert sheets.matched(sheets.squeezed(said), ["war", "Pro"]) == meant


@pytest.mark.parametrize("content", ["", "a,b\n1,2\n", "\n\n"])
def test_a_file_that_is_no_sheet_is_named(tmp_path, content):
    (tmp_path / "x.csv").write_text(content)
    with pytest.raises(ValueError, match=r"x\.csv: no sheet from `framing sample`: the column 'article' is missing"):
        sheets.read(tmp_path / "x.csv")


def test_a_file_that_is_no_table_is_named(sheet):
    save(sheet, [*cells(sheet), ["x" * 200_000]])
    limit = csv.field_size_limit(100_000)
    try:
        with pytest.raises(ValueError, match=r"sheet\.csv: no CSV \(field larger"):
            sheets.read(sheet)
    finally:
        csv.field_size_limit(limit)


WORDS = st.text(st.characters(codec="utf-8", exclude_characters="\r\x00"), max_size=20)


@given(st.lists(st.tuples(WORDS, WORDS, WORDS), min_size=1, max_size=4))
def test_any_text_comes_back(tmp_path_factory, parts):
    rows = [Row(f"a{i}", i, i + 1, before, text, note.strip(), "war", note) for i, (before, text, note) in
            enumerate(parts)]
    path = tmp_path_factory.mktemp("sheet") / "sheet.csv"
    sheets.write(path, rows)
    assert sheets.read(path) == rows


@pytest.mark.parametrize("text", [
    "2024", "007", "1-2", "3/4", "May 5", "5 May 2024, 10:30 PM", "TRUE", "false", "12 %", "1e5", "10:30", "$ 5",
    "'99", "''5",
])
def test_no_number_or_date_is_left_for_a_spreadsheet_to_change(tmp_path, text):
    """A spreadsheet makes 7 of 007 and 02.01. of 1-2, and then the row would be refused."""
    row = Row(text, 0, 9, text, text, text, text, text)
    sheets.write(tmp_path / "sheet.csv", [row])
    (_, (_, article, _, _, *others, digest)) = cells(tmp_path / "sheet.csv")
    assert {cell[0] for cell in (article, *others)} == {"'"}
    assert digest.isalpha()
    assert sheets.read(tmp_path / "sheet.csv") == [row]


def test_a_sentence_with_a_figure_is_shown_as_it_is(tmp_path):
    sheets.write(tmp_path / "sheet.csv", [Row("a", 0, 9, "", "The hall has 37 seats.", "")])
    assert cells(tmp_path / "sheet.csv")[1][5] == "The hall has 37 seats."


def test_digests_have_no_figure_that_makes_a_number():
    assert all(Row("a", i, i + 9, "", "It rained.", "").digest.isalpha() for i in range(200))

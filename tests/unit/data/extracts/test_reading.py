"""Files as tables of text: encodings, delimiters, blank rows, lines, workbooks."""

from __future__ import annotations

import contextlib
import io
import zipfile

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.extracts.findings import Findings, Unreadable
from data.extracts.reading import read_sheet
from data.extracts.sheet import Sheet, fold, tidy
from data.extracts.text_file import as_utf8
from data.extracts.workbook import check_archive
from tests.unit.data.extracts.made_up import to_csv

HEADER = ["MajorText", "MinorText", "BoroughName", "202601", "202602"]
ROWS = [
    HEADER,
    ["THEFT", "OTHER THEFT", "Barnet", "4", "5"],
    ["THEFT", "SHOPLIFTING", "Barnet", "6", "7"],
]
TABLE = [tuple(row) for row in ROWS[1:]]


def read(content: bytes) -> tuple[Sheet, Findings]:
    findings = Findings("file.csv")
    sheet = read_sheet("file.csv", content, findings)
    assert sheet is not None
    return sheet, findings


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_the_same_table_however_it_is_written(encoding: str, delimiter: str, newline: str) -> None:
    sheet, _ = read(to_csv(ROWS, delimiter, newline).decode().encode(encoding))
    assert list(sheet.header) == HEADER
    assert sheet.cells.rows() == TABLE


def test_rows_know_their_line() -> None:
    content = (
        b"Recorded crime\n\nMajorText,MinorText,BoroughName,202601,202602\n"
        b'THEFT,"OTHER\nTHEFT",Barnet,4,5\n\n,,,,\nTHEFT,SHOPLIFTING,Barnet,6,7\n'
    )
    sheet, _ = read(content)
    assert sheet.header_row == 3
    assert sheet.cells.height == 2
    assert [sheet.row_of(0), sheet.row_of(1)] == [4, 8]


def test_empty_columns_at_the_end_are_as_a_spreadsheet_saves_them() -> None:
    sheet, _ = read(to_csv([[*row, "", ""] for row in ROWS]))
    assert sheet.cells.rows() == TABLE


def test_a_row_with_more_cells_than_the_header_is_refused_with_its_line() -> None:
    with pytest.raises(Unreadable) as caught:
        read(to_csv([*ROWS, ["THEFT", "RAPE", "Barnet", "1", "2", "3"]]))
    assert (caught.value.rule, caught.value.row) == ("a row must have 5 cells, as the header", 4)


def test_a_quotation_mark_out_of_place_is_refused_with_its_line() -> None:
    with pytest.raises(Unreadable) as caught:
        read(to_csv(ROWS) + b'THEFT,"OTHER"x,Barnet,1,2\n')
    assert caught.value.row == 4
    assert "quotation marks" in caught.value.rule


@pytest.mark.parametrize(
    ("content", "row"),
    [(b"a,b\nc\0d,e\n", 2), (b"a,b\nc,d\n\x81,x", 3), ("a,b".encode("utf-32"), 1)],
)
def test_what_is_no_text_is_refused(content: bytes, row: int) -> None:
    with pytest.raises(Unreadable) as caught:
        as_utf8(content)
    assert caught.value.row == row


def test_more_blank_lines_than_memory_could_hold_are_refused() -> None:
    with pytest.raises(Unreadable, match="40,000,000 cells"):
        read(to_csv(ROWS) + b"\n" * 8_000_001)


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    findings = Findings("file")
    for start in (b"", to_csv(ROWS[:1]), b"PK\x03\x04"):
        with contextlib.suppress(Unreadable):  # nothing else is raised
            read_sheet("file", start + content, findings)


@given(st.text(max_size=40))
def test_folding_is_the_same_twice(text: str) -> None:
    assert tidy(tidy(text)) == tidy(text)
    assert fold(text) == fold(f"  {text} \ufeff")


def workbook(rows: list[list[object]], title: str = "Crime") -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = title
    for row in rows:
        sheet.append(row)
    return book


def saved(book: openpyxl.Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_workbook_is_the_same_table() -> None:
    numbers: list[list[object]] = [
        [int(cell) if cell.isdecimal() else cell for cell in row] for row in ROWS
    ]
    book = workbook([["Recorded crime"], [], *numbers[:2], [], numbers[2]])
    book.create_sheet("Notes").append(["as published"])
    sheet, findings = read(saved(book))
    assert list(sheet.header) == HEADER
    assert sheet.cells.rows() == TABLE
    assert [sheet.row_of(0), sheet.row_of(1)] == [4, 6]
    assert findings.found == []


def test_a_formula_is_named_with_its_place() -> None:
    book = workbook([[*ROWS[0]], [*ROWS[1]], ["THEFT", "SHOPLIFTING", "Barnet", "=D2*2", 7]])
    _, findings = read(saved(book))
    assert str(findings.errors[0]) == (
        "file.csv, row 3, column 202601: must be a value, not a formula: save the workbook with "
        "values only (found “=D2*2”)"
    )


def test_two_tables_in_a_workbook_are_refused() -> None:
    book = workbook([[*row] for row in ROWS])
    for row in ROWS:
        book.create_sheet("More") if "More" not in book.sheetnames else None
        book["More"].append(row)
    with pytest.raises(Unreadable, match="only one sheet may hold a table"):
        read(saved(book))
    book["More"].sheet_state = "hidden"
    assert read(saved(book))[0].cells.rows() == TABLE


DEFINING = '<!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>'


@pytest.mark.parametrize(
    "part",
    [
        DEFINING.encode(),
        b'<?xml version="1.0"?>' + b" " * 60_000 + DEFINING.encode(),
        b'<?xml version="1.0"?>' + b" " * 70_000 + DEFINING.encode(),
        ('<?xml version="1.0" encoding="utf-16"?>' + DEFINING).encode("utf-16"),
    ],
    ids=["at once", "later", "far away", "in another encoding"],
)
def test_a_workbook_that_defines_entities_is_refused(part: bytes) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("xl/worksheets/sheet1.xml", part)
        archive.writestr("xl/media/picture.png", b"no XML")
    with pytest.raises(Unreadable, match="defines no entities") as caught:
        check_archive(out.getvalue())
    assert caught.value.value == "xl/worksheets/sheet1.xml"


def test_a_cell_as_long_as_a_book_is_refused_with_its_row() -> None:
    with pytest.raises(Unreadable, match="not be longer than 10,000 characters") as caught:
        read(to_csv([*ROWS, ["x" * 10_001, "RAPE", "Barnet", "1", "2"]]))
    assert caught.value.row == 4

"""Files as Excel leaves them: encodings, delimiters, merged cells, titles above the header."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from data.intake.columns import BOARD
from data.intake.header import Header, check_header, find_header
from data.intake.problems import Problems, Unreadable
from data.intake.sheet import Sheet, read_sheets
from tests.unit.data.intake.made_up import LABELS, csv_text, row


def written(place: Path, content: bytes | str, name: str = "board.csv") -> Path:
    path = place / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def found(path: Path) -> tuple[Sheet, Header, list[str]]:
    problems = Problems()
    sheet, header = find_header(read_sheets(path), BOARD)
    check_header(sheet, header, BOARD, problems)
    return sheet, header, [str(each) for each in problems.in_order()]


def titles(path: Path) -> list[str]:
    sheet, header, problems = found(path)
    assert problems == []
    return [str(each.at(header.positions["title"])) for each in sheet[header.index + 1 :]]


ROWS = [row(Title="First, with a comma"), row(Id="two", Title="Second – “ünïcode”")]
TITLES = ["First, with a comma", "Second – “ünïcode”"]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_text_files_in_every_habit(tmp_path: Path, delimiter: str, end: str, encoding: str) -> None:
    text = csv_text(ROWS, delimiter=delimiter, end=end)
    assert titles(written(tmp_path, text.encode(encoding))) == TITLES


def test_what_excel_calls_ansi(tmp_path: Path) -> None:
    plain = [row(Title="Café – “quoted”")]
    assert titles(written(tmp_path, csv_text(plain).encode("cp1252"))) == ["Café – “quoted”"]


def test_excels_own_line_on_the_delimiter(tmp_path: Path) -> None:
    text = "sep=;\n" + csv_text(ROWS, delimiter=";")
    path = written(tmp_path, text)
    assert titles(path) == TITLES
    assert read_sheets(path)[0][0].number == 2


def test_spaces_empty_rows_and_lines_within_cells(tmp_path: Path) -> None:
    text = csv_text([row(Title="  Padded\u00a0 and\nbroken  ")])
    text = f"Business Plan milestones,,,\n,,,\n{text},,,,,,\n  ,  \n"
    sheet, header, problems = found(written(tmp_path, text))
    assert problems == []
    assert sheet[header.index].number == 3
    assert [each.number for each in sheet[header.index + 1 :]] == [4]
    assert sheet[-1].at(header.positions["title"]) == "Padded and broken"


def test_columns_in_any_order_and_by_other_names(tmp_path: Path) -> None:
    text = csv_text(ROWS)
    text = text.replace("Current due", "DUE DATE").replace("BCUs", "Area", 1)
    text = text.replace("Reason for delay", "Reason_for-Delay", 1)
    assert titles(written(tmp_path, text)) == TITLES


def workbook(place: Path, fill: object) -> Path:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    fill(book, sheet)  # type: ignore[operator]
    out = io.BytesIO()
    book.save(out)
    return written(place, out.getvalue(), "board.xlsx")


def test_a_workbook_with_a_merged_title_and_merged_cells(tmp_path: Path) -> None:
    def fill(book: openpyxl.Workbook, sheet: object) -> None:
        del book
        sheet.append(["Business Plan milestones, quarter 2"])  # type: ignore[attr-defined]
        sheet.merge_cells("A1:P1")  # type: ignore[attr-defined]
        sheet.append([])  # type: ignore[attr-defined]
        sheet.append(LABELS)  # type: ignore[attr-defined]
        for each in (row(Id="one"), row(Id="two"), row(Id="three")):
            sheet.append(list(each.values()))  # type: ignore[attr-defined]
        # A theme written once for three rows, as people merge cells downwards.
        sheet.merge_cells("E4:E6")  # type: ignore[attr-defined]

    sheet, header, problems = found(workbook(tmp_path, fill))
    assert problems == []
    assert sheet[header.index].number == 3
    data = sheet[header.index + 1 :]
    assert [each.at(header.positions["theme"]) for each in data] == [
        "Tackling serious violence"
    ] * 3


def test_a_header_of_two_rows_with_a_merged_group(tmp_path: Path) -> None:
    upper = [label if "due" not in label else "Due" for label in LABELS]
    lower = ["" if "due" not in label else label.removesuffix(" due") for label in LABELS]
    start = LABELS.index("Original due") + 1

    def fill(book: openpyxl.Workbook, sheet: object) -> None:
        del book
        labels = [each if each != "Due in words" else "Due in words" for each in LABELS]
        top = [
            upper[n] if "due" in labels[n] and "words" not in labels[n] else labels[n]
            for n in range(len(labels))
        ]
        bottom = [
            lower[n] if "due" in labels[n] and "words" not in labels[n] else None
            for n in range(len(labels))
        ]
        sheet.append(top)  # type: ignore[attr-defined]
        sheet.append(bottom)  # type: ignore[attr-defined]
        sheet.append(list(row().values()))  # type: ignore[attr-defined]
        sheet.merge_cells(  # type: ignore[attr-defined]
            start_row=1, end_row=1, start_column=start, end_column=start + 1
        )

    sheet, header, problems = found(workbook(tmp_path, fill))
    assert problems == []
    assert header.index == 1
    assert header.positions["original_due"] == start - 1
    assert header.positions["due"] == start
    assert len(sheet) == 3


def test_numbers_dates_and_hidden_sheets_of_a_workbook(tmp_path: Path) -> None:
    def fill(book: openpyxl.Workbook, sheet: object) -> None:
        cells: list[object] = list(row().values())
        cells[LABELS.index("Id")] = 12.0
        cells[LABELS.index("Current due")] = datetime(2018, 9, 30)
        sheet.append(LABELS)  # type: ignore[attr-defined]
        sheet.append(cells)  # type: ignore[attr-defined]
        hidden = book.create_sheet("Old", 0)
        hidden.append(LABELS)
        hidden.append(["x"] * len(LABELS))
        hidden.sheet_state = "hidden"

    path = workbook(tmp_path, fill)
    sheet, header, problems = found(path)
    assert problems == []
    assert sheet[1].at(header.positions["id"]) == "12"
    assert sheet[1].at(header.positions["due"]) == date(2018, 9, 30)


@pytest.mark.parametrize(
    ("content", "rule"),
    [
        (b"", "must not be empty"),
        (b" \n \n", "must not be empty"),
        (b"\xd0\xcf\x11\xe0 old", "save the old Excel workbook as XLSX"),
        (b"PK\x03\x04 not a workbook", "must be a whole XLSX workbook"),
        (b"a\0b\x81", "must be text"),
        (b"one,two\n1,2\n", "must have a header with the template"),
        (b'Quarter,Id,Kind,Title\n"open,1\n', "whole quotation marks"),
    ],
)
def test_what_is_no_table_is_refused_with_a_reason(
    tmp_path: Path, content: bytes, rule: str
) -> None:
    with pytest.raises(Unreadable) as caught:
        find_header(read_sheets(written(tmp_path, content)), BOARD)
    assert rule in str(caught.value)


def test_a_missing_file_and_one_too_large(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="No such file"):
        read_sheets(tmp_path / "none.csv")
    huge = tmp_path / "huge.csv"
    with huge.open("wb") as file:
        file.truncate(21 * 1024 * 1024)
    with pytest.raises(Unreadable, match="not be larger than 20 MB"):
        read_sheets(huge)


def far(sheet: Worksheet) -> None:
    sheet["XFD1048576"] = "x"


def merged(sheet: Worksheet) -> None:
    sheet.merged_cells.add("A5:XFD1048576")


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        (far, "must not have more than 1,000,000 cells"),
        (merged, "must not have more than 100,000 merged cells"),
    ],
)
def test_a_workbook_that_would_fill_the_memory_is_refused(
    tmp_path: Path, change: Callable[[Worksheet], None], rule: str
) -> None:
    book = openpyxl.Workbook()
    assert book.active is not None
    change(book.active)
    path = tmp_path / "board.xlsx"
    book.save(path)
    with pytest.raises(Unreadable, match=rule):
        read_sheets(path)

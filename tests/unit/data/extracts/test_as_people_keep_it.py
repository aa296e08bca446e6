"""Files of the publisher's layouts as people keep them: what is understood, and what is said."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pytest

from data.__main__ import main
from data.extracts.findings import Findings, Unreadable
from data.extracts.layouts import month_of, recognise
from data.extracts.reading import nearest_header, read_content, read_sheet
from data.periods import Month
from tests.unit.data.extracts.made_up import Rows, put, to_csv

HEADER = ["MajorText", "MinorText", "BoroughName", "202601", "202602"]
TABLE = [
    HEADER,
    ["THEFT", "OTHER THEFT", "Barnet", "4", "5"],
    ["THEFT", "RAPE", "Barnet", "6", "7"],
]
Said = pytest.CaptureFixture[str]


@pytest.mark.parametrize(
    "name",
    [
        "201806", "201806.0", "2018-06", "2018/06", "2018_06", "2018 06", "2018-06-01", "jun-18",
        "june 2018", "jun 2018", "jun-2018", "1-jun-18", "01/06/2018", "30/06/2018", "06/2018",
        "2018-06-01 00:00:00",
    ],
)  # fmt: skip
def test_a_month_is_known_however_it_is_headed(name: str) -> None:
    assert month_of(name) == Month(2018, 6)


@pytest.mark.parametrize(
    # 18-Jun may be a day; a month before its day is no British date; the others are none.
    "name", ["18-jun", "06/02/2018", "06/13/2018", "201813", "2018", "total", "m201806", "43252"]
)  # fmt: skip
def test_what_may_be_another_month_is_none(name: str) -> None:
    assert month_of(name) is None


def test_one_month_in_two_looks_is_there_twice(
    directory: Path, following: Rows, tmp_path: Path, capsys: Said
) -> None:
    rows = [[*row, row[3]] for row in following]
    rows[0][-1] = "Apr-24"
    assert refused(directory, tmp_path, rows, capsys) == [
        "row 1, column 2024-04: a month may occur only once"
    ]


def refused(directory: Path, tmp_path: Path, rows: Rows, capsys: Said) -> list[str]:
    """The mistakes in a file, without its name."""
    file = put(tmp_path, "extract.csv", to_csv(rows))
    assert main(["load", "--dry-run", str(file), "--data-dir", str(directory)]) == 2
    lines = capsys.readouterr().err.splitlines()
    start = "  extract.csv, "
    return [line.removeprefix(start) for line in lines if line.startswith(start)]


NO_TOTALS = "a row must name its offence and area: totals must be left out"


@pytest.mark.parametrize(
    ("start", "told"),
    [
        (["Total", "", ""], f"row 952, column MajorText: {NO_TOTALS} (found “Total”)"),
        (["THEFT", "Subtotal", ""], f"row 952, column MinorText: {NO_TOTALS} (found “Subtotal”)"),
        (["", "", "Totals"], f"row 952, column BoroughName: {NO_TOTALS} (found “Totals”)"),
        (["", "", ""], f"row 952: {NO_TOTALS}"),
    ],
)  # fmt: skip
def test_a_row_of_totals_is_one_mistake(
    directory: Path,
    following: Rows,
    tmp_path: Path,
    *,
    capsys: Said,
    start: list[str],
    told: str,
) -> None:
    total = [str(sum(int(row[i]) for row in following[1:])) for i in range(3, len(following[0]))]
    assert refused(directory, tmp_path, [*following, [*start, *total]], capsys) == [told]


def test_totals_at_the_side_and_notes_below_are_named_once(
    directory: Path, following: Rows, tmp_path: Path, capsys: Said
) -> None:
    rows = [[*row, str(sum(map(int, row[3:])))] for row in following[1:]]
    side = refused(directory, tmp_path, [[*following[0], "Total"], *rows], capsys)
    assert side == [
        "row 1, column Total: a column of totals must be left out: what is loaded is added up "
        "here (found “Total”)"
    ]
    below = refused(directory, tmp_path, [*following, [], ["Source: the Met"]], capsys)
    assert below == [
        "row 953: a note must not stand in the table or below it: every row must hold counts "
        "(found “Source: the Met”)"
    ]


def test_an_empty_column_is_none(directory: Path, following: Rows, tmp_path: Path) -> None:
    file = put(tmp_path, "extract.csv", to_csv([["", *row] for row in following]))
    assert main(["load", "--dry-run", str(file), "--data-dir", str(directory)]) == 0


@pytest.mark.parametrize(
    "content",
    [
        to_csv(TABLE, "|"),
        to_csv([["sep=;"]]) + to_csv(TABLE, ";"),
        "\n".join(", ".join(f'"{cell}"' for cell in row) for row in TABLE).encode(),
        to_csv(TABLE).replace(b"OTHER THEFT", b"OTHER\xa0THEFT"),
    ],
    ids=["bars", "a line for Excel", "spaces before quotation marks", "spaces that do not break"],
)  # fmt: skip
def test_the_same_table_in_other_dress(content: bytes) -> None:
    sheet = read_sheet("file.csv", content, Findings("file.csv"))
    assert sheet is not None
    cells = [[cell.replace("\u00a0", " ") for cell in row] for row in sheet.cells.rows()]
    assert [[*map(str, sheet.header)], *cells] == TABLE


def workbook(**sheets: list[list[object]]) -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    return book


def saved(book: openpyxl.Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_cover_sheet_and_merged_years_above_do_not_matter() -> None:
    book = workbook(
        Cover=[["Recorded crime"], ["Contact", "the Met"]],
        Table=[["", "", "", 2026, 2026], [*HEADER], [*TABLE[1]], [*TABLE[2]]],
    )
    book["Table"].merge_cells("D1:E1")
    sheet = read_sheet("file.xlsx", saved(book), Findings("file.xlsx"))
    assert sheet is not None
    assert (sheet.header_row, sheet.cells.height) == (2, 2)


def test_a_hidden_table_is_named() -> None:
    book = workbook(Cover=[["Recorded crime"]], Crime=[[*row] for row in TABLE])
    book["Crime"].sheet_state = "hidden"
    with pytest.raises(Unreadable, match="must not be hidden") as caught:
        read_sheet("file.xlsx", saved(book), Findings("file.xlsx"))
    assert caught.value.value == "Crime"


def test_a_header_in_two_rows_is_named_with_what_it_lacks() -> None:
    rows: list[list[object]] = [
        ["Recorded crime"],
        [*HEADER[:3], "2026", "2026"],
        ["", "", "", "01"],
    ]
    assert recognise([str(cell) for cell in rows[1]]) is None
    said = (
        "It is nearest to recorded crime by borough, but lacks: one column a month, headed 201806 "
        "(“2026” is none)"
    )
    assert nearest_header(saved(workbook(Crime=rows))) == (2, said)
    text = "\n".join(",".join(map(str, row)) for row in rows)
    assert nearest_header(text.encode()) == (2, said)
    assert nearest_header(b"<html><td>Recorded crime</td></html>") == (None, "")


def test_a_file_that_grows_while_it_is_read_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = put(tmp_path, "growing.csv", to_csv(TABLE))

    def read_bytes(path: Path) -> bytes:
        content = path.open("rb").read()
        with path.open("ab") as more:
            more.write(b"THEFT,ARSON,Barnet,1,2\n")
        return content

    monkeypatch.setattr(Path, "read_bytes", read_bytes)
    with pytest.raises(Unreadable, match="must not change while it is read"):
        read_content(file)

"""No text of a workbook or a CSV can run as a formula, and none makes a file that cannot open."""

from __future__ import annotations

import csv
import io
from typing import Any

import openpyxl
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import settings as limits
from hypothesis import strategies as st

from components.tables import Cell, Column, Table
from components.workbook import FORMATS, write
from components.workbook.model import Workbook
from components.workbook.names import sheet_names
from components.workbook.sheets import sheet_of
from data.intake.loading import templates
from data.intake.template import template_xlsx
from data.result import Meta, Result
from data.spreadsheet_text import LONGEST, harmless, writable
from tests.unit.components.pack.conftest import MADE
from tests.unit.components.workbook.readback import read

ATTACKS = [
    "=1+1",
    '=HYPERLINK("http://x","y")',
    "+cmd|' /C calc'!A0",
    "-2+3+cmd|' /C calc'!A0",
    "@SUM(1,1)",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    "  =1+1",
    "＝1+1",
    "#N/A",
    "#REF!",
    "_x0041_",
    "\x00\x08\x1f\ufffe",
    "\ud800",
    "]]>&amp;<b>",
    "a\x0bb",
]
text = st.one_of(
    st.text(max_size=40),
    st.sampled_from(ATTACKS),
    st.builds("{}{}".format, st.sampled_from("=+-@\t\r"), st.text(max_size=20)),
)


def book(rows: list[list[Any]], form: str) -> bytes:
    table = Table(
        caption="Texts",
        columns=(Column("a", "=Heading"), Column("b", "@Heading"), Column("n", "Number", "change")),
        rows=rows,
        filename="texts",
        source="+Source",
    )
    sheet = sheet_of(table, name=sheet_names(["=Sheet"])[0], title="=Title", lines=["-Sub"])
    assert sheet is not None
    return write(Workbook("=Book", "+About", MADE, [sheet]), form)


@pytest.mark.parametrize("form", list(FORMATS))
@limits(max_examples=6)  # a file takes long, a row does not
@given(rows=st.lists(st.tuples(text, text, st.floats(-1e9, 1e9)), min_size=8, max_size=40))
def test_texts_stay_texts(form: str, rows: list[tuple[str, str, float]]) -> None:
    cells = [[one, Cell(other, note=one), number] for one, other, number in rows]
    # Reading back asserts that no cell has a formula.
    [sheet] = read(book(cells, form), form).values()
    assert sheet.headings[:2] == ["=Heading", "@Heading"]
    for (one, other, number), found in zip(rows, sheet.rows, strict=True):
        assert found[2] == pytest.approx(number, rel=1e-15)
        assert found[0] == (writable(one) or None)
        assert found[1] == (writable(other) or None)


def test_a_long_text_is_cut() -> None:
    assert writable("x" * LONGEST) == "x" * LONGEST
    assert writable("x" * (LONGEST + 1)) == "x" * (LONGEST - 1) + "…"


@given(text)
def test_a_text_of_a_csv_is_harmless(value: str) -> None:
    made = harmless(value)
    assert made in (value, f"'{value}")
    if made == value and value:
        number = value.rstrip("% ").replace(",", "")
        begins = value.lstrip()[:1]
        assert value[0] not in "\t\r\n"
        assert (
            begins not in "=+-@" or number.lstrip("+-").replace(".", "", 1).isdigit() or not begins
        )


@pytest.mark.parametrize("value", ["-8.2", "+1,200", "-3 %", "-0.5%", "–", "−8", "text", ""])
def test_numbers_in_words_are_left_as_they_are(value: str) -> None:
    assert harmless(value) == value


@pytest.mark.parametrize("value", [attack for attack in ATTACKS if attack.strip()[:1] in "=+-@＝"])
def test_attacks_get_an_apostrophe(value: str) -> None:
    assert harmless(value) == f"'{value}"


def test_the_apis_csv_is_harmless_and_its_numbers_are_whole() -> None:
    rows = pd.DataFrame({"text": ["=1+1", "plain"], "value": [-8.25, -3]})
    meta = Meta(title="t", unit=None, source="s", licence="l")
    lines = list(csv.reader(io.StringIO(Result(rows, meta).to_csv())))
    assert lines[1:] == [["'=1+1", "-8.25"], ["plain", "-3"]]


def test_a_template_with_rows_runs_nothing() -> None:
    columns = templates()["report-figures"]
    row = {column.key: "=1+1" for column in columns}
    made = openpyxl.load_workbook(io.BytesIO(template_xlsx("report-figures", [row])))
    assert {cell.data_type for cell in made.worksheets[0][2]} == {"s"}

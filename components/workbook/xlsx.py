"""Workbooks as XLSX: table objects, frozen headings, number formats, document properties."""

from __future__ import annotations

import datetime
import io
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

import openpyxl
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.table import Table, TableStyleInfo

from components.pack.numbers import NUMBER_FORMATS
from components.workbook.model import CREATOR, LANGUAGE, Heading, Link, Sheet, Value, Workbook
from components.workbook.names import table_name
from components.workbook.widths import lines, widths
from data.spreadsheet_text import RISKY

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

MONTH: Final = "mmmm yyyy"
FAMILY: Final = "Arial"
BODY: Final = Font(name=FAMILY)
TITLE: Final = Font(name=FAMILY, bold=True, size=15)
HEADING: Final = Font(name=FAMILY, bold=True)
LINK: Final = Font(name=FAMILY, underline="single", color="1D4E89")
LINE_POINTS: Final = 14.5
TALLEST_POINTS: Final = 409
"""The tallest row that Excel draws."""

STYLE: Final = TableStyleInfo(name="TableStyleLight1", showRowStripes=True)
WRAPPED: Final = Alignment(wrap_text=True, vertical="top")
TOP: Final = Alignment(vertical="top")


def write(workbook: Workbook, step: Callable[[], None]) -> bytes:
    """Write a workbook.

    Args:
        workbook: What to write.
        step: Called between two sheets.
    """
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    book._named_styles["Normal"].font = Font(name=FAMILY, size=11)
    _describe(book, workbook)
    for number, sheet in enumerate(workbook.sheets, start=1):
        step()
        _write(book.create_sheet(sheet.name), sheet, number, workbook)
    step()
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _describe(book: openpyxl.Workbook, workbook: Workbook) -> None:
    made = datetime.datetime.combine(workbook.made, datetime.time())
    properties = book.properties
    properties.title = workbook.title
    properties.description = workbook.description
    properties.creator = CREATOR
    properties.language = LANGUAGE
    properties.created = properties.modified = made


def _write(page: Worksheet, sheet: Sheet, number: int, workbook: Workbook) -> None:
    columns = widths(sheet)
    _put(page.cell(1, 1), sheet.title).font = TITLE
    for row, line in enumerate(sheet.lines, start=2):
        cell = _put(page.cell(row, 1), line)
        if sheet.text_width:
            cell.alignment = WRAPPED
            _heighten(page, row, lines([line], columns))
    for column, heading in enumerate(sheet.headings, start=1):
        cell = _put(page.cell(sheet.header_row, column), heading.label)
        cell.font, cell.alignment = HEADING, WRAPPED
    for index, values in enumerate(sheet.rows, start=sheet.header_row + 1):
        for column, (heading, value) in enumerate(
            zip(sheet.headings, values, strict=True), start=1
        ):
            if value is not None:
                _format(_put(page.cell(index, column), value), heading, value)
        _heighten(page, index, lines(values, columns))
    _mark_as_table(page, sheet, number)
    _heighten(page, sheet.header_row, lines([each.label for each in sheet.headings], columns))
    for column, width in enumerate(columns, start=1):
        page.column_dimensions[get_column_letter(column)].width = width
    page.freeze_panes = page.cell(sheet.header_row + 1, 1)
    _lay_out_for_paper(page, sheet, workbook)


def _heighten(page: Worksheet, row: int, number: int) -> None:
    """Give a row room for its lines: not every program works that out when a file is opened."""
    if number > 1:
        page.row_dimensions[row].height = min(TALLEST_POINTS, number * LINE_POINTS)


def _mark_as_table(page: Worksheet, sheet: Sheet, number: int) -> None:
    last = get_column_letter(len(sheet.headings))
    table = Table(
        displayName=table_name(number),
        ref=f"A{sheet.header_row}:{last}{sheet.last_row}",
        tableStyleInfo=STYLE,
    )
    page.add_table(table)


def _lay_out_for_paper(page: Worksheet, sheet: Sheet, workbook: Workbook) -> None:
    page.page_setup.orientation = "landscape"
    page.page_setup.paperSize = page.PAPERSIZE_A4
    page.page_setup.fitToHeight = 0
    page.sheet_properties.pageSetUpPr.fitToPage = True
    page.print_title_rows = f"{sheet.header_row}:{sheet.header_row}"
    page.oddFooter.center.text = "&P / &N"
    if workbook.marking:
        marking = workbook.marking.replace("&", "&&")
        page.oddHeader.center.text = page.oddFooter.left.text = marking


def _put(cell: Cell, value: Value) -> Cell:
    """Write a value; a text stays a text, also one that Excel would take for a formula."""
    cell.font = BODY
    if isinstance(value, Link):
        cell.value = value.text
        cell.hyperlink = Hyperlink(
            ref=cell.coordinate, location=f"'{value.sheet.replace(chr(39), chr(39) * 2)}'!A1"
        )
        cell.font = LINK
    else:
        cell.value = value
    if isinstance(cell.value, str):
        cell.data_type = "s"
        if RISKY.match(cell.value):
            # So that it stays a text also when someone edits it.
            cell.quotePrefix = True
    return cell


def _format(cell: Cell, heading: Heading, value: Value) -> None:
    if isinstance(value, datetime.date):
        cell.number_format = MONTH
        cell.alignment = Alignment(horizontal="left", vertical="top")
    elif isinstance(value, int | float):
        cell.number_format = NUMBER_FORMATS.get(heading.type, "General")
        cell.alignment = TOP
    elif heading.type in NUMBER_FORMATS:
        cell.alignment = Alignment(horizontal="right", vertical="top")
    else:
        cell.alignment = WRAPPED

"""Reads a CSV or an XLSX file as rows of cells, whatever Excel did to it.

A cell is text, trimmed and on one line, or a date. Of a workbook, each visible sheet is read;
a merged range counts as its value in every cell.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from data.extracts.findings import Unreadable as NotRead
from data.extracts.workbook import check_archive
from data.intake.problems import Unreadable

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

Cell = str | date

LARGEST_FILE = 20 * 1024 * 1024
LARGEST_UNPACKED = 30 * 1024 * 1024
MOST_CELLS, MOST_MERGED = 1_000_000, 100_000
MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?\bref="([A-Z0-9:$]{1,40})"')
ZIP, OLD_EXCEL = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
DELIMITERS = (",", ";", "\t")
EXCEL_ERRORS = frozenset(
    ("#REF!", "#N/A", "#NAME?", "#VALUE!", "#DIV/0!", "#NUM!", "#NULL!", "#SPILL!", "#CALC!")
)
INVISIBLE = dict.fromkeys(map(ord, "\ufeff\u200b\u200c\u200d\u2060\u00ad"))


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a sheet.

    Attributes:
        number: Row of the sheet, or line of the text file, from 1.
        cells: Its cells from the left, without empty ones at the end.
    """

    number: int
    cells: tuple[Cell, ...]

    def at(self, position: int) -> Cell:
        """Return a cell; empty text beyond the last."""
        return self.cells[position] if position < len(self.cells) else ""


Sheet = Sequence[Row]


def content_of(path: Path) -> bytes:
    """Return the content of a file.

    Raises:
        Unreadable: It is missing, no file, or too large.
    """
    try:
        if path.exists() and not path.is_file():
            raise Unreadable("the file must be a file")
        if path.stat().st_size > LARGEST_FILE:
            raise Unreadable(f"the file must not be larger than {LARGEST_FILE // 1024**2} MB")
        return path.read_bytes()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise Unreadable(f"the file must be readable: {reason}") from None


def read_sheets(file: Path | bytes) -> list[Sheet]:
    """Return the sheets of a file, each without its empty rows.

    Args:
        file: A CSV (one sheet) or an XLSX file, or its content; told by that, not by its name.

    Raises:
        Unreadable: It is missing, empty, too large or neither of these.
    """
    content = content_of(file) if isinstance(file, Path) else file
    if not content.strip():
        raise Unreadable("the file must not be empty")
    if content.startswith(OLD_EXCEL):
        raise Unreadable("the file must be CSV or XLSX: save the old Excel workbook as XLSX")
    sheets = _workbook(content) if content.startswith(ZIP) else [_text(content)]
    if not any(sheets):
        raise Unreadable("the file must not be empty")
    return sheets


def _row(number: int, values: Sequence[Any]) -> Row | None:
    cells = [_cell(value) for value in values]
    while cells and cells[-1] == "":
        cells.pop()
    return Row(number, tuple(cells)) if cells else None


def _cell(value: Any) -> Cell:  # noqa: ANN401 - whatever a workbook holds
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    text = unicodedata.normalize("NFC", str(value)).translate(INVISIBLE)
    return " ".join(text.split())


def _text(content: bytes) -> Sheet:
    text = _decoded(content)
    delimiter, text, skipped = _delimiter(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    return list(_lines(reader, skipped))


def _lines(reader: Any, skipped: int) -> Iterator[Row]:  # noqa: ANN401 - csv's reader
    line = 1
    try:
        for cells in reader:
            row = _row(line + skipped, cells)
            if row is not None:
                yield row
            line = reader.line_num + 1
    except csv.Error as error:
        rule = f"the file must be separated text with whole quotation marks ({error})"
        raise Unreadable(rule, row=line + skipped) from None


def _decoded(content: bytes) -> str:
    """Return text from UTF-8, from UTF-16 with its mark, or from what Excel calls ANSI."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    else:
        encodings = ["utf-8-sig", "cp1252"]
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise Unreadable("the file must be text (UTF-8, or as Excel saves a CSV) or an XLSX workbook")


def _delimiter(text: str) -> tuple[str, str, int]:
    """Return the delimiter, the text without Excel's own line on it, and the lines skipped."""
    first, _, rest = text.partition("\n")
    told = first.strip().casefold().strip('"')
    if told.startswith("sep=") and len(told) == len("sep=,"):
        return told[-1], rest, 1
    start = text[:4000]
    return max(DELIMITERS, key=lambda each: _widest(start, each)), text, 0


def _widest(text: str, delimiter: str) -> int:
    """Return the cells of the widest row that a delimiter gives, quotation marks respected."""
    try:
        rows = csv.reader(io.StringIO(text), delimiter=delimiter)
        return max((len(row) for row in rows), default=0)
    except csv.Error:
        return 0


def _workbook(content: bytes) -> list[Sheet]:
    import openpyxl  # noqa: PLC0415 - only where there is a workbook

    try:
        check_archive(content, LARGEST_UNPACKED)
        _check_merged(content)
        book = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
    except NotRead as error:
        raise Unreadable(error.rule, value=error.value) from None
    except Unreadable:
        raise
    except Exception as error:  # openpyxl raises whatever a broken part leads to
        raise Unreadable(f"the file must be a whole XLSX workbook ({error})") from None
    return [_sheet(each) for each in book.worksheets if each.sheet_state == "visible"]


def _check_merged(content: bytes) -> None:
    """Check that merged cells are few: each of them is made when a workbook is opened."""
    from openpyxl.utils import range_to_tuple  # noqa: PLC0415

    cells = 0
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            if name.startswith("xl/worksheets/") and name.endswith(".xml"):
                for found in MERGED.finditer(archive.read(name)):
                    _, (left, top, right, bottom) = range_to_tuple(f"S!{found[1].decode()}")
                    cells += (right - left + 1) * (bottom - top + 1)
    if cells > MOST_MERGED:
        raise Unreadable(f"the workbook must not have more than {MOST_MERGED:,} merged cells")


def _sheet(sheet: Worksheet) -> Sheet:
    if sheet.max_row * sheet.max_column > MOST_CELLS:
        rule = f"a sheet must not have more than {MOST_CELLS:,} cells: one stands far outside"
        raise Unreadable(rule, row=sheet.max_row, value=sheet.title)
    merged: dict[tuple[int, int], Any] = {}
    for area in sheet.merged_cells.ranges:
        value = sheet.cell(area.min_row, area.min_col).value
        merged |= {
            (row, column): value
            for row in range(area.min_row, area.max_row + 1)
            for column in range(area.min_col, area.max_col + 1)
        }
    rows = (
        _row(number, [merged.get((number, n), cell.value) for n, cell in enumerate(cells, 1)])
        for number, cells in enumerate(sheet.iter_rows(), start=1)
    )
    return [row for row in rows if row is not None]

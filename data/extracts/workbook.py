"""Reads the same tables from an XLSX workbook, with bounded memory."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any

from data.extracts.findings import Findings, Unreadable
from data.extracts.sheet import Recognise, Sheet, tidy

LARGEST_UNPACKED = 100 * 1024 * 1024
MOST_PARTS = 500
MOST_CELLS = 3_000_000
MOST_COLUMNS = 2_000
SEARCHED_ROWS = 30
PROLOGUE = 64 * 1024
XML_PARTS = (".xml", ".rels", ".vml")
ROOT = re.compile(rb"<[A-Za-z_]")
FORMULA = "must be a value, not a formula: save the workbook with values only"


def read_workbook(
    file: str, content: bytes, recognise: Recognise, findings: Findings
) -> Sheet | None:
    """Read the first visible sheet that has a header that we know.

    Args:
        file: Its name.
        content: Its content.
        recognise: Whether a row is such a header.
        findings: Where formula cells are noted.

    Returns:
        The table; None where no sheet has such a header.

    Raises:
        Unreadable: It is broken, or unpacks to more than is read.
    """
    check_archive(content)
    import openpyxl  # noqa: PLC0415 - only where there is a workbook

    try:
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=False)
        visible = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
        known = [sheet for sheet in visible if _has_header(sheet, recognise)]
        hidden = [
            sheet.title
            for sheet in book.worksheets
            if not known and sheet.sheet_state != "visible" and _has_header(sheet, recognise)
        ]
        if len(known) == 1:
            return _sheet(file, known[0], recognise, findings)
    except Unreadable:
        raise
    except Exception as error:  # openpyxl raises whatever a broken part leads to
        raise Unreadable(f"the file must be a whole XLSX workbook ({error})") from None
    if hidden:
        rule = "a sheet with a table must not be hidden: show it, and save the workbook"
        raise Unreadable(rule, value=", ".join(hidden))
    if known:
        names = ", ".join(sheet.title for sheet in known)
        raise Unreadable("only one sheet may hold a table: save each as its own file", value=names)
    return None


def check_archive(content: bytes, largest: int = LARGEST_UNPACKED) -> None:
    """Check that a workbook may be unpacked.

    Raises:
        Unreadable: It is no whole archive, would fill the memory, or may define entities.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            # Python never unpacks more of a part than the size that its entry declares.
            size = sum(each.file_size for each in parts)
            small = len(parts) <= MOST_PARTS and size <= largest
            defining = next(
                (each.filename for each in parts if small and _defines(archive, each)), ""
            )
    except Exception as error:  # a broken archive raises many things, RuntimeError for a password
        raise Unreadable(f"the file must be a whole XLSX workbook ({error})") from None
    if not small:
        raise Unreadable(f"the workbook must not unpack to more than {largest // 1024**2} MB")
    if defining:
        rule = "each part of the workbook must be plain XML in UTF-8 that defines no entities"
        raise Unreadable(rule, value=defining)


def _defines(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bool:
    """Whether a part of a workbook defines entities, which none ever needs to.

    Only what stands before its first element can. Where none begins soon, or not in UTF-8, there
    is no telling.
    """
    if not entry.filename.lower().endswith(XML_PARTS):
        return False
    with archive.open(entry) as part:
        start = part.read(PROLOGUE)
    root = ROOT.search(start)
    return root is None or b"<!DOCTYPE" in start[: root.start()]


def _sheet(file: str, sheet: Any, recognise: Recognise, findings: Findings) -> Sheet:  # noqa: ANN401 - openpyxl has no types
    import polars as pl  # noqa: PLC0415

    rows = _rows(sheet)
    header, header_row = _header(rows, recognise) or ([], 0)
    texts: list[list[str | None]] = []
    numbers: list[int] = []
    for number, cells in rows:
        row = [
            _value(cell, header, number, position, findings) for position, cell in enumerate(cells)
        ]
        if any(text is not None for text in row[len(header) :]):
            rule = f"a row must have {len(header)} cells, as the header"
            findings.add(rule, row=number, value=f"{len(row)} cells")
        texts.append(row[: len(header)] + [None] * (len(header) - len(row)))
        numbers.append(number)
        if len(texts) * len(header) > MOST_CELLS:
            rule = f"a workbook must not have more than {MOST_CELLS:,} cells: save it as CSV"
            raise Unreadable(rule)
    schema = {str(i): pl.String for i in range(len(header))}
    frame = (
        pl.DataFrame(texts, schema=schema, orient="row") if texts else pl.DataFrame(schema=schema)
    )
    return Sheet(file, tuple(header), frame, numbers.__getitem__, header_row)


def first_rows_of_workbook(content: bytes) -> Iterator[tuple[int, list[str]]]:
    """Yield the first rows of each visible sheet with their numbers, as names."""
    import openpyxl  # noqa: PLC0415

    book = openpyxl.load_workbook(io.BytesIO(content), read_only=True)
    for sheet in book.worksheets:
        if sheet.sheet_state == "visible":
            for number, cells in _rows(sheet):
                if number > SEARCHED_ROWS:
                    break
                yield number, [tidy(_header_text(cell.value)) for cell in cells]


def _has_header(sheet: Any, recognise: Recognise) -> bool:  # noqa: ANN401 - openpyxl has no types
    return _header(_rows(sheet), recognise) is not None


def _header(
    rows: Iterator[tuple[int, Sequence[Any]]], recognise: Recognise
) -> tuple[list[str], int] | None:
    """Return the header and its row, and leave the rows at the one after it."""
    for number, cells in rows:
        names = [tidy(_header_text(cell.value)) for cell in cells]
        while names and not names[-1]:
            names.pop()
        if recognise(names):
            return names, number
        if number >= SEARCHED_ROWS:
            break
    return None


def _rows(sheet: Any) -> Iterator[tuple[int, Sequence[Any]]]:  # noqa: ANN401 - openpyxl has no types
    """Yield the rows that have a cell with something in it, with their numbers."""
    # What a file says of its own size may be wrong.
    sheet.reset_dimensions()
    for number, cells in enumerate(sheet.iter_rows(), start=1):
        if len(cells) > MOST_COLUMNS:
            raise Unreadable(
                f"a sheet must not have more than {MOST_COLUMNS:,} columns", row=number
            )
        if any(cell.value is not None for cell in cells):
            yield number, cells


def _value(
    cell: Any,  # noqa: ANN401 - openpyxl has no types
    header: list[str],
    number: int,
    position: int,
    findings: Findings,
) -> str | None:
    value = cell.value
    if value is None:
        return None
    if cell.data_type == "f":
        name = header[position] if position < len(header) else None
        text = getattr(value, "text", value)
        findings.add(FORMULA, row=number, column=name, value=text)
        return None
    return _text(value) or None


def _text(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        value = value.date()
    return value.isoformat() if isinstance(value, date) else str(value)


def _header_text(value: object) -> str:
    """Return a name; a date is the month that it lies in."""
    if isinstance(value, date):
        return f"{value:%Y%m}"
    return "" if value is None else _text(value)

"""Reads a file as a table of one of the layouts that we know."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from data.extracts.findings import Findings, Unreadable
from data.extracts.layouts import nearest, recognise
from data.extracts.sheet import Sheet, tidy
from data.extracts.text_file import LARGEST_TEXT, as_utf8, first_lines, read_text
from data.extracts.workbook import check_archive, first_rows_of_workbook, read_workbook

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ZIP, OLD_EXCEL = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
"""What a workbook with a password has in it, which looks like an old one from outside."""

LONGEST_HEADER = 64 * 1024
LONGEST_CELL = 10_000
LARGEST_TEMPLATE = 5 * 1024 * 1024
LARGEST_TEMPLATE_UNPACKED = 30 * 1024 * 1024


def read_content(path: Path) -> bytes:
    """Return the content of a file.

    Raises:
        Unreadable: It is missing, empty, too large or no file.
    """
    try:
        if not path.is_file():
            raise Unreadable("the file must be there, and be a file")
        before = path.stat()
        if before.st_size > LARGEST_TEXT:
            raise Unreadable(f"the file must not be larger than {LARGEST_TEXT // 1024**2} MB")
        content = path.read_bytes()
        after = path.stat()
        if (before.st_mtime_ns, before.st_size) != (after.st_mtime_ns, len(content)):
            raise Unreadable("the file must not change while it is read: load it when it is whole")
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise Unreadable(f"the file must be readable: {reason}") from None
    if not content.strip():
        raise Unreadable("the file must not be empty")
    if content.startswith(OLD_EXCEL) and ENCRYPTED in content:
        raise Unreadable("the workbook must not be protected by a password: save it without one")
    if content.startswith(OLD_EXCEL):
        raise Unreadable("the file must be CSV or XLSX: save the old Excel workbook as XLSX")
    return content


def read_sheet(file: str, content: bytes, findings: Findings) -> Sheet | None:
    """Return the table of a file without its blank rows; None where its layout is not known.

    Args:
        file: Name of the file.
        content: Its content.
        findings: Where formula cells are noted.

    Raises:
        Unreadable: It is neither text nor a workbook, broken, or too large.
    """
    if content.startswith(ZIP):
        sheet = read_workbook(file, content, _known, findings)
    else:
        sheet = read_text(file, content, _known)
    if sheet is None:
        return None
    _check_cells(sheet)
    return without_blank_rows(sheet)


def _check_cells(sheet: Sheet) -> None:
    """Check that no cell is longer than a name or number can be."""
    import polars as pl  # noqa: PLC0415

    lengths = sheet.cells.select(pl.all().str.len_bytes().max()).row(0) if sheet.cells.width else ()
    for column, longest in enumerate(lengths):
        if (longest or 0) > LONGEST_CELL:
            position = sheet.cells[str(column)].str.len_bytes().arg_max() or 0
            rule = f"a cell must not be longer than {LONGEST_CELL:,} characters"
            text = sheet.cells[str(column)][position]
            raise Unreadable(rule, row=sheet.row_of(position), value=text)


def nearest_header(content: bytes) -> tuple[int | None, str]:
    """Say which layout comes nearest to what a file without a known header begins with.

    Returns:
        The row that comes nearest, and the sentence; None and empty where no row has a name that
        a layout has.
    """
    best, row, said = 0, None, ""
    for number, names in _first_rows(content):
        much, sentence = nearest(names)
        if much > best:
            best, row, said = much, number, sentence
    return row, said


def _first_rows(content: bytes) -> Iterator[tuple[int, list[str]]]:
    """Yield the first rows of a file that is read already, with their numbers."""
    if content.startswith(ZIP):
        yield from first_rows_of_workbook(content)
        return
    for number, line in enumerate(first_lines(as_utf8(content)).splitlines(), start=1):
        yield (
            number,
            [tidy(name.strip('" ')) for name in re.split("[,;\t|]", line[:LONGEST_HEADER])],
        )


def _known(header: list[str]) -> bool:
    return recognise(header) is not None


def without_blank_rows(sheet: Sheet) -> Sheet:
    """Return a table without rows of which every cell is empty, wherever they stand."""
    import polars as pl  # noqa: PLC0415

    cells = sheet.cells
    if not cells.height:
        return sheet
    # A row is blank only if its first cell is: most need no second look.
    first = cells[cells.columns[0]].str.strip_chars()
    candidates = (first.is_null() | (first == "")).arg_true().to_list()
    if not candidates:
        return sheet
    some = cells[candidates].with_columns(pl.all().str.strip_chars().replace("", None))
    blank = some.select(pl.all_horizontal(pl.all().is_null())).to_series().to_list()
    gone = {position for position, each in zip(candidates, blank, strict=True) if each}
    if not gone:
        return sheet
    kept = [position for position in range(cells.height) if position not in gone]
    row_of = sheet.row_of
    return replace(sheet, cells=cells[kept], row_of=lambda i: row_of(kept[i]))


def small_enough_for_template(content: bytes) -> None:
    """Check that a file may be a quarter's board, figures or claims.

    Raises:
        Unreadable: It is larger than any of these, or no whole workbook.
    """
    if len(content) > LARGEST_TEMPLATE:
        raise Unreadable("the file must have the header of a known layout in its first lines")
    if content.startswith(ZIP):
        check_archive(content, LARGEST_TEMPLATE_UNPACKED)

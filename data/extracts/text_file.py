"""Reads separated text of any usual encoding and delimiter, quickly and strictly."""

from __future__ import annotations

import csv
import io
import itertools
from collections.abc import Iterator
from typing import TYPE_CHECKING

from data.extracts.findings import Unreadable
from data.extracts.sheet import Recognise, Sheet, tidy

if TYPE_CHECKING:
    import polars as pl

LARGEST_TEXT = 200 * 1024 * 1024
MOST_CELLS = 40_000_000
MOST_CELLS_ROW_BY_ROW = 3_000_000
SEARCHED_LINES = 30
LONGEST_LINE = 1_000_000
DELIMITERS = (",", ";", "\t", "|")


def read_text(file: str, content: bytes, recognise: Recognise) -> Sheet | None:
    """Read a text file.

    Args:
        file: Its name.
        content: Its content.
        recognise: Whether a row is a header that we know.

    Returns:
        The table; None where none of the first lines is such a header.

    Raises:
        Unreadable: It is no text, or not regular.
    """
    content = as_utf8(content)
    found = _header(content, recognise)
    if found is None:
        return None
    header, delimiter, lines = found
    start = _after_lines(content, lines)
    # A short row has as many cells as the header when it is read, a blank line too.
    rows = max(content.count(b"\n", start), content.count(b"\r", start))
    if max(rows * len(header), content.count(delimiter.encode(), start)) > MOST_CELLS:
        raise Unreadable(f"the file must not have more than {MOST_CELLS:,} cells")
    body = content[start:]
    cells, row_of = None, None
    if f'{delimiter} "'.encode() not in body:  # a mark after a space is none to polars
        cells, row_of = _quickly(body, len(header), delimiter, lines + 1)
    if cells is None or row_of is None:
        cells, row_of = _row_by_row(body, len(header), delimiter, lines + 1)
    return Sheet(file, tuple(header), cells, row_of, lines)


def as_utf8(content: bytes) -> bytes:
    """Return text in UTF-8 without a mark: from UTF-8, UTF-16 with its mark, or cp1252.

    Raises:
        Unreadable: It is none of these.
    """
    rule = "the file must be text (UTF-8, UTF-16 or as Excel saves a CSV) or an XLSX workbook"
    if len(content) > LARGEST_TEXT:
        raise Unreadable(f"the file must not be larger than {LARGEST_TEXT // 1024**2} MB")
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            content = content.decode("utf-16").encode()
        except UnicodeError:
            raise Unreadable(rule) from None
    content = content.removeprefix(b"\xef\xbb\xbf")
    if b"\0" in content:
        line = content[: content.index(b"\0")].count(b"\n") + 1
        raise Unreadable(rule, row=line, value="a zero byte")
    try:
        content.decode()
    except UnicodeDecodeError:
        try:
            return content.decode("cp1252").encode()
        except UnicodeDecodeError as error:
            line = content[: error.start].count(b"\n") + 1
            byte = f"byte 0x{content[error.start]:02x}"
            raise Unreadable(rule, row=line, value=byte) from None
    return content


def _header(content: bytes, recognise: Recognise) -> tuple[list[str], str, int] | None:
    """Return the header, the delimiter and how many lines go before the first row of data."""
    start = io.StringIO(first_lines(content), newline="")
    for delimiter in DELIMITERS:
        start.seek(0)
        reader = csv.reader(start, delimiter=delimiter, skipinitialspace=True)
        try:
            for cells in reader:
                names = [tidy(cell) for cell in cells]
                while names and not names[-1]:
                    names.pop()  # as a spreadsheet saves empty columns
                if recognise(names):
                    return names, delimiter, reader.line_num
        except csv.Error:
            continue
    return None


def first_lines(content: bytes) -> str:
    """Return the first lines; a cut in the middle of the last of them does not matter."""
    lines = io.BytesIO(content[: SEARCHED_LINES * LONGEST_LINE])
    first = b"".join(itertools.islice(lines, SEARCHED_LINES))
    return first[:LONGEST_LINE].decode(errors="replace")


def _after_lines(content: bytes, lines: int) -> int:
    """Return where the line after the first `lines` begins."""
    position = 0
    for _ in range(lines):
        ends = [
            at for at in (content.find(b"\n", position), content.find(b"\r", position)) if at >= 0
        ]
        if not ends:
            return len(content)
        position = min(ends) + (2 if content[min(ends) : min(ends) + 2] == b"\r\n" else 1)
    return position


def _quickly(
    body: bytes, columns: int, delimiter: str, first: int
) -> tuple[pl.DataFrame | None, _Lines]:
    """Read regular text with polars; None for what it refuses."""
    import polars as pl  # noqa: PLC0415 - only where a file is loaded
    from polars.exceptions import PolarsError  # noqa: PLC0415

    lines = _Lines(body, delimiter, first)
    if not body.strip():
        return _empty(columns), lines
    try:
        cells = pl.read_csv(
            body,
            has_header=False,
            separator=delimiter,
            schema={str(i): pl.String for i in range(columns)},
            infer_schema=False,
        )
    except (PolarsError, pl.exceptions.PanicException):
        return None, lines
    return cells, lines


def _row_by_row(
    body: bytes, columns: int, delimiter: str, first: int
) -> tuple[pl.DataFrame, _Lines]:
    """Read text with Python's reader, which says what is wrong.

    Raises:
        Unreadable: A row has more cells than the header, or a quotation mark is out of place.
    """
    import polars as pl  # noqa: PLC0415

    rows: list[list[str | None]] = []
    numbers: list[int] = []
    for number, row in _rows(body, delimiter, first):
        extra = [cell for cell in row[columns:] if cell.strip()]
        if extra:
            rule = f"a row must have {columns} cells, as the header"
            raise Unreadable(rule, row=number, value=f"{len(row)} cells")
        if len(rows) * columns > MOST_CELLS_ROW_BY_ROW:
            raise Unreadable("the file must be regular separated text with whole quotation marks")
        padded = [cell or None for cell in row[:columns]]
        rows.append(padded + [None] * (columns - len(padded)))
        numbers.append(number)
    schema = {str(i): pl.String for i in range(columns)}
    frame = pl.DataFrame(rows, schema=schema, orient="row") if rows else _empty(columns)
    return frame, _Lines(body, delimiter, first, numbers)


def _rows(body: bytes, delimiter: str, first: int) -> Iterator[tuple[int, list[str]]]:
    """Yield each row with its line."""
    text = io.TextIOWrapper(io.BytesIO(body), encoding="utf-8", newline="")
    reader = csv.reader(text, delimiter=delimiter, strict=True, skipinitialspace=True)
    line = first
    try:
        for cells in reader:
            yield line, cells
            line = reader.line_num + first
    except csv.Error as error:
        rule = f"the file must be separated text with whole quotation marks ({error})"
        raise Unreadable(rule, row=line) from None


def _empty(columns: int) -> pl.DataFrame:
    import polars as pl  # noqa: PLC0415

    return pl.DataFrame(schema={str(i): pl.String for i in range(columns)})


class _Lines:
    """From the position of a row to its line; worked out when the first error needs it."""

    def __init__(
        self, body: bytes, delimiter: str, first: int, numbers: list[int] | None = None
    ) -> None:
        self._body = body
        self._delimiter = delimiter
        self._first = first
        self._numbers = numbers

    def __call__(self, position: int) -> int:
        if b'"' not in self._body:
            return self._first + position  # one row, one line
        if self._numbers is None:
            try:
                self._numbers = [
                    line for line, _ in _rows(self._body, self._delimiter, self._first)
                ]
            except Unreadable:
                self._numbers = []
        if position < len(self._numbers):
            return self._numbers[position]
        return self._first + position

"""Reads a delimited file cell by cell, keeping each row's line in the file.

Nothing is converted here: every cell is text, so that validation can name what it found. Python's
reader is used rather than pandas' since it keeps line numbers and refuses short or long rows,
which pandas fills or shifts silently.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from data.errors import DataFileError

if TYPE_CHECKING:
    from pathlib import Path

    import numpy as np
    import numpy.typing as npt


@dataclass(frozen=True, slots=True)
class RawTable:
    """A file as text.

    Attributes:
        file: Name of the file.
        frame: Every cell as text, in columns named by the header.
        lines: Line in the file of each row, as an editor counts them.
    """

    file: str
    frame: pd.DataFrame
    lines: tuple[int, ...]

    def distinct(self, columns: list[str]) -> tuple[npt.NDArray[np.intp], list[str]]:
        """Return the cells of some columns, row after row, as numbers into their distinct texts.

        The texts are in the order in which they first occur. Most counts occur many times, so
        that checking and converting each text once is much quicker than cell by cell.
        """
        codes, texts = pd.factorize(self.frame[columns].to_numpy().ravel())
        return codes, texts.tolist()

    def error(
        self, rule: str, index: int | None = None, column: str | None = None, value: object = None
    ) -> DataFileError:
        """Return the error for the row at `index` of the frame."""
        row = None if index is None else self.lines[index]
        return DataFileError(self.file, rule, row=row, column=column, value=value)


def read_bytes(directory: Path, file: str) -> bytes:
    """Return the content of a file.

    Raises:
        DataFileError: It is missing, unreadable or empty.
    """
    path = directory / file
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        raise DataFileError(file, f"the file must be in the data directory {directory}") from None
    except OSError as error:
        raise DataFileError(file, f"the file must be readable: {error.strerror}") from error
    if not content.strip():
        raise DataFileError(file, "the file must not be empty")
    return content


def decode(file: str, content: bytes) -> str:
    """Return text from UTF-8, with or without a byte order mark.

    Raises:
        DataFileError: A byte is not UTF-8; the line and the byte are named.
    """
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row = content[: error.start].count(b"\n") + 1
        found = content[error.start : error.start + 1]
        raise DataFileError(
            file, "the file must be UTF-8 text", row=row, value=f"byte 0x{found.hex()}"
        ) from None


def parse(file: str, content: bytes) -> RawTable:
    """Return the rows of a comma-separated file.

    Raises:
        DataFileError: Not UTF-8, no header, a column twice or without a name, a row with more or
            fewer cells than the header, or a quotation mark out of place.
    """
    reader = csv.reader(io.StringIO(decode(file, content), newline=""), strict=True)
    header: list[str] | None = None
    rows: list[list[str]] = []
    lines: list[int] = []
    line = 1
    try:
        for cells in reader:
            if header is None:
                header = _header(file, cells)
            elif len(cells) != len(header):
                rule = f"a row must have {len(header)} cells, as the header"
                raise DataFileError(file, rule, row=line, value=f"{len(cells)} cells")
            else:
                rows.append(cells)
                lines.append(line)
            line = reader.line_num + 1
    except csv.Error as error:
        rule = f"the file must be comma-separated text ({error})"
        raise DataFileError(file, rule, row=line) from None
    if header is None or not rows:
        raise DataFileError(file, "the file must have a header and at least one row")
    return RawTable(file, pd.DataFrame(rows, columns=header, dtype=object), tuple(lines))


def _header(file: str, cells: list[str]) -> list[str]:
    for position, name in enumerate(cells, start=1):
        if not name.strip():
            rule = f"the header must name every column (column {position} has no name)"
            raise DataFileError(file, rule, row=1)
        if cells.count(name) > 1:
            raise DataFileError(file, "a column may occur only once", row=1, column=name)
    return cells

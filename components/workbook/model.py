"""What a workbook holds, whatever its format: sheets, each with a title, a few lines, one table."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from components.tables import CellType

LANGUAGE: Final = "en-GB"
CREATOR: Final = "Met Business Plan dashboard"
COVER: Final = "Cover"
BACK: Final = "Back to the contents"


@dataclass(frozen=True)
class Link:
    """A text that leads to another sheet."""

    text: str
    sheet: str


Value = str | int | float | datetime.date | Link | None
"""A cell: a text, a number, the first day of a month, a way to a sheet, or nothing."""


@dataclass(frozen=True)
class Heading:
    """A column: its heading, unique in its table, and how its numbers read."""

    label: str
    type: CellType = "text"


@dataclass(frozen=True)
class Sheet:
    """A sheet: its title in the first cell, lines below it, then one table.

    Args:
        name: On its tab: unique in the workbook, at most 31 characters.
        title: What the table says.
        lines: What must be known to read it, one a row; a :class:`Link` leads to another sheet.
        headings: The table's columns.
        rows: At least one, each as long as ``headings``.
        text_width: The width of the first column, in characters, where the lines run over several
            lines within it; 0 where each is on one line, beyond the column.
    """

    name: str
    title: str
    lines: Sequence[str | Link]
    headings: Sequence[Heading]
    rows: Sequence[Sequence[Value]]
    text_width: int = 0

    @property
    def header_row(self) -> int:
        """The row of the headings, counted from 1."""
        return len(self.lines) + 2

    @property
    def last_row(self) -> int:
        """The row in which the table ends, counted from 1."""
        return self.header_row + len(self.rows)


@dataclass(frozen=True)
class Workbook:
    """A workbook.

    Args:
        title: What it holds.
        description: In a sentence or two, for the document's properties.
        made: The day on which it is made.
        sheets: The cover first.
        marking: A protective marking; None without one.
    """

    title: str
    description: str
    made: datetime.date
    sheets: Sequence[Sheet]
    marking: str | None = None

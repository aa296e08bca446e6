"""Widths of columns and heights of rows: enough for what stands in them."""

from __future__ import annotations

import datetime
import math
from collections.abc import Sequence
from typing import Final

from components.workbook.model import Link, Sheet, Value

WIDEST: Final = 60
NARROWEST: Final = 10
ROOM: Final = 2
MARKER: Final = 3
"""Room for the button that a heading has."""


WORDS: Final = 1.08
"""Room that a text takes because lines end between words."""


def widths(sheet: Sheet) -> list[int]:
    """The width of each column of a sheet's table, in characters.

    Longer texts run over several lines; a heading may do so between its words.
    """
    found = []
    for place, heading in enumerate(sheet.headings):
        longest = max((_length(row[place]) for row in sheet.rows), default=0)
        words = max(len(word) for word in heading.label.split()) + MARKER
        found.append(min(WIDEST, max(NARROWEST, longest + ROOM, words, len(heading.label) // 2)))
    return [max(found[0], sheet.text_width), *found[1:]]


def lines(values: Sequence[Value], within: Sequence[int]) -> int:
    """How many lines a row takes in columns of given widths; at least one."""
    return max(
        (
            sum(max(1, math.ceil(len(part) * WORDS / width)) for part in _text(value).split("\n"))
            for value, width in zip(values, within, strict=False)
        ),
        default=1,
    )


def _text(value: Value) -> str:
    if isinstance(value, Link):
        return value.text
    return value if isinstance(value, str) else ""


def _length(value: Value) -> int:
    if value is None:
        return 0
    if isinstance(value, Link):
        return len(value.text)
    if isinstance(value, datetime.date):
        return len("September 2018")
    if isinstance(value, float):
        return len(f"{value:,.2f}")
    return len(f"{value:,}") if isinstance(value, int) else len(value)

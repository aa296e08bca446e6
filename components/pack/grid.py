"""Tables as text, for formats that hold no more: every cell in words, symbols kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from components import formatting
from components.pack.charts import NUMBERS
from components.pack.words import clean
from components.tables import SYMBOLS, Cell, Column, Table
from data.periods import Month


@dataclass(frozen=True)
class Grid:
    """A table as text, ready to be drawn.

    Args:
        head: The headings.
        rows: The cells, as many as headings.
        right: For each column, whether it is set to the right.
    """

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    right: tuple[bool, ...]


def grid_of(
    table: Table, columns: Sequence[str] = (), labels: dict[str, str] | None = None
) -> Grid:
    """A table's cells in words.

    Args:
        table: The table.
        columns: Keys of the columns to show, in order; by default each that is text or number.
        labels: Headings by key, where the table's own are too long for a slide.
    """
    wanted = columns or [each.key for each in table.columns if each.type != "spark"]
    places = {each.key: place for place, each in enumerate(table.columns)}
    kept = [(places[key], table.columns[places[key]]) for key in wanted if key in places]
    names = labels or {}
    return Grid(
        head=tuple(formatting.unbroken(names.get(column.key, column.label)) for _, column in kept),
        rows=tuple(
            tuple(cell_text(row[place], column) for place, column in kept) for row in table.rows
        ),
        right=tuple(column.type in NUMBERS for _, column in kept),
    )


def cell_text(cell: Any, column: Column) -> str:
    """A cell in words: its number as the screen rounds it, why it is missing, what is noted."""
    if not isinstance(cell, Cell):
        return _value(cell, column)
    note = clean(cell.note or "")
    if cell.value is None or formatting.is_missing(cell.value):
        return f"[{cell.symbol}]" if cell.symbol else note or formatting.MISSING
    if column.type == "month" and note:
        return note  # such as the quarter in which a month is the last
    words = _value(cell.value, column)
    marked = _marked(words, cell.mark)
    if column.key == "status" and note:
        return f"{marked}: {note}"
    if note.startswith(marked):
        return note  # such as "London only" for London
    return f"{marked} ({note})" if note else marked


def _marked(words: str, mark: str | None) -> str:
    """A value with its mark: a shape before it, words after it."""
    if not mark:
        return words
    return f"{words} {mark}" if mark[0].isalpha() else f"{mark} {words}"


def symbols_in(grid: Grid) -> str:
    """What the symbols of missing values in a grid mean; empty where it has none."""
    found = {cell for row in grid.rows for cell in row}
    said = [f"[{symbol}] {words}" for symbol, words in SYMBOLS.items() if f"[{symbol}]" in found]
    return "; ".join(said)


def _value(value: Any, column: Column) -> str:
    if value is None or formatting.is_missing(value):
        return formatting.MISSING
    written = {
        "count": formatting.count,
        "decimal": formatting.decimal,
        "hundredths": lambda number: formatting.decimal(number, 2),
        "percent": formatting.percent,
        "change": formatting.change,
        "difference": formatting.signed_count,
    }.get(column.type)
    if written is not None and isinstance(value, int | float):
        return str(written(value))
    if column.type == "month":
        return Month.parse(str(value)).label
    return clean(str(value))

"""What a slide's notes and text alternatives say: the numbers, the caveats, the source."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from components.pack.deck import fit
from components.pack.grid import Grid, grid_of, symbols_in

if TYPE_CHECKING:
    from components.pack.model import Item
    from components.tables import Table

MOST_ROWS: Final = 40
"""Rows that notes hold; a longer table is in the chart's own data and in the workbook."""
LONGEST_DESCRIPTION: Final = 1500
"""Characters of a text alternative; more of them nobody listens to."""


def source(item: Item) -> str:
    """The line that names an item's source."""
    said = item.source.strip()
    if not said or said.startswith(("Source", "Report")):
        return said
    return f"Source: {said}"


def notes(
    item: Item,
    *,
    columns: Sequence[str] = (),
    before: Sequence[str] = (),
    most: int = MOST_ROWS,
) -> list[str]:
    """The speaker's notes of an item: in words, in numbers, what to know, where it is from.

    Args:
        item: The item.
        columns: Keys of the columns whose numbers are listed; by default all.
        before: What is said first.
        most: Rows that are listed; more where the slide leaves the others to the notes.
    """
    said = [*before, item.summary]
    if item.table is not None:
        said += numbers(item.table, columns, most=most)
    key = getattr(item.card, "key", ())
    said += [f"{badge}: {words}" for badge, words in key if badge.isalnum()]
    said += [*item.notes, source(item), f"In the dashboard: {item.path}"]
    return list(dict.fromkeys(each for each in said if each))


def numbers(table: Table, columns: Sequence[str] = (), *, most: int = MOST_ROWS) -> list[str]:
    """A table's numbers as text, one row a paragraph."""
    grid = grid_of(table, columns)
    shown = grid.rows[:most]
    if not shown:
        return []
    head = f"The numbers ({table.caption}):"
    if len(grid.rows) > len(shown):
        head = (
            f"The numbers ({table.caption}; {len(shown)} of {len(grid.rows)}, all of them are in "
            "the chart's data and in the workbook):"
        )
    meant = symbols_in(grid)
    return [head, *(_row(grid, row) for row in shown), *([f"{meant}."] if meant else [])]


def _row(grid: Grid, row: Sequence[str]) -> str:
    if len(row) == 2:  # noqa: PLR2004 - a period and its value
        return f"{row[0]}: {row[1]}"
    rest = zip(grid.head[1:], row[1:], strict=True)
    return f"{row[0]}: " + "; ".join(f"{head} {cell}" for head, cell in rest)


def description(kind: str, item: Item) -> str:
    """A text alternative: what it is, what it finds, the numbers in words."""
    parts = [f"{kind}: {item.title}.", item.subtitle and f"{item.subtitle}.", item.summary]
    text = " ".join(part for part in parts if part)
    return text if len(text) <= LONGEST_DESCRIPTION else f"{text[:LONGEST_DESCRIPTION]}…"


def table_description(item: Item, grid: Grid, *, part: str = "") -> str:
    """A table's text alternative: what it holds; its cells are read by themselves."""
    caption = item.table.caption if item.table is not None else item.title
    size = f"{len(grid.rows)} rows by {len(grid.head)} columns: {', '.join(grid.head)}"
    return f"Table: {caption}{part}. {size}."


def one_line(text: str, room: float, size: float) -> str:
    """A text as far as it goes in one line."""
    return fit.shortened(text, room=room, most=1, size=size)

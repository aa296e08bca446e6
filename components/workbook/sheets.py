"""Tables as sheets: what the screen shows, with symbols and notes where a spreadsheet has them."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from typing import Any, Final

from components.tables import SYMBOLS, Column, Table, plain
from components.workbook.model import Heading, Link, Sheet, Value
from components.workbook.names import unique_labels
from data.periods import Month
from data.result import UNAVAILABLE
from data.spreadsheet_text import writable

NOTES: Final = "Notes"
PROVISIONAL: Final = "provisional"
PROVISIONAL_MARK: Final = "[p]"
MEANINGS: Final[Mapping[str, str]] = {
    **{f"[{symbol}]": words for symbol, words in SYMBOLS.items()},
    PROVISIONAL_MARK: "provisional: the newest figures, which will rise as records are completed",
}
"""What stands in a cell or in the notes, and what it means."""

NO_TEXT: Final = "An empty cell means that there is nothing to say."


def sheet_of(
    table: Table,
    *,
    name: str,
    title: str,
    lines: Sequence[str | Link] = (),
    back: Link | None = None,
) -> Sheet | None:
    """A table as a sheet.

    Args:
        table: The table; its values stay unrounded.
        name: The sheet's name.
        title: What the table says.
        lines: What stands between title and table, before the meaning of the symbols it has.
        back: The way to the contents, the last of the lines.

    Returns:
        The sheet; None for a table without rows.
    """
    shown = [place for place, column in enumerate(table.columns) if column.type != "spark"]
    columns = [table.columns[place] for place in shown]
    cells = [[_parts(plain(row[place])) for place in shown] for row in table.rows]
    if not cells or not columns:
        return None
    notes = [_note(columns, row) for row in cells]
    labels = [column.label for column in columns]
    headings = [
        Heading(label, column.type)
        for label, column in zip(
            unique_labels([*labels, NOTES]),
            [*columns, Column(NOTES, NOTES)],
            strict=True,
        )
    ]
    rows: list[list[Value]] = [
        [_value(column, cell) for column, cell in zip(columns, row, strict=True)] for row in cells
    ]
    if any(notes):
        rows = [[*row, note or None] for row, note in zip(rows, notes, strict=True)]
    else:
        headings = headings[:-1]
    return Sheet(
        name=name,
        title=one_line(title),
        lines=[*lines, *_explained(rows), *([back] if back else [])],
        headings=headings,
        rows=rows,
    )


def one_line(text: str) -> str:
    """A text for a single cell of a single line."""
    return writable(" ".join(text.split()))


def _parts(cell: Any) -> dict[str, Any]:
    return cell if isinstance(cell, dict) else {"v": cell}


def _value(column: Column, cell: Mapping[str, Any]) -> Value:
    value, symbol = cell.get("v"), cell.get("s")
    if value is None:
        if symbol or column.type not in ("text", "month"):
            return f"[{symbol or UNAVAILABLE}]"
        return None
    if isinstance(value, bool):
        return "yes" if value else "no"
    if column.type == "month" and isinstance(value, str):
        month = Month.parse(value)
        return datetime.date.fromisoformat(f"{month}-01")
    if isinstance(value, int | float):
        return value
    return writable(str(value)) or None


def _note(columns: Sequence[Column], row: Sequence[Mapping[str, Any]]) -> str:
    """What the cells of a row are marked with, each with its column where several are."""
    said = [
        (column.label, text)
        for column, cell in zip(columns, row, strict=True)
        for text in (cell.get("m"), cell.get("n"))
        if text and any(map(str.isalnum, text))  # not an arrow, which the number's sign says
    ]
    texts = [
        f"{PROVISIONAL_MARK} {text}" if str(text).startswith(PROVISIONAL) else str(text)
        for _, text in said
    ]
    if len({label for label, _ in said}) > 1:
        texts = [f"{label}: {text}" for (label, _), text in zip(said, texts, strict=True)]
    return writable("; ".join(texts))


def _explained(rows: Sequence[Sequence[Value]]) -> list[str]:
    """What the symbols mean that a table has, in a line; and what its empty cells mean."""
    texts = [value for row in rows for value in row if isinstance(value, str)]
    found = [
        f"{mark} {words}"
        for mark, words in MEANINGS.items()
        if any(text == mark or (mark == PROVISIONAL_MARK and mark in text) for text in texts)
    ]
    lines = [f"Symbols: {'; '.join(found)}."] if found else []
    if any(value is None for row in rows for value in row):
        lines.append(NO_TEXT)
    return lines

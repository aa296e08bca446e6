"""Tables on paper: whole, formatted here as the browser formats those on the screen."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any, Final

from dash import html
from dash.development.base_component import Component

from components import formatting
from components.dom import dom
from components.sparkline import sparkline
from components.tables import SYMBOLS, Column, Table
from data.periods import Month

SPARK_WIDTH: Final = 84
SPARK_HEIGHT: Final = 16
SIDE_BY_SIDE: Final = {2: 4, 3: 3, 4: 2}
"""Columns of a long table, and how often it stands beside itself on a sheet."""
MANY_ROWS: Final = 12
"""Rows from which a narrow table stands beside itself."""
WIDE: Final = 8
"""Columns from which a table needs smaller letters."""
SHORT: Final = 20
SHORT_IN_WIDE: Final = 14
"""Letters that stand on one line in a table, and in a wide one."""
WHOLE_ROWS: Final = 24
WHOLE_ROWS_OF_WORDS: Final = 12
"""Rows up to which a table stands on one sheet; of one with long texts."""

READERS: Final[Mapping[str, Callable[[Any], str]]] = {
    "text": str,
    "count": formatting.count,
    "decimal": formatting.decimal,
    "hundredths": lambda value: formatting.decimal(value, 2),
    "percent": formatting.percent,
    "change": formatting.change,
    "difference": formatting.signed_count,
    "month": lambda value: Month.parse(value).label,
}
"""How a cell reads, by its column's type: as in ``assets/30-data-table.js``."""
ADDRESS: Final = ("https://", "http://")
WORDS: Final = frozenset({"text", "month", "spark"})
"""Types that stand at the left."""


def printed_table(table: Table, *, class_name: str = "") -> html.Div:
    """A table, whole: caption, repeated heading, a scope on each heading, its source below.

    Args:
        table: The table.
        class_name: More CSS classes.
    """
    rows = json.loads(table.to_json())["rows"]
    most = SHORT_IN_WIDE if len(table.columns) >= WIDE else SHORT
    short = [_longest(place, rows) <= most for place in range(len(table.columns))]
    classes = ["pack-table", class_name, *_shape(table, rows)]
    grid = html.Table(
        [
            html.Caption(table.caption),
            html.Thead(html.Tr([_heading(column) for column in table.columns])),
            html.Tbody([_row(table, row, short) for row in rows]),
        ],
        className="table",
    )
    parts: list[Component] = [
        html.Div(
            grid,
            className="table-frame is-whole",
            role="region",
            tabIndex=0,
            **dom(aria_label=table.caption),
        )
    ]
    if not rows:
        parts.append(html.P("No rows to show.", className="empty"))
    if key := _symbols(rows):
        parts.append(html.P(key, className="table-source"))
    if table.source:
        parts.append(html.P(table.source, className="table-source"))
    return html.Div(parts, className=" ".join(each for each in classes if each))


def in_columns(table: Table) -> bool:
    """Whether a table is so long and narrow that it stands beside itself on a sheet."""
    return len(table.columns) in SIDE_BY_SIDE and len(table.rows) >= MANY_ROWS and not _wordy(table)


def readable(value: Any, kind: str) -> str:
    """A cell's value as the screen writes it; an en dash where it is missing."""
    return formatting.MISSING if value is None else READERS[kind](value)


def _shape(table: Table, rows: list[list[Any]]) -> list[str]:
    if in_columns(table):
        return ["in-columns", f"in-columns-{SIDE_BY_SIDE[len(table.columns)]}"]
    classes = ["is-wide"] if len(table.columns) >= WIDE else []
    texts = [place for place, column in enumerate(table.columns) if column.type == "text"]
    wordy = any(_longest(place, rows) > SHORT for place in texts[1:])
    if len(rows) <= (WHOLE_ROWS_OF_WORDS if wordy else WHOLE_ROWS):
        classes.append("is-kept")
    return classes


def _wordy(table: Table) -> bool:
    return any(column.type == "text" for column in table.columns[1:])


def _longest(place: int, rows: list[list[Any]]) -> int:
    """Letters of the longest text of a column."""
    cells = [row[place] if isinstance(row[place], dict) else {"v": row[place]} for row in rows]
    return max((len(str(cell["v"] or "")) for cell in cells), default=0)


def _heading(column: Column) -> html.Th:
    return html.Th(formatting.unbroken(column.label), scope="col", className=_side(column))


def _side(column: Column, *, short: bool = False) -> str | None:
    if column.type not in WORDS:
        return "is-number"
    return "is-short" if short else None


def _row(table: Table, row: list[Any], short: list[bool]) -> html.Tr:
    first_is_header = not any(column.row_header for column in table.columns)
    return html.Tr(
        [
            _cell(
                column,
                raw if isinstance(raw, dict) else {"v": raw},
                is_header=column.row_header or (first_is_header and place == 0),
                short=short[place],
            )
            for place, (column, raw) in enumerate(zip(table.columns, row, strict=True))
        ]
    )


def _cell(column: Column, cell: Mapping[str, Any], *, is_header: bool, short: bool) -> Component:
    content = _content(column, cell)
    for name, said in (("mark", cell.get("m")), ("note", cell.get("n"))):
        if said:
            content += [" ", html.Span(said, className=f"cell-{name}")]
    side = _side(column, short=short)
    if is_header:
        return html.Th(content, scope="row", className=side)
    return html.Td(content, className=side)


def _content(column: Column, cell: Mapping[str, Any]) -> list[str | Component]:
    value, symbol = cell["v"], cell.get("s")
    if value is None and symbol:
        return [html.Abbr(f"[{symbol}]", title=SYMBOLS[symbol])]
    if column.type == "spark":
        return [_spark(value or [])]
    text = readable(value, column.type)
    if not text.startswith(ADDRESS):
        return [text]
    # A long address may part after each slash.
    parts = [part for piece in text.split("/") for part in (f"{piece}/", html.Wbr())]
    return [*parts[:-2], text.rpartition("/")[2]]


def _spark(values: list[float | None]) -> str | Component:
    known = [each for each in values if each is not None]
    if not known:
        return formatting.MISSING
    low, high, last = (formatting.count(each) for each in (min(known), max(known), known[-1]))
    text = f"Lowest month {low}, highest {high}, last {last}"
    return sparkline(values, text=text, width=SPARK_WIDTH, height=SPARK_HEIGHT)


def _symbols(rows: list[list[Any]]) -> str:
    """What the symbols of missing values in a table mean."""
    used = {
        cell["s"]
        for row in rows
        for cell in row
        if isinstance(cell, dict) and cell["v"] is None and cell.get("s")
    }
    return "; ".join(f"[{symbol}] {SYMBOLS[symbol]}" for symbol in SYMBOLS if symbol in used)

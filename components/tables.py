"""Tables as data: what is shown, what a CSV holds and what a screen reader reads are one.

A :class:`Table` travels as one JSON attribute and is drawn, sorted, copied and saved in the
reader's browser by ``assets/30-data-table.js``; numbers stay unrounded until they are drawn.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Literal

from dash import html

from components.dom import dom
from components.formatting import is_missing

MOST_DRAWN: Final = 60
"""Rows that a long table draws at first: a filter change then stays quick."""

CellType = Literal[
    "text", "count", "decimal", "hundredths", "percent", "change", "difference", "month", "spark"
]
"""How a cell reads; ``hundredths`` is for rates that one decimal would round to nothing, a
``spark`` is a sequence of numbers, drawn as a small line and left out of a CSV."""

SYMBOLS: Final = {
    "c": "suppressed: too small to publish",
    "x": "not available",
    "z": "not applicable",
}
"""What the symbols of missing values mean (Government Analysis Function)."""


@dataclass(frozen=True)
class Column:
    """A column: its key in a download, its heading, and how its cells read."""

    key: str
    label: str
    type: CellType = "text"
    row_header: bool = False


@dataclass(frozen=True)
class Cell:
    """A cell that is more than a value: missing with a symbol, marked, linked, noted, explained."""

    value: Any
    symbol: str | None = None
    note: str | None = None
    href: str | None = None
    mark: str | None = None
    title: str | None = None


def cell(value: Any, *, symbol: str | None = None, note: str | None = None) -> Any:
    """A value with its symbol and note; the value alone where it has neither."""
    return value if symbol is None and note is None else Cell(value, symbol=symbol, note=note)


@dataclass(frozen=True)
class Table:
    """A table to draw and to save.

    Args:
        caption: What the table holds, read first by a screen reader.
        columns: In order.
        rows: One sequence a row, as long as ``columns``; a cell is a value or a :class:`Cell`.
        filename: The name of the CSV without ending.
        sortable: Whether headings are buttons that sort.
        source: One line that names the source, below the table.
        row_keys: An id a row, where rows can be chosen from outside (a map, say).
        order: The name of the order that the rows come in, where a reader can choose it: when it
            changes, a sorting by a heading gives way to it.
        most: Rows that are drawn before a button shows the rest; 0 for all. Sorting, printing and
            saving are of all rows.
    """

    caption: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Any]]
    filename: str
    sortable: bool = True
    source: str = ""
    row_keys: Sequence[str] = field(default_factory=tuple)
    order: str = ""
    most: int = 0

    def to_json(self) -> str:
        """The table as compact JSON, missing values as null."""
        return json.dumps(
            {
                "caption": self.caption,
                "columns": [[c.key, c.label, c.type, int(c.row_header)] for c in self.columns],
                "rows": [[plain(cell) for cell in row] for row in self.rows],
                "filename": self.filename,
                "sortable": self.sortable,
                "source": self.source,
                "keys": list(self.row_keys),
                **({"order": self.order} if self.order else {}),
                **({"most": self.most} if self.most else {}),
            },
            ensure_ascii=False,
            separators=(",", ":"),
            allow_nan=False,
        )


def data_table(element_id: str, table: Table, *, class_name: str = "") -> html.Div:
    """The place where a table is drawn; a callback may replace its ``data-table``."""
    return html.Div(
        id=element_id,
        className=f"data-table {class_name}".strip(),
        **dom(data_island="table", data_table=table.to_json()),
    )


def plain(cell: Any) -> Any:
    """A cell as it stands in JSON."""
    if isinstance(cell, Cell):
        extra = {
            "s": cell.symbol,
            "n": cell.note,
            "h": cell.href,
            "m": cell.mark,
            "t": cell.title,
        }
        kept = {key: value for key, value in extra.items() if value is not None}
        return {"v": _value(cell.value), **kept}
    return _value(cell)


def _value(value: Any) -> Any:
    kind = type(value)
    # Most cells, without a look at what else they could be.
    if kind is str or kind is int:
        return value
    if is_missing(value):
        return None
    if kind is not float:
        item = getattr(value, "item", None)
        value = item() if callable(item) else value
    return int(value) if isinstance(value, float) and value.is_integer() else value

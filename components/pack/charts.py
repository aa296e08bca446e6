"""Charts as numbers, taken from the tables behind them, for formats that draw them natively."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any, Final

from components.formatting import is_missing
from components.pack.model import Chart
from components.pack.numbers import NUMBER_FORMATS
from components.tables import Cell, CellType, Column, Table
from data.periods import Month

NUMBERS: Final[frozenset[CellType]] = frozenset(NUMBER_FORMATS)


def line(table: Table, *, axis: str, columns: Sequence[str] = ()) -> Chart | None:
    """A line through a table's periods, oldest first.

    Args:
        table: Its first column holds the periods, the newest first, as every such table has them.
        axis: What the values are.
        columns: Keys of the columns to draw; by default each that holds numbers.

    Returns:
        None where the table has no row or no number.
    """
    return _chart("line", table, table.rows[::-1], axis, columns)


def bars(
    table: Table, *, axis: str, columns: Sequence[str], only: Collection[str] | None = None
) -> Chart | None:
    """Bars of a table's rows, in its order.

    Args:
        table: Its first column names the bars.
        axis: What the values are.
        columns: Keys of the columns to draw.
        only: The names of the bars to draw; by default all.

    Returns:
        None where there is no bar to draw.
    """
    rows = [row for row in table.rows if only is None or str(_value(row[0])) in only]
    return _chart("bar", table, rows, axis, columns)


def _chart(
    kind: Any, table: Table, rows: Sequence[Sequence[Any]], axis: str, wanted: Sequence[str]
) -> Chart | None:
    drawn = [
        (place, column)
        for place, column in enumerate(table.columns)
        if column.type in NUMBERS and (not wanted or column.key in wanted)
    ]
    if not rows or not drawn:
        return None
    return Chart(
        kind=kind,
        categories=tuple(label(table.columns[0], row[0]) for row in rows),
        series={
            column.label: tuple(_number(row[place]) for row in rows) for place, column in drawn
        },
        number_format=NUMBER_FORMATS[drawn[0][1].type],
        axis_title=axis,
    )


def label(column: Column, cell: Any) -> str:
    """A row's heading as text: months in words."""
    value = _value(cell)
    return Month.parse(str(value)).label if column.type == "month" else str(value)


def _value(cell: Any) -> Any:
    return cell.value if isinstance(cell, Cell) else cell


def _number(cell: Any) -> float | None:
    value = _value(cell)
    return None if is_missing(value) else float(value)

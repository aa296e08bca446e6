"""The parts of a chart card that draws a process-behaviour chart: table, key and About."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from components.figures.spc import SYMBOLS, kinds_of, point_text
from components.formatting import MISSING, is_missing
from components.tables import Cell, Column, Table

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping, Sequence

    import pandas as pd

    from data.queries.spc import ProcessChart

COLUMNS: Final = (
    Column("month", "Month", "month", row_header=True),
    Column("value", "Value", "count"),
    Column("variation", "Variation"),
    Column("mean", "Mean", "decimal"),
    Column("lower_limit", "Lower limit", "decimal"),
    Column("upper_limit", "Upper limit", "decimal"),
    Column("near_lower_limit", "Near lower limit", "decimal"),
    Column("near_upper_limit", "Near upper limit", "decimal"),
)

EXPLAINED: Final = (
    "The chart shows whether months differ by more than the ups and downs that any series has. "
    "The solid line is the mean; months between the dashed limits differ by chance alone, unless "
    "seven in a row rise, fall or keep to one side of the mean, or two of three lie beyond the "
    "dotted near limits on one side. Months of that kind are marked: something changed, though "
    "the chart does not say what.",
    "Limits are the mean plus and minus 2.66 times the average difference between one month and "
    "the next (XmR chart; NHS England, Making Data Count). They take twelve months, start afresh "
    "at each break, and leave the provisional month out.",
)
"""How to read the chart, for its About."""


def process_table(chart: ProcessChart, *, caption: str, filename: str, source: str) -> Table:
    """The table of a chart: every month, newest first.

    Args:
        chart: The chart.
        caption: What the table holds.
        filename: The name of the CSV without ending.
        source: The line below the table.
    """
    frame = chart.result.rows
    rows = [
        [
            row["month"],
            Cell(
                row["value"],
                symbol=row["symbol"],
                note="provisional" if row["provisional"] else None,
            ),
            _variation(row, kind),
            *(row[column.key] for column in COLUMNS[3:]),
        ]
        for row, kind in zip(frame.to_dict("records"), kinds_of(frame), strict=True)
    ]
    value = Column("value", chart.offence.unit.capitalize(), "count")
    return Table(
        caption=caption,
        columns=(COLUMNS[0], value, *COLUMNS[2:]),
        rows=rows[::-1],
        filename=filename,
        source=source,
    )


def process_key(rows: pd.DataFrame) -> Sequence[tuple[str, str]]:
    """The key of the shapes that a chart's rows need; common cause alone needs none."""
    kinds = set(kinds_of(rows))
    if kinds <= {"common"}:
        return ()
    return [(SYMBOLS[kind].badge, SYMBOLS[kind].text) for kind in SYMBOLS if kind in kinds]


def _variation(row: Mapping[Hashable, Any], kind: str) -> str:
    """Return what the table says of a month; a dash where there is nothing to judge by."""
    if kind == "provisional":
        return "not judged"
    if kind == "common":
        unjudged = is_missing(row["lower_limit"]) or is_missing(row["value"])
        return MISSING if unjudged else SYMBOLS[kind].text
    return point_text(row["rule"], row["direction"], kind)

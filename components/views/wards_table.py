"""The table of a borough's wards in a period: behind the ranking and behind the map."""

from __future__ import annotations

from typing import Any

from components import formatting
from components.links import relative
from components.pack.names import stem
from components.tables import Cell, Column, Table
from components.url_state import query_string
from components.views.burglary_table import CARE
from components.views.wards_look import Look, Row
from data.result import UNAVAILABLE

COLUMNS = (
    Column("ward", "Ward", row_header=True),
    Column("count", "Count", "count"),
    Column("count_low", "95 % from", "decimal"),
    Column("count_high", "95 % to", "decimal"),
    Column("count_year_before", "A year before", "count"),
    Column("change_percent", "Change", "change"),
    Column("area_code", "Code"),
)


def is_small(row: Row) -> bool:
    """Whether a count is so small that it is read with care, and is no finding."""
    return _is_small(row["count"]) or _is_small(row["count_year_before"])


def _is_small(count: float | None) -> bool:
    return count is not None and count < formatting.SMALL_COUNT


def ranking_table(seen: Look) -> Table:
    """Every ward in the period, the highest count first."""
    return Table(
        caption=f"Every ward of {seen.borough}, the highest count first",
        columns=COLUMNS,
        rows=[_cells(seen, row) for row in seen.rows],
        filename=stem(f"{seen.offence.slug}-by-ward", seen.state.area.code, seen.span.last),
        source=f"{seen.meta.source}.",
        row_keys=[row["area"] for row in seen.rows],
    )


def _cells(seen: Look, row: Row) -> list[Any]:
    missing = row["count"] is None
    notes = ["chosen"] if row["area"] == seen.chosen else []
    notes += [CARE] if _is_small(row["count"]) else []
    before = row["count_year_before"]
    symbol = row["symbol"] or UNAVAILABLE
    return [
        Cell(seen.names[row["area"]], href=_href(seen, row["area"])),
        Cell(row["count"], symbol=symbol if missing else None, note=", ".join(notes) or None),
        row["count_low"],
        row["count_high"],
        Cell(
            before,
            symbol=UNAVAILABLE if before is None else None,
            note=CARE if _is_small(before) else None,
        ),
        Cell(
            row["change_percent"],
            symbol=symbol if row["change_percent"] is None else None,
        ),
        row["area"],
    ]


def _href(seen: Look, code: str) -> str:
    """The page with this ward chosen, everything else as it is."""
    state = seen.state
    values = {name: value for name, value in state.values.items() if value != state.defaults[name]}
    values |= {"ward": code, "area": state.area.code, "as-at": str(state.as_at)}
    query: dict[str, str | None] = {name.replace("-", "_"): each for name, each in values.items()}
    return f"{relative(seen.path)}{query_string(**query)}"

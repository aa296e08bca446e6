"""The board as a table: sortable by every column, with the columns chosen, as CSV and XLSX."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from components import formatting
from components.pack.names import stem
from components.status import status_text
from components.tables import MOST_DRAWN, Cell, CellType, Column, Table
from components.views.milestones import Record, Shown, flagged
from components.views.milestones_choices import COLUMNS
from components.views.milestones_words import area_names, due_of, no_date
from data.milestones import ACTIVITY, KINDS, THEMES, Due, Milestone
from data.periods import Quarter
from data.result import NOT_APPLICABLE

TABLE: Final = "milestone-table"
TYPES: Final[Mapping[str, CellType]] = {"due-by": "month", "original-due": "month"}


def table(shown: Shown) -> Table:
    """The rows that the filters keep, soonest due first, undated last."""
    state, quarter = shown.state, shown.quarter
    keys = _columns(shown)
    cells = [_cells(shown, each) for each in shown.rows]
    return Table(
        caption=f"Business Plan, report of {quarter.short_label}" if quarter else "Business Plan",
        columns=[
            Column("title", "What", row_header=True),
            *(Column(key.replace("-", "_"), COLUMNS[key], TYPES.get(key, "text")) for key in keys),
        ],
        rows=[[row["title"], *(row[key] for key in keys)] for row in cells],
        filename=stem("milestones", state.area.code, quarter or state.as_at),
        source="Source: Metropolitan Police Service, Business Plan progress update.",
        row_keys=[str(each["id"]) for each in shown.rows],
        most=MOST_DRAWN,
    )


def _columns(shown: Shown) -> list[str]:
    """The columns to show: those chosen, or those that say anything on this board."""
    chosen = shown.state.many("columns")
    if chosen:
        return list(chosen)
    rows = shown.full.values()
    silent = {
        "concerns": shown.state.area.kind == "london",
        "owner": not any(each.owner for each in rows),
        "reason": not any(each.reason_for_delay for each in rows),
        "original-due": not any(_has_moved(shown, each) for each in rows),
    }
    return [key for key in COLUMNS if not silent.get(key, False)]


def _has_moved(shown: Shown, row: Milestone) -> bool:
    original = shown.originals.get(row.id)
    return original is not None and row.due is not None and original.last != row.due.last


def _cells(shown: Shown, record: Record) -> dict[str, Any]:
    state, row = shown.state, shown.full[record["id"]]
    concerns = state.area.label if record["scope"] == "area" else "pan-London"
    if state.area.kind == "london":
        concerns = "certain areas" if record["scope"] == "area" else "pan-London"
    names = area_names(record["areas"], state.store.areas)
    original = shown.originals.get(record["id"])
    return {
        "title": Cell(record["title"], href=shown.opening(record["id"])),
        "kind": KINDS[record["kind"]].title,
        "status": _status(shown, record),
        "due-by": _due(record, due_of(record)),
        "original-due": str(original.last) if original else None,
        "owner": row.owner,
        "theme": THEMES[record["theme"]].plural.capitalize(),
        "areas": formatting.join_words(names) or row.areas_as_written or "All of London",
        "concerns": concerns,
        "reason": row.reason_for_delay,
        "note": record["note"] or "",
    }


def _status(shown: Shown, record: Record) -> Cell:
    note = flagged(shown, record).lower()
    if record["status"] is None:
        return Cell(None, symbol=NOT_APPLICABLE, note=note or None)
    return Cell(status_text(record["status"]), note=note or None)


def _due(record: Record, due: Due | None) -> Cell:
    """The month by whose end it is due, so that dates sort; a quarter is said beside it."""
    if due is None:
        told = record["kind"] == ACTIVITY
        if told:
            return Cell(None, symbol=NOT_APPLICABLE)
        return Cell(None, note=no_date(record["due_note"]))
    return Cell(str(due.last), note=due.label if isinstance(due, Quarter) else None)

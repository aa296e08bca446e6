"""The board as a table: sortable by every column, and as CSV."""

from __future__ import annotations

from typing import Any, Final

from components import formatting
from components.status import status_text
from components.tables import Cell, Column, Table
from components.views import milestones as view
from components.views.milestones import Record, Shown
from components.views.milestones_words import area_names, due_of, flag, no_date
from data.milestones import ACTIVITY, KINDS, THEMES, Due
from data.periods import Quarter
from data.result import NOT_APPLICABLE

TABLE: Final = "milestone-table"


def table(shown: Shown) -> Table:
    """The rows that the filters keep, soonest due first, undated last."""
    state, quarter = shown.state, shown.quarter
    several = state.area.kind != "london"
    columns = [
        Column("title", "What", row_header=True),
        Column("kind", "Kind"),
        Column("status", "Status"),
        Column("due_by", "Due by", "month"),
        Column("theme", "Theme"),
        Column("areas", "Areas"),
        *([Column("concerns", "Concerns")] if several else []),
        Column("note", "The report adds"),
    ]
    name = f"milestones_{quarter}_{state.area.code}" if quarter else "milestones"
    return Table(
        caption=f"Business Plan, report of {quarter.short_label}" if quarter else "Business Plan",
        columns=columns,
        rows=[_row(shown, each, several) for each in shown.rows],
        filename=name,
        source="Source: Metropolitan Police Service, Business Plan progress update.",
        row_keys=[str(each["id"]) for each in shown.rows],
    )


def _row(shown: Shown, record: Record, several: bool) -> list[Any]:
    state = shown.state
    note = flag(record, as_at=state.as_at, unanswered=shown.unanswered)
    concerns = state.area.label if record["scope"] == "area" else "pan-London"
    has_status = record["status"] is not None
    return [
        Cell(record["title"], href=view.address(state, fragment="detail", id=record["id"])),
        KINDS[record["kind"]].title,
        Cell(
            status_text(record["status"]) if has_status else None,
            symbol=None if has_status else NOT_APPLICABLE,
            note=note.lower() or None,
        ),
        _due(record, due_of(record)),
        THEMES[record["theme"]].plural.capitalize(),
        formatting.join_words(area_names(record["areas"], state.store.areas)) or "All of London",
        *([concerns] if several else []),
        record["note"] or "",
    ]


def _due(record: Record, due: Due | None) -> Cell:
    """The month by whose end it is due, so that dates sort; a quarter is said beside it."""
    if due is None:
        told = record["kind"] == ACTIVITY
        return Cell(None, symbol=NOT_APPLICABLE) if told else Cell(None, note=_undated(record))
    return Cell(str(due.last), note=due.label if isinstance(due, Quarter) else None)


def _undated(record: Record) -> str:
    return no_date(record["due_note"])

"""The rows of an answer about the board."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

import pandas as pd

from data.describe import provenance
from data.milestone_filters import scope_in
from data.queries.board_index import board_index
from data.result import NOT_APPLICABLE, Meta, Result

if TYPE_CHECKING:
    from data.areas import Area
    from data.milestones import Milestone
    from data.periods import Month
    from data.store import Store

COLUMNS: Mapping[str, str] = {
    "id": "Name, unique on a board",
    "kind": "milestone, commitment or activity",
    "theme": "Chapter of the report",
    "subtheme": "Heading in the report",
    "title": "What it is",
    "status": "delivered, on-track, some-delay, not-assessed; none for an activity",
    "due": "Month or financial quarter by whose end it is due",
    "due_note": "What the report says where the due date is vague",
    "areas": "Slugs of BCUs and ONS codes of boroughs that it names",
    "scope": "area: it concerns the area asked for, or certain areas only; london: pan-London",
    "note": "What the report adds",
    "reported_quarter": "The quarter whose report it stands in",
    "symbol": "z where a status does not apply",
}
"""Columns of the answer, with their meaning."""


def every_milestone(store: Store) -> tuple[Milestone, ...]:
    """Return the rows of all boards, in the order of the file."""
    return board_index(store).rows


def board_answer(
    store: Store, found: Iterable[Milestone], *, area: Area, as_at: Month, notes: tuple[str, ...]
) -> Result:
    """Return the rows that concern an area, in the order given, as `COLUMNS`."""
    rows = [_row(each, scope) for each in found if (scope := scope_in(each, area)) is not None]
    return Result(
        pd.DataFrame(rows, columns=list(COLUMNS), dtype=object),
        _meta(store, as_at, notes),
    )


def _row(milestone: Milestone, scope: str) -> tuple[object, ...]:
    return (
        milestone.id,
        milestone.kind,
        milestone.theme,
        milestone.subtheme,
        milestone.title,
        milestone.status,
        str(milestone.due) if milestone.due else None,
        milestone.due_note or None,
        milestone.areas,
        scope,
        milestone.note or None,
        str(milestone.reported_quarter),
        None if milestone.status else NOT_APPLICABLE,
    )


def _meta(store: Store, as_at: Month, notes: tuple[str, ...]) -> Meta:
    entry = store.dataset("milestones")
    quarters = board_index(store).quarters
    return Meta(
        title=entry.title,
        unit=None,
        first=str(quarters[0]),
        last=str(quarters[-1]),
        as_at=str(as_at),
        notes=notes,
        columns=dict(COLUMNS),
        release=store.release,
        **provenance(entry),
    )

"""Questions about what was promised and what happened: the board, its counts, dates that passed."""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from data.as_at import newest_report
from data.describe import source_fields
from data.milestone_filters import chosen, lets_through, matches, scope_in, words_of
from data.milestones import (
    KINDS,
    NOT_ASSESSED,
    STATUSES,
    THEMES,
    Milestone,
    board_order,
    due_has_passed,
    milestones_of,
    quarters_of,
)
from data.periods import Quarter
from data.queries import milestone_totals
from data.result import NOT_APPLICABLE, Meta, Result

if TYPE_CHECKING:
    from data.areas import Area
    from data.periods import Month
    from data.store import Store

Filter = str | Iterable[str] | None

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


@dataclass(frozen=True, slots=True)
class MilestoneCounts:
    """How many rows there are of each kind, status and theme; what has none counts 0.

    Attributes:
        total: All rows.
        by_kind: Kind and number, in the order of the board.
        by_status: Status and number of milestones and commitments, in the order of the report.
        by_theme: Theme and number, in the order of the report.
        by_scope: `area` and `london` and their numbers.
    """

    total: int
    by_kind: Mapping[str, int]
    by_status: Mapping[str, int]
    by_theme: Mapping[str, int]
    by_scope: Mapping[str, int]


@functools.lru_cache(maxsize=1)
def every_milestone(store: Store) -> tuple[Milestone, ...]:
    """Return the rows of all boards, in the order of the file."""
    return milestones_of(store.table("milestones"))


def boards(store: Store, *, as_at: Month | None = None) -> tuple[Quarter, ...]:
    """Return the reporting quarters whose board was out by `as_at`, oldest first."""
    last = as_at or newest_report(store)
    return tuple(each for each in quarters_of(every_milestone(store)) if each.last <= last)


def milestones(
    store: Store,
    *,
    quarter: Quarter | str | None = None,
    status: Filter = None,
    kind: Filter = None,
    theme: Filter = None,
    area: str | None = None,
    q: str | None = None,
    as_at: Month | None = None,
) -> Result:
    """Return a board: one quarter's milestones, commitments and activities.

    Args:
        store: The loaded data.
        quarter: Reporting quarter; without it, the newest board that was out by `as_at`. A quarter
            that is asked for is shown whenever it was reported.
        status: Statuses to keep: one, several separated by commas, or several.
        kind: Kinds to keep, likewise.
        theme: Themes to keep, likewise.
        area: Keep what concerns this area and what is pan-London; `london` keeps everything.
        q: Words that must all stand in title, note, heading, theme, due date or area names,
            whatever their case and accents.
        as_at: The last month taken into account; by default the end of the newest report.

    Returns:
        Rows as `COLUMNS`, soonest due first, undated last.

    Raises:
        InvalidParameter: A filter has a value that there is not.
    """
    place = store.areas.get(area or store.areas.london.code)
    statuses = chosen("status", status, STATUSES)
    kinds, themes = chosen("kind", kind, KINDS), chosen("theme", theme, THEMES)
    words = words_of(q)
    wanted = Quarter.parse(quarter) if isinstance(quarter, str) else quarter
    known = boards(store, as_at=as_at)
    board = wanted or (known[-1] if known else None)
    found = [
        each
        for each in every_milestone(store)
        if each.reported_quarter == board
        and lets_through(statuses, each.status)
        and lets_through(kinds, each.kind)
        and lets_through(themes, each.theme)
        and matches(each, words, store.areas)
    ]
    return _result(store, found, place, as_at, _notes(store, wanted, board, place, as_at))


def milestone_counts(rows: pd.DataFrame) -> MilestoneCounts:
    """Return the counts of an answer of `milestones`, so that they follow its filters."""
    return MilestoneCounts(
        total=len(rows),
        by_kind=_counted(rows["kind"], KINDS),
        by_status=_counted(rows["status"], STATUSES),
        by_theme=_counted(rows["theme"], THEMES),
        by_scope=_counted(rows["scope"], ("area", "london")),
    )


def due_passed(store: Store, *, as_at: Month | None = None, area: str | None = None) -> Result:
    """Return the commitments that are due with their outcome not stated.

    A promise is taken at its latest word: the newest board by `as_at` that has its id. It is listed
    when it is `not-assessed` there and the last day of its due month or quarter is on or before
    the last day of `as_at`. What has no date never passes.

    Returns:
        Rows as `COLUMNS`, longest due first.

    Raises:
        InvalidParameter: There is no such area.
    """
    place = store.areas.get(area or store.areas.london.code)
    last = as_at or newest_report(store)
    latest: dict[str, Milestone] = {}
    for each in sorted(every_milestone(store), key=lambda row: row.reported_quarter):
        if each.reported_quarter.last <= last:
            latest[each.id] = each
    found = [
        each
        for each in latest.values()
        if each.status == NOT_ASSESSED and due_has_passed(each.due, last)
    ]
    note = f"Due by the end of {last.label}; no report loaded states the outcome."
    return _result(store, found, place, as_at, (note,))


def _counted(cells: pd.Series[str], words: Iterable[str]) -> dict[str, int]:
    found = Counter(cells)
    return {word: found.get(word, 0) for word in words}


def _result(
    store: Store, found: list[Milestone], area: Area, as_at: Month | None, notes: tuple[str, ...]
) -> Result:
    rows = [
        _row(each, scope)
        for each in sorted(found, key=board_order)
        if (scope := scope_in(each, area)) is not None
    ]
    return Result(
        pd.DataFrame(rows, columns=list(COLUMNS), dtype=object),
        _meta(store, as_at or newest_report(store), notes),
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
    quarters = quarters_of(every_milestone(store))
    return Meta(
        title=entry.title,
        unit=None,
        first=str(quarters[0]),
        last=str(quarters[-1]),
        as_at=str(as_at),
        breaks=(),
        notes=notes,
        columns=dict(COLUMNS),
        release=store.release,
        **source_fields(entry),
    )


def _notes(
    store: Store,
    wanted: Quarter | None,
    board: Quarter | None,
    area: Area,
    as_at: Month | None,
) -> tuple[str, ...]:
    loaded = quarters_of(every_milestone(store))
    if board is None:
        last = as_at or newest_report(store)
        return (
            f"No report is loaded as at {last.label}: the first is as at {loaded[0].last.label}.",
        )
    if board not in loaded:
        have = ", ".join(each.short_label for each in loaded)
        known = milestone_totals.in_words(store, board)
        return (f"No board is loaded for {board.label}. Loaded: {have}.", *known)
    notes = [f"As the report of {board.label} has it, as at the end of {board.last.label}."]
    if wanted is not None and as_at is not None and board.last > as_at:
        notes.append(f"This quarter was reported after {as_at.label}.")
    if area.kind != "london":
        notes.append(
            f"“area” is what concerns {area.label} in particular, “london” what is pan-London."
        )
    return tuple(notes)

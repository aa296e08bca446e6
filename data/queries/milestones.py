"""Questions about what was promised and what happened: the board, its counts, dates that passed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from data.as_at import newest_report
from data.milestone_filters import chosen, lets_through, words_of
from data.milestones import (
    KINDS,
    NOT_ASSESSED,
    STATUSES,
    THEMES,
    board_order,
    due_has_passed,
)
from data.periods import Quarter
from data.queries import milestone_totals
from data.queries.board_index import board_index
from data.queries.milestone_rows import board_answer
from data.result import Result

if TYPE_CHECKING:
    from data.areas import Area
    from data.periods import Month
    from data.store import Store

Filter = str | Iterable[str] | None


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


def boards(store: Store, *, as_at: Month | None = None) -> tuple[Quarter, ...]:
    """Return the reporting quarters whose board was out by `as_at`, oldest first."""
    last = as_at or newest_report(store)
    return tuple(each for each in board_index(store).quarters if each.last <= last)


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
    index = board_index(store)
    rows = index.board(board) if board else ()
    if board and words:
        texts = zip(rows, index.texts(board), strict=True)
        rows = tuple(row for row, text in texts if all(word in text for word in words))
    found = [
        each
        for each in rows
        if lets_through(statuses, each.status)
        and lets_through(kinds, each.kind)
        and lets_through(themes, each.theme)
    ]
    return board_answer(
        store,
        found,
        area=place,
        as_at=as_at or newest_report(store),
        notes=_notes(store, wanted, board, place, as_at),
    )


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
    found = [
        each
        for each in board_index(store).latest(last).values()
        if each.status == NOT_ASSESSED and due_has_passed(each.due, last)
    ]
    found.sort(key=board_order)
    note = f"Due by the end of {last.label}; no report loaded states the outcome."
    return board_answer(store, found, area=place, as_at=last, notes=(note,))


def _counted(cells: pd.Series[str], words: Iterable[str]) -> dict[str, int]:
    found = Counter(cells)
    return {word: found.get(word, 0) for word in words}


def _notes(
    store: Store,
    wanted: Quarter | None,
    board: Quarter | None,
    area: Area,
    as_at: Month | None,
) -> tuple[str, ...]:
    loaded = board_index(store).quarters
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

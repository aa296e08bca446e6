"""The words for one row of the board: when it is due, where it applies, what must be noted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from data.areas import Area, Areas
from data.milestones import (
    ACTIVITY,
    DELIVERED,
    NOT_ASSESSED,
    STATUSES,
    Due,
    Milestone,
    due_has_passed,
    parse_due,
)
from data.periods import Month, Quarter

NO_DATE: Final = "no date given"
UNANSWERED: Final = "Due, outcome not stated"
LATER: Final = "Later"
"""How the word of a later report begins."""

DATE_PASSED: Final = "Due date has passed"
MOST_AREAS: Final = 3
"""Areas that a card names before it says how many more there are."""

Row = Mapping[str, Any]


def due_of(row: Row) -> Due | None:
    """The due date of an answer's row."""
    return parse_due(str(row["due"])) if row["due"] else None


def due_short(due: Due) -> str:
    """A due date in a few letters: ``Sep 2018``, ``Jul–Sep 2018``."""
    if isinstance(due, Quarter):
        first, last = due.first.short_label, due.last.short_label
        return f"{first[:3]}–{last}"
    return due.short_label


def no_date(note: str | None) -> str:
    """What stands where a date is missing: the report's words, quoted, or that there are none."""
    return f"“{note}”" if note and note != NO_DATE else NO_DATE


def due_words(row: Row) -> str:
    """The due date of a row as a phrase; an activity has none and needs none."""
    due = due_of(row)
    if due is not None:
        return f"Due {due.label}"
    if row["kind"] == ACTIVITY:
        return ""
    note = row["due_note"]
    return f"No date: {no_date(note)}" if no_date(note) != NO_DATE else "No date given"


def flag(row: Row, *, as_at: Month, unanswered: frozenset[str], latest: Milestone | None) -> str:
    """What must be noted of a row as at a month; empty where nothing must.

    Args:
        row: A row of an answer of ``milestones``.
        as_at: The last month taken into account.
        unanswered: Ids of the commitments due by then whose outcome no report states.
        latest: The latest word on the row by then, where its board is not the newest.
    """
    if row["status"] is None:
        return ""
    if latest is not None and latest.status and latest.status != row["status"]:
        word = STATUSES[latest.status].title.lower()
        return f"{LATER} {word} ({latest.reported_quarter.short_label})"
    if row["status"] == NOT_ASSESSED:
        return UNANSWERED if row["id"] in unanswered else ""
    due = latest.due if latest is not None else due_of(row)
    return DATE_PASSED if row["status"] != DELIVERED and due_has_passed(due, as_at) else ""


def area_names(codes: Sequence[str], areas: Areas) -> list[str]:
    """The names of the areas that a row names, BCUs first."""
    return [areas.get(code).label for code in codes]


def areas_short(row: Row, areas: Areas) -> str:
    """The areas that a row names, for a card: ``East BCU, Havering``; empty for all of London."""
    names = area_names(row["areas"], areas)
    if len(names) > MOST_AREAS:
        names = [*names[: MOST_AREAS - 1], f"{len(names) - MOST_AREAS + 1} more"]
    return ", ".join(names)


def areas_long(milestone: Milestone, named: Sequence[Area]) -> str:
    """Where a milestone applies, in a sentence's words."""
    bcus = [area for area in named if area.kind == "bcu"]
    boroughs = [area for area in named if area.kind == "borough"]
    every = ", ".join(area.label for area in named)
    if milestone.reach == "london":
        return f"All of London; it singles out {every}" if every else "All of London"
    if milestone.reach == "bcu":
        units = ", ".join(area.label for area in bcus)
        also = ", ".join(area.name for area in boroughs)
        return f"{units}, all of it; it names {also}" if also else f"{units}, all of it"
    within = ", ".join(area.label for area in bcus)
    place = ", ".join(area.name for area in boroughs)
    return f"{place} (in {within})" if within else place

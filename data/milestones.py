"""What the quarterly report promises and tells: milestones, commitments and activities.

A *milestone* has one of the report's three statuses. A *commitment* is something the report says
will happen: it is `not-assessed`, and never guessed. An *activity* is reported progress without a
status. One reporting quarter's rows are a *board*; the table `milestones` stacks boards, so a row
is known by its reporting quarter and its id.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

from data.errors import InvalidParameter
from data.periods import Month, Quarter
from data.rows import text_rows

if TYPE_CHECKING:
    import pandas as pd

Due = Month | Quarter
Reach = Literal["london", "bcu", "borough", "unknown"]

DELIVERED, ON_TRACK, SOME_DELAY = "delivered", "on-track", "some-delay"
NOT_ASSESSED = "not-assessed"
MILESTONE, COMMITMENT, ACTIVITY = "milestone", "commitment", "activity"

DUE_FORM = "a month such as 2018-09, a financial quarter such as 2018-19-Q2, or empty"


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the board's vocabulary.

    Attributes:
        slug: The form in files and URLs.
        title: The form on screen.
        plural: The form on screen for a number of them; the title where they are the same.
        symbol: A shape that tells it from the others without colour; empty where it needs none.
        meaning: One sentence for the reader.
    """

    slug: str
    title: str
    plural: str
    symbol: str = ""
    meaning: str = ""


def terms(*words: Term) -> Mapping[str, Term]:
    """Return a vocabulary: the terms by slug, in order."""
    return MappingProxyType({word.slug: word for word in words})


STATUSES = terms(
    Term(DELIVERED, "Delivered", "delivered", "✓", "The report says that it is done."),
    Term(ON_TRACK, "On track", "on track", "●", "The report expects it by its due date."),
    Term(SOME_DELAY, "Some delay", "some delay", "▲", "The report says that it is late."),
    Term(
        NOT_ASSESSED,
        "Not assessed",
        "not assessed",
        "○",
        "The report says that it will happen and gives no status; none is guessed here.",
    ),
)
"""Every status, in the order of the report; an activity has none."""

ASSESSED = (DELIVERED, ON_TRACK, SOME_DELAY)
"""The statuses that the report gives to its milestones."""

KINDS = terms(
    Term(
        MILESTONE,
        "Milestone",
        "milestones",
        meaning="A step of the Business Plan with a quarter and a status.",
    ),
    Term(
        COMMITMENT,
        "Commitment",
        "commitments",
        meaning="Something that the report says will happen, without a status.",
    ),
    Term(
        ACTIVITY,
        "Activity",
        "activities",
        meaning="Progress that the report tells of, without a status.",
    ),
)
"""Every kind of row, in the order of the board."""

THEMES = terms(
    Term("overview", "Overview of the quarter", "overview"),
    Term("serious-violence", "Tackling serious violence", "serious violence"),
    Term("safeguarding", "Safeguarding", "safeguarding"),
    Term("acquisitive", "Acquisitive crime", "acquisitive crime"),
    Term("outcomes", "Achieving the best outcomes", "best outcomes"),
    Term("capabilities", "Developing our key capabilities", "key capabilities"),
)
"""The report's chapters, in its order."""

REACHES: Mapping[Reach, str] = MappingProxyType(
    {
        "london": "the whole of London; areas that it names are singled out within it",
        "bcu": "the BCUs that it names, with every borough in them",
        "borough": "only the boroughs that it names",
        "unknown": "areas that this product does not know; shown for London only",
    }
)
"""How far a row reaches beyond the areas that it names."""


@dataclass(frozen=True, slots=True)
class Milestone:
    """One row of a board.

    Attributes:
        reported_quarter: The quarter whose report it stands in.
        id: Name, unique on a board; the same on a later board for the same promise.
        kind: A slug of `KINDS`.
        theme: A slug of `THEMES`.
        subtheme: The report's heading above it.
        title: What it is.
        status: A slug of `STATUSES`; None for an activity.
        due: Month or quarter by whose end it is due; None where the report gives none.
        due_note: The report's words where the due date is vague; may be empty.
        reach: How far it reaches: a key of `REACHES`.
        areas: Slugs of the BCUs, then ONS codes of the boroughs, that it names.
        note: What the report adds; may be empty.
        figures: Ids of the report's figures and claims about it.
        offences: Slugs of the series that show its context (context, not proof of effect).
        owner: Who answers for it; may be empty.
        original_due: The due date first promised, where the board states it.
        reason_for_delay: Why it is late or its date moved; may be empty.
        continues: Ids of earlier milestones that it is part of or takes the place of.
        areas_as_written: Areas that the board names and this product does not know; may be empty.
    """

    reported_quarter: Quarter
    id: str
    kind: str
    theme: str
    subtheme: str
    title: str
    status: str | None
    due: Due | None
    due_note: str
    reach: Reach
    areas: tuple[str, ...]
    note: str
    figures: tuple[str, ...] = ()
    offences: tuple[str, ...] = ()
    owner: str = ""
    original_due: Due | None = None
    reason_for_delay: str = ""
    continues: tuple[str, ...] = ()
    areas_as_written: str = ""

    @property
    def scope(self) -> Literal["area", "london"]:
        """`london` for what is pan-London, `area` for what concerns certain areas only."""
        return "london" if self.reach == "london" else "area"

    @property
    def due_label(self) -> str:
        """The due date in words: "September 2018", "July to September 2018", or the note."""
        return self.due.label if self.due else self.due_note


@functools.lru_cache(maxsize=4096)
def parse_due(text: str) -> Due | None:
    """Read a due date: a month, a financial quarter, or nothing.

    Raises:
        InvalidParameter: It is none of these.
    """
    if not text:
        return None
    for form in (Month, Quarter):
        try:
            return form.parse(text, "due")
        except InvalidParameter:
            continue
    raise InvalidParameter("due", text, DUE_FORM)


def due_has_passed(due: Due | None, as_at: Month) -> bool:
    """Whether a due date has passed: its last day is on or before the last day of `as_at`.

    What has no date never passes.
    """
    return due is not None and due.last <= as_at


def milestones_of(table: pd.DataFrame) -> tuple[Milestone, ...]:
    """Return the rows of the checked table `milestones`, in its order."""
    return tuple(milestone_of(row) for row in text_rows(table))


def milestone_of(row: Mapping[str, str]) -> Milestone:
    """Return one checked row; the columns that a board may lack are taken as empty."""
    reach = next(each for each in REACHES if each == row["reach"])
    return Milestone(
        reported_quarter=Quarter.parse(row["reported_quarter"]),
        id=row["id"],
        kind=row["kind"],
        theme=row["theme"],
        subtheme=row["subtheme"],
        title=row["title"],
        status=row["status"] or None,
        due=parse_due(row["due"]),
        due_note=row["due_note"],
        reach=reach,
        areas=tuple(row["areas"].split()),
        note=row["note"],
        figures=tuple(row["figures"].split()),
        offences=tuple(row["offences"].split()),
        owner=row.get("owner", ""),
        original_due=parse_due(row.get("original_due", "")),
        reason_for_delay=row.get("reason_for_delay", ""),
        continues=tuple(row.get("continues", "").split()),
        areas_as_written=row.get("areas_as_written", ""),
    )


def board_order(milestone: Milestone) -> tuple[object, ...]:
    """Return the key that sorts a board: soonest due first, undated last.

    Within a date, and among the undated, by kind, then theme, then title, so that what was promised
    stands before what was merely told.
    """
    due = milestone.due
    return (
        due is None,
        due.last.ordinal if due else 0,
        list(KINDS).index(milestone.kind),
        list(THEMES).index(milestone.theme),
        milestone.title.lstrip("‘“'\"").casefold(),
        milestone.id,
    )


def quarters_of(milestones: tuple[Milestone, ...]) -> tuple[Quarter, ...]:
    """Return the reporting quarters that have a board, oldest first."""
    return tuple(sorted({each.reported_quarter for each in milestones}))

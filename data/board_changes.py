"""What moved between two boards, and how a year stands: pure functions of milestones.

An *original* due date is the first that any board promised: the one that a board states as such, or
the due date of the first board that has one. What continues an earlier milestone inherits its date.
Months are counted between the last months of due dates, so that a quarter that becomes its last
month has not moved.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from data.milestones import (
    ACTIVITY,
    DELIVERED,
    MILESTONE,
    ON_TRACK,
    SOME_DELAY,
    THEMES,
    Due,
    Milestone,
    Term,
    terms,
)
from data.periods import FinancialYear, Quarter

NEWLY_DELIVERED, NEWLY_DELAYED, SLIPPED = "delivered", "delayed", "slipped"
BROUGHT_FORWARD, RECOVERED, REOPENED = "brought-forward", "recovered", "reopened"
CARRIED_OVER, ADDED, DROPPED = "carried-over", "added", "dropped"
SPLIT, CONTINUES, DATED, UNDATED = "split", "continues", "dated", "undated"

CHANGES = terms(
    Term(REOPENED, "Reopened", "reopened", meaning="Delivered then, not delivered now."),
    Term(NEWLY_DELAYED, "Newly delayed", "newly delayed", meaning="Some delay now, not then."),
    Term(SLIPPED, "Slipped", "slipped", meaning="Its due date moved later."),
    Term(UNDATED, "Lost its date", "lost their date", meaning="It had a due date and has none."),
    Term(DROPPED, "Dropped", "dropped", meaning="On the board then, not delivered, not there now."),
    Term(
        CARRIED_OVER,
        "Carried over",
        "carried over",
        meaning="Due before this quarter began by its original date, and on track or late still.",
    ),
    Term(
        SPLIT, "Split or replaced", "split or replaced", meaning="Others on the board continue it."
    ),
    Term(RECOVERED, "Recovered", "recovered", meaning="Some delay then, on track now."),
    Term(
        BROUGHT_FORWARD,
        "Brought forward",
        "brought forward",
        meaning="Its due date moved earlier.",
    ),
    Term(DATED, "Given a date", "given a date", meaning="It had no due date and has one."),
    Term(NEWLY_DELIVERED, "Newly delivered", "newly delivered", meaning="Delivered now, not then."),
    Term(
        CONTINUES,
        "Continues another",
        "continue another",
        meaning="New on the board, in the place or as part of an earlier one.",
    ),
    Term(ADDED, "Added", "added", meaning="Not on the board then."),
)
"""Every kind of change: what needs an answer first."""


@dataclass(frozen=True, slots=True)
class Change:
    """How one milestone or commitment changed between two boards.

    Attributes:
        now: The row now; None for what is no longer on the board.
        then: The row then; None for what was not on the board.
        kinds: Slugs of `CHANGES`, in their order; empty where nothing changed.
        months: By how many months its due date moved, later positive; None without both dates.
        original: Its original due date.
        months_in_all: By how many months it has moved since its original date.
        parts: Ids of the rows that continue it.
    """

    now: Milestone | None
    then: Milestone | None
    kinds: tuple[str, ...]
    months: int | None
    original: Due | None
    months_in_all: int | None
    parts: tuple[str, ...] = ()

    @property
    def row(self) -> Milestone:
        """The row as it is now, or else as it was."""
        row = self.now or self.then
        assert row is not None  # noqa: S101 - a change has one of the two
        return row


@dataclass(frozen=True, slots=True)
class Kept:
    """How many milestones were due, and what became of them.

    Attributes:
        due: Milestones due by their original date.
        delivered: Of these, delivered by now.
        on_time: Of these, delivered by the report of the quarter in which they were due.
        unknown: Of these, delivered by now, with no board loaded that says when.
    """

    due: int
    delivered: int
    on_time: int
    unknown: int


def months_between_dues(earlier: Due | None, later: Due | None) -> int | None:
    """Return the months from one due date to another; None where either is missing."""
    if earlier is None or later is None:
        return None
    return later.last.ordinal - earlier.last.ordinal


def original_dues(milestones: Iterable[Milestone]) -> dict[str, Due]:
    """Return the original due date of every id that ever had one.

    Args:
        milestones: The rows of all boards that count.
    """
    found: dict[str, Due] = {}
    for each in sorted(milestones, key=lambda row: row.reported_quarter):
        if each.id in found:
            continue
        inherited = [found[name] for name in each.continues if name in found]
        earliest = min(inherited, key=lambda due: due.last.ordinal) if inherited else None
        due = each.original_due or earliest or each.due
        if due is not None:
            found[each.id] = due
    return found


def compare(
    then: Sequence[Milestone],
    now: Sequence[Milestone],
    *,
    quarter: Quarter,
    originals: Mapping[str, Due],
) -> tuple[Change, ...]:
    """Return how each milestone and commitment changed from one board to a later one.

    Args:
        then: The rows of the earlier board.
        now: The rows of the later board.
        quarter: The later board's quarter.
        originals: Original due dates; see `original_dues`.

    Returns:
        One change for each row of the later board, in its order, then for each of the earlier that
        is no longer there, unless it was delivered. Activities have none.
    """
    before = {each.id: each for each in then if each.kind != ACTIVITY}
    after = {each.id: each for each in now if each.kind != ACTIVITY}
    parts = {
        name: tuple(each.id for each in after.values() if name in each.continues) for name in before
    }
    changes = [
        _change(each, before.get(name), quarter, originals.get(name), parts.get(name, ()))
        for name, each in after.items()
    ]
    for name, each in before.items():
        if name not in after and each.status != DELIVERED:
            kinds = (SPLIT,) if parts[name] else (DROPPED,)
            original = originals.get(name)
            moved = months_between_dues(original, each.due)
            changes.append(Change(None, each, kinds, None, original, moved, parts[name]))
    return tuple(changes)


def _change(
    now: Milestone,
    then: Milestone | None,
    quarter: Quarter,
    original: Due | None,
    parts: tuple[str, ...],
) -> Change:
    months = months_between_dues(then.due, now.due) if then else None
    in_all = months_between_dues(original, now.due)
    kinds = _kinds(now, then, months)
    open_ = now.status in (ON_TRACK, SOME_DELAY)
    if then and open_ and original and original.last < quarter.first:
        kinds.add(CARRIED_OVER)
    if parts:
        kinds.add(SPLIT)
    ordered = tuple(slug for slug in CHANGES if slug in kinds)
    return Change(now, then, ordered, months, original, in_all, parts)


def _kinds(now: Milestone, then: Milestone | None, months: int | None) -> set[str]:
    if then is None:
        return {CONTINUES if now.continues else ADDED}
    if now.status == DELIVERED:
        return set() if then.status == DELIVERED else {NEWLY_DELIVERED}
    kinds = set()
    if then.status == DELIVERED:
        kinds.add(REOPENED)
    if now.status == SOME_DELAY and then.status != SOME_DELAY:
        kinds.add(NEWLY_DELAYED)
    if now.status == ON_TRACK and then.status == SOME_DELAY:
        kinds.add(RECOVERED)
    if months:
        kinds.add(SLIPPED if months > 0 else BROUGHT_FORWARD)
    if (then.due is None) != (now.due is None):
        kinds.add(DATED if now.due else UNDATED)
    return kinds


def year_to_date(milestones: Sequence[Milestone], quarter: Quarter) -> dict[str, Kept]:
    """Return how the milestones due in a financial year so far were kept, by theme.

    A milestone counts when its original due date lies from April to the end of `quarter`, at the
    latest word of any board up to then: one that was dropped stays due. What others continue is
    counted in these. Commitments and activities, which have no status, do not count.

    Args:
        milestones: The rows of all boards.
        quarter: The last quarter taken into account.

    Returns:
        One entry a theme of `THEMES` that has any.
    """
    known = [each for each in milestones if each.reported_quarter <= quarter]
    boards = {each.reported_quarter for each in known}
    originals = original_dues(known)
    continued = {name for each in known for name in each.continues}
    latest = {each.id: each for each in sorted(known, key=lambda row: row.reported_quarter)}
    delivered = delivered_in(known)
    first = FinancialYear(quarter.start_year).first
    due = [
        each
        for name, each in latest.items()
        if each.kind == MILESTONE
        and name not in continued
        and name in originals
        and first <= originals[name].last <= quarter.last
    ]
    found = {}
    for theme in THEMES:
        rows = [each for each in due if each.theme == theme]
        if rows:
            found[theme] = _kept(rows, delivered, originals, boards)
    return found


def delivered_in(milestones: Iterable[Milestone]) -> dict[str, Quarter]:
    """Return the quarter whose board first had each milestone as delivered, and none since not."""
    found: dict[str, Quarter] = {}
    for each in sorted(milestones, key=lambda row: row.reported_quarter):
        if each.status != DELIVERED:
            found.pop(each.id, None)
        else:
            found.setdefault(each.id, each.reported_quarter)
    return found


def delivered_in_year(milestones: Iterable[Milestone], quarter: Quarter) -> frozenset[str]:
    """Return the ids of what was delivered in a financial year up to a quarter, whenever due."""
    found = delivered_in(each for each in milestones if each.reported_quarter <= quarter)
    return frozenset(
        name for name, when in found.items() if when.financial_year == quarter.financial_year
    )


def _kept(
    rows: Sequence[Milestone],
    when: Mapping[str, Quarter],
    originals: Mapping[str, Due],
    boards: set[Quarter],
) -> Kept:
    delivered = [each for each in rows if each.id in when]
    on_time = unknown = 0
    for each in delivered:
        wanted = originals[each.id].last.quarter
        if when[each.id] <= wanted:
            on_time += 1
        elif not boards.issuperset(map(Quarter.from_ordinal, _between(wanted, when[each.id]))):
            unknown += 1
    return Kept(len(rows), len(delivered), on_time, unknown)


def _between(first: Quarter, last: Quarter) -> range:
    return range(first.ordinal, last.ordinal)


def added_up(kept: Iterable[Kept]) -> Kept:
    """Return the sum over themes."""
    rows = list(kept)
    return Kept(
        due=sum(each.due for each in rows),
        delivered=sum(each.delivered for each in rows),
        on_time=sum(each.on_time for each in rows),
        unknown=sum(each.unknown for each in rows),
    )

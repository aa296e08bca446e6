"""What moved between two boards, and which commitments' dates passed meanwhile."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from components import formatting
from components.pack.digest.model import Group, Line, Part
from components.status import status_text
from components.views.milestones_words import area_names
from data.board_changes import (
    CHANGES,
    DROPPED,
    NEWLY_DELAYED,
    REOPENED,
    SLIPPED,
    UNDATED,
    Change,
)
from data.milestones import DELIVERED, MILESTONE, NOT_ASSESSED, SOME_DELAY, parse_due
from data.queries.milestone_changes import BoardChanges, board_changes, board_of
from data.queries.milestones import boards, due_passed

if TYPE_CHECKING:
    from components.pack.digest.since import Since
    from components.pack.states import Place
    from data.periods import Quarter

PATH: Final = "/milestones"
SOURCE: Final = "Source: Metropolitan Police Service, Business Plan progress updates."
ASK_WHY: Final = (REOPENED, NEWLY_DELAYED, SLIPPED, UNDATED, DROPPED)
"""Changes that want a reason: where the board gives none, that is said."""


def part(place: Place, since: Since) -> Part:
    """What moved from the board that was out by then to the one that is out now."""
    out = boards(place.store, as_at=place.as_at)
    before = boards(place.store, as_at=since.month)
    newest, earlier = (each[-1] if each else None for each in (out, before))
    if newest is None:
        said = f"no report is loaded as at {place.as_at.label}, nor was one before."
        return _part(place, f"Milestones: {said}")
    if newest == earlier:
        return _part(place, f"Milestones: no newer board; {newest.short_label}’s is the newest.")
    if earlier is None:
        return _part(place, _first_board(place, newest), news=True)
    found = board_changes(place.store, quarter=newest, since=earlier, area=place.area.code)
    return _moved(place, newest, earlier, found)


def commitments(place: Place, since: Since) -> Part:
    """The commitments whose date passed since, with no report saying what became of them."""
    rows = due_passed(place.store, as_at=place.as_at, area=place.area.code).to_records()
    passed = [row for row in rows if _due(row).last > since.month]
    short = _passed_words(len(passed), len(rows) - len(passed))
    lines = tuple(_commitment(place, row) for row in passed)
    title = f"Date passed, outcome not stated ({len(lines)})"
    return Part(
        key="commitments",
        title="Commitments",
        short=short,
        news=bool(passed),
        groups=(Group(title, lines),) if lines else (),
        path=place.address(PATH, fragment="due"),
        source=SOURCE,
    )


def _passed_words(passed: int, earlier: int) -> str:
    """How many dates passed since, and how many passed before, with no outcome stated."""
    if not passed and not earlier:
        return "Commitments: none is past its date without an outcome."
    if not passed:
        return (
            f"Commitments: none is newly past its date; of {earlier} due earlier the outcome is "
            "still not stated."
        )
    number = formatting.plural(passed, "commitment")
    also = f"; {earlier} due earlier have none stated either" if earlier else ""
    return f"Commitments: the date of {number} passed with no outcome stated{also}."


def _part(
    place: Place,
    short: str,
    groups: tuple[Group, ...] = (),
    *,
    news: bool = False,
    note: str = "",
    since: str = "",
) -> Part:
    return Part(
        key="milestones",
        title="Milestones",
        short=short,
        news=news,
        groups=groups,
        notes=(note,) if note else (),
        path=place.address(PATH, fragment="changes", since=since),
        source=SOURCE,
    )


def _first_board(place: Place, quarter: Quarter) -> str:
    from data.milestone_filters import scope_in  # noqa: PLC0415 - beside the one use

    rows = [
        row
        for row in board_of(place.store, quarter)
        if row.kind == MILESTONE and scope_in(row, place.area) is not None
    ]
    delivered = sum(row.status == DELIVERED for row in rows)
    late = sum(row.status == SOME_DELAY for row in rows)
    tail = f", {late} with some delay" if late else ""
    return (
        f"Milestones: the first board, of {quarter.short_label}, came out; "
        f"{delivered} of {len(rows)} delivered{tail}. There is none before to compare with."
    )


def _moved(place: Place, newest: Quarter, earlier: Quarter, found: BoardChanges | None) -> Part:
    between = f"the board of {newest.short_label} against that of {earlier.short_label}"
    changes = found.changes if found is not None else ()
    if not changes:
        return _part(place, f"Milestones: {between}: none has another status or date.", news=True)
    counts = dict.fromkeys(CHANGES, 0)
    by_first: dict[str, list[Change]] = {slug: [] for slug in CHANGES}
    for change in changes:
        by_first[change.kinds[0]].append(change)
        for slug in change.kinds:
            counts[slug] += 1
    said = [f"{number} {CHANGES[slug].plural}" for slug, number in counts.items() if number]
    names = {row.id: row.title for row in board_of(place.store, newest)}
    groups = tuple(
        Group(
            f"{CHANGES[slug].title} ({len(rows)})",
            tuple(_change(place, each, names, str(earlier)) for each in rows),
            CHANGES[slug].meaning,
        )
        for slug, rows in by_first.items()
        if rows
    )
    return _part(
        place,
        f"Milestones: {between}: {formatting.join_words(said)}.",
        groups,
        news=True,
        note="What changed in several ways stands once, under what needs an answer first.",
        since=str(earlier),
    )


def _change(place: Place, change: Change, names: Mapping[str, str], since: str) -> Line:
    row = change.row
    parts = formatting.join_words([f"“{names.get(each, each)}”" for each in change.parts])
    also = [CHANGES[slug].title.lower() for slug in change.kinds[1:]]
    where = formatting.join_words(area_names(row.areas, place.store.areas))
    why = row.reason_for_delay or "none" if set(change.kinds) & set(ASK_WHY) else ""
    details = (
        f"Also {formatting.join_words(also)}." if also else "",
        _dates(change),
        f"Continued by {parts}." if parts else "",
        f"Reason given: {why.rstrip('.')}." if why else "",
        f"Owner: {row.owner}." if row.owner else "",
        f"Concerns {where}." if where else "",
    )
    path = (
        place.address(PATH, fragment="detail", id=row.id)
        if change.now is not None
        else place.address(PATH, fragment="changes", since=since)
    )
    mark = status_text(row.status) if row.status else ""
    return Line(row.title, mark, tuple(each for each in details if each), path)


def _dates(change: Change) -> str:
    due = change.row.due
    if due is None:
        return ""
    if not change.months or change.then is None or change.then.due is None:
        return f"Due {due.label}."
    way = "later" if change.months > 0 else "earlier"
    moved = f"{formatting.plural(abs(change.months), 'month')} {way}"
    in_all = change.months_in_all
    since = (
        f", {formatting.plural(in_all, 'month')} since first promised"
        if in_all and in_all > 0 and in_all != change.months
        else ""
    )
    return f"Due {due.label}, it was {change.then.due.label}: {moved}{since}."


def _commitment(place: Place, row: Mapping[str, Any]) -> Line:
    where = formatting.join_words(area_names(row["areas"], place.store.areas))
    return Line(
        str(row["title"]),
        status_text(NOT_ASSESSED),
        tuple(
            each
            for each in (f"Due {_due(row).label}.", f"Concerns {where}." if where else "")
            if each
        ),
        place.address(PATH, fragment="detail", id=str(row["id"])),
    )


def _due(row: Mapping[str, Any]) -> Any:
    return parse_due(str(row["due"]))

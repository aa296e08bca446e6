"""Questions about boards in time: what moved since an earlier one, and how the year stands."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from data.board_changes import (
    CARRIED_OVER,
    CHANGES,
    Change,
    Kept,
    delivered_in_year,
)
from data.errors import InvalidParameter
from data.milestone_filters import scope_in
from data.milestones import MILESTONE, SOME_DELAY, Milestone
from data.periods import Quarter
from data.queries.board_index import board_index
from data.queries.milestone_rows import every_milestone

if TYPE_CHECKING:
    from data.store import Store


@dataclass(frozen=True, slots=True)
class BoardChanges:
    """What changed between two boards.

    Attributes:
        quarter: The later board.
        since: The earlier board.
        changes: The changes that concern the area, in the order of the later board; rows that did
            not change are left out.
    """

    quarter: Quarter
    since: Quarter
    changes: tuple[Change, ...]

    def counts(self) -> dict[str, int]:
        """Return how many changes there are of each kind of `CHANGES`."""
        return {slug: sum(slug in each.kinds for each in self.changes) for slug in CHANGES}


@dataclass(frozen=True, slots=True)
class QuarterTotals:
    """What is known of the milestones of one quarter; None is not stated, which is not zero.

    Attributes:
        quarter: The reporting quarter.
        milestones: How many there are.
        delayed: Of these, with some delay.
        carried_over: Of these, due in earlier quarters.
        delivered_year_to_date: Delivered in the financial year so far.
        source: Who says so; the board itself where it is loaded.
        board: Whether the board is loaded.
    """

    quarter: Quarter
    milestones: int | None
    delayed: int | None
    carried_over: int | None
    delivered_year_to_date: int | None
    source: str
    board: bool


def earlier_boards(store: Store, quarter: Quarter) -> tuple[Quarter, ...]:
    """Return the boards before a quarter's, oldest first."""
    return tuple(each for each in board_index(store).quarters if each < quarter)


def board_of(store: Store, quarter: Quarter) -> tuple[Milestone, ...]:
    """Return one quarter's rows, soonest due first, undated last."""
    return board_index(store).board(quarter)


def board_changes(
    store: Store, *, quarter: Quarter, since: Quarter | None = None, area: str = "london"
) -> BoardChanges | None:
    """Return what changed on a board since an earlier one.

    Args:
        store: The loaded data.
        quarter: The later board.
        since: The earlier board; by default the one before it.
        area: Keep what concerns this area and what is pan-London.

    Returns:
        None where there is no earlier board.

    Raises:
        InvalidParameter: `since` is no board before `quarter`, or there is no such area.
    """
    place = store.areas.get(area)
    earlier = earlier_boards(store, quarter)
    if not earlier:
        return None
    wanted = since or earlier[-1]
    if wanted not in earlier:
        raise InvalidParameter("since", wanted, [str(each) for each in earlier])
    found = board_index(store).changes(quarter, wanted)
    kept = (each for each in found if each.kinds and scope_in(each.row, place) is not None)
    return BoardChanges(quarter, wanted, tuple(kept))


def year_so_far(store: Store, *, quarter: Quarter, area: str = "london") -> Mapping[str, Kept]:
    """Return how the milestones due in the financial year so far were kept, by theme.

    Args:
        store: The loaded data.
        quarter: The last quarter taken into account.
        area: Keep what concerns this area and what is pan-London.
    """
    return board_index(store).year_so_far(quarter, store.areas.get(area))


def totals_by_quarter(store: Store) -> tuple[QuarterTotals, ...]:
    """Return what is known of each quarter from the first to the last, gaps included.

    A quarter whose board is loaded is counted from it; of the others the published totals stand.
    """
    table = store.table("milestone-totals")
    records = [{str(key): value for key, value in row.items()} for row in table.to_dict("records")]
    stated = {Quarter.parse(str(row["quarter"])): row for row in records}
    loaded = board_index(store).quarters
    known = sorted({*stated, *loaded})
    every = (Quarter.from_ordinal(n) for n in range(known[0].ordinal, known[-1].ordinal + 1))
    return tuple(
        _counted(store, each) if each in loaded else _stated(each, stated.get(each, {}))
        for each in every
    )


def _counted(store: Store, quarter: Quarter) -> QuarterTotals:
    rows = [each for each in board_of(store, quarter) if each.kind == MILESTONE]
    earlier = earlier_boards(store, quarter)
    changes = board_changes(store, quarter=quarter)
    return QuarterTotals(
        quarter=quarter,
        milestones=len(rows),
        delayed=sum(each.status == SOME_DELAY for each in rows),
        carried_over=_carried_over(changes) if earlier else None,
        delivered_year_to_date=_delivered(store, quarter),
        source=f"The board of {quarter.short_label}",
        board=True,
    )


def _carried_over(changes: BoardChanges | None) -> int | None:
    if changes is None:
        return None
    return sum(
        CARRIED_OVER in each.kinds and each.row.kind == MILESTONE for each in changes.changes
    )


def _delivered(store: Store, quarter: Quarter) -> int | None:
    """Return the milestones delivered in the year; None where a board of the year is missing."""
    loaded = set(board_index(store).quarters)
    if any(Quarter(quarter.start_year, n) not in loaded for n in range(1, quarter.number + 1)):
        return None
    return len(delivered_in_year(every_milestone(store), quarter))


def _stated(quarter: Quarter, row: Mapping[str, object]) -> QuarterTotals:
    def number(name: str) -> int | None:
        value = row.get(name)
        return int(value) if isinstance(value, float) and not math.isnan(value) else None

    return QuarterTotals(
        quarter=quarter,
        milestones=number("milestones"),
        delayed=number("delayed"),
        carried_over=number("carried_over_from_earlier"),
        delivered_year_to_date=number("delivered_year_to_date"),
        source=str(row.get("source", "")),
        board=False,
    )

"""Which periods a question covers, from `from`, `to` and `as-at`."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from data import as_at as as_at_month
from data.errors import InvalidParameter
from data.periods import MONTH_FORM

if TYPE_CHECKING:
    from data.counts import Counts
    from data.periods import Month
    from data.store import Store


class Window(NamedTuple):
    """The periods of a cube that a question covers.

    Attributes:
        start: Position of the first period.
        stop: Position after the last; not above `start` when no period is covered.
        as_at: The last month taken into account.
    """

    start: int
    stop: int
    as_at: Month

    @property
    def empty(self) -> bool:
        """Whether no period is covered."""
        return self.stop <= self.start


def window(
    store: Store,
    cube: Counts,
    start: Month | None,
    end: Month | None,
    as_at: Month | None,
) -> Window:
    """Return the periods that lie wholly between `start` and `end`.

    Without `end` the last month is as-at, and as-at is by default the end of the newest report.
    Without `start` the first period is the first of the series. A series that begins after as-at
    gives an empty window, unless the question named a `start`.

    Raises:
        InvalidParameter: A month outside the series (`from`, `to`) or the data (`as-at`), `to`
            after an explicit as-at, or `from` after the last month.
    """
    if as_at is not None:
        as_at_month.check(store, as_at)
    for parameter, month in (("from", start), ("to", end)):
        if month is not None and not cube.first <= month <= cube.last:
            allowed = f"a month from {cube.first} to {cube.last}"
            message = (
                f"The series runs from {cube.first.label} to {cube.last.label}; {month} is outside."
            )
            raise InvalidParameter(parameter, str(month), allowed, message)
    if end is not None and as_at is not None and end > as_at:
        message = f"“to” ({end}) is later than “as-at” ({as_at}): leave one out."
        raise InvalidParameter("to", str(end), f"a month up to {as_at}, the as-at given", message)
    reported = as_at or end or as_at_month.newest_report(store)
    last = end or reported
    if start is not None and start > last:
        raise _start_after(start, last, explicit=end is not None)
    return Window(*_whole_periods(cube, start or cube.first, last), reported)


def _whole_periods(cube: Counts, first: Month, last: Month) -> tuple[int, int]:
    """Return the positions of the first and after the last period wholly between two months."""
    before, width = cube.first.ordinal, cube.months_a_period
    begin = -((before - first.ordinal) // width)
    stop = (last.ordinal + 1 - before) // width
    return begin, min(max(stop, 0), len(cube.periods))


def _start_after(start: Month, last: Month, *, explicit: bool) -> InvalidParameter:
    if explicit:
        message = f"“from” ({start}) is later than “to” ({last})."
    else:
        message = (
            f"“from” ({start}) is later than as-at ({last}), the last month taken into account: "
            "give “to” or a later “as-at”."
        )
    return InvalidParameter("from", str(start), f"{MONTH_FORM}, not after {last}", message)

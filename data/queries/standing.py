"""Where a quarter stands among the same quarters of the years before it.

A figure that is up on a year ago may still be low: the years before say which. Years are compared
only as far back as the series is comparable, so never across a break at which statistics rebase.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import takewhile
from typing import TYPE_CHECKING

import numpy as np

from data.breaks import breaks_for, rebase_months
from data.queries.changes import latest_quarter

if TYPE_CHECKING:
    from data.areas import Area
    from data.counts import Counts
    from data.offences import Offence
    from data.periods import Month, Quarter
    from data.store import Store

MONTHS_A_QUARTER = 3
QUARTERS_A_YEAR = 4
MOST_YEARS = 10
"""Years that are looked back on at most."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A quarter's count beside those of the same quarter in the years before.

    Attributes:
        quarter: The quarter.
        value: Its count.
        before: Counts of the same quarter in the years before, latest first; none lies beyond a
            break, and none is missing.
    """

    quarter: Quarter
    value: float
    before: tuple[float, ...]

    @property
    def years(self) -> int:
        """How many years before it is compared with."""
        return len(self.before)

    @property
    def years_lower(self) -> int:
        """How many of the years just before, without a gap, were lower than it."""
        return _run(value < self.value for value in self.before)

    @property
    def years_higher(self) -> int:
        """How many of the years just before, without a gap, were higher than it."""
        return _run(value > self.value for value in self.before)


def standing(store: Store, *, offence: str, area: str, as_at: Month) -> Standing | None:
    """Return how the latest complete quarter stands among the same quarters of earlier years.

    Args:
        store: The loaded data.
        offence: Slug of the series.
        area: Code of the area; the series must exist for it.
        as_at: The last month taken into account.

    Returns:
        None where there is no complete quarter by then, or its count is missing.
    """
    quarter = latest_quarter(store, offence=offence, as_at=as_at)
    if quarter is None:
        return None
    series, place = store.offences.get(offence), store.areas.get(area)
    cube = store.cube(series)
    value = quarter_total(cube, series, place, quarter)
    if value is None:
        return None
    broken = rebase_months(breaks_for(series, place))
    before: list[float] = []
    for years in range(1, MOST_YEARS + 1):
        earlier = quarter + -QUARTERS_A_YEAR * years
        total = quarter_total(cube, series, place, earlier)
        if total is None or any(earlier.first < each <= quarter.last for each in broken):
            break
        before.append(total)
    return Standing(quarter, value, tuple(before))


def quarter_total(cube: Counts, offence: Offence, area: Area, quarter: Quarter) -> float | None:
    """Return the count of one quarter; None where the series does not have all of it."""
    if quarter.first < cube.first or quarter.last > cube.last:
        return None
    start = (quarter.first.ordinal - cube.first.ordinal) // cube.months_a_period
    stop = start + MONTHS_A_QUARTER // cube.months_a_period
    counts = cube.counts(area.code, offence.slug)[start:stop]
    return None if np.isnan(counts).any() else float(counts.sum())


def _run(holds: Iterable[bool]) -> int:
    """Return how many of the first are true, without a gap."""
    return sum(1 for _ in takewhile(bool, holds))

"""Whether a change between two periods is more than chance would give."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import numpy.typing as npt

from data.breaks import breaks_for, rebase_months
from data.queries.standing import quarter_total
from data.statistics.compare import (
    Comparison,
    compare_counts,
    compare_with_history,
    year_on_year_history,
)

if TYPE_CHECKING:
    from data.periods import Quarter
    from data.queries.changes import Change
    from data.store import Store

LEVEL: Final = 0.95
QUARTERS_BACK: Final = 24
"""Six years before the quarter judged, which give five years of changes."""


def against_chance(store: Store, change: Change, *, offence: str, area: str) -> Comparison | None:
    """Test a change of counts against no change, at 95 %.

    A quarter is judged by how much the series usually changes on the year, where at least eight
    earlier changes say so, and never more readily than by Poisson chance alone; a quarter without
    such a past, and twelve months, by Poisson chance.

    Args:
        store: The loaded data.
        change: From `quarter_change` or `year_change`.
        offence: Slug of the series.
        area: Code of the area.

    Returns:
        The comparison, or None where a count is missing, the period is provisional, or a break
        lies between the two periods.
    """
    if change.value is None or change.before is None or change.provisional or change.breaks:
        return None
    if change.kind == "quarter":
        earlier, breaks = _earlier_quarters(store, offence, area, change.last.quarter)
        history = year_on_year_history(earlier, breaks=breaks)
        if history is not None:
            return compare_with_history(change.value, change.before, history, level=LEVEL)
    return compare_counts(change.value, change.before, level=LEVEL)


def _earlier_quarters(
    store: Store, offence: str, area: str, quarter: Quarter
) -> tuple[npt.NDArray[np.float64], list[int]]:
    """Return the counts of six years of quarters before one, and where comparability breaks."""
    subject, place = store.offences.get(offence), store.areas.get(area)
    cube = store.cube(subject)
    quarters = [
        each
        for each in (quarter + -back for back in range(QUARTERS_BACK, 0, -1))
        if each.first >= cube.first
    ]
    found = [quarter_total(cube, subject, place, each) for each in quarters]
    totals = np.array([np.nan if each is None else each for each in found], dtype=np.float64)
    starts = [each.first for each in quarters]
    # A break within a quarter leaves that quarter comparable with neither side of it.
    breaks = [
        position
        for month in rebase_months(breaks_for(subject, place))
        for position, first in enumerate(starts)
        if first <= month <= first + 2 or (first + -3 < month < first)
    ]
    return totals, sorted(set(breaks))

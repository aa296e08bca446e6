"""Quarters against the same quarter a year before, for many series at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import numpy.typing as npt

from data.breaks import breaks_for, rebase_months
from data.periods import Month, Quarter
from data.statistics.compare_many import compare_many
from data.statistics.rates import FloatArray

if TYPE_CHECKING:
    from collections.abc import Sequence

    from data.areas import Area
    from data.counts import Counts
    from data.offences import Offence
    from data.store import Store

QUARTERS_A_YEAR: Final = 4
MONTHS_A_QUARTER: Final = 3
PAST: Final = 24
"""Quarters before the one judged that say how much a series usually moves: six years."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TestedChange:
    """One series' quarter against the same quarter a year before.

    Attributes:
        offence: The series.
        area: The area.
        quarter: The quarter judged.
        value: Its count.
        before: The count a year before.
        p_value: Two-sided, for no change, by how much the series usually moves on the year.
    """

    offence: Offence
    area: Area
    quarter: Quarter
    value: float
    before: float
    p_value: float

    @property
    def percent(self) -> float | None:
        """The change in per cent; None from nought."""
        return None if self.before == 0 else 100.0 * (self.value - self.before) / self.before


def settled_quarter(cube: Counts, as_at: Month) -> Quarter | None:
    """Return the latest complete quarter by a month that holds no provisional month."""
    last = min(as_at, cube.last)
    if cube.newest_provisional and last == cube.last:
        last += -1
    quarter = last.quarter if last.quarter.last <= last else last.quarter.previous()
    return quarter if quarter.year_before().first >= cube.first else None


def tested_changes(
    store: Store, series: Sequence[tuple[Offence, Area]], *, as_at: Month
) -> list[TestedChange]:
    """Test the latest settled quarter of each series against the same quarter a year before.

    A series whose two quarters lie across a break, or miss a month, or which has fewer than eight
    comparable year-on-year changes before, is left out: it cannot be tested.

    Args:
        store: The loaded data.
        series: Offence and area of each; all of one dataset.
        as_at: The last month taken into account.
    """
    if not series:
        return []
    cube = store.cube(series[0][0])
    quarter = settled_quarter(cube, as_at)
    if quarter is None:
        return []
    totals, first = _quarters(cube, series, quarter)
    spans = {
        key: _spans(key[0], key[1], first, totals.shape[1])
        for key in {(offence, area.kind): (offence, area) for offence, area in series}.values()
    }
    by_kind = {(offence, area.kind): mask for (offence, area), mask in spans.items()}
    masks = np.array([by_kind[offence, area.kind] for offence, area in series])
    now, before = totals[:, -1], totals[:, -1 - QUARTERS_A_YEAR]
    testable = np.isfinite(now) & np.isfinite(before) & masks[:, -1]
    found = compare_many(now, before, totals[:, :-1], masks[:, :-1])
    return [
        TestedChange(
            offence=offence,
            area=area,
            quarter=quarter,
            value=float(now[row]),
            before=float(before[row]),
            p_value=float(found.p_values[row]),
        )
        for row, (offence, area) in enumerate(series)
        # Without a past nobody knows how much the series usually moves; Poisson chance alone
        # would flag nearly every large count.
        if testable[row] and np.isfinite(found.dispersion[row])
    ]


def _quarters(
    cube: Counts, series: Sequence[tuple[Offence, Area]], quarter: Quarter
) -> tuple[FloatArray, Quarter]:
    """Return the counts of the quarters up to one, a row a series; NaN before the data begin."""
    first = quarter + -PAST
    totals = np.full((len(series), PAST + 1), np.nan)
    counts = np.stack([cube.counts(area.code, offence.slug) for offence, area in series])
    for position in range(PAST + 1):
        each = first + position
        if each.first < cube.first:
            continue
        start = (each.first.ordinal - cube.first.ordinal) // cube.months_a_period
        stop = start + MONTHS_A_QUARTER // cube.months_a_period
        totals[:, position] = counts[:, start:stop].sum(axis=1)
    return totals, first


def _spans(offence: Offence, area: Area, first: Quarter, number: int) -> npt.NDArray[np.bool_]:
    """Return, for each pair (i, i + 4) of quarters, whether no break lies between or within."""
    mask = np.ones(number - QUARTERS_A_YEAR, dtype=bool)
    for month in rebase_months(breaks_for(offence, area)):
        for position in range(mask.size):
            earlier, later = first + position, first + (position + QUARTERS_A_YEAR)
            if earlier.first < month <= later.last:
                mask[position] = False
    return mask

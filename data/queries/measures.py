"""The measures of a series: pure arithmetic on one row of counts.

Missing is NaN. Each function returns the values and, where a value is missing, why: `x`
unavailable, `z` not applicable.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from data.result import NOT_APPLICABLE, UNAVAILABLE
from data.statistics.rates import rate_per_1000

FloatArray = npt.NDArray[np.float64]
ObjectArray = npt.NDArray[np.object_]

MONTHS_A_YEAR = 12
PER_CENT = 100.0


class Measured(NamedTuple):
    """Values of a measure and the symbols of those that are missing."""

    values: FloatArray
    symbols: ObjectArray


def symbols_of(values: FloatArray) -> ObjectArray:
    """Return `x` where a value is missing, None elsewhere."""
    symbols = np.full(values.shape, None, dtype=object)
    symbols[np.isnan(values)] = UNAVAILABLE
    return symbols


def count(counts: FloatArray) -> Measured:
    """Return the counts as they are."""
    return Measured(counts, symbols_of(counts))


def rate(counts: FloatArray, residents: FloatArray, months: int) -> Measured:
    """Return offences per 1,000 residents a year.

    Args:
        counts: Counts, one a period.
        residents: Residents in the calendar year of each period's first month.
        months: Months in a period.
    """
    values = rate_per_1000(counts, residents, months)
    return Measured(values, symbols_of(values))


def rolling_year(counts: FloatArray, months: int) -> Measured:
    """Return the sum of the 12 months that end with each period.

    Missing where fewer than 12 months have been counted or one of them is missing.
    """
    width = MONTHS_A_YEAR // months
    values = np.full(len(counts), np.nan)
    if len(counts) >= width:
        windows = np.lib.stride_tricks.sliding_window_view(counts, width)
        values[width - 1 :] = windows.sum(axis=1)
    return Measured(values, symbols_of(values))


def change_on_year(counts: FloatArray, months: int) -> Measured:
    """Return the change on the same period of the year before, in per cent.

    Missing (`x`) where either count is missing; not applicable (`z`) where the earlier is zero.
    """
    lag = MONTHS_A_YEAR // months
    earlier = np.full(len(counts), np.nan)
    earlier[lag:] = counts[:-lag]
    return change(counts, earlier)


def change(later: FloatArray, earlier: FloatArray) -> Measured:
    """Return the change from `earlier` to `later`, in per cent; see `change_on_year`."""
    nothing = earlier == 0
    # One division, so that 150 of 100 is exactly 50.
    difference = PER_CENT * (later - earlier)
    values = np.divide(difference, earlier, out=np.full(len(later), np.nan), where=~nothing)
    symbols = symbols_of(values)
    symbols[nothing & ~np.isnan(later)] = NOT_APPLICABLE
    return Measured(values, symbols)

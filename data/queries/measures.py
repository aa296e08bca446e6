"""The measures of a series: pure arithmetic on one row of counts.

Missing is NaN. Each function returns the values and, where a value is missing, why: `x`
unavailable, `z` not applicable.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from data.result import NOT_APPLICABLE, SUPPRESSED, UNAVAILABLE
from data.statistics.rates import rate_per_1000

FloatArray = npt.NDArray[np.float64]
BoolArray = npt.NDArray[np.bool_]
ObjectArray = npt.NDArray[np.object_]

MONTHS_A_YEAR = 12
PER_CENT = 100.0


class Measured(NamedTuple):
    """Values of a measure and the symbols of those that are missing."""

    values: FloatArray
    symbols: ObjectArray


def symbols_of(values: FloatArray, hidden: BoolArray) -> ObjectArray:
    """Return `c` where a value is hidden, `x` where it is missing otherwise, None elsewhere."""
    symbols = np.full(values.shape, None, dtype=object)
    symbols[np.isnan(values)] = UNAVAILABLE
    symbols[hidden] = SUPPRESSED
    return symbols


def count(counts: FloatArray, hidden: BoolArray) -> Measured:
    """Return the counts as they are.

    Args:
        counts: Counts, one a period.
        hidden: Where a count may not be shown; it is NaN there.
    """
    return Measured(counts, symbols_of(counts, hidden))


def rate(counts: FloatArray, hidden: BoolArray, residents: FloatArray, months: int) -> Measured:
    """Return offences per 1,000 residents a year.

    Args:
        counts: Counts, one a period.
        hidden: Where a count may not be shown.
        residents: Residents in the calendar year of each period's first month.
        months: Months in a period.
    """
    values = rate_per_1000(counts, residents, months)
    return Measured(values, symbols_of(values, hidden))


def rolling_year(counts: FloatArray, hidden: BoolArray, months: int) -> Measured:
    """Return the sum of the 12 months that end with each period.

    Missing where fewer than 12 months have been counted or one of them is missing.
    """
    width = MONTHS_A_YEAR // months
    values = np.full(len(counts), np.nan)
    within = np.zeros(len(counts), dtype=np.bool_)
    if len(counts) >= width:
        windows = np.lib.stride_tricks.sliding_window_view
        values[width - 1 :] = windows(counts, width).sum(axis=1)
        within[width - 1 :] = windows(hidden, width).any(axis=1)
    return Measured(values, symbols_of(values, within))


def change_on_year(counts: FloatArray, hidden: BoolArray, months: int) -> Measured:
    """Return the change on the same period of the year before, in per cent.

    Missing (`x`) where either count is missing; not applicable (`z`) where the earlier is zero.
    """
    lag = MONTHS_A_YEAR // months
    earlier = np.full(len(counts), np.nan)
    earlier[lag:] = counts[:-lag]
    either = hidden.copy()
    either[lag:] |= hidden[:-lag]
    return change(counts, earlier, either)


def change(later: FloatArray, earlier: FloatArray, hidden: BoolArray | None = None) -> Measured:
    """Return the change from `earlier` to `later`, in per cent; see `change_on_year`.

    Args:
        later: Counts.
        earlier: Counts a year before.
        hidden: Where one of the two may not be shown; by default nowhere.
    """
    if hidden is None:
        hidden = np.zeros(later.shape, dtype=np.bool_)
    nothing = earlier == 0
    # One division, so that 150 of 100 is exactly 50.
    difference = PER_CENT * (later - earlier)
    values = np.divide(difference, earlier, out=np.full(len(later), np.nan), where=~nothing)
    symbols = symbols_of(values, hidden)
    symbols[nothing & ~np.isnan(later)] = NOT_APPLICABLE
    return Measured(values, symbols)

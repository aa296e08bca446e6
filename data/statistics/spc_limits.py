"""Mean and limits of one segment of a process-behaviour (XmR) chart."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from data.statistics.rates import FloatArray

LIMIT_FACTOR: Final = 2.66
NEAR_SHARE: Final = 2.0 / 3.0
SCREEN_FACTOR: Final = 3.267


@dataclass(frozen=True, slots=True)
class XmrLimits:
    """The lines of one segment of a chart, in the unit of its values, unclipped.

    Attributes:
        points: how many values they rest on.
        mean: the mean; NaN without a value.
        mean_moving_range: mean absolute difference of neighbours, screened if that was asked
            for; NaN when no two neighbours are known.
        lower, upper: mean ± 2.66 · mean moving range.
        near_lower, near_upper: two thirds of the way from the mean to each limit.
    """

    points: int
    mean: float
    mean_moving_range: float
    lower: float
    upper: float
    near_lower: float
    near_upper: float


def xmr_limits(values: npt.ArrayLike, *, screen: bool = False) -> XmrLimits:
    """Return mean and limits of one segment, however few its points.

    Args:
        values: one a month, in order, shape ``(n,)``; NaN is a missing month, across which no
            moving range is taken.
        screen: leave out, once, moving ranges above 3.267 times their mean.

    Returns:
        For 1, 2, 1, 2, 10, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1: mean 1.94, limits −3.06 and
        6.95, or −0.72 and 4.60 screened.

    Source: mean ± 2.66 · mean moving range (NHS *Making Data Count*; Wheeler 2000).
    """
    points = as_series(values)
    known = points[~np.isnan(points)]
    if known.size == 0:
        return XmrLimits(0, np.nan, np.nan, np.nan, np.nan, np.nan, np.nan)
    # np.mean of a constant may differ from it in the last digit; measured from its first value
    # it cannot.
    mean = float(known[0] + (known - known[0]).mean())
    ranges = np.abs(np.diff(points))
    ranges = ranges[~np.isnan(ranges)]
    if ranges.size == 0:
        return XmrLimits(known.size, mean, np.nan, np.nan, np.nan, np.nan, np.nan)
    moving_range = float(ranges.mean())
    if screen:
        moving_range = float(ranges[ranges <= SCREEN_FACTOR * moving_range].mean())
    reach = LIMIT_FACTOR * moving_range
    near = NEAR_SHARE * reach
    return XmrLimits(
        known.size, mean, moving_range, mean - reach, mean + reach, mean - near, mean + near
    )


def as_series(values: npt.ArrayLike) -> FloatArray:
    """Return a series as numbers, NaN where one is missing or not finite.

    Raises:
        ValueError: if it has not exactly one dimension.
    """
    series = np.asarray(values, dtype=np.float64)
    if series.ndim != 1:
        msg = f"a series has one dimension, not {series.ndim}"
        raise ValueError(msg)
    return np.where(np.isfinite(series), series, np.nan)

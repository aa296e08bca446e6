"""Seasonal adjustment (STL), and whether a series is seasonal enough to need it.

Source: Cleveland RB, Cleveland WS, McRae JE, Terpenning I (1990), "STL: a seasonal-trend
decomposition procedure based on loess", J. Official Statistics 6, 3–73; Wang X, Smith KA,
Hyndman RJ (2006), Data Mining and Knowledge Discovery 13, 335–364, and Hyndman RJ,
Athanasopoulos G, *Forecasting: Principles and Practice*, 3rd edn, §4.3, for the strength of
seasonality.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from data.statistics.rates import FloatArray
from data.statistics.spc_limits import as_series

MONTHS: Final = 12
MINIMUM_MONTHS: Final = 36
"""Three of each calendar month: with two, the season cannot be told from chance."""

MOST_MISSING: Final = 0.1
"""The largest share of months that may be missing between the first known and the last."""

STRONG: Final = 0.64
"""Strength from which a series is strongly seasonal: where ``forecast::nsdiffs`` draws the line."""

# R's stl(x, s.window = "periodic", robust = TRUE): the windows, jumps and passes it uses.
_PERIODIC: Final = 10
_TREND_WINDOW: Final = 19
_LOW_PASS_WINDOW: Final = 13
_JUMP: Final = 2
_INNER: Final = 1
_OUTER: Final = 15


@dataclass(frozen=True, slots=True)
class SeasonalAdjustment:
    """A series with its season taken out.

    Attributes:
        adjusted: one value a month, in the unit of the series; NaN where the month is missing.
            A provisional month is adjusted too, though it has no part in the estimate.
        season: what each month was divided by (``multiplicative``) or lessened by.
        by_month: the twelve of them, from the calendar month of the first value on.
        multiplicative: the season is a factor (1.08: 8 per cent above the average month) rather
            than an amount.
        strength: 0 (none) to 1: the share of variation about the trend that the season accounts
            for.
    """

    adjusted: FloatArray
    season: FloatArray
    by_month: FloatArray
    multiplicative: bool
    strength: float

    @property
    def is_strong(self) -> bool:
        """Whether a verdict on the series needs the adjustment."""
        return self.strength >= STRONG


def seasonal_adjustment(
    values: npt.ArrayLike, *, provisional: npt.ArrayLike | None = None
) -> SeasonalAdjustment | None:
    """Estimate the season of a monthly series and take it out.

    STL with a fixed (periodic) season and robust weights, so that a riot or a lockdown does not
    bend it; on logarithms where every known value is positive (offences rise by a share of
    their number, not by a fixed number), on the values themselves otherwise. Each calendar month
    gets the mean of its seasonal terms. A fixed season leaves the newest months their surprise:
    one that may drift would take a good part of it for a new season.

    Missing months inside the series are bridged for the fit (linearly between neighbours, with
    the average season of their calendar month), stay missing in the result and have no part in
    the strength.

    Args:
        values: one a month, in order, shape ``(n,)``; NaN where missing.
        provisional: True for months that take no part in the estimate.

    Returns:
        The adjustment, or None when fewer than 36 months are known, when more than one in ten is
        missing between the first and the last, or when a calendar month is never seen.

    Raises:
        ValueError: if the mask has another length than the series.

    Source: as the module; ``statsmodels.tsa.seasonal.STL`` set as R's
    ``stl(x, s.window = "periodic", robust = TRUE)``.
    """
    from statsmodels.tsa.seasonal import STL  # noqa: PLC0415

    series = as_series(values)
    known = ~np.isnan(series)
    if provisional is not None:
        mask = np.asarray(provisional, dtype=bool)
        if mask.shape != series.shape:
            msg = f"one provisional mark a value: {mask.shape} and {series.shape}"
            raise ValueError(msg)
        known = known & ~mask
    positions = np.flatnonzero(known)
    if positions.size < MINIMUM_MONTHS:
        return None
    span = slice(int(positions[0]), int(positions[-1]) + 1)
    length = span.stop - span.start
    month = np.arange(series.size) % MONTHS
    if positions.size < (1.0 - MOST_MISSING) * length or np.unique(month[known]).size < MONTHS:
        return None

    multiplicative = bool((series[known] > 0.0).all())
    scaled = np.log(np.where(known, series, 1.0)) if multiplicative else np.where(known, series, 0)
    complete = _bridged(scaled[span], known[span], month[span])
    window = _PERIODIC * length
    fit = STL(
        complete,
        period=MONTHS,
        seasonal=window + 1,
        trend=_TREND_WINDOW,
        low_pass=_LOW_PASS_WINDOW,
        seasonal_deg=0,
        robust=True,
        seasonal_jump=length,
        trend_jump=_JUMP,
        low_pass_jump=_JUMP,
    ).fit(inner_iter=_INNER, outer_iter=_OUTER)
    by_month = np.bincount(month[span], weights=fit.seasonal, minlength=MONTHS) / np.bincount(
        month[span], minlength=MONTHS
    )
    detrended = (complete - fit.trend)[known[span]]
    remainder = detrended - by_month[month[span]][known[span]]
    if multiplicative:
        by_month = np.exp(by_month)
    season = by_month[month]
    return SeasonalAdjustment(
        adjusted=series / season if multiplicative else series - season,
        season=season,
        by_month=by_month,
        multiplicative=multiplicative,
        strength=_strength(remainder, detrended, complete),
    )


def _strength(remainder: FloatArray, detrended: FloatArray, values: FloatArray) -> float:
    """Return max(0, 1 − Var(remainder) / Var(season + remainder)), 0 for a series that is flat."""
    spread = float(detrended.var())
    # What loess leaves of a straight line is rounding, not variation.
    if spread <= (1e-9 * max(1.0, float(np.abs(values).max()))) ** 2:
        return 0.0
    return max(0.0, 1.0 - float(remainder.var()) / spread)


def _bridged(
    values: FloatArray, known: npt.NDArray[np.bool_], month: npt.NDArray[np.intp]
) -> FloatArray:
    """Fill gaps linearly, with the average season of the calendar month they fall in."""
    if known.all():
        return values
    average = np.bincount(month[known], weights=values[known], minlength=MONTHS) / np.bincount(
        month[known], minlength=MONTHS
    )
    level = values - average[month]
    index = np.arange(values.size)
    bridged = np.interp(index, index[known], level[known]) + average[month]
    return np.where(known, values, bridged)

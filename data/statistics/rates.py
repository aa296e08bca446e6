"""Rates per 1,000 residents a year, and the interval around a count.

Byar's approximation for ten or more, the exact Poisson interval below: the convention of Public
Health England's *Technical Guide: Confidence Intervals* (2018) and its ``PHEindicatormethods``.
"""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

FloatArray = npt.NDArray[np.float64]

PER: Final = 1000.0
MONTHS_A_YEAR: Final = 12
BYAR_FROM: Final = 10
"""The smallest count for which Byar's approximation is used; below it the interval is exact."""


class Interval(NamedTuple):
    """The two ends of an interval, each with the shape of what it was asked for."""

    low: FloatArray
    high: FloatArray


def normal_quantile(level: float) -> float:
    """Return z such that a standard normal lies within ±z with probability ``level``.

    Args:
        level: a two-sided confidence level, strictly between 0 and 1 (0.95 → 1.959964).

    Raises:
        ValueError: if ``level`` is not strictly between 0 and 1.
    """
    from scipy.special import ndtri  # noqa: PLC0415  (scipy is slow to import)

    if not 0.0 < level < 1.0:
        msg = f"level must lie strictly between 0 and 1, not {level!r}"
        raise ValueError(msg)
    return float(ndtri(0.5 + level / 2.0))


def exact_poisson_interval(count: npt.ArrayLike, level: float = 0.95) -> Interval:
    """Return the exact (Garwood) Poisson interval around counts, through the χ² distribution.

    ``low = χ²(α/2; 2·O) / 2`` and ``high = χ²(1 − α/2; 2·O + 2) / 2``. For a count of nought the
    lower end is nought. Fractions are allowed, so that the same limits can be drawn around an
    expected count.

    Args:
        count: counts, any shape; NaN stays NaN.
        level: two-sided confidence level.

    Raises:
        ValueError: if a count is negative or the level is not between 0 and 1.

    Source: Garwood F (1936), "Fiducial limits for the Poisson distribution", Biometrika 28,
    437–442; Armitage P, Berry G (2002), *Statistical Methods in Medical Research*, 4th edn.
    """
    from scipy.special import gammaincinv  # noqa: PLC0415

    counts = _counts(count)
    if not 0.0 < level < 1.0:
        msg = f"level must lie strictly between 0 and 1, not {level!r}"
        raise ValueError(msg)
    tail = (1.0 - level) / 2.0
    # χ²(p; 2k) / 2 is the inverse of the regularised incomplete gamma function with shape k.
    with np.errstate(invalid="ignore"):
        low = np.where(counts == 0.0, 0.0, gammaincinv(counts, tail))
        high = gammaincinv(counts + 1.0, 1.0 - tail)
    return Interval(np.where(np.isnan(counts), np.nan, low), np.asarray(high, dtype=np.float64))


def byar_interval(count: npt.ArrayLike, level: float = 0.95) -> Interval:
    """Return Byar's approximation to the Poisson interval around counts.

    ``low = O·(1 − 1/(9·O) − z/(3·√O))³`` and, with ``P = O + 1``,
    ``high = P·(1 − 1/(9·P) + z/(3·√P))³``. Meant for counts of ten or more; for a count of nought
    the lower end is nought, and a lower end that would be negative is nought.

    Args:
        count: counts, any shape; NaN stays NaN.
        level: two-sided confidence level.

    Raises:
        ValueError: if a count is negative or the level is not between 0 and 1.

    Source: Breslow NE, Day NE (1987), *Statistical Methods in Cancer Research* II, IARC, p. 69.
    """
    counts = _counts(count)
    z = normal_quantile(level)
    above_nought = np.where(counts > 0.0, counts, 1.0)
    low = above_nought * (1.0 - 1.0 / (9.0 * above_nought) - z / (3.0 * np.sqrt(above_nought))) ** 3
    low = np.where(counts > 0.0, np.maximum(low, 0.0), counts)
    plus_one = counts + 1.0
    high = plus_one * (1.0 - 1.0 / (9.0 * plus_one) + z / (3.0 * np.sqrt(plus_one))) ** 3
    return Interval(np.asarray(low), np.asarray(high))


def poisson_interval(count: npt.ArrayLike, level: float = 0.95) -> Interval:
    """Return the interval around counts: Byar's for ten or more, exact below.

    Args:
        count: counts, any shape; NaN (missing) stays NaN.
        level: two-sided confidence level: 0.95 for the interval shown beside a rate, 0.998 for
            judging an area against London.

    Returns:
        ``low`` and ``high``, on the scale of the counts: 48 gives 35.388 and 63.642, 7 gives
        2.814 and 14.423 at 95 %.

    Raises:
        ValueError: if a count is negative or the level is not between 0 and 1.

    Source: PHE (2018), *Technical Guide: Confidence Intervals*; ``phe_rate`` of
    PHEindicatormethods uses the same threshold of ten.
    """
    counts = _counts(count)
    byar = byar_interval(counts, level)
    exact = exact_poisson_interval(counts, level)
    large = counts >= BYAR_FROM
    return Interval(np.where(large, byar.low, exact.low), np.where(large, byar.high, exact.high))


def rate_per_1000(count: npt.ArrayLike, population: npt.ArrayLike, months: float) -> FloatArray:
    """Return offences per 1,000 residents a year: ``1,000 · O / n · (12 / months)``.

    Args:
        count: offences in the period; NaN is missing.
        population: residents, broadcast against ``count``; NaN is missing.
        months: the length of the period in months (1 a month, 3 a quarter, 12 a year).

    Returns:
        The rates; NaN where the count is missing, or the population missing or not positive.

    Raises:
        ValueError: if ``months`` is not positive.
    """
    if not months > 0:
        msg = f"months must be positive, not {months!r}"
        raise ValueError(msg)
    counts = np.asarray(count, dtype=np.float64)
    residents = np.asarray(population, dtype=np.float64)
    with np.errstate(invalid="ignore"):
        residents = np.where(residents > 0.0, residents, np.nan)
    return np.asarray(PER * counts / residents * (MONTHS_A_YEAR / months), dtype=np.float64)


def rate_interval(
    count: npt.ArrayLike, population: npt.ArrayLike, months: float, level: float = 0.95
) -> Interval:
    """Return the interval around a rate: the interval around its count, as a rate.

    The population is taken as known, so only the count varies.

    Args:
        count: offences in the period; NaN is missing.
        population: residents, broadcast against ``count``.
        months: the length of the period in months.
        level: two-sided confidence level.

    Raises:
        ValueError: if a count is negative, ``months`` not positive or the level impossible.

    Source: as :func:`poisson_interval`.
    """
    low, high = poisson_interval(count, level)
    return Interval(rate_per_1000(low, population, months), rate_per_1000(high, population, months))


def _counts(count: npt.ArrayLike) -> FloatArray:
    counts = np.asarray(count, dtype=np.float64)
    if np.any(counts < 0.0):
        msg = f"a count cannot be negative: {float(np.nanmin(counts))!r}"
        raise ValueError(msg)
    return counts

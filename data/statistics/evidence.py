"""One p-value for each series tested, so that findings of different kinds can be ranked together.

A process-behaviour chart says yes or no; ranking, and the false discovery rate, need to know how
surprising the latest month is. Comparisons with London need the same from a funnel. The p-values
of period comparisons and trends come with ``compare`` and ``trend``.
"""

from __future__ import annotations

import math
from typing import Final

import numpy as np
import numpy.typing as npt

from data.statistics.funnel import ZERO_COUNT_AS
from data.statistics.rates import FloatArray
from data.statistics.spc import Spc, latest_signal
from data.statistics.spc_rules import RULES

SIGMA_PER_MOVING_RANGE: Final = 1.128
"""d₂ for ranges of two: a mean moving range is this many standard deviations."""

FREEDOM_PER_STEP: Final = 0.62
"""Degrees of freedom of a mean moving range for each step it rests on (Wheeler 1995)."""

CHANCE_OF_MARK: Final = 0.015
"""How often common cause alone has the latest of 36 months marked by any of the four rules.

Simulated: 200,000 charts of independent normal months, standard error 0.0003; with 24 months
0.014, with 60 0.017. Times the number of charts looked at, it is how many marks to expect by
chance.
"""

_NEAR_SIGMA: Final = 2.0
_OUTER_SIGMA: Final = 3.0


def special_cause_p_value(chart: Spc) -> float | None:
    """Return how surprising the latest month of a chart would be if nothing had changed.

    For each rule, the chance that common cause alone (independent, symmetric, roughly normal
    months) would take the latest month as far as it is:

    - outside: two-sided Student t of its distance from the mean over mean moving range / 1.128;
    - trend: 2 / k! for the k points that end in it, all rising or all falling;
    - two of three: 0.0009, the chance of the pattern, where the latest point is marked by it;
    - run: 2 / 2ᵏ for the k points that end in it, all on one side of the mean.

    The smallest of the four, times four since four were looked at (Bonferroni), at most 1. Months
    that hang together, as in a seasonal or drifting series, make it too small: take the season
    out first, and read it as a rank of evidence rather than as an exact probability.

    Args:
        chart: from :func:`data.statistics.spc.spc`.

    Returns:
        The p-value of the latest point used, or None where it has no limits.

    Source: Wheeler DJ (1995), *Advanced Topics in Statistical Process Control*, for the degrees
    of freedom; the chances of the patterns follow from independence and symmetry.
    """
    signal = latest_signal(chart)
    if signal is None:
        return None
    segment = next(part for part in chart.segments if part.start <= signal.index < part.stop)
    window = slice(segment.start, signal.index + 1)
    points = np.where(chart.used[window], chart.values[window], np.nan)
    chances = (
        _chance_of_distance(chart, signal.index),
        2.0 / math.factorial(_steps_one_way(points) + 1),
        _chance_of_two_of_three() if signal.rule == "two-of-three" else 1.0,
        2.0 / 2.0**signal.months_on_side if signal.months_on_side else 1.0,
    )
    return min(1.0, len(RULES) * min(chances))


def funnel_p_values(
    count: npt.ArrayLike, expected: npt.ArrayLike, tau_squared: float = 0.0
) -> FloatArray:
    """Return how surprising each area's count would be if it were an ordinary area.

    With ``tau_squared`` from :func:`data.statistics.funnel.overdispersion`, two-sided normal of
    log(O/E) / √(1/E + τ²): an area outside the adjusted 99.8 % limits has a p-value under 0.002.
    A count of nought enters as 0.5.

    Args:
        count: observed counts, shape ``(n,)``; NaN is missing.
        expected: expected counts, shape ``(n,)``.
        tau_squared: variance between areas beyond chance; 0 asks about Poisson chance alone.

    Returns:
        The p-values; NaN where either is missing or nothing is expected.

    Source: as :mod:`data.statistics.funnel`.
    """
    from scipy.special import ndtr  # noqa: PLC0415

    observed = np.asarray(count, dtype=np.float64)
    at = np.asarray(expected, dtype=np.float64)
    with np.errstate(invalid="ignore"):
        at = np.where(at > 0.0, at, np.nan)
        observed = np.where(observed == 0.0, ZERO_COUNT_AS, observed)
    z = np.log(observed / at) / np.sqrt(1.0 / at + tau_squared)
    return np.asarray(2.0 * ndtr(-np.abs(z)), dtype=np.float64)


def _chance_of_distance(chart: Spc, index: int) -> float:
    from scipy.special import stdtr  # noqa: PLC0415

    segment = next(part for part in chart.segments if part.start <= index < part.stop)
    sigma = segment.limits.mean_moving_range / SIGMA_PER_MOVING_RANGE
    if sigma == 0.0:
        return 1.0
    distance = abs(float(chart.values[index]) - segment.limits.mean) / sigma
    freedom = FREEDOM_PER_STEP * (segment.limits.points - 1)
    return 2.0 * float(stdtr(freedom, -distance))


def _steps_one_way(points: FloatArray) -> int:
    """Return how many steps at the end all rise, or all fall."""
    signs = np.sign(np.diff(points))
    if signs.size == 0 or not abs(signs[-1]) > 0:
        return 0
    different = np.flatnonzero(signs != signs[-1])
    return int(signs.size - 1 - different[-1]) if different.size else int(signs.size)


def _chance_of_two_of_three() -> float:
    """Return the chance that a point is near a limit with one of the two before it near too.

    Independent normal points, limits known, all three on one side of the mean.
    """
    from scipy.special import ndtr  # noqa: PLC0415

    near = float(ndtr(_OUTER_SIGMA) - ndtr(_NEAR_SIGMA))
    side = 0.5
    return 2.0 * near * (side**2 - (side - near) ** 2)

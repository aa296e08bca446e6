"""One period against another: the ratio of two counts, with an interval and a p-value.

Two questions again. Is the change more than Poisson chance would give (:func:`compare_counts`)?
And, since offences come in series and clusters and are not Poisson, is it larger than this series
usually changes from one year to the next (:func:`compare_with_history`)? London's totals are so
large that the first is nearly always answered yes; sentences rest on the second.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

QUARTERS_A_YEAR: Final = 4
MINIMUM_CHANGES: Final = 8
"""Two years of quarters on quarters: fewer say too little of how much a series usually moves."""

HALDANE: Final = 0.5
"""Added to both counts where a logarithm of nought would be needed (Haldane, Anscombe 1956)."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """A later period against an earlier one.

    Attributes:
        ratio: (count / exposure) / (earlier count / earlier exposure); infinite when only the
            earlier count is nought, NaN when both are.
        low, high: the ends of the interval around the ratio; ``high`` may be infinite.
        p_value: two-sided, for no change; below ``1 − level`` exactly when the interval leaves
            out 1.
    """

    ratio: float
    low: float
    high: float
    p_value: float

    @property
    def change_percent(self) -> float:
        """The change in per cent; infinite or NaN as the ratio is."""
        return 100.0 * (self.ratio - 1.0)


@dataclass(frozen=True, slots=True)
class History:
    """How much a series usually changes from a quarter to the same quarter a year later.

    Attributes:
        dispersion: mean squared change, in units of what Poisson chance would give: 1 for a
            series that moves no more than chance, never less.
        changes: how many year-on-year changes it rests on.
    """

    dispersion: float
    changes: int


def compare_counts(
    count: float,
    count_before: float,
    *,
    exposure: float = 1.0,
    exposure_before: float = 1.0,
    level: float = 0.95,
) -> Comparison:
    """Compare two Poisson counts exactly.

    Given their sum n, the later count is binomial with probability ρ·t₁ / (ρ·t₁ + t₂), where ρ is
    the ratio of rates and t₁, t₂ the exposures. The interval is Clopper and Pearson's for that
    probability, turned into a ratio; the p-value is twice the smaller tail at ρ = 1, so that
    interval and p-value never contradict each other.

    Args:
        count: the later count, a whole number.
        count_before: the earlier count, a whole number.
        exposure: what the later count is out of: months, days or residents.
        exposure_before: the same for the earlier one.
        level: two-sided confidence level.

    Returns:
        The comparison. With nothing in either period the ratio is NaN, the interval 0 to ∞ and
        the p-value 1.

    Raises:
        ValueError: for a count that is negative or not whole, an exposure that is not positive,
            or an impossible level.

    Source: Przyborowski J, Wilenski H (1940), Biometrika 31, 313–323; the matched p-value: Fay MP
    (2010), "Two-sided exact tests and matching confidence intervals for discrete data", The R
    Journal 2(1), 53–58 (package ``rateratio.test``).
    """
    from scipy.special import bdtr, bdtrc, betaincinv  # noqa: PLC0415

    _check(count, count_before, exposure, exposure_before, level)
    if count == 0 and count_before == 0:
        return Comparison(np.nan, 0.0, np.inf, 1.0)
    total = int(count + count_before)
    tail = (1.0 - level) / 2.0
    share = exposure_before / exposure
    lowest = betaincinv(count, count_before + 1.0, tail) if count > 0 else 0.0
    highest = betaincinv(count + 1.0, count_before, 1.0 - tail) if count_before > 0 else 1.0
    null = exposure / (exposure + exposure_before)
    at_most = bdtr(count, total, null)
    at_least = bdtrc(count - 1.0, total, null) if count > 0 else 1.0
    return Comparison(
        ratio=count / count_before * share if count_before > 0 else np.inf,
        low=float(lowest / (1.0 - lowest) * share),
        high=float(highest / (1.0 - highest) * share) if highest < 1.0 else np.inf,
        p_value=min(1.0, 2.0 * float(min(at_most, at_least))),
    )


def year_on_year_history(quarters: npt.ArrayLike, *, breaks: Sequence[int] = ()) -> History | None:
    """Measure how much a series usually changes from a quarter to the same one a year later.

    Each change is log(a/b) with Poisson variance 1/a + 1/b; the dispersion is the mean of
    squared change over variance, about nought: a rise as large as those of other years is no
    news, even if all were rises.

    Args:
        quarters: quarterly counts in order, shape ``(n,)``, NaN where missing: those *before* the
            quarter to be judged, so that it has no part in its own yardstick. Six years (24
            quarters) give five years of changes.
        breaks: indices of quarters from which counts are not comparable with earlier ones;
            changes across them are left out.

    Returns:
        The history, or None with fewer than eight changes to go by.

    Source: the Pearson estimate of dispersion in quasi-likelihood: McCullagh P, Nelder JA (1989),
    *Generalized Linear Models*, 2nd edn, §4.5, applied to log ratios.
    """
    counts = np.asarray(quarters, dtype=np.float64)
    later, earlier = counts[QUARTERS_A_YEAR:], counts[:-QUARTERS_A_YEAR]
    usable = np.isfinite(later) & np.isfinite(earlier)
    for start in breaks:
        # The pair (i − 4, i) lies across a break at ``start`` when i − 4 < start ≤ i.
        usable[max(0, start - QUARTERS_A_YEAR) : max(0, start)] = False
    if int(usable.sum()) < MINIMUM_CHANGES:
        return None
    change, variance = _log_ratio(later[usable], earlier[usable])
    dispersion = float(np.mean(change**2 / variance))
    return History(dispersion=max(1.0, dispersion), changes=int(usable.sum()))


def compare_with_history(
    count: float,
    count_before: float,
    history: History,
    *,
    exposure: float = 1.0,
    exposure_before: float = 1.0,
    level: float = 0.95,
) -> Comparison:
    """Compare a quarter with the same one a year before, by how much the series usually changes.

    Quasi-Poisson: the log ratio has variance φ·(1/a + 1/b), φ from :func:`year_on_year_history`,
    with Student's t at as many degrees of freedom as there are changes. The interval is never
    narrower, nor the p-value smaller, than the exact Poisson one.

    Args:
        count: the later count, a whole number.
        count_before: the earlier count, a whole number.
        history: how much the series usually changes.
        exposure: what the later count is out of.
        exposure_before: the same for the earlier one.
        level: two-sided confidence level.

    Raises:
        ValueError: as :func:`compare_counts`.

    Source: McCullagh and Nelder (1989), chapters 4 and 6.
    """
    from scipy.special import stdtr, stdtrit  # noqa: PLC0415

    exact = compare_counts(
        count,
        count_before,
        exposure=exposure,
        exposure_before=exposure_before,
        level=level,
    )
    if count == 0 and count_before == 0:
        return exact
    change, variance = _log_ratio(np.array([float(count)]), np.array([float(count_before)]))
    centre = float(change[0]) + float(np.log(exposure_before / exposure))
    error = float(np.sqrt(history.dispersion * variance[0]))
    freedom = history.changes
    reach = float(stdtrit(freedom, 0.5 + level / 2.0)) * error
    return Comparison(
        ratio=exact.ratio,
        low=min(exact.low, float(np.exp(centre - reach))),
        high=max(exact.high, float(np.exp(centre + reach))),
        p_value=max(exact.p_value, 2.0 * float(stdtr(freedom, -abs(centre) / error))),
    )


def _log_ratio(
    later: npt.NDArray[np.float64], earlier: npt.NDArray[np.float64]
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """Return log ratios and their Poisson variances, counts of nought corrected."""
    correction = np.where((later == 0.0) | (earlier == 0.0), HALDANE, 0.0)
    a, b = later + correction, earlier + correction
    return np.log(a / b), 1.0 / a + 1.0 / b


def _check(
    count: float, count_before: float, exposure: float, exposure_before: float, level: float
) -> None:
    for value in (count, count_before):
        if not value >= 0 or value != int(value):
            msg = f"a count is a whole number, nought or more, not {value!r}"
            raise ValueError(msg)
    if not (exposure > 0 and exposure_before > 0):
        msg = f"exposures must be positive: {exposure!r} and {exposure_before!r}"
        raise ValueError(msg)
    if not 0.0 < level < 1.0:
        msg = f"level must lie strictly between 0 and 1, not {level!r}"
        raise ValueError(msg)

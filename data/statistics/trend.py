"""Trend over the same quarter of successive years: per cent a year, with an interval.

One quarter a year takes the season out without estimating it.
"""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

MINIMUM_YEARS: Final = 4
"""Two parameters and an estimate of dispersion need at least this many."""


@dataclass(frozen=True, slots=True)
class Trend:
    """A constant change a year, fitted to the same quarter of several years.

    Attributes:
        percent_a_year: the change in per cent a year.
        low, high: the ends of the interval around it, in per cent a year.
        p_value: two-sided, for no change from year to year.
        dispersion: how far the quarters lie from the fitted line, in units of Poisson chance;
            never less than 1.
        years: how many quarters it rests on.
    """

    percent_a_year: float
    low: float
    high: float
    p_value: float
    dispersion: float
    years: int


def same_quarter_trend(
    counts: npt.ArrayLike,
    *,
    years: npt.ArrayLike | None = None,
    population: npt.ArrayLike | None = None,
    level: float = 0.95,
) -> Trend | None:
    """Fit a constant change a year to the same quarter of successive years.

    Quasi-Poisson regression of the count on the year, log link: dispersion φ = Pearson χ² over
    its degrees of freedom, but at least 1, since three degrees of freedom may by luck show counts
    steadier than chance allows; Student's t with those degrees of freedom.

    Args:
        counts: the quarter's count in each year, in order, shape ``(n,)``; NaN where missing.
        years: the years they belong to; successive years if not given.
        population: residents in each year, to fit the rate instead of the count.
        level: two-sided confidence level.

    Returns:
        The trend, or None with fewer than four known counts or nothing recorded in any.

    Raises:
        ValueError: if a count is negative or the arrays differ in length.

    Source: McCullagh P, Nelder JA (1989), *Generalized Linear Models*, 2nd edn, §4.5 and §6.2;
    fitted by statsmodels' ``GLM``.
    """
    from scipy.special import stdtr, stdtrit  # noqa: PLC0415
    from statsmodels.genmod.families import Poisson  # noqa: PLC0415
    from statsmodels.genmod.generalized_linear_model import GLM  # noqa: PLC0415
    from statsmodels.tools.sm_exceptions import PerfectSeparationWarning  # noqa: PLC0415

    observed = np.asarray(counts, dtype=np.float64)
    when = np.arange(observed.size) if years is None else np.asarray(years)
    residents = np.ones(observed.size) if population is None else np.asarray(population, float)
    if observed.ndim != 1 or when.shape != observed.shape or residents.shape != observed.shape:
        msg = f"one year and population a count: {when.shape}, {residents.shape}, {observed.shape}"
        raise ValueError(msg)
    if np.any(observed < 0.0):
        msg = f"a count cannot be negative: {float(np.nanmin(observed))!r}"
        raise ValueError(msg)
    with np.errstate(invalid="ignore"):
        known = np.isfinite(observed) & np.isfinite(residents) & (residents > 0.0)
    if int(known.sum()) < MINIMUM_YEARS or not observed[known].any():
        return None
    since = when[known].astype(np.float64)
    design = np.column_stack([np.ones(since.size), since - since.mean()])
    offset = None if population is None else np.log(residents[known])
    # Fitted as Poisson and scaled afterwards: asked to scale by Pearson's χ² itself, statsmodels
    # divides by nought where the counts lie exactly on the line.
    with warnings.catch_warnings():
        # A line through every count is no trouble here: there are fewer parameters than counts.
        warnings.simplefilter("ignore", PerfectSeparationWarning)
        fit = GLM(observed[known], design, family=Poisson(), offset=offset).fit()
    slope, freedom = float(fit.params[1]), int(fit.df_resid)
    dispersion = max(1.0, float(fit.pearson_chi2) / freedom)
    error = float(fit.bse[1]) * float(np.sqrt(dispersion))
    reach = float(stdtrit(freedom, 0.5 + level / 2.0)) * error
    return Trend(
        percent_a_year=_percent(slope),
        low=_percent(slope - reach),
        high=_percent(slope + reach),
        p_value=2.0 * float(stdtr(freedom, -abs(slope) / error)),
        dispersion=dispersion,
        years=int(known.sum()),
    )


def _percent(log_change: float) -> float:
    return 100.0 * float(np.expm1(log_change))

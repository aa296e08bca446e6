"""Areas against each other: the funnel, with and without allowance for overdispersion.

Two questions are kept apart. *Unadjusted*: is this area's rate different from the pooled rate by
more than Poisson chance? For crime counted in thousands the answer is nearly always yes.
*Adjusted*: does it stand out even from the spread that areas usually show?

Sources: Spiegelhalter DJ (2005), "Funnel plots for comparing institutional performance",
Statistics in Medicine 24, 1185–1202 (funnels); Spiegelhalter DJ et al. (2012), "Statistical
methods for healthcare regulation", J. R. Statist. Soc. A 175, 1–47, and NHS Digital, *Summary
Hospital-level Mortality Indicator: methodology* (additive random effects, trimmed);
DerSimonian R, Laird N (1986), Controlled Clinical Trials 7, 177–188 (the estimate of τ²).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
import numpy.typing as npt

from data.statistics.rates import FloatArray, Interval, exact_poisson_interval, poisson_interval

Significance = Literal["below", "as-expected", "above"]

Z_95: Final = 1.959964
Z_998: Final = 3.090232
"""The normal quantiles of the adjusted limits, to the digits NHS SHMI states them."""

LEVEL_95: Final = 0.95
LEVEL_998: Final = 0.998

TRIM_ONE_IN: Final = 10
"""One area in this many is left out at each end before the dispersion is estimated."""

ZERO_COUNT_AS: Final = 0.5
"""What stands for a count of nought where its logarithm is needed (continuity correction)."""


@dataclass(frozen=True, slots=True)
class Overdispersion:
    """How much more areas differ than Poisson chance would have them.

    Attributes:
        phi: mean z² of the areas kept: 1 under Poisson chance alone; NaN when none was kept.
        tau_squared: variance between areas on the log scale, beyond chance; 0 when none is seen.
        kept: boolean, one for each area given: it had a part in the estimate.
    """

    phi: float
    tau_squared: float
    kept: npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Funnel:
    """One value for each area given, in the order given; all limits are counts.

    Attributes:
        pooled_rate: all counts over all populations (per resident, for the period); NaN if none.
        expected: the count at the pooled rate; NaN where the count or population is missing.
        lower_95, upper_95, lower_998, upper_998: exact Poisson limits around ``expected``.
        lower_95_adjusted, upper_95_adjusted, lower_998_adjusted, upper_998_adjusted: limits that
            allow for overdispersion; NaN where nothing is expected.
        significance: by the area's own 99.8 % interval against ``expected``; None if missing.
        significance_adjusted: by the adjusted 99.8 % limits; None if missing.
        dispersion: how the adjustment was estimated.
    """

    pooled_rate: float
    expected: FloatArray
    lower_95: FloatArray
    upper_95: FloatArray
    lower_998: FloatArray
    upper_998: FloatArray
    lower_95_adjusted: FloatArray
    upper_95_adjusted: FloatArray
    lower_998_adjusted: FloatArray
    upper_998_adjusted: FloatArray
    significance: tuple[Significance | None, ...]
    significance_adjusted: tuple[Significance | None, ...]
    dispersion: Overdispersion

    @property
    def flagged(self) -> int:
        """How many areas are below or above, unadjusted."""
        return _flagged(self.significance)

    @property
    def flagged_adjusted(self) -> int:
        """How many areas are below or above, once overdispersion is allowed for."""
        return _flagged(self.significance_adjusted)


def funnel(
    count: npt.ArrayLike, population: npt.ArrayLike, *, pooled_rate: float | None = None
) -> Funnel:
    """Compare areas with their pooled rate.

    Args:
        count: offences in each area (shape ``(n,)``); NaN is missing.
        population: residents of each area (shape ``(n,)``). An area whose count is missing, or
            whose population is missing or not positive, has no part in the pooled rate and gets
            NaN and None.
        pooled_rate: the rate (per resident, for the period) to compare with instead of the
            areas' own, such as the boroughs' rate for BCUs; NaN gives NaN and None throughout.

    Returns:
        The limits and verdicts. Where nothing at all was recorded, every area is as expected and
        the adjusted limits, which need a logarithm of nought, are NaN.

    Raises:
        ValueError: if a count is negative or the two differ in shape.
    """
    counts = np.asarray(count, dtype=np.float64)
    residents = np.asarray(population, dtype=np.float64)
    if counts.ndim != 1 or counts.shape != residents.shape:
        msg = f"one count and one population an area: {counts.shape} and {residents.shape}"
        raise ValueError(msg)
    with np.errstate(invalid="ignore"):
        usable = np.isfinite(counts) & np.isfinite(residents) & (residents > 0.0)
    total = float(residents[usable].sum())
    pooled = float(counts[usable].sum()) / total if total > 0.0 else np.nan
    if pooled_rate is not None:
        pooled = pooled_rate
        usable &= np.isfinite(pooled)
    expected = np.where(usable, pooled * residents, np.nan)
    counts = np.where(usable, counts, np.nan)

    limits_95 = poisson_limits(expected, LEVEL_95)
    limits_998 = poisson_limits(expected, LEVEL_998)
    dispersion = overdispersion(counts, expected)
    adjusted_95 = adjusted_limits(expected, dispersion.tau_squared, Z_95)
    adjusted_998 = adjusted_limits(expected, dispersion.tau_squared, Z_998)
    own = poisson_interval(counts, LEVEL_998)
    return Funnel(
        pooled_rate=pooled,
        expected=expected,
        lower_95=limits_95.low,
        upper_95=limits_95.high,
        lower_998=limits_998.low,
        upper_998=limits_998.high,
        lower_95_adjusted=adjusted_95.low,
        upper_95_adjusted=adjusted_95.high,
        lower_998_adjusted=adjusted_998.low,
        upper_998_adjusted=adjusted_998.high,
        significance=_verdicts(usable, own.high < expected, own.low > expected),
        significance_adjusted=_verdicts(
            usable, counts < adjusted_998.low, counts > adjusted_998.high
        ),
        dispersion=dispersion,
    )


def poisson_limits(expected: npt.ArrayLike, level: float) -> Interval:
    """Return the unadjusted funnel: exact Poisson limits around expected counts.

    ``χ²(α/2; 2·E) / 2`` and ``χ²(1 − α/2; 2·E + 2) / 2``: Garwood's exact limits at E, the smooth
    form that NHS funnel plots (``funnelplot`` for R) draw, rather than Spiegelhalter's
    interpolated quantiles of the discrete distribution.

    Args:
        expected: expected counts, any shape, fractions allowed; NaN stays NaN.
        level: two-sided level, 0.95 or 0.998.
    """
    return exact_poisson_interval(expected, level)


def adjusted_limits(expected: npt.ArrayLike, tau_squared: float, z: float) -> Interval:
    """Return the funnel that allows for overdispersion: ``E · exp(± z·√(1/E + τ²))``.

    Args:
        expected: expected counts, any shape; limits are NaN where it is missing or nought.
        tau_squared: variance between areas on the log scale.
        z: :data:`Z_95` or :data:`Z_998`.
    """
    at = np.asarray(expected, dtype=np.float64)
    with np.errstate(invalid="ignore"):
        at = np.where(at > 0.0, at, np.nan)
    reach = np.exp(z * np.sqrt(1.0 / at + tau_squared))
    return Interval(at / reach, at * reach)


def overdispersion(count: npt.ArrayLike, expected: npt.ArrayLike) -> Overdispersion:
    """Estimate how much areas differ beyond Poisson chance (additive random effects).

    ``z = log(O/E)·√E`` for each of the n areas; the ⌊n/10⌋ lowest and highest are dropped;
    ``φ`` is the mean z² of the m kept, and with w = E over the kept areas
    ``τ² = max(0, (m·φ − (m − 1)) / (Σw − Σw²/Σw))``.

    A count of nought ranks lowest, as its logarithm would, so it is the first to be dropped (of
    several, the one of which most was expected). Should more be nought than are dropped, those
    that stay enter with 0.5 in place of 0, the usual continuity correction; the published
    methods would return an infinite φ.

    Args:
        count: observed counts, shape ``(n,)``.
        expected: expected counts, shape ``(n,)``. Areas where either is missing, or nothing is
            expected, are left out.
    """
    observed = np.asarray(count, dtype=np.float64)
    at = np.asarray(expected, dtype=np.float64)
    with np.errstate(invalid="ignore"):
        usable = np.flatnonzero(np.isfinite(observed) & np.isfinite(at) & (at > 0.0))
    kept = np.zeros(observed.shape, dtype=bool)
    observed, at = observed[usable], at[usable]
    scores = np.log(np.where(observed > 0.0, observed, ZERO_COUNT_AS) / at) * np.sqrt(at)
    # Counts of nought first, then by score.
    order = np.lexsort((scores, observed > 0.0))
    trim = usable.size // TRIM_ONE_IN
    stay = np.sort(order[trim : usable.size - trim])
    kept[usable[stay]] = True
    number = stay.size
    if number == 0:
        return Overdispersion(phi=np.nan, tau_squared=0.0, kept=kept)
    phi = float(np.mean(scores[stay] ** 2))
    weight = at[stay]
    spread = float(weight.sum() - (weight**2).sum() / weight.sum())
    excess = number * phi - (number - 1)
    tau_squared = max(0.0, excess / spread) if spread > 0.0 else 0.0
    return Overdispersion(phi=phi, tau_squared=tau_squared, kept=kept)


def _verdicts(
    usable: npt.NDArray[np.bool_], below: npt.NDArray[np.bool_], above: npt.NDArray[np.bool_]
) -> tuple[Significance | None, ...]:
    return tuple(
        _verdict(low=bool(low), high=bool(high)) if known else None
        for known, low, high in zip(usable, below, above, strict=True)
    )


def _verdict(*, low: bool, high: bool) -> Significance:
    if low:
        return "below"
    return "above" if high else "as-expected"


def _flagged(significance: tuple[Significance | None, ...]) -> int:
    return sum(verdict in ("below", "above") for verdict in significance)

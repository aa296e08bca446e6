"""Many comparisons of a quarter with the same one a year before, at once.

The same test as :func:`data.statistics.compare.compare_with_history`, and as
:func:`data.statistics.compare.compare_counts` where a series has too short a past, for whole
arrays: findings look at hundreds of series for one question.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from data.statistics.compare import HALDANE, MINIMUM_CHANGES, QUARTERS_A_YEAR
from data.statistics.rates import FloatArray


@dataclass(frozen=True, slots=True)
class Comparisons:
    """One entry a series.

    Attributes:
        p_values: two-sided, for no change; NaN where a count is missing.
        dispersion: how much a series usually moves, in units of Poisson chance; NaN where its past
            is too short to say.
    """

    p_values: FloatArray
    dispersion: FloatArray


def compare_many(
    count: npt.ArrayLike,
    count_before: npt.ArrayLike,
    quarters: npt.ArrayLike,
    comparable: npt.ArrayLike,
) -> Comparisons:
    """Compare each series' quarter with the one a year before.

    Args:
        count: the later counts, shape ``(n,)``, NaN where missing.
        count_before: the earlier counts, shape ``(n,)``.
        quarters: the quarters before the one judged, in order, shape ``(n, q)``.
        comparable: whether quarter ``i + 4`` can be compared with quarter ``i``, shape
            ``(n, q − 4)``; false where a break lies between them.

    Returns:
        The p-values, with how much each series usually moves.

    Source: as :mod:`data.statistics.compare`.
    """
    from scipy.special import bdtr, bdtrc, stdtr  # noqa: PLC0415

    later = np.asarray(count, dtype=np.float64)
    earlier = np.asarray(count_before, dtype=np.float64)
    known = np.isfinite(later) & np.isfinite(earlier)
    a, b = np.where(known, later, 0.0), np.where(known, earlier, 0.0)
    total = (a + b).astype(np.int64)
    at_most = bdtr(a, total, 0.5)
    at_least = np.where(a > 0, bdtrc(np.maximum(a - 1.0, 0.0), total, 0.5), 1.0)
    exact = np.where(total > 0, np.minimum(1.0, 2.0 * np.minimum(at_most, at_least)), 1.0)

    dispersion, changes = _histories(quarters, comparable)
    change, variance = _log_ratios(a, b)
    with np.errstate(invalid="ignore", divide="ignore"):
        usual = 2.0 * stdtr(
            np.maximum(changes, 1), -np.abs(change) / np.sqrt(dispersion * variance)
        )
    judged = np.where((changes >= MINIMUM_CHANGES) & (total > 0), np.fmax(exact, usual), exact)
    return Comparisons(
        p_values=np.where(known, judged, np.nan),
        dispersion=np.where(changes >= MINIMUM_CHANGES, dispersion, np.nan),
    )


def _histories(
    quarters: npt.ArrayLike, comparable: npt.ArrayLike
) -> tuple[FloatArray, npt.NDArray[np.int64]]:
    """Return each series' dispersion, never under 1, and how many changes it rests on."""
    counts = np.asarray(quarters, dtype=np.float64)
    later, earlier = counts[:, QUARTERS_A_YEAR:], counts[:, :-QUARTERS_A_YEAR]
    usable = np.isfinite(later) & np.isfinite(earlier) & np.asarray(comparable, dtype=bool)
    change, variance = _log_ratios(np.where(usable, later, 1.0), np.where(usable, earlier, 1.0))
    squares = np.where(usable, change**2 / variance, 0.0).sum(axis=1)
    changes = usable.sum(axis=1).astype(np.int64)
    return np.maximum(1.0, squares / np.maximum(changes, 1)), changes


def _log_ratios(later: FloatArray, earlier: FloatArray) -> tuple[FloatArray, FloatArray]:
    correction = np.where((later == 0.0) | (earlier == 0.0), HALDANE, 0.0)
    a, b = later + correction, earlier + correction
    return np.asarray(np.log(a / b)), np.asarray(1.0 / a + 1.0 / b)

"""Many tests at once: how many flags are chance, and which to believe.

Source: Benjamini Y, Hochberg Y (1995), "Controlling the false discovery rate", J. R. Statist.
Soc. B 57, 289–300; computed by ``scipy.stats.false_discovery_control``.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from data.statistics.rates import FloatArray


def q_values(p_values: npt.ArrayLike) -> FloatArray:
    """Return Benjamini–Hochberg q-values (adjusted p-values), in the order given.

    Of all findings with a q-value up to 0.05, at most about one in twenty is expected to be
    chance.

    Args:
        p_values: one a series tested, shape ``(n,)``, **every** series tested and not only those
            that look remarkable; NaN for a series that could not be tested, which is not counted
            as a test and stays NaN.

    Raises:
        ValueError: if a p-value lies outside 0 to 1.
    """
    from scipy.stats import false_discovery_control  # noqa: PLC0415

    values = np.asarray(p_values, dtype=np.float64)
    adjusted = np.full(values.shape, np.nan)
    tested = ~np.isnan(values)
    if tested.any():
        adjusted[tested] = false_discovery_control(values[tested], method="bh")
    return adjusted


def flags_by_chance(tests: int, level: float) -> float:
    """Return how many flags chance alone would give: the number of tests times the level.

    Args:
        tests: how many series were tested.
        level: the chance that one is flagged though nothing has changed.

    Raises:
        ValueError: if ``tests`` is negative or ``level`` outside 0 to 1.
    """
    if tests < 0 or not 0.0 <= level <= 1.0:
        msg = f"cannot expect flags from {tests!r} tests at level {level!r}"
        raise ValueError(msg)
    return tests * level

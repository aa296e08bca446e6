"""Value axes: where they begin and end, and their steps, so that every label is a round number."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

STEPS: Final = (1.0, 2.0, 2.5, 5.0, 10.0)
WANTED: Final = 5
"""About how many steps an axis has."""

LEAST_SPAN: Final = 1e-9
"""Values that lie nearer than this are drawn as one."""


@dataclass(frozen=True)
class Scale:
    """A value axis."""

    low: float
    high: float
    step: float


def scale(values: Iterable[float | None], *, whole: bool = True) -> Scale:
    """An axis from zero (or below it) to the next round number.

    Args:
        values: What is drawn; None is left out.
        whole: Whether the values are counts, which have no steps below 1.
    """
    known = [value for value in values if value is not None]
    high = max([0.0, *known])
    low = min([0.0, *known])
    span = high - low if high - low > LEAST_SPAN else 1.0
    step = _step(span / WANTED)
    if whole:
        step = max(1.0, math.ceil(step))
    foot = math.floor(low / step + 1e-9) * step
    top = math.ceil(high / step - 1e-9) * step
    return Scale(foot, top if top > foot else foot + step, step)


def _step(least: float) -> float:
    size = 10.0 ** math.floor(math.log10(least))
    return next(size * each for each in STEPS if size * each >= least * (1 - 1e-9))

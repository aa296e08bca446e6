"""The four special-cause rules of a process-behaviour chart, for one segment of it.

In the order in which they name a point (NHS England, *Making Data Count*):

1. ``outside``: strictly outside a limit.
2. ``trend``: seven points, so six steps, in one direction; a tie breaks it.
3. ``two-of-three``: at least two of three successive points between the near and the outer limit,
   all three on that side of the mean. Only those between are marked; a point outside is not one
   of the two, a point on the outer limit is.
4. ``run``: seven points on one side of the mean; a point on the mean breaks it.

All points of a trend or run are marked. A missing point breaks every rule that needs neighbours.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
import numpy.typing as npt

from data.statistics.rates import FloatArray

Rule = Literal["outside", "trend", "two-of-three", "run"]
RULES: Final[tuple[Rule, ...]] = ("outside", "trend", "two-of-three", "run")

TREND_POINTS: Final = 7
RUN_POINTS: Final = 7
WINDOW: Final = 3
NEEDED_NEAR: Final = 2

TOLERANCE: Final = 1e-12
"""Two numbers this close, relative to the largest value, are equal.

Whole numbers whose mean is exact must be recognised as lying on it whatever the last binary digit
says. For counts below a million and segments below two hundred points, distinct values, means and
limits are further apart than this.
"""

_TREND: Final = 2
Signs = npt.NDArray[np.int8]
Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Marks:
    """What the rules say of each point.

    Attributes:
        code: 0 for none, else 1 to 4: the first of :data:`RULES` that applies.
        side: −1, 0, +1: below, on (or missing), above the mean.
        trend: −1, 0, +1: part of a fall, of none, of a rise.
    """

    code: Signs
    side: Signs
    trend: Signs

    @classmethod
    def none(cls, number: int) -> Marks:
        """Return marks for so many points, none of them special."""
        return cls(*(np.zeros(number, dtype=np.int8) for _ in range(3)))

    def place(self, start: int, part: Marks) -> None:
        """Copy the marks of a segment to where it starts."""
        stop = start + part.code.size
        self.code[start:stop] = part.code
        self.side[start:stop] = part.side
        self.trend[start:stop] = part.trend

    def rules(self) -> tuple[Rule | None, ...]:
        """Return each point's rule by name."""
        names: tuple[Rule | None, ...] = (None, *RULES)
        return tuple(names[code] for code in self.code.tolist())

    def heading(self) -> Signs:
        """Return +1 where a mark stands for high or rising values, −1 for low or falling."""
        way = np.where(self.code == _TREND, self.trend, self.side)
        return np.where(self.code > 0, way, 0).astype(np.int8)


def special_causes(values: FloatArray, *, mean: float, upper: float, near_upper: float) -> Marks:
    """Apply the four rules to one segment.

    Args:
        values: the segment's points in order, shape ``(n,)``; NaN where missing or provisional.
        mean: the segment's mean.
        upper: its upper limit; the lower one lies as far below the mean.
        near_upper: its upper near limit, likewise.

    Returns:
        One mark a point.
    """
    if values.size == 0:
        return Marks.none(0)
    missing = np.isnan(values)
    filled = np.where(missing, mean, values)
    tolerance = TOLERANCE * max(float(np.abs(filled).max()), abs(mean))
    away = filled - mean
    distance = np.abs(away)
    side = np.where(distance > tolerance, np.sign(away), 0.0).astype(np.int8)
    outside = distance > (upper - mean) + tolerance
    near = ~outside & (distance > (near_upper - mean) + tolerance)
    trend = _trend(values, tolerance)
    code = np.select(
        [outside, trend != 0, _two_of_three(near, side), _run(side)], [1, 2, 3, 4], default=0
    ).astype(np.int8)
    return Marks(code, side, trend)


def _trend(values: FloatArray, tolerance: float) -> Signs:
    """Return +1 or −1 for each point of a rise or fall of seven or more, else 0."""
    trend = np.zeros(values.size, dtype=np.int8)
    if values.size < TREND_POINTS:
        return trend
    steps = np.diff(values)
    with np.errstate(invalid="ignore"):
        # A step to or from a missing point is NaN, which is no larger than anything.
        signs = np.where(np.abs(steps) > tolerance, np.sign(steps), 0.0).astype(np.int8)
    # Later trends are written last, so that they take the turning point they share.
    for first, after in _long_runs(signs, TREND_POINTS - 1):
        trend[first : after + 1] = signs[first]
    return trend


def _run(side: Signs) -> Mask:
    """Return True for each point of a run of seven or more on one side of the mean."""
    marked = np.zeros(side.size, dtype=bool)
    for first, after in _long_runs(side, RUN_POINTS):
        marked[first:after] = True
    return marked


def _two_of_three(near: Mask, side: Signs) -> Mask:
    """Return True for near points of a window of three on one side with two or more near."""
    marked = np.zeros(near.size, dtype=bool)
    if near.size < WINDOW:
        return marked
    one_side = (side[:-2] == side[1:-1]) & (side[1:-1] == side[2:])
    count = near[:-2].astype(np.int8) + near[1:-1] + near[2:]
    hit = one_side & (count >= NEEDED_NEAR)
    for shift in range(WINDOW):
        marked[shift : shift + hit.size] |= hit
    return marked & near


def _long_runs(signs: Signs, least: int) -> list[tuple[int, int]]:
    """Return (first, after last) of each run of at least ``least`` equal entries other than 0."""
    if signs.size < least:
        return []
    change = np.flatnonzero(signs[1:] != signs[:-1]) + 1
    bounds = [0, *change.tolist(), signs.size]
    return [
        (first, after)
        for first, after in itertools.pairwise(bounds)
        if after - first >= least and signs[first] != 0
    ]

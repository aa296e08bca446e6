"""Process-behaviour (XmR) charts: mean, limits, near limits and the four special-cause rules.

Source: NHS England, *Making Data Count* (the rules and the names); Wheeler DJ (2000),
*Understanding Variation*, for 2.66 = 3 / 1.128; Nelson LS (1982), "Control charts for individual
measurements", J. Quality Technology 14, 172–173, for the optional screening. Limits and rules
agree with NHSRplotthedots 0.2, except that screening is off by default here, that fewer than 12
points get no limits and no verdict, and that a missing month breaks runs.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
import numpy.typing as npt

from data.statistics.rates import FloatArray
from data.statistics.spc_limits import XmrLimits, as_series, xmr_limits
from data.statistics.spc_rules import Marks, Rule, special_causes

__all__ = [
    "MINIMUM_POINTS",
    "Direction",
    "Polarity",
    "Rule",
    "Segment",
    "Signal",
    "Spc",
    "XmrLimits",
    "latest_signal",
    "spc",
    "special_causes",
    "xmr_limits",
]

Direction = Literal["improvement", "concern", "neither"]
Polarity = Literal["down", "up", "neither"]
"""Which way is an improvement: ``down`` for crime, ``neither`` for counts of police activity."""

MINIMUM_POINTS: Final = 12


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of a chart with limits of its own.

    Attributes:
        start, stop: indices of its first point and of the one after its last.
        limits: its lines. ``limits.lower`` and the other three limits are NaN when it has fewer
            than 12 points.
    """

    start: int
    stop: int
    limits: XmrLimits

    @property
    def has_limits(self) -> bool:
        """Whether there were points enough for limits, and so for a verdict."""
        return not np.isnan(self.limits.lower)


@dataclass(frozen=True, slots=True)
class Spc:
    """A process-behaviour chart: one entry a point in every array, in the order given.

    Attributes:
        values: as given; NaN is a missing month.
        used: the point counts towards limits and rules (neither missing nor provisional).
        mean: the segment's mean.
        lower_limit, upper_limit, near_lower_limit, near_upper_limit: the segment's limits; NaN in
            segments with fewer than 12 points used.
        special_cause: the point is marked.
        rule: the first rule that marks it, or None.
        direction: what the mark means, or None.
        side: −1, 0 or +1: below, on or above the mean; 0 where not used or without limits.
        trend: −1, 0 or +1: part of a fall, of none, or of a rise of seven points or more.
        segments: the segments, in order.
    """

    values: FloatArray
    used: npt.NDArray[np.bool_]
    mean: FloatArray
    lower_limit: FloatArray
    upper_limit: FloatArray
    near_lower_limit: FloatArray
    near_upper_limit: FloatArray
    special_cause: npt.NDArray[np.bool_]
    rule: tuple[Rule | None, ...]
    direction: tuple[Direction | None, ...]
    side: npt.NDArray[np.int8]
    trend: npt.NDArray[np.int8]
    segments: tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class Signal:
    """What the latest point used says: the variation mark of a table row, the verdict of a chart.

    Attributes:
        index: of the latest point used.
        rule: the first rule that marks it; None for common cause.
        direction: improvement, concern or neither; None for common cause.
        side: −1, 0, +1: which side of the mean it lies.
        months_on_side: how many successive points, it included, lie on that side (0 on the mean).
        months_of_trend: points of the rise or fall it ends; 0 if it ends none of seven or more.
        rising: whether the mark stands for high or rising values, rather than low or falling.
    """

    index: int
    rule: Rule | None
    direction: Direction | None
    side: int
    months_on_side: int
    months_of_trend: int
    rising: bool


def spc(
    values: npt.ArrayLike,
    *,
    starts: Sequence[int] = (),
    provisional: npt.ArrayLike | None = None,
    polarity: Polarity = "down",
    screen: bool = False,
) -> Spc:
    """Return the whole chart of a series: limits by segment, marks, rules and directions.

    Limits rest on the points of their own segment; neither moving ranges nor runs cross from one
    segment to the next. Rolling sums must not be charted: their neighbours share eleven months.

    Args:
        values: one a month, in order, without gaps in the index, shape ``(n,)``; NaN is missing.
        starts: indices at which the series is rebased; each is the first point of a segment.
            Index 0 needs no mention.
        provisional: True for points that take no part in limits or rules. They are returned with
            their segment's limits drawn through them, and break runs as a missing month does.
        polarity: which way is an improvement.
        screen: as for :func:`xmr_limits`.

    Raises:
        ValueError: for a start outside the series, a mask of another length or an unknown
            polarity.

    Source: as the module; the direction of a trend is the way it goes and that of the other
    rules the side of the mean, as in NHSRplotthedots 0.2. A point that ends one trend and begins
    another is given to the later one.
    """
    if polarity not in ("down", "up", "neither"):
        msg = f"polarity must be 'down', 'up' or 'neither', not {polarity!r}"
        raise ValueError(msg)
    series = as_series(values)
    number = series.size
    used = ~np.isnan(series)
    if provisional is not None:
        mask = np.asarray(provisional, dtype=bool)
        if mask.shape != series.shape:
            msg = f"one provisional mark a value: {mask.shape} and {series.shape}"
            raise ValueError(msg)
        used = used & ~mask
    judged = np.where(used, series, np.nan)

    lines = np.full((5, number), np.nan)
    marks = Marks.none(number)
    segments = []
    for start, stop in _bounds(starts, number):
        limits = xmr_limits(judged[start:stop], screen=screen)
        enough = limits.points >= MINIMUM_POINTS
        if not enough:
            limits = XmrLimits(
                limits.points, limits.mean, limits.mean_moving_range, *([np.nan] * 4)
            )
        segment = Segment(start, stop, limits)
        segments.append(segment)
        lines[:, start:stop] = np.array(
            [limits.mean, limits.lower, limits.upper, limits.near_lower, limits.near_upper]
        )[:, np.newaxis]
        if segment.has_limits:
            marks.place(
                start,
                special_causes(
                    judged[start:stop],
                    mean=limits.mean,
                    upper=limits.upper,
                    near_upper=limits.near_upper,
                ),
            )
    rules = marks.rules()
    return Spc(
        values=series,
        used=used,
        mean=lines[0],
        lower_limit=lines[1],
        upper_limit=lines[2],
        near_lower_limit=lines[3],
        near_upper_limit=lines[4],
        special_cause=marks.code > 0,
        rule=rules,
        direction=_directions(marks.heading(), polarity),
        side=marks.side,
        trend=marks.trend,
        segments=tuple(segments),
    )


def latest_signal(chart: Spc) -> Signal | None:
    """Return what the latest point used says.

    Returns:
        None when no point is used, or when the latest one's segment has too few for limits.
    """
    positions = np.flatnonzero(chart.used)
    if positions.size == 0:
        return None
    index = int(positions[-1])
    segment = next(part for part in chart.segments if part.start <= index < part.stop)
    if not segment.has_limits:
        return None
    side = int(chart.side[index])
    way = int(chart.trend[index])
    rule = chart.rule[index]
    return Signal(
        index=index,
        rule=rule,
        direction=chart.direction[index],
        side=side,
        months_on_side=_length_of_run(chart.side[segment.start : index + 1]) if side else 0,
        months_of_trend=_length_of_run(np.sign(np.diff(_judged(chart, segment, index)))) + 1
        if way
        else 0,
        rising=(way if rule == "trend" else side) > 0,
    )


def _judged(chart: Spc, segment: Segment, index: int) -> FloatArray:
    window = slice(segment.start, index + 1)
    return np.where(chart.used[window], chart.values[window], np.nan)


def _length_of_run(signs: npt.NDArray[np.generic]) -> int:
    """Return how many entries at the end equal the last."""
    different = np.flatnonzero(signs != signs[-1])
    return int(signs.size - 1 - different[-1]) if different.size else int(signs.size)


def _bounds(starts: Sequence[int], number: int) -> list[tuple[int, int]]:
    for start in starts:
        if not 0 <= start < number:
            msg = f"a segment cannot start at {start}: the series has {number} points"
            raise ValueError(msg)
    if number == 0:
        return []
    return list(itertools.pairwise([*sorted({0, *starts}), number]))


def _directions(heading: npt.NDArray[np.int8], polarity: Polarity) -> tuple[Direction | None, ...]:
    """Say what each mark means, from whether it stands for high (+1) or low (−1) values."""
    high: Direction
    low: Direction
    if polarity == "neither":
        high = low = "neither"
    elif polarity == "down":
        high, low = "concern", "improvement"
    else:
        high, low = "improvement", "concern"
    words: dict[int, Direction | None] = {0: None, 1: high, -1: low}
    return tuple(words[way] for way in heading.tolist())

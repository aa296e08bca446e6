"""Any chart against its definition, in exact fractions and plain loops; and how charts scale."""

from __future__ import annotations

import itertools
from fractions import Fraction
from typing import TypeVar

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.statistics.spc import Spc, spc

FACTOR = Fraction(266, 100)
SCREEN = Fraction(3267, 1000)

Values = list[int | None]
Away = list[Fraction | None]

T = TypeVar("T")

points = st.lists(st.one_of(st.integers(0, 60), st.integers(0, 6)), min_size=12, max_size=40)


def definition(values: Values, screen: bool) -> tuple[Fraction, Fraction, list[str | None]]:
    """Return mean, reach of the limits and each point's rule, as the rules are worded."""
    known = [value for value in values if value is not None]
    mean = Fraction(sum(known), len(known))
    ranges = [
        Fraction(abs(b - a))
        for a, b in itertools.pairwise(values)
        if a is not None and b is not None
    ]
    moving_range = sum(ranges, Fraction(0)) / len(ranges)
    if screen:
        ranges = [one for one in ranges if one <= SCREEN * moving_range]
        moving_range = sum(ranges, Fraction(0)) / len(ranges)
    reach = FACTOR * moving_range
    away = [None if value is None else value - mean for value in values]
    rules: list[str | None] = []
    for index in range(len(values)):
        rules.append(next((r for r in WORDED if WORDED[r](values, away, reach, index)), None))
    return mean, reach, rules


def outside(_: object, away: Away, reach: Fraction, at: int) -> bool:
    return distance(away, at) > reach


def trend(values: Values, _: object, __: object, at: int) -> bool:
    for window in windows(values, at, 7):
        steps = [b - a for a, b in itertools.pairwise(window)]
        if all(step > 0 for step in steps) or all(step < 0 for step in steps):
            return True
    return False


def two_of_three(_: object, away: Away, reach: Fraction, at: int) -> bool:
    return near(away[at], reach) and any(
        one_side(window) and sum(near(one, reach) for one in window) >= 2
        for window in windows(away, at, 3)
    )


def run(_: object, away: Away, __: object, at: int) -> bool:
    return any(one_side(window) for window in windows(away, at, 7))


def windows(series: list[T | None], at: int, length: int) -> list[list[T]]:
    """Return the stretches of so many known points that hold the one asked about."""
    found = []
    for first in range(max(0, at - length + 1), at + 1):
        known = [one for one in series[first : first + length] if one is not None]
        if len(known) == length:
            found.append(known)
    return found


def one_side(window: list[Fraction]) -> bool:
    return all(one > 0 for one in window) or all(one < 0 for one in window)


def near(one: Fraction | None, reach: Fraction) -> bool:
    return one is not None and Fraction(2, 3) * reach < abs(one) <= reach


def distance(away: Away, at: int) -> Fraction:
    one = away[at]
    return Fraction(0) if one is None else abs(one)


WORDED = {"outside": outside, "trend": trend, "two-of-three": two_of_three, "run": run}


@settings(max_examples=300, deadline=None)
@given(values=points, gaps=st.sets(st.integers(0, 39), max_size=4), screen=st.booleans())
def test_agrees_with_the_definition_exactly(
    values: list[int], gaps: set[int], screen: bool
) -> None:
    series: list[int | None] = [None if at in gaps else one for at, one in enumerate(values)]
    known = [one for one in series if one is not None]
    neighbours = any(a is not None and b is not None for a, b in itertools.pairwise(series))
    chart = spc([np.nan if one is None else one for one in series], screen=screen)
    if len(known) < 12 or not neighbours:
        assert np.isnan(chart.upper_limit).all()
        return

    mean, reach, rules = definition(series, screen)

    assert chart.mean[0] == pytest.approx(float(mean), rel=1e-12)
    assert chart.upper_limit[0] == pytest.approx(float(mean + reach), rel=1e-12, abs=1e-12)
    assert chart.lower_limit[0] == pytest.approx(float(mean - reach), rel=1e-12, abs=1e-12)
    assert chart.near_upper_limit[0] == pytest.approx(
        float(mean + Fraction(2, 3) * reach), rel=1e-12, abs=1e-12
    )
    assert list(chart.rule) == rules
    assert chart.special_cause.tolist() == [rule is not None for rule in rules]


def lines(chart: Spc) -> np.ndarray:
    return np.array(
        [
            chart.mean,
            chart.lower_limit,
            chart.upper_limit,
            chart.near_lower_limit,
            chart.near_upper_limit,
        ]
    )


@settings(max_examples=100, deadline=None)
@given(values=points, factor=st.integers(1, 1000))
def test_limits_scale_with_the_data(values: list[int], factor: int) -> None:
    one, scaled = spc(values), spc([factor * value for value in values])

    assert lines(scaled) == pytest.approx(factor * lines(one), rel=1e-9, abs=1e-9)
    assert scaled.rule == one.rule
    assert scaled.direction == one.direction


@settings(max_examples=100, deadline=None)
@given(values=points, constant=st.integers(-10_000, 10_000))
def test_a_constant_moves_mean_and_limits_alike(values: list[int], constant: int) -> None:
    one, moved = spc(values), spc([value + constant for value in values])

    assert lines(moved) == pytest.approx(lines(one) + constant, rel=1e-9, abs=1e-8)
    assert moved.rule == one.rule
    assert moved.direction == one.direction


@settings(max_examples=100, deadline=None)
@given(values=points)
def test_upside_down_the_same_points_are_marked_the_other_way(values: list[int]) -> None:
    one, turned = spc(values), spc([-value for value in values], polarity="up")

    assert turned.rule == one.rule
    assert turned.direction == one.direction
    assert turned.lower_limit == pytest.approx(-one.upper_limit, nan_ok=True)


@settings(max_examples=100, deadline=None)
@given(first=points, second=points)
def test_segments_are_charts_of_their_own(first: list[int], second: list[int]) -> None:
    both = spc(first + second, starts=[len(first)])
    left, right = spc(first), spc(second)

    assert both.rule == left.rule + right.rule
    assert both.mean.tolist() == [*left.mean.tolist(), *right.mean.tolist()]
    assert np.array_equal(
        both.upper_limit, np.concatenate([left.upper_limit, right.upper_limit]), equal_nan=True
    )


@settings(max_examples=100, deadline=None)
@given(values=points, newest=st.integers(0, 10_000))
def test_a_provisional_point_changes_nothing_before_it(values: list[int], newest: int) -> None:
    without = spc(values)
    with_it = spc([*values, newest], provisional=[False] * len(values) + [True])

    assert with_it.rule == (*without.rule, None)
    assert with_it.mean[-1] == without.mean[-1]

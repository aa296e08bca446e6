"""Mean and limits of one segment."""

from __future__ import annotations

import math

import numpy as np
import pytest

from data.statistics.spc import xmr_limits

NAN = float("nan")
KNOWN = [1, 2, 1, 2, 10, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1]


def test_the_known_series() -> None:
    limits = xmr_limits(KNOWN)

    assert limits.points == 18
    assert limits.mean == pytest.approx(35 / 18)
    assert limits.mean_moving_range == pytest.approx(32 / 17)
    assert (round(limits.mean, 2), round(limits.upper, 2), round(limits.lower, 2)) == (
        1.94,
        6.95,
        -3.06,
    )


def test_the_known_series_screened() -> None:
    # 3.267 · 32/17 = 6.15: the ranges of 8 and 9 go, fifteen of 1 stay.
    limits = xmr_limits(KNOWN, screen=True)

    assert limits.mean == pytest.approx(35 / 18)
    assert limits.mean_moving_range == 1.0
    assert (round(limits.upper, 2), round(limits.lower, 2)) == (4.60, -0.72)


def test_screening_is_done_once() -> None:
    # Ranges: ten of 1, then 8 and 30; mean 4. 13.1 is passed by 30 alone; 8 would go in a second
    # round (mean 18/11, 5.3).
    values = [0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 8, 38]

    assert xmr_limits(values, screen=True).mean_moving_range == pytest.approx(18 / 11)


@pytest.mark.parametrize(("jump", "kept"), [(4, 14 / 11), (5, 1.0)])
def test_what_screening_keeps(jump: int, kept: float) -> None:
    # Ten ranges of 1 and one of 4: mean 14/11, 3.267 times that is 4.158. With one of 5: 4.455.
    values = [0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, jump]

    assert xmr_limits(values, screen=True).mean_moving_range == pytest.approx(kept)


def test_near_limits_lie_two_thirds_of_the_way() -> None:
    limits = xmr_limits([4, 7, 4, 7])

    assert limits.mean == 5.5
    assert limits.upper == pytest.approx(5.5 + 2.66 * 3)
    assert limits.near_upper == pytest.approx(5.5 + 2 / 3 * 2.66 * 3)
    assert limits.near_lower == pytest.approx(5.5 - 2 / 3 * 2.66 * 3)


def test_no_moving_range_across_a_gap() -> None:
    # Ranges 2 and 1; the jump from 3 to 10 over the gap is none.
    limits = xmr_limits([1, 3, NAN, 10, 11])

    assert limits.points == 4
    assert limits.mean == 6.25
    assert limits.mean_moving_range == 1.5


def test_no_neighbours_no_limits() -> None:
    limits = xmr_limits([1, NAN, 3, NAN, 5])

    assert limits.mean == 3.0
    assert math.isnan(limits.mean_moving_range)
    assert math.isnan(limits.upper)


@pytest.mark.parametrize("values", [[], [NAN, NAN], [float("inf")]])
def test_no_values_no_mean(values: list[float]) -> None:
    limits = xmr_limits(values)

    assert limits.points == 0
    assert math.isnan(limits.mean)


@pytest.mark.parametrize("value", [0.0, 0.1, 7.0, 1e6 / 3])
def test_limits_of_a_constant_are_its_mean(value: float) -> None:
    limits = xmr_limits(np.full(14, value))

    assert limits.mean == value
    assert limits.lower == limits.upper == limits.near_lower == limits.near_upper == value


def test_one_dimension() -> None:
    with pytest.raises(ValueError, match="one dimension"):
        xmr_limits([[1, 2], [3, 4]])

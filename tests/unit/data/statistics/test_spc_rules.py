"""Each special-cause rule at its exact boundary: mean 0, near limits ±2, limits ±3."""

from __future__ import annotations

import numpy as np
import pytest

from data.statistics.spc_rules import Rule, special_causes

NAN = float("nan")
O_, T_, W_, R_ = "outside", "trend", "two-of-three", "run"


def marks(*values: float) -> list[Rule | None]:
    """Return the rule of each point."""
    found = special_causes(np.array(values), mean=0.0, upper=3.0, near_upper=2.0)
    return list(found.rules())


class TestOutside:
    def test_a_point_on_a_limit_is_not_outside(self) -> None:
        assert marks(3.0, -1.0, -3.0) == [None, None, None]

    @pytest.mark.parametrize("value", [3.001, -3.001, 400.0])
    def test_a_point_beyond_a_limit_is(self, value: float) -> None:
        assert marks(0.5, value, -0.5)[1] == O_

    def test_the_last_binary_digit_does_not_put_a_point_outside(self) -> None:
        assert marks(float(np.nextafter(3.0, 4.0)), -1.0) == [None, None]


class TestTrend:
    def test_seven_points_rising_are_all_marked(self) -> None:
        assert marks(1, -1.2, -0.8, -0.4, 0.1, 0.4, 0.8, 1.2, -1) == [None, *[T_] * 7, None]

    def test_seven_points_falling_are_all_marked(self) -> None:
        assert marks(-1, 1.2, 0.8, 0.4, 0.1, -0.4, -0.8, -1.2, 1) == [None, *[T_] * 7, None]

    def test_six_points_are_not_a_trend(self) -> None:
        assert marks(1, -1.2, -0.8, -0.4, 0.1, 0.4, 0.8, -1) == [None] * 8

    def test_more_than_seven_points_are_all_marked(self) -> None:
        assert marks(*np.linspace(-1.5, 1.5, 10)) == [T_] * 10

    def test_a_tie_breaks_it(self) -> None:
        assert marks(-1.2, -0.8, -0.4, 0.1, 0.1, 0.4, 0.8, 1.2) == [None] * 8

    def test_a_missing_month_breaks_it(self) -> None:
        assert marks(-1.2, -0.8, -0.4, NAN, 0.1, 0.4, 0.8, 1.2) == [None] * 8

    def test_a_turning_point_belongs_to_both_and_is_given_to_the_later(self) -> None:
        up = [-1.2, -0.8, -0.4, 0.1, 0.4, 0.8, 1.2]
        values = np.array([*up, *up[-2::-1]])

        found = special_causes(values, mean=0.0, upper=3.0, near_upper=2.0)

        assert list(found.rules()) == [T_] * 13
        assert found.trend.tolist() == [1] * 6 + [-1] * 7

    def test_a_trend_needs_no_side_of_the_mean(self) -> None:
        found = special_causes(np.linspace(1.9, 0.1, 7), mean=0.0, upper=3.0, near_upper=2.0)

        assert found.heading().tolist() == [-1] * 7  # falling, though above the mean


class TestTwoOfThree:
    @pytest.mark.parametrize(
        ("values", "expected"),
        [
            ((2.5, 2.5, 0.5), [W_, W_, None]),
            ((2.5, 0.5, 2.5), [W_, None, W_]),
            ((0.5, 2.5, 2.5), [None, W_, W_]),
            ((2.5, 2.5, 2.5), [W_, W_, W_]),
            ((-2.5, -0.5, -2.5), [W_, None, W_]),
        ],
    )
    def test_two_of_three_near_a_limit_mark_the_near_ones(
        self, values: tuple[float, ...], expected: list[Rule | None]
    ) -> None:
        assert marks(*values) == expected

    @pytest.mark.parametrize("third", [-0.1, 0.0, NAN])
    def test_the_third_must_lie_on_that_side(self, third: float) -> None:
        assert marks(2.5, third, 2.5) == [None] * 3
        assert marks(2.5, 2.5, third) == [None] * 3

    def test_opposite_limits_do_not_count_together(self) -> None:
        assert marks(2.5, -2.5, 2.5) == [None] * 3

    def test_a_point_on_the_near_limit_is_not_beyond_it(self) -> None:
        assert marks(2.0, 2.0, 2.0) == [None] * 3

    def test_a_point_on_the_outer_limit_is_near(self) -> None:
        assert marks(2.5, 3.0, 0.5) == [W_, W_, None]

    def test_a_point_outside_is_not_one_of_the_two(self) -> None:
        assert marks(2.5, 3.5, 0.5) == [None, O_, None]

    def test_but_may_be_the_third_on_that_side(self) -> None:
        assert marks(2.5, 3.5, 2.5) == [W_, O_, W_]

    def test_three_points_must_be_there(self) -> None:
        assert marks(2.5, 2.5) == [None, None]
        assert marks(2.5, 2.5, -1, 1) == [None] * 4

    def test_the_window_slides(self) -> None:
        assert marks(-1, 2.5, 1, 2.5, 1, 2.5, -1) == [None, W_, None, W_, None, W_, None]


class TestRun:
    def test_seven_on_one_side_are_all_marked(self) -> None:
        assert marks(-1, 1, 0.5, 1, 0.5, 1, 0.5, 1, -1) == [None, *[R_] * 7, None]
        assert marks(1, -1, -0.5, -1, -0.5, -1, -0.5, -1, 1) == [None, *[R_] * 7, None]

    def test_six_are_not_a_run(self) -> None:
        assert marks(-1, 1, 0.5, 1, 0.5, 1, 0.5, -1) == [None] * 8

    def test_a_point_on_the_mean_breaks_it(self) -> None:
        assert marks(1, 0.5, 1, 0.0, 0.5, 1, 0.5, 1) == [None] * 8
        assert marks(1, 0.5, 1, 0.5, 1, 0.5, 0.0) == [None] * 7

    def test_a_missing_month_breaks_it(self) -> None:
        assert marks(1, 0.5, 1, NAN, 0.5, 1, 0.5, 1) == [None] * 8

    def test_the_two_sides_do_not_add_up(self) -> None:
        assert marks(1, 0.5, 1, 0.5, -1, -0.5, -1, -0.5) == [None] * 8


class TestOrder:
    def test_outside_comes_before_trend(self) -> None:
        assert marks(-1, 0.2, 0.9, 1.4, 2.3, 2.9, 3.6)[-2:] == [T_, O_]

    def test_trend_comes_before_two_of_three(self) -> None:
        assert marks(0.2, 0.6, 0.9, 1.4, 1.8, 2.3, 2.9) == [T_] * 7

    def test_two_of_three_comes_before_run(self) -> None:
        assert marks(1, 0.5, 1, 0.5, 1, 2.5, 2.4) == [R_, R_, R_, R_, R_, W_, W_]

    def test_no_points_no_marks(self) -> None:
        assert marks() == []

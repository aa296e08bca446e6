"""Trend over the same quarter of successive years."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.statistics.trend import same_quarter_trend


def test_a_steady_rise_is_found_exactly() -> None:
    trend = same_quarter_trend([1000, 1100, 1210, 1331, 1464.1])

    assert trend is not None
    assert trend.percent_a_year == pytest.approx(10.0, abs=1e-6)
    assert trend.low < 10 < trend.high
    assert trend.dispersion == 1.0
    assert trend.years == 5


def test_interval_by_hand_when_counts_are_poisson() -> None:
    # Five equal counts of 400: slope 0, information Σ 400·(y − ȳ)² = 4,000, error 1/√4,000
    # = 0.0158114; t at 3 degrees of freedom 3.182446: ± 0.0503191.
    trend = same_quarter_trend([400] * 5)

    assert trend is not None
    assert trend.percent_a_year == pytest.approx(0.0, abs=1e-9)
    assert trend.high == pytest.approx(100 * math.expm1(0.0503191), abs=1e-4)
    assert trend.low == pytest.approx(100 * math.expm1(-0.0503191), abs=1e-4)
    assert trend.p_value == pytest.approx(1.0)


def test_scatter_widens_the_interval() -> None:
    calm = same_quarter_trend([400, 410, 420, 430, 440])
    wild = same_quarter_trend([400, 250, 560, 290, 600])

    assert calm is not None
    assert wild is not None
    assert wild.dispersion > 20
    assert wild.high - wild.low > 5 * (calm.high - calm.low)


def test_the_score_equations_hold() -> None:
    # The maximum likelihood line leaves Σ (O − fitted) = 0 and Σ year · (O − fitted) = 0.
    counts = np.array([100.0, 120, 130, 125, 150])
    trend = same_quarter_trend(counts)
    assert trend is not None
    slope = math.log1p(trend.percent_a_year / 100)
    shape = np.exp(slope * np.arange(5))
    fitted = shape * counts.sum() / shape.sum()

    assert float(np.arange(5) @ (counts - fitted)) == pytest.approx(0.0, abs=1e-5)


def test_a_rising_population_is_allowed_for() -> None:
    population = np.array([100_000, 102_000, 104_040, 106_120.8, 108_243.216])
    trend = same_quarter_trend(population / 100, population=population)

    assert trend is not None
    assert trend.percent_a_year == pytest.approx(0.0, abs=1e-6)


def test_years_may_be_missing() -> None:
    with_gap = same_quarter_trend([1000, math.nan, 1210, 1331, 1464.1])
    named = same_quarter_trend([1000, 1210, 1331, 1464.1], years=[2013, 2015, 2016, 2017])

    assert with_gap is not None
    assert with_gap.years == 4
    assert with_gap == named
    assert with_gap.percent_a_year == pytest.approx(10.0, abs=1e-6)


def test_too_little_to_go_by() -> None:
    assert same_quarter_trend([100, 110, 120]) is None
    assert same_quarter_trend([100, math.nan, math.nan, 110, 120]) is None
    assert same_quarter_trend([0, 0, 0, 0, 0]) is None
    assert same_quarter_trend([]) is None


def test_counts_of_nought_among_others() -> None:
    trend = same_quarter_trend([0, 1, 0, 2, 3])

    assert trend is not None
    assert trend.percent_a_year > 0
    assert trend.p_value > 0.05


def test_what_does_not_fit_is_refused() -> None:
    with pytest.raises(ValueError, match="one year and population"):
        same_quarter_trend([1, 2, 3, 4, 5], years=[1, 2])
    with pytest.raises(ValueError, match="negative"):
        same_quarter_trend([1, 2, -3, 4, 5])


@settings(max_examples=30, deadline=None)
@given(
    counts=st.lists(st.integers(20, 5000), min_size=5, max_size=5),
    factor=st.integers(2, 50),
)
def test_the_slope_does_not_depend_on_the_unit(counts: list[int], factor: int) -> None:
    one = same_quarter_trend(counts)
    many = same_quarter_trend([factor * count for count in counts])
    turned = same_quarter_trend(counts[::-1])

    assert one is not None
    assert many is not None
    assert turned is not None
    assert many.percent_a_year == pytest.approx(one.percent_a_year, rel=1e-5, abs=1e-6)
    assert (1 + turned.percent_a_year / 100) * (1 + one.percent_a_year / 100) == pytest.approx(1.0)
    assert (one.p_value < 0.05) == (not one.low <= 0.0 <= one.high)

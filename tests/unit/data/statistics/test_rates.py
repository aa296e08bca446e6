"""Rates and intervals: published values, the threshold of ten, what is missing."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from data.statistics.rates import (
    byar_interval,
    exact_poisson_interval,
    normal_quantile,
    poisson_interval,
    rate_interval,
    rate_per_1000,
)


@pytest.mark.parametrize(
    ("count", "low", "high"),
    [
        (48, 35.388, 63.642),  # Byar
        (7, 2.814, 14.423),  # exact
        (0, 0.0, 3.689),  # −log(0.025)
        (1, 0.025, 5.572),
        (9, 4.115, 17.085),  # the last exact one
        (10, 4.787, 18.391),  # the first by Byar
    ],
)
def test_known_95_percent_intervals(count: int, low: float, high: float) -> None:
    interval = poisson_interval(count)

    assert float(interval.low) == pytest.approx(low, abs=5e-4)
    assert float(interval.high) == pytest.approx(high, abs=5e-4)


def test_byar_by_hand() -> None:
    # O = 100, z = 1.959964: 100·(1 − 1/900 − 1.959964/30)³ and 101·(1 − 1/909 + 1.959964/(3·√101))³
    low = 100 * (1 - 1 / 900 - 1.959964 / 30) ** 3
    high = 101 * (1 - 1 / 909 + 1.959964 / (3 * math.sqrt(101))) ** 3

    interval = byar_interval(100)

    assert float(interval.low) == pytest.approx(low, rel=1e-6)
    assert float(interval.high) == pytest.approx(high, rel=1e-6)
    assert (round(low, 2), round(high, 2)) == (81.36, 121.63)


def test_the_99_8_percent_interval_is_wider() -> None:
    # 48·(1 − 1/432 − 3.090232/20.784610)³ = 29.375 and 49·(1 − 1/441 + 3.090232/21)³ = 73.533;
    # 7: χ²(0.001; 14)/2 and χ²(0.999; 16)/2 from tables.
    interval = poisson_interval([48, 7], 0.998)

    assert interval.low == pytest.approx([29.375, 1.520], abs=5e-4)
    assert interval.high == pytest.approx([73.533, 19.626], abs=5e-4)


@settings(deadline=None)
@given(count=st.integers(0, 3000), level=st.sampled_from([0.9, 0.95, 0.998]))
def test_exact_interval_has_the_tails_it_says(count: int, level: float) -> None:
    interval = exact_poisson_interval(count, level)
    tail = (1 - level) / 2

    assert stats.poisson.cdf(count, float(interval.high)) == pytest.approx(tail, rel=1e-8)
    if count:
        assert stats.poisson.sf(count - 1, float(interval.low)) == pytest.approx(tail, rel=1e-8)
    else:
        assert float(interval.low) == 0.0


@settings(deadline=None)
@given(count=st.integers(10, 200_000))
def test_byar_is_close_to_exact_from_ten(count: int) -> None:
    exact, byar = exact_poisson_interval(count), byar_interval(count)

    assert float(byar.low) == pytest.approx(float(exact.low), rel=2e-3)
    assert float(byar.high) == pytest.approx(float(exact.high), rel=2e-3)


@settings(deadline=None)
@given(count=st.integers(0, 100_000))
def test_an_interval_holds_its_count(count: int) -> None:
    interval = poisson_interval(count)

    assert float(interval.low) <= count < float(interval.high)


def test_missing_stays_missing_and_shapes_are_kept() -> None:
    interval = poisson_interval([[48, np.nan], [np.nan, 7]])

    assert interval.low.shape == (2, 2)
    assert np.isnan(interval.low[0, 1])
    assert np.isnan(interval.high[1, 0])
    assert interval.low[1, 1] == pytest.approx(2.814, abs=5e-4)


def test_an_empty_table_gives_an_empty_interval() -> None:
    assert poisson_interval([]).low.shape == (0,)


def test_byar_never_goes_below_nought() -> None:
    interval = byar_interval([0, 1], 0.998)

    assert interval.low.tolist() == [0.0, 0.0]


@pytest.mark.parametrize("level", [0.0, 1.0, 95.0, -0.1])
def test_an_impossible_level_is_refused(level: float) -> None:
    with pytest.raises(ValueError, match="level"):
        poisson_interval(5, level)
    with pytest.raises(ValueError, match="level"):
        exact_poisson_interval(5, level)


def test_a_negative_count_is_refused() -> None:
    with pytest.raises(ValueError, match="negative"):
        poisson_interval([3, -1])


def test_normal_quantiles() -> None:
    assert normal_quantile(0.95) == pytest.approx(1.959964, abs=5e-7)
    assert normal_quantile(0.998) == pytest.approx(3.090232, abs=5e-7)


def test_rate_is_per_thousand_a_year() -> None:
    # 50 offences in a quarter among 200,000 residents: 0.25 per 1,000 a quarter, 1 a year.
    assert float(rate_per_1000(50, 200_000, 3)) == pytest.approx(1.0)
    assert float(rate_per_1000(50, 200_000, 1)) == pytest.approx(3.0)
    assert float(rate_per_1000(50, 200_000, 12)) == pytest.approx(0.25)


def test_rate_interval_is_the_interval_of_the_count_as_a_rate() -> None:
    interval = rate_interval(48, 12_000, 3)

    assert float(interval.low) == pytest.approx(35.388475 / 12_000 * 4000, rel=1e-7)
    assert float(interval.high) == pytest.approx(63.642439 / 12_000 * 4000, rel=1e-7)


def test_without_population_there_is_no_rate() -> None:
    rates = rate_per_1000([1, 1, 1, np.nan], [0, np.nan, -5, 1000], 12)

    assert np.isnan(rates).all()


def test_no_months_are_refused() -> None:
    with pytest.raises(ValueError, match="months"):
        rate_per_1000(1, 1000, 0)

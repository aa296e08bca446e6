"""Seasonal adjustment."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.statistics.rates import FloatArray
from data.statistics.seasonal import seasonal_adjustment

SEASON = np.array([0.95, 0.93, 0.91, 0.92, 0.94, 0.95, 1.04, 1.14, 1.12, 1.12, 0.98, 1.0])
SEASON = SEASON / np.exp(np.log(SEASON).mean())


def seasonal_series(months: int = 96, noise: float = 0.0, seed: int = 0) -> FloatArray:
    generator = np.random.default_rng(seed)
    trend = 1000 * np.exp(0.002 * np.arange(months))
    return np.asarray(
        trend * SEASON[np.arange(months) % 12] * np.exp(generator.normal(0, noise, months))
    )


def test_a_known_season_is_taken_out() -> None:
    adjustment = seasonal_adjustment(seasonal_series())

    assert adjustment is not None
    assert adjustment.multiplicative
    assert adjustment.by_month == pytest.approx(SEASON, abs=2e-3)
    assert adjustment.adjusted == pytest.approx(1000 * np.exp(0.002 * np.arange(96)), rel=2e-3)
    assert adjustment.strength > 0.99
    assert adjustment.is_strong


def test_noise_lowers_the_strength() -> None:
    noisy = seasonal_adjustment(seasonal_series(noise=0.03))
    drowned = seasonal_adjustment(seasonal_series(noise=0.5))

    assert noisy is not None
    assert drowned is not None
    assert 0.64 < noisy.strength < 0.99
    assert drowned.strength < 0.5
    assert not drowned.is_strong


def test_a_series_without_season_is_not_seasonal() -> None:
    generator = np.random.default_rng(4)
    strengths = [
        adjustment.strength
        for _ in range(20)
        if (adjustment := seasonal_adjustment(generator.poisson(200, 96))) is not None
    ]

    assert len(strengths) == 20
    assert max(strengths) < 0.4


@pytest.mark.parametrize(("months", "possible"), [(35, False), (36, True)])
def test_three_years_are_needed(months: int, possible: bool) -> None:
    assert (seasonal_adjustment(seasonal_series(months)) is not None) is possible


def test_a_provisional_month_is_adjusted_but_not_used() -> None:
    series = seasonal_series(97)
    series[96] = 5.0
    mask = [False] * 96 + [True]

    adjustment = seasonal_adjustment(series, provisional=mask)
    without = seasonal_adjustment(series[:96])

    assert adjustment is not None
    assert without is not None
    assert adjustment.by_month.tolist() == without.by_month.tolist()
    assert adjustment.adjusted[96] == pytest.approx(5.0 / SEASON[0], rel=3e-3)


def test_provisional_months_do_not_make_three_years() -> None:
    assert seasonal_adjustment(seasonal_series(36), provisional=[False] * 35 + [True]) is None


def test_missing_months_stay_missing_and_do_no_harm() -> None:
    series = seasonal_series()
    series[[5, 40, 41]] = np.nan

    adjustment = seasonal_adjustment(series)

    assert adjustment is not None
    assert np.isnan(adjustment.adjusted[[5, 40, 41]]).all()
    assert np.isfinite(np.delete(adjustment.adjusted, [5, 40, 41])).all()
    assert adjustment.by_month == pytest.approx(SEASON, abs=0.01)


def test_too_many_missing() -> None:
    series = seasonal_series()
    series[20:31] = np.nan

    assert seasonal_adjustment(series) is None


def test_a_calendar_month_never_seen() -> None:
    series = seasonal_series(60)
    series[7::12] = np.nan

    assert seasonal_adjustment(series) is None


def test_months_before_the_first_known_do_not_count_as_missing() -> None:
    series = np.concatenate([np.full(60, np.nan), seasonal_series(60)])

    adjustment = seasonal_adjustment(series)

    assert adjustment is not None
    assert np.isnan(adjustment.adjusted[:60]).all()
    # The twelve run from the calendar month of the first value, known or not.
    assert adjustment.by_month == pytest.approx(SEASON, abs=3e-3)


def test_months_of_nought_are_adjusted_by_amounts() -> None:
    series = np.tile([0.0, 0, 1, 2, 4, 6, 8, 6, 4, 2, 1, 0], 6)

    adjustment = seasonal_adjustment(series)

    assert adjustment is not None
    assert not adjustment.multiplicative
    assert adjustment.adjusted == pytest.approx(np.full(72, series.mean()), abs=1e-6)
    assert adjustment.strength > 0.99


@pytest.mark.parametrize(
    "series", [np.full(60, 7.0), np.zeros(60), np.arange(60) + 5.0, np.full(60, 0.1)]
)
def test_a_flat_or_straight_series_has_no_season(series: FloatArray) -> None:
    adjustment = seasonal_adjustment(series)

    assert adjustment is not None
    assert not adjustment.is_strong
    assert adjustment.adjusted == pytest.approx(series, rel=0.02)


def test_an_outlier_does_not_bend_the_season() -> None:
    series = seasonal_series(96, noise=0.02)
    riot = series.copy()
    riot[16] *= 3

    calm, disturbed = seasonal_adjustment(series), seasonal_adjustment(riot)

    assert calm is not None
    assert disturbed is not None
    assert disturbed.by_month == pytest.approx(calm.by_month, abs=0.01)
    assert disturbed.adjusted[16] == pytest.approx(3 * calm.adjusted[16], rel=0.02)


def test_the_newest_months_keep_their_surprise() -> None:
    # A fall of 30 per cent in the last three months is still one of 30 per cent afterwards.
    series = seasonal_series(96, noise=0.02)
    fallen = series.copy()
    fallen[-3:] *= 0.7

    before, after = seasonal_adjustment(series), seasonal_adjustment(fallen)

    assert before is not None
    assert after is not None
    assert after.adjusted[-3:] / before.adjusted[-3:] == pytest.approx([0.7] * 3, abs=0.03)


def test_a_mask_of_another_length_is_refused() -> None:
    with pytest.raises(ValueError, match="provisional"):
        seasonal_adjustment(seasonal_series(), provisional=[True])


@settings(max_examples=20, deadline=None)
@given(seed=st.integers(0, 1000), factor=st.floats(0.01, 100.0))
def test_the_season_does_not_depend_on_the_unit(seed: int, factor: float) -> None:
    series = seasonal_series(60, noise=0.1, seed=seed)
    one, other = seasonal_adjustment(series), seasonal_adjustment(factor * series)

    assert one is not None
    assert other is not None
    assert other.by_month == pytest.approx(one.by_month, rel=1e-6)
    assert other.adjusted == pytest.approx(factor * one.adjusted, rel=1e-6)
    assert math.isclose(other.strength, one.strength, abs_tol=1e-6)

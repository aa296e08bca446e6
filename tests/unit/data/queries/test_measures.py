"""Measures on short series worked by hand."""

from __future__ import annotations

import numpy as np
import pytest

from data.queries import measures

NAN = np.nan


def counts(*values: float) -> measures.FloatArray:
    return np.array(values, dtype=np.float64)


def test_a_missing_count_is_unavailable_and_no_zero() -> None:
    values, symbols = measures.count(counts(3, NAN, 0))
    assert values.tolist()[::2] == [3, 0]
    assert symbols.tolist() == [None, "x", None]


def test_a_month_is_an_annual_rate_by_twelve_and_a_quarter_by_four() -> None:
    residents = counts(240_000, 240_000)
    assert measures.rate(counts(200, NAN), residents, 1).values[0] == pytest.approx(10.0)
    assert measures.rate(counts(600, NAN), residents, 3).values[0] == pytest.approx(10.0)
    assert measures.rate(counts(200, NAN), residents, 1).symbols.tolist() == [None, "x"]


def test_twelve_months_need_all_twelve() -> None:
    series = counts(*range(1, 15))
    values, symbols = measures.rolling_year(series, 1)
    assert np.isnan(values[:11]).all()
    assert values[11:].tolist() == [78, 90, 102]
    assert symbols.tolist() == ["x"] * 11 + [None] * 3
    series[2] = NAN
    values, symbols = measures.rolling_year(series, 1)
    assert np.isnan(values).all()
    series[2], series[0] = 3, NAN
    assert np.isnan(measures.rolling_year(series, 1).values[11])
    assert measures.rolling_year(series, 1).values[12] == 90


def test_four_quarters_make_a_year() -> None:
    assert measures.rolling_year(counts(1, 2, 3, 4, 5), 3).values[3:].tolist() == [10, 14]


def test_fewer_periods_than_a_year_have_no_sum() -> None:
    assert np.isnan(measures.rolling_year(counts(1, 2), 1).values).all()


def test_a_change_is_on_the_same_month_of_the_year_before() -> None:
    series = counts(100, *[50] * 11, 150, 25)
    values, symbols = measures.change_on_year(series, 1)
    assert np.isnan(values[:12]).all()
    assert values[12:].tolist() == [50, -50]
    assert symbols.tolist() == ["x"] * 12 + [None, None]


def test_a_change_from_nothing_is_not_applicable_and_from_missing_unavailable() -> None:
    values, symbols = measures.change(counts(5, 0, 5, NAN, NAN), counts(0, 0, NAN, 0, 3))
    assert np.isnan(values).all()
    assert symbols.tolist() == ["z", "z", "x", "x", "x"]


def test_a_fall_to_nothing_is_minus_a_hundred() -> None:
    assert measures.change(counts(0), counts(7)).values.tolist() == [-100]


def test_a_change_of_a_series_shorter_than_a_year_is_missing() -> None:
    assert measures.change_on_year(counts(1, 2), 1).symbols.tolist() == ["x", "x"]

"""Measures on short series worked by hand."""

from __future__ import annotations

import numpy as np
import pytest

from data.queries import measures

NAN = np.nan


def counts(*values: float) -> measures.FloatArray:
    return np.array(values, dtype=np.float64)


def shown(number: int, *hidden: int) -> measures.BoolArray:
    """Return a mask of periods of which these are hidden."""
    mask = np.zeros(number, dtype=np.bool_)
    mask[list(hidden)] = True
    return mask


def test_a_missing_count_is_unavailable_and_no_zero() -> None:
    values, symbols = measures.count(counts(3, NAN, 0), shown(3))
    assert values.tolist()[::2] == [3, 0]
    assert symbols.tolist() == [None, "x", None]


def test_a_month_is_an_annual_rate_by_twelve_and_a_quarter_by_four() -> None:
    residents = counts(240_000, 240_000)
    assert measures.rate(counts(200, NAN), shown(2), residents, 1).values[0] == pytest.approx(10.0)
    assert measures.rate(counts(600, NAN), shown(2), residents, 3).values[0] == pytest.approx(10.0)
    assert measures.rate(counts(200, NAN), shown(2), residents, 1).symbols.tolist() == [None, "x"]


def test_twelve_months_need_all_twelve() -> None:
    series = counts(*range(1, 15))
    values, symbols = measures.rolling_year(series, shown(14), 1)
    assert np.isnan(values[:11]).all()
    assert values[11:].tolist() == [78, 90, 102]
    assert symbols.tolist() == ["x"] * 11 + [None] * 3
    series[2] = NAN
    values, symbols = measures.rolling_year(series, shown(14), 1)
    assert np.isnan(values).all()
    series[2], series[0] = 3, NAN
    assert np.isnan(measures.rolling_year(series, shown(14), 1).values[11])
    assert measures.rolling_year(series, shown(14), 1).values[12] == 90


def test_four_quarters_make_a_year() -> None:
    assert measures.rolling_year(counts(1, 2, 3, 4, 5), shown(5), 3).values[3:].tolist() == [10, 14]


def test_fewer_periods_than_a_year_have_no_sum() -> None:
    assert np.isnan(measures.rolling_year(counts(1, 2), shown(2), 1).values).all()


def test_a_change_is_on_the_same_month_of_the_year_before() -> None:
    series = counts(100, *[50] * 11, 150, 25)
    values, symbols = measures.change_on_year(series, shown(14), 1)
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
    assert measures.change_on_year(counts(1, 2), shown(2), 1).symbols.tolist() == ["x", "x"]


def test_what_may_not_be_shown_hides_every_number_made_of_it() -> None:
    series = counts(*[10.0] * 26)
    series[13] = NAN
    hidden = shown(26, 13)
    residents = counts(*[1000.0] * 26)
    assert measures.count(series, hidden).symbols[13] == "c"
    assert measures.rate(series, hidden, residents, 1).symbols[13] == "c"
    sums = measures.rolling_year(series, hidden, 1)
    assert sums.symbols[11:14].tolist() == [None, None, "c"]
    assert sums.symbols[24:].tolist() == ["c", None]
    changes = measures.change_on_year(series, hidden, 1)
    assert [changes.symbols[12], changes.symbols[13], changes.symbols[25]] == [None, "c", "c"]
    assert np.isnan(changes.values[[13, 25]]).all()

"""Changes of a period, tested against chance."""

from __future__ import annotations

import pytest

from data.periods import Month
from data.queries.chance import against_chance
from data.queries.changes import quarter_change, year_change
from data.statistics.compare import compare_counts
from data.store import Store

UNDER_25 = "knife-injury-victims-under-25"
NON_DOMESTIC = "knife-injury-victims-1-to-24-non-domestic"


def test_the_reports_quarter_is_no_more_than_chance(store: Store) -> None:
    change = quarter_change(store, offence=UNDER_25, area="london", as_at=Month(2018, 6))
    assert change is not None
    test = against_chance(store, change, offence=UNDER_25, area="london")
    assert test is not None
    assert (change.before, change.value) == (521, 533)
    assert test.ratio == pytest.approx(533 / 521)
    # Five quarters give no history, so that Poisson chance alone is asked.
    assert test.p_value == pytest.approx(compare_counts(533, 521).p_value)
    assert test.p_value > 0.7


def test_a_past_of_large_changes_makes_a_change_less_of_a_surprise(store: Store) -> None:
    change = quarter_change(store, offence=UNDER_25, area="london", as_at=Month(2026, 1))
    assert change is not None
    assert (change.before, change.value) == (306, 234)
    test = against_chance(store, change, offence=UNDER_25, area="london")
    assert test is not None
    poisson = compare_counts(234, 306)
    assert poisson.p_value < 0.01
    assert test.p_value > poisson.p_value
    assert test.low <= poisson.low


def test_a_change_across_a_break_is_not_tested(store: Store) -> None:
    change = quarter_change(store, offence=UNDER_25, area="london", as_at=Month(2022, 6))
    assert change is not None
    assert change.breaks
    assert against_chance(store, change, offence=UNDER_25, area="london") is None


def test_a_provisional_month_is_not_tested(store: Store) -> None:
    change = year_change(store, offence=NON_DOMESTIC, area="east", as_at=Month(2026, 2))
    assert change is not None
    assert change.provisional
    assert against_chance(store, change, offence=NON_DOMESTIC, area="east") is None


def test_without_a_year_before_there_is_nothing_to_test(store: Store) -> None:
    change = quarter_change(store, offence=UNDER_25, area="london", as_at=Month(2017, 6))
    assert change is not None
    assert against_chance(store, change, offence=UNDER_25, area="london") is None


def test_twelve_months_are_tested_as_poisson_counts(store: Store) -> None:
    change = year_change(store, offence=NON_DOMESTIC, area="E09000016", as_at=Month(2024, 3))
    assert change is not None
    test = against_chance(store, change, offence=NON_DOMESTIC, area="E09000016")
    assert test is not None
    assert (change.before, change.value) == (28, 13)
    assert test.p_value == pytest.approx(compare_counts(13, 28).p_value)
    assert test.p_value < 0.05

from __future__ import annotations

import pytest

from data import as_at
from data.errors import InvalidParameter
from data.periods import Month, Quarter
from data.store import Store


def test_the_default_is_the_end_of_the_newest_report(store: Store) -> None:
    assert as_at.newest_report(store) == Month(2018, 6)
    assert as_at.resolve(store, None) == Month(2018, 6)


def test_the_newest_data_is_the_last_month_of_recorded_crime(store: Store) -> None:
    assert as_at.newest_data(store) == Month(2026, 2)


def test_any_month_of_the_data_may_be_asked_for(store: Store) -> None:
    assert as_at.resolve(store, "2010-04") == Month(2010, 4)
    assert as_at.resolve(store, "2026-02") == Month(2026, 2)


@pytest.mark.parametrize("value", ["2010-03", "2026-03", "2018", "now", ""])
def test_another_value_is_refused_with_what_is_allowed(store: Store, value: str) -> None:
    with pytest.raises(InvalidParameter) as caught:
        as_at.resolve(store, value)
    assert caught.value.parameter == "as-at"
    assert "month" in str(caught.value.allowed)


def test_a_month_outside_the_data_is_refused_with_first_and_last(store: Store) -> None:
    with pytest.raises(InvalidParameter, match="2010-04 to 2026-02"):
        as_at.resolve(store, "2030-01")


def test_the_choices_are_months_by_quarter_newest_quarter_first(store: Store) -> None:
    choices = as_at.choices(store)
    assert next(iter(choices)) == Quarter(2025, 4)
    assert choices[Quarter(2025, 4)] == (Month(2026, 1), Month(2026, 2))
    assert choices[Quarter(2018, 1)] == (Month(2018, 4), Month(2018, 5), Month(2018, 6))
    assert sum(map(len, choices.values())) == 191

"""Where a quarter stands among the same quarters before it."""

from __future__ import annotations

import pytest

from data.periods import Month, Quarter
from data.queries.recent import recent
from data.queries.standing import Standing, standing
from data.store import Store


@pytest.mark.parametrize(
    ("value", "before", "lower", "higher"),
    [
        (10.0, (9.0, 8.0, 11.0, 7.0), 2, 0),
        (10.0, (11.0, 12.0, 13.0), 0, 3),
        (10.0, (10.0, 8.0), 0, 0),
        (10.0, (), 0, 0),
    ],
)
def test_runs_of_years(value: float, before: tuple[float, ...], lower: int, higher: int) -> None:
    found = Standing(Quarter(2018, 1), value, before)
    assert (found.years_lower, found.years_higher) == (lower, higher)
    assert found.years == len(before)


def test_burglary_in_london(store: Store) -> None:
    found = standing(store, offence="burglary", area="london", as_at=Month(2018, 6))
    assert found == Standing(
        Quarter(2018, 1),
        18839,
        (17413, 16146, 16311, 17212, 20593, 22464, 23257, 21559),
    )
    assert found.years_lower == 4


def test_no_year_is_compared_across_a_break(store: Store) -> None:
    # Fraud left the Met's count of all crime in February 2013.
    found = standing(store, offence="all", area="london", as_at=Month(2018, 6))
    assert found is not None
    assert found.before == (206928, 191485, 183847, 172002, 174113)
    crossing = standing(store, offence="all", area="london", as_at=Month(2024, 6))
    assert crossing is not None
    assert crossing.before == ()


def test_a_quarterly_series(store: Store) -> None:
    found = standing(store, offence="knife-offences", area="london", as_at=Month(2018, 8))
    assert found is not None
    assert (found.quarter, found.value, found.before[0]) == (Quarter(2018, 1), 3857, 3617)


def test_no_complete_quarter(store: Store) -> None:
    assert standing(store, offence="all", area="london", as_at=Month(2010, 5)) is None


def test_the_last_months_of_several_series(store: Store) -> None:
    found = recent(
        store, areas=["london", "west"], offences=["all", "knife-crime"], as_at=Month(2022, 4)
    )
    assert set(found) == {(a, o) for a in ("london", "west") for o in ("all", "knife-crime")}
    everything = found["london", "all"]
    assert (everything.first, everything.last) == (Month(2019, 5), Month(2022, 4))
    assert len(everything.counts) == 36
    knife = found["west", "knife-crime"]
    assert (knife.first, len(knife.counts)) == (Month(2022, 3), 2)
    assert not knife.provisional
    assert recent(store, areas=["london"], offences=["all"], as_at=Month(2026, 2))[
        "london", "all"
    ].provisional


def test_a_series_that_starts_later_is_left_out(store: Store) -> None:
    assert recent(store, areas=["london"], offences=["knife-crime"], as_at=Month(2018, 6)) == {}

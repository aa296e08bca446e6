"""What is made of counts: twelve months, changes and rates of a series."""

import pytest

from data.queries.series import series
from data.store import Store
from tests.unit.data.queries.asking import month, total


def test_twelve_months_draw_on_months_before_the_first_shown(store: Store) -> None:
    result = series(
        store,
        offence="burglary",
        measure="rolling-12",
        start=month("2018-06"),
        end=month("2018-06"),
    )
    assert result.rows["value"].tolist() == [
        total(store, "burglary", "london", "2017-07", "2018-06")
    ]
    assert result.meta.unit == "offences in 12 months"


def test_twelve_months_begin_with_the_twelfth(store: Store) -> None:
    rows = series(store, measure="rolling-12").rows
    assert rows["value"][:11].isna().all()
    assert rows["value"][11:].notna().all()
    assert rows["symbol"][0] == "x"


def test_a_sum_with_the_newest_month_is_provisional(store: Store) -> None:
    rows = series(store, measure="rolling-12", end=month("2026-02")).rows
    assert rows["provisional"].tolist()[-2:] == [False, True]


def test_a_change_across_a_break_is_flagged(store: Store) -> None:
    rows = series(
        store, measure="change-on-year", start=month("2024-01"), end=month("2025-04")
    ).rows.set_index("month")
    assert not rows.loc["2024-02", "spans_break"]
    assert rows.loc["2024-03", "spans_break"]
    assert rows.loc["2025-02", "spans_break"]
    assert not rows.loc["2025-03", "spans_break"]


def test_a_borough_also_breaks_in_february_2024(store: Store) -> None:
    rows = series(
        store,
        area="E09000017",
        measure="change-on-year",
        start=month("2024-01"),
        end=month("2024-02"),
    ).rows
    assert rows["spans_break"].tolist() == [False, True]


def test_a_nominal_break_flags_nothing(store: Store) -> None:
    rows = series(
        store, measure="change-on-year", start=month("2022-01"), end=month("2022-12")
    ).rows
    assert not rows["spans_break"].any()


def test_the_change_of_burglary_is_worked_by_hand(store: Store) -> None:
    value = series(
        store,
        offence="burglary",
        area="E09000016",
        measure="change-on-year",
        start=month("2018-04"),
        end=month("2018-04"),
    ).rows["value"][0]
    now = total(store, "burglary", "E09000016", "2018-04", "2018-04")
    assert value == pytest.approx(100 * (now / 164 - 1))


def test_a_change_from_nothing_has_a_symbol(store: Store) -> None:
    rows = series(
        store, offence="homicide", area="E09000016", measure="change-on-year"
    ).rows  # fmt: skip
    assert set(rows["symbol"][12:]) == {None, "z"}
    assert (rows["value"].isna() == rows["symbol"].notna()).all()


def test_a_rate_divides_by_the_residents_of_the_calendar_year(store: Store) -> None:
    rows = series(
        store,
        offence="burglary",
        area="E09000016",
        measure="rate",
        start=month("2017-04"),
        end=month("2017-04"),
    ).rows
    estimates = store.table("population-by-year")
    residents = estimates.query("area_code == 'E09000016' and year == 2017")["population"].item()
    assert rows["value"][0] == pytest.approx(1000 * 164 * 12 / residents)


def test_from_2021_the_census_is_the_population(store: Store) -> None:
    census = store.table("population-census-2021").set_index("area_code")["population"]
    rows = series(
        store, area="E09000007", measure="rate", start=month("2025-01"), end=month("2025-01")
    ).rows
    camden = total(store, "all", "E09000007", "2025-01", "2025-01")
    assert rows["value"][0] == pytest.approx(1000 * camden * 12 / census["E09000007"])


def test_london_is_its_boroughs_without_the_city(store: Store) -> None:
    estimates = store.table("population-by-year").query("year == 2018").set_index("area_code")
    without = estimates["population"].drop("E09000001").sum()
    assert store.populations.of(store.areas.london, 2018) == without
    rate = series(store, measure="rate", start=month("2018-06")).rows["value"][0]
    assert rate == pytest.approx(
        1000 * total(store, "all", "london", "2018-06", "2018-06") * 12 / without
    )


def test_a_quarterly_rate_is_annual_too(store: Store) -> None:
    rate = series(store, offence="knife-offences", measure="rate", end=month("2008-06")).rows
    residents = store.populations.of(store.areas.london, 2008)
    assert rate["value"][0] == pytest.approx(1000 * 3135 * 4 / residents)


def test_rates_note_the_population_and_what_victims_are_per(store: Store) -> None:
    notes = series(store, offence="knife-injury-victims-under-25", measure="rate").meta.notes
    assert any("Census 2021" in note for note in notes)
    assert any("residents of all ages" in note for note in notes)

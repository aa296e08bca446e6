from __future__ import annotations

import numpy as np
import pytest

from data.errors import InvalidParameter
from data.periods import Month
from data.queries.series import MEASURES, series
from data.result import Result
from data.store import Store


def month(text: str) -> Month:
    return Month.parse(text)


def between(store: Store, offence: str, area: str, first: str, last: str) -> Result:
    return series(store, offence=offence, area=area, start=month(first), end=month(last))


def total(store: Store, offence: str, area: str, first: str, last: str) -> float:
    return float(between(store, offence, area, first, last).rows["value"].sum())


@pytest.mark.parametrize(
    ("offence", "area", "first", "last", "expected"),
    [
        ("burglary", "london", "2017-04", "2017-06", 17_413),
        ("burglary", "london", "2018-04", "2018-06", 18_839),
        ("all", "london", "2016-04", "2017-03", 775_854),
        ("all", "london", "2017-04", "2018-03", 828_373),
        ("all-pre-2019", "london", "2016-04", "2017-03", 773_997),
        ("all-pre-2019", "london", "2017-04", "2018-03", 829_210),
        ("violence-against-the-person-pre-2019", "london", "2016-04", "2017-03", 237_459),
        ("violence-against-the-person-pre-2019", "london", "2017-04", "2018-03", 250_901),
        ("knife-injury-victims-under-25", "london", "2017-04", "2017-06", 521),
        ("knife-injury-victims-under-25", "london", "2018-04", "2018-06", 533),
        ("knife-offences", "london", "2016-04", "2017-03", 12_060),
        ("knife-offences", "london", "2017-04", "2018-03", 14_707),
        ("burglary", "E09000016", "2017-04", "2017-04", 164),
        ("burglary", "E09000016", "2018-04", "2018-06", 389),
    ],
)
def test_known_totals(  # noqa: PLR0917 - one argument a column of the table above
    store: Store, offence: str, area: str, first: str, last: str, expected: int
) -> None:
    assert total(store, offence, area, first, last) == expected


def test_the_default_is_all_offences_in_london_to_the_end_of_the_newest_report(
    store: Store,
) -> None:
    result = series(store)
    assert list(result.rows.columns) == ["month", "value", "symbol", "provisional"]
    assert result.rows["month"].iloc[0] == "2010-04"
    assert result.rows["month"].iloc[-1] == "2018-06"
    assert len(result.rows) == 99
    assert result.meta.as_at == "2018-06"
    assert result.meta.unit == "offences"


def test_an_as_at_ends_the_series_and_is_reported(store: Store) -> None:
    result = series(store, as_at=month("2012-03"))
    assert result.rows["month"].iloc[-1] == "2012-03"
    assert result.meta.as_at == "2012-03"


def test_an_explicit_end_wins_over_the_default_as_at(store: Store) -> None:
    result = series(store, end=month("2026-02"))
    assert result.rows["month"].iloc[-1] == "2026-02"
    assert result.meta.as_at == "2026-02"


def test_an_end_before_an_explicit_as_at_is_kept(store: Store) -> None:
    result = series(store, end=month("2017-01"), as_at=month("2018-06"))
    assert result.rows["month"].iloc[-1] == "2017-01"
    assert result.meta.as_at == "2018-06"


@pytest.mark.parametrize(
    ("arguments", "parameter", "words"),
    [
        ({"end": "2018-07", "as_at": "2018-06"}, "to", "later than “as-at”"),
        ({"start": "2018-07", "end": "2018-06"}, "from", "later than “to”"),
        ({"start": "2018-07"}, "from", "later than as-at"),
        ({"start": "2010-03"}, "from", "April 2010 to February 2026"),
        ({"end": "2026-03"}, "to", "April 2010 to February 2026"),
        ({"as_at": "2026-03"}, "as-at", "2010-04 to 2026-02"),
        ({"as_at": "2010-03"}, "as-at", "2010-04 to 2026-02"),
    ],
)
def test_months_out_of_range_or_order_are_refused(
    store: Store, arguments: dict[str, str], parameter: str, words: str
) -> None:
    given = {name: month(text) for name, text in arguments.items()}
    with pytest.raises(InvalidParameter) as caught:
        series(store, **given)  # type: ignore[arg-type]
    assert caught.value.parameter == parameter
    assert words in caught.value.message


@pytest.mark.parametrize(
    ("arguments", "parameter"),
    [
        ({"offence": "burglaries-of-sheds"}, "offence"),
        ({"area": "E09000001"}, "area"),
        ({"measure": "median"}, "measure"),
        ({"offence": "knife-offences", "area": "west"}, "area"),
        ({"offence": "knife-injury-victims-under-25", "area": "E09000016"}, "area"),
        ({"offence": "burglary-pre-2019", "area": "east"}, "area"),
    ],
)
def test_what_does_not_exist_is_refused(
    store: Store, arguments: dict[str, str], parameter: str
) -> None:
    with pytest.raises(InvalidParameter) as caught:
        series(store, **arguments)  # type: ignore[arg-type]
    assert caught.value.parameter == parameter


def test_a_series_of_london_only_says_so(store: Store) -> None:
    with pytest.raises(InvalidParameter, match="published for London only") as caught:
        series(store, offence="knife-offences", area="west")
    assert caught.value.allowed == ["london"]


def test_a_series_that_begins_after_as_at_is_empty_and_says_from_when_it_runs(
    store: Store,
) -> None:
    result = series(store, offence="knife-crime", area="south-west")
    assert result.rows.empty
    assert list(result.rows.columns) == ["month", "value", "symbol", "provisional"]
    assert "runs from March 2022 to February 2026" in result.meta.notes[0]
    assert (result.meta.first, result.meta.last) == ("2022-03", "2026-02")
    assert result.meta.breaks == ()


def test_a_series_that_ends_before_as_at_ends_where_it_ends(store: Store) -> None:
    result = series(store, offence="knife-offences", as_at=month("2026-02"))
    assert result.rows["quarter"].iloc[-1] == "2018-19-Q4"


def test_quarters_are_whole(store: Store) -> None:
    offence = "knife-offences"
    part = between(store, offence, "london", "2017-05", "2018-05").rows
    assert part["quarter"].tolist() == ["2017-18-Q2", "2017-18-Q3", "2017-18-Q4"]
    none = between(store, offence, "london", "2017-05", "2017-08")
    assert none.rows.empty
    assert "no whole quarter" in none.meta.notes[0]
    default = series(store, offence=offence).rows
    assert default["quarter"].iloc[0] == "2008-09-Q1"
    assert default["quarter"].iloc[-1] == "2018-19-Q1"


def test_the_newest_month_is_provisional_and_no_other(store: Store) -> None:
    rows = series(store, end=month("2026-02")).rows
    assert rows["month"][rows["provisional"]].tolist() == ["2026-02"]
    notes = series(store, end=month("2026-02")).meta.notes
    assert any(note.startswith("February 2026 is provisional.") for note in notes)
    assert not any("provisional" in note for note in series(store, end=month("2026-01")).meta.notes)


def test_a_final_statistic_is_not_provisional(store: Store) -> None:
    rows = series(store, offence="knife-offences", end=month("2019-03")).rows
    assert not rows["provisional"].any()


def test_what_is_counted_later_is_missing_before_and_no_zero(store: Store) -> None:
    offence = "death-or-serious-injury-by-illegal-driving"
    result = between(store, offence, "london", "2024-01", "2024-03")
    assert np.isnan(result.rows["value"][0])
    assert result.rows["value"][1:].tolist() == [18, 12]
    assert result.rows["symbol"].tolist() == ["x", None, None]
    assert any("missing, not zero" in note for note in result.meta.notes)


def test_a_sum_that_leaves_out_a_member_says_so(store: Store) -> None:
    west = between(store, "all", "west", "2024-01", "2024-06")
    assert west.rows["value"].notna().all()
    assert any("not counted apart from March 2024" in note for note in west.meta.notes)
    assert any("by convention" in note for note in west.meta.notes)
    before = between(store, "all", "west", "2018-01", "2018-06")
    assert not any("March 2024:" in note for note in before.meta.notes)
    violence = between(store, "violence-against-the-person", "E09000016", "2018-01", "2018-06")
    assert any("illegal driving" in note for note in violence.meta.notes)
    burglary = between(store, "burglary", "E09000016", "2018-01", "2018-06")
    assert burglary.meta.notes == ()


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


def test_the_break_of_the_census_is_in_rates_only(store: Store) -> None:
    last = month("2022-01")
    rate = series(store, measure="rate", end=last).meta.breaks
    count = series(store, end=last).meta.breaks
    assert "2021-01" in [each["month"] for each in rate]
    assert "2021-01" not in [each["month"] for each in count]


def test_only_the_breaks_within_the_period_are_listed(store: Store) -> None:
    def months(first: str, last: str) -> list[object]:
        return [each["month"] for each in between(store, "all", "london", first, last).meta.breaks]

    assert months("2018-01", "2018-06") == []
    assert months("2024-02", "2024-03") == ["2024-03"]
    assert months("2024-03", "2024-06") == []
    assert months("2010-04", "2026-02") == ["2013-02", "2022-02", "2024-02", "2024-03"]


def test_the_under_25_series_takes_the_newest_extract_with_the_month(store: Store) -> None:
    rows = between(store, "knife-injury-victims-under-25", "london", "2022-02", "2022-04").rows
    assert rows["value"].tolist() == [101, 106, 89]


def test_every_measure_of_every_series_answers(store: Store) -> None:
    for offence in store.offences.all():
        for measure in MEASURES:
            result = series(store, offence=offence.slug, measure=measure, as_at=month("2026-02"))
            rows = result.rows
            assert not rows.empty
            assert (rows["value"].isna() == rows["symbol"].notna()).all()
            assert result.meta.unit
            assert result.meta.licence


def test_the_rows_are_the_readers_to_keep(store: Store) -> None:
    rows = series(store, offence="burglary").rows
    rows["value"] = 0
    rows.loc[0, "month"] = "x"
    assert total(store, "burglary", "london", "2018-04", "2018-06") == 18_839
    assert series(store, offence="burglary").rows["month"][0] == "2010-04"

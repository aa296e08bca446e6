from __future__ import annotations

import numpy as np
import pytest

from data.errors import InvalidParameter
from data.queries.series import MEASURES, series
from data.store import Store
from tests.unit.data.queries.asking import between, month, total


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

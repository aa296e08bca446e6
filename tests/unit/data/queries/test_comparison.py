from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from data.errors import InvalidParameter
from data.periods import FinancialYear, Month, Quarter
from data.queries.comparison import comparison
from data.queries.series import series
from data.result import Result
from data.statistics.funnel import funnel
from data.statistics.rates import poisson_interval
from data.store import Store

Q1 = Quarter.parse("2018-19-Q1")
COLUMNS = [
    "area", "name", "bcu", "count", "count_year_before", "change_percent", "population", "rate",
    "rate_low", "rate_high", "expected", "lower_95", "upper_95", "lower_998", "upper_998",
    "lower_95_adjusted", "upper_95_adjusted", "lower_998_adjusted", "upper_998_adjusted",
    "significance", "significance_adjusted",
]  # fmt: skip


def burglary(store: Store, by: str = "borough", area: str | None = None) -> Result:
    return comparison(store, offence="burglary", by=by, quarter=Q1, area=area)


def by_code(result: Result) -> pd.DataFrame:
    return result.rows.set_index("area")


def test_the_columns_are_those_of_the_api_in_order(store: Store) -> None:
    columns = list(burglary(store).rows.columns)
    assert columns[: len(COLUMNS)] == COLUMNS
    assert columns[len(COLUMNS) :] == ["symbol", "provisional", "spans_break"]
    assert set(columns) == set(burglary(store).meta.columns)


def test_burglary_in_the_reports_quarter(store: Store) -> None:
    rows = by_code(burglary(store))
    assert len(rows) == 32
    havering = rows.loc["E09000016"]
    assert (havering["count"], havering["count_year_before"]) == (389, 556)
    assert round(havering["change_percent"], 1) == -30.0
    assert havering["population"] == 257_810
    assert havering["rate"] == pytest.approx(1000 * 389 * 4 / 257_810)
    assert rows.index.tolist() == sorted(rows.index)


def test_the_interval_of_a_rate_is_that_of_its_count(store: Store) -> None:
    havering = by_code(burglary(store)).loc["E09000016"]
    low, high = poisson_interval(389.0)
    assert havering["rate_low"] == pytest.approx(1000 * float(low) * 4 / 257_810)
    assert havering["rate_high"] == pytest.approx(1000 * float(high) * 4 / 257_810)


def test_the_boroughs_expect_the_pooled_rate(store: Store) -> None:
    rows = burglary(store).rows
    pooled = rows["count"].sum() / rows["population"].sum()
    assert rows["expected"].to_numpy() == pytest.approx(pooled * rows["population"].to_numpy())
    reference = funnel(rows["count"].to_numpy(), rows["population"].to_numpy())
    assert rows["upper_998_adjusted"].to_numpy() == pytest.approx(reference.upper_998_adjusted)
    assert tuple(rows["significance"]) == reference.significance
    assert set(rows["significance"]) == {"below", "as-expected", "above"}


def test_bcus_add_up_their_boroughs_and_the_west_the_airports(store: Store) -> None:
    bcus, boroughs = by_code(burglary(store, "bcu")), burglary(store).rows
    assert bcus.index.tolist() == [area.code for area in store.areas.bcus()]
    summed = boroughs.groupby("bcu")["count"].sum()
    cube = store.cubes["recorded-crime"]
    airports = (
        store.table("recorded-crime")
        .query("area_code == 'AVIATION' and group == 'Burglary'")[["2018-04", "2018-05", "2018-06"]]
        .to_numpy()
        .sum()
    )
    assert airports > 0
    assert cube.counts("west", "burglary")[96:99].sum() == summed["west"] + airports
    for code in bcus.index:
        assert bcus.loc[code, "count"] == summed[code] + (airports if code == "west" else 0)
        assert bcus.loc[code, "bcu"] == code


def test_bcus_expect_the_boroughs_rate_too(store: Store) -> None:
    bcus, boroughs = burglary(store, "bcu"), burglary(store).rows
    pooled = boroughs["count"].sum() / boroughs["population"].sum()
    assert bcus.rows["expected"].to_numpy() == pytest.approx(
        pooled * bcus.rows["population"].to_numpy()
    )
    assert any("the BCU's own interval" in note for note in bcus.meta.notes)
    assert any("West BCU includes the airports" in note for note in bcus.meta.notes)


def test_a_bcu_keeps_its_boroughs_and_what_is_expected_of_them(store: Store) -> None:
    kept, every = by_code(burglary(store, area="south-west")), by_code(burglary(store))
    assert kept["name"].tolist() == [
        "Kingston upon Thames", "Merton", "Richmond upon Thames", "Wandsworth",
    ]  # fmt: skip
    pd.testing.assert_frame_equal(kept, every.loc[kept.index])


@pytest.mark.parametrize(
    ("by", "area", "expected"),
    [
        ("borough", "E09000016", ["E09000016"]),
        ("borough", "london", 32),
        ("bcu", "west", ["west"]),
        ("bcu", "E09000016", ["east"]),
        ("bcu", "london", 12),
    ],
)
def test_an_area_keeps_what_lies_in_it_or_holds_it(
    store: Store, by: str, area: str, expected: list[str] | int
) -> None:
    codes = burglary(store, by, area).rows["area"].tolist()
    assert (len(codes) if isinstance(expected, int) else codes) == expected


@pytest.mark.parametrize(
    ("period", "first", "last"),
    [
        ({"month": Month(2018, 6)}, "2018-06", "2018-06"),
        ({"quarter": Q1}, "2018-04", "2018-06"),
        ({"financial_year": FinancialYear(2017)}, "2017-04", "2018-03"),
    ],
)
def test_a_count_is_the_sum_of_the_periods_months(
    store: Store, period: dict[str, Month], first: str, last: str
) -> None:
    rows = by_code(comparison(store, offence="robbery", by="borough", **period))  # type: ignore[arg-type]
    months = series(
        store,
        offence="robbery",
        area="E09000033",
        start=Month.parse(first),
        end=Month.parse(last),
    ).rows
    westminster = rows.loc["E09000033"]
    assert westminster["count"] == months["value"].sum()
    assert westminster["rate"] == pytest.approx(
        1000 * months["value"].sum() / westminster["population"] * 12 / len(months)
    )


@pytest.mark.parametrize(
    ("period", "parameter", "words"),
    [
        ({"month": Month(2026, 3)}, "month", "2010-04 to 2026-02"),
        ({"month": Month(2010, 3)}, "month", "2010-04 to 2026-02"),
        ({"quarter": Quarter(2025, 4)}, "quarter", "2010-11-Q1 to 2025-26-Q3"),
        ({"quarter": Quarter(2009, 4)}, "quarter", "2010-11-Q1 to 2025-26-Q3"),
        ({"financial_year": FinancialYear(2025)}, "financial-year", "2010-11 to 2024-25"),
        ({}, "quarter", "exactly one"),
        ({"quarter": Q1, "month": Month(2018, 6)}, "quarter", "exactly one"),
        ({"quarter": Q1, "financial_year": FinancialYear(2017)}, "financial-year", "exactly one"),
    ],
)
def test_a_period_not_wholly_in_the_data_or_not_one_is_refused(
    store: Store, period: dict[str, Month], parameter: str, words: str
) -> None:
    with pytest.raises(InvalidParameter) as caught:
        comparison(store, offence="burglary", by="borough", **period)  # type: ignore[arg-type]
    assert caught.value.parameter == parameter
    assert words in caught.value.allowed_text


@pytest.mark.parametrize(
    ("arguments", "parameter"),
    [
        ({"offence": "nothing", "by": "borough"}, "offence"),
        ({"offence": "burglary", "by": "ward"}, "by"),
        ({"offence": "burglary", "by": "borough", "area": "nowhere"}, "area"),
        ({"offence": "knife-offences", "by": "borough"}, "offence"),
        ({"offence": "knife-injury-victims-under-25", "by": "bcu"}, "offence"),
        ({"offence": "burglary-pre-2019", "by": "bcu"}, "offence"),
    ],
)
def test_what_cannot_be_compared_is_refused(
    store: Store, arguments: dict[str, str], parameter: str
) -> None:
    with pytest.raises(InvalidParameter) as caught:
        comparison(store, quarter=Q1, **arguments)  # type: ignore[arg-type]
    assert caught.value.parameter == parameter


def test_a_count_with_a_missing_month_is_missing_with_its_reason(store: Store) -> None:
    offence = "death-or-serious-injury-by-illegal-driving"
    result = comparison(store, offence=offence, by="borough", quarter=Quarter(2023, 4))
    assert result.rows[["count", "rate", "expected", "upper_998_adjusted"]].isna().all(axis=None)
    assert result.rows["significance"].isna().all()
    assert set(result.rows["symbol"]) == {"x"}
    assert result.to_records()[0]["count"] is None
    later = comparison(store, offence=offence, by="borough", quarter=Quarter(2024, 1))
    assert later.rows["count"].notna().all()
    assert later.rows["change_percent"].isna().all()
    assert set(later.rows["symbol"]) == {"x"}


def test_a_change_from_nothing_is_not_applicable(store: Store) -> None:
    rows = comparison(store, offence="homicide", by="borough", month=Month(2018, 6)).rows
    nothing = rows["count_year_before"].eq(0)
    assert nothing.any()
    assert set(rows.loc[nothing, "symbol"]) == {"z"}
    assert rows.loc[~nothing, "symbol"].isna().all()
    assert rows["rate_high"].gt(0).all()


def test_the_first_year_has_no_year_before(store: Store) -> None:
    rows = comparison(store, offence="burglary", by="borough", quarter=Quarter(2010, 1)).rows
    assert rows["count"].notna().all()
    assert rows["count_year_before"].isna().all()
    assert set(rows["symbol"]) == {"x"}


def test_a_provisional_month_is_marked_and_not_judged(store: Store) -> None:
    result = comparison(store, offence="burglary", by="borough", month=Month(2026, 2))
    assert result.rows["provisional"].all()
    assert result.rows[["expected", "lower_95", "upper_998_adjusted"]].isna().all(axis=None)
    assert result.rows[["significance", "significance_adjusted"]].isna().all(axis=None)
    assert result.rows["rate"].notna().all()
    assert any("no verdict" in note for note in result.meta.notes)
    before = comparison(store, offence="burglary", by="borough", month=Month(2026, 1)).rows
    assert not before["provisional"].any()
    assert before["significance"].notna().all()


def test_changes_across_a_break_are_marked_and_named(store: Store) -> None:
    result = comparison(store, offence="all", by="borough", financial_year=FinancialYear(2023))
    assert result.rows["spans_break"].all()
    assert [each["month"] for each in result.meta.breaks] == ["2024-02", "2024-03"]
    assert any("CONNECT replaces CRIS (March 2024)" in note for note in result.meta.notes)
    assert not burglary(store).rows["spans_break"].any()
    assert burglary(store).meta.breaks == ()


def test_an_explicit_period_wins_over_as_at(store: Store) -> None:
    result = comparison(
        store,
        offence="burglary",
        by="borough",
        quarter=Quarter(2023, 1),
        as_at=Month(2018, 6),
    )
    assert result.rows["count"].notna().all()
    assert result.meta.as_at == "2023-06"
    assert burglary(store).meta.as_at == "2018-06"
    with pytest.raises(InvalidParameter):
        comparison(store, offence="burglary", by="borough", quarter=Q1, as_at=Month(2030, 1))


def test_small_counts_are_read_with_care(store: Store) -> None:
    result = comparison(store, offence="homicide", by="borough", quarter=Q1)
    assert any("read with care" in note for note in result.meta.notes)
    assert not any("read with care" in note for note in burglary(store).meta.notes)


def test_knife_crime_is_compared_by_borough_and_bcu(store: Store) -> None:
    year = FinancialYear(2024)
    boroughs = comparison(store, offence="knife-crime", by="borough", financial_year=year).rows
    bcus = comparison(store, offence="knife-crime", by="bcu", financial_year=year).rows
    summed = boroughs.groupby("bcu")["count"].sum()
    assert np.array_equal(bcus.set_index("area")["count"].sort_index(), summed.sort_index())

"""Wards of a borough: series, comparison, what is missing, and what a reader is refused."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.errors import InvalidParameter
from data.periods import FinancialYear, Month, Quarter
from data.queries import lookups
from data.queries.small_area_comparison import small_area_comparison
from data.queries.small_area_series import small_area_series
from data.queries.small_areas import has_any, reconciled
from data.statistics.rates import exact_poisson_interval, poisson_interval
from data.store import Store, load_store
from tests.unit.data.extracts.ward_files import (
    MERTON,
    MONTHS,
    SUTTON,
    WARDS,
    data_directory,
    total,
    wards,
)

CENTRAL, BELMONT, RECODED = "E05013758", "E05013756", "E05019999"
NEWEST = Month(2026, 2)
LATER = MONTHS[18:]
ROWS = wards()
RECODED_ROWS = wards(
    LATER,
    {
        "Merton": tuple(
            (RECODED if name == "Abbey" else code, name, share)
            for code, name, share in WARDS["Merton"]
        )
    },
)


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """The bundled tables with wards of Sutton and Merton; in Merton a code changed."""
    return load_store(data_directory(tmp_path_factory.mktemp("wards"), ROWS, RECODED_ROWS))


def series(store: Store, **asked: Any) -> list[dict[str, Any]]:
    question: dict[str, Any] = {"by": "ward", "area": SUTTON, "as_at": NEWEST}
    question["offence"] = "burglary"
    return small_area_series(store, **(question | asked)).to_records()


def compare(store: Store, **asked: Any) -> list[dict[str, Any]]:
    question: dict[str, Any] = {"by": "ward", "area": SUTTON, "offence": "burglary"}
    return small_area_comparison(store, **(question | asked)).to_records()


def test_every_ward_has_its_months_as_the_file_has_them(loaded: Store) -> None:
    rows = series(loaded)
    assert list(rows[0]) == ["area", "name", "month", "value", "symbol", "provisional"]
    assert len(rows) == 4 * 24
    assert [row["name"] for row in rows[::24]] == [
        "Beddington", "Belmont", "Carshalton", "Sutton Central",
    ]  # fmt: skip
    for row in rows:
        assert row["value"] == total(ROWS, row["area"], [row["month"]], "BURGLARY")
        assert row["symbol"] is None
        assert row["provisional"] == (row["month"] == "2026-02")


def test_groups_and_all_are_sums_of_their_offences(loaded: Store) -> None:
    (row,) = [r for r in series(loaded, offence="all", start=NEWEST) if r["area"] == CENTRAL]
    assert row["value"] == total(ROWS, CENTRAL, ["2026-02"])
    parts = (
        series(loaded, offence=slug, start=NEWEST)[3]["value"]
        for slug in ("burglary-residential", "burglary-business-and-community")
    )
    assert sum(parts) == series(loaded, start=NEWEST)[3]["value"]


def test_sums_and_changes_of_a_ward_are_those_of_any_series(loaded: Store) -> None:
    year = series(loaded, measure="rolling-12", start=NEWEST)[3]
    assert year["value"] == total(ROWS, CENTRAL, MONTHS[12:], "BURGLARY")
    early = series(loaded, measure="rolling-12", end=Month(2024, 6), as_at=None)
    assert {(row["value"], row["symbol"]) for row in early} == {(None, "x")}
    changed = series(loaded, measure="change-on-year", start=NEWEST)[3]
    now, before = (total(ROWS, CENTRAL, [month], "BURGLARY") for month in ("2026-02", "2025-02"))
    assert changed["value"] == pytest.approx(100 * (now - before) / before)
    assert changed["spans_break"] is False


def test_a_rate_is_not_applicable_and_the_notes_say_why(loaded: Store) -> None:
    answer = small_area_series(
        loaded, by="ward", area=SUTTON, offence="burglary", measure="rate", as_at=NEWEST
    )
    assert {(row["value"], row["symbol"]) for row in answer.to_records()} == {(None, "z")}
    assert any("No residents are loaded by ward" in note for note in answer.meta.notes)


def test_before_the_first_month_there_is_nothing_and_it_is_said(loaded: Store) -> None:
    answer = small_area_series(loaded, by="ward", area=SUTTON, offence="burglary")
    assert answer.to_records() == []
    (note,) = answer.meta.notes
    assert "run from March 2024 to February 2026: they begin after June 2018" in note


def test_a_code_that_changed_is_two_areas_and_neither_is_zero(loaded: Store) -> None:
    rows = {(row["area"], row["month"]): row for row in series(loaded, area=MERTON)}
    old, new = rows["E05013810", "2025-08"], rows[RECODED, "2025-09"]
    assert (old["name"], new["name"]) == ("Abbey", "Abbey")
    assert old["value"] == total(ROWS, "E05013810", ["2025-08"], "BURGLARY")
    assert rows["E05013810", "2025-09"]["value"] is None
    assert rows["E05013810", "2025-09"]["symbol"] == "x"
    assert rows[RECODED, "2025-08"]["value"] is None
    meta = small_area_series(loaded, by="ward", area=MERTON, as_at=NEWEST).meta
    assert f"Abbey has the code {RECODED} from September 2025" in " ".join(meta.notes)
    # Only codes with figures in the months shown have rows.
    assert {row["area"] for row in series(loaded, area=MERTON, end=Month(2024, 6), as_at=None)} == {
        "E05013810", "E05013811",
    }  # fmt: skip


def test_wards_beside_each_other(loaded: Store) -> None:
    rows = compare(loaded, quarter=Quarter.parse("2025-26-Q3"))
    answered = {row["area"]: row for row in rows}
    central = answered[CENTRAL]
    months, earlier = MONTHS[19:22], MONTHS[7:10]
    assert central["count"] == total(ROWS, CENTRAL, months, "BURGLARY")
    assert central["count_year_before"] == total(ROWS, CENTRAL, earlier, "BURGLARY")
    assert central["bcu"] == "south"
    assert central["change_percent"] == pytest.approx(
        100 * (central["count"] - central["count_year_before"]) / central["count_year_before"]
    )
    for name in ("population", "rate", "expected", "lower_998", "significance_adjusted"):
        assert central[name] is None
    interval = poisson_interval(central["count"])
    assert central["count_low"] == pytest.approx(float(interval.low))
    small = answered[BELMONT]
    assert 0 < small["count"] < 10
    exact = exact_poisson_interval(small["count"])
    assert (small["count_low"], small["count_high"]) == pytest.approx(
        (float(exact.low), float(exact.high))
    )


def test_what_wards_sum_to_stands_beside_their_borough(loaded: Store) -> None:
    quarter = Quarter.parse("2025-26-Q3")
    answer = small_area_comparison(
        loaded, by="ward", area=SUTTON, offence="burglary", quarter=quarter
    )
    found = reconciled(
        loaded, by="ward", borough=loaded.areas.get(SUTTON),
        offence=loaded.offences.get("burglary"), first=quarter.first, last=quarter.last,
    )  # fmt: skip
    assert found is not None
    assert found.inside == answer.rows["count"].sum() < found.borough
    assert found.sentence("Sutton", "wards") in answer.meta.notes
    assert "have no known place within it" in found.sentence("Sutton", "wards")
    notes = " ".join(answer.meta.notes)
    assert "Some counts are below 10: read with care." in notes
    assert "No residents are loaded by ward" in notes


def test_a_year_before_the_first_month_is_missing_not_zero(loaded: Store) -> None:
    row = compare(loaded, financial_year=FinancialYear.parse("2024-25"))[3]
    assert (row["count_year_before"], row["change_percent"], row["symbol"]) == (None, None, "x")
    assert row["count"] == total(ROWS, CENTRAL, MONTHS[1:13], "BURGLARY")


@pytest.mark.parametrize(
    ("asked", "parameter", "told"),
    [
        ({"area": "london"}, "area", "By ward the area must be a borough, not London."),
        ({"area": "south"}, "area", "By ward the area must be a borough, not South BCU."),
        ({"area": None}, "area", "By ward the area must be a borough: give its ONS code."),
        ({"area": CENTRAL}, "area", f"{CENTRAL} is a ward: give the code of its borough (E0900002"),
        ({"area": "E09000033"}, "area", "No wards of Westminster are loaded: load the publisher’s"),
        ({"area": "E09000099"}, "area", "There is no area “E09000099”."),
        ({"by": "neighbourhood"}, "by", "No figures by neighbourhood are loaded: load the"),
        ({"offence": "knife-crime"}, "offence", "is not published by ward: recorded crime is."),
        ({"quarter": Quarter.parse("2023-24-Q4")}, "quarter", "2023-24-Q4 is not wholly in them"),
        ({"quarter": None}, "quarter", "exactly one of"),
    ],
)
def test_what_cannot_be_answered_is_refused_in_words(
    loaded: Store, asked: dict[str, Any], parameter: str, told: str
) -> None:
    with pytest.raises(InvalidParameter) as caught:
        compare(loaded, **({"quarter": Quarter.parse("2025-26-Q3")} | asked))
    assert caught.value.parameter == parameter
    assert told in str(caught.value)


def test_without_ward_figures_there_is_a_clear_refusal(store: Store) -> None:
    for ask in (series, compare):
        with pytest.raises(InvalidParameter, match="No figures by ward are loaded") as caught:
            ask(store)
        assert caught.value.parameter == "by"
    assert not has_any(store, "ward", store.areas.get(SUTTON))


def test_wards_are_listed_after_their_borough(loaded: Store, store: Store) -> None:
    rows = lookups.areas(loaded).to_records()
    codes = [row["area"] for row in rows]
    at = codes.index(SUTTON)
    assert rows[at + 1] == {
        "area": "E05013755", "name": "Beddington", "kind": "ward", "bcu": "south",
    }  # fmt: skip
    assert len(rows) == 45 + 4 + 3
    assert {row["kind"] for row in lookups.areas(store).to_records()} == {
        "london",
        "bcu",
        "borough",
    }


offences = st.sampled_from(["all", "burglary", "robbery", "arson", "theft", "vehicle-offences"])


@given(offences, st.integers(0, 23), st.sampled_from([SUTTON, MERTON]))
@settings(max_examples=40, deadline=None)
def test_months_of_a_quarter_add_up_and_no_ward_exceeds_its_borough(
    loaded: Store, offence: str, back: int, area: str
) -> None:
    month = NEWEST + -back
    values = {
        row["area"]: row["value"]
        for row in series(loaded, offence=offence, area=area, start=month, end=month, as_at=None)
    }
    one = {
        row["area"]: row["count"]
        for row in compare(loaded, offence=offence, area=area, month=month)
    }
    assert {code: value for code, value in one.items() if code in values} == values
    known = [value for value in values.values() if value is not None]
    cube = loaded.cube(loaded.offences.get(offence))
    own = cube.counts(area, offence)[month.ordinal - cube.first.ordinal]
    assert 0 <= np.sum(known) <= own

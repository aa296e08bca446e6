"""The report check: every value, verdict and reason, computed from the data."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest

from data.errors import InvalidParameter
from data.queries.report_check import report_check, verdict_counts
from data.store import Store

CLAIMS = {
    "u25-reducing",
    "below-2012",
    "scooters-falling",
    "other-forces",
    "gun-seizures",
    "priority-boroughs",
}


@pytest.fixture(scope="module")
def rows(store: Store) -> dict[str, dict[str, Any]]:
    return {record["id"]: record for record in report_check(store).to_records()}


def check_of(store: Store, row_id: str) -> dict[str, Any]:
    """Return one row of the check."""
    return next(row for row in report_check(store).to_records() if row["id"] == row_id)


def words(reason: str) -> str:
    """Return a reason with ordinary spaces, as a person reads it."""
    return reason.replace("\u00a0", " ")


def test_there_is_a_row_for_each_figure_and_each_claim(store: Store) -> None:
    answer = report_check(store)
    assert list(answer.rows.columns)[:11] == [
        "id",
        "theme",
        "reported",
        "qualifier",
        "loaded",
        "difference",
        "unit",
        "period",
        "verdict",
        "reason",
        "source",
    ]
    assert answer.rows["kind"].value_counts().to_dict() == {"figure": 45, "claim": 6}
    assert set(answer.rows.loc[answer.rows["kind"] == "claim", "id"]) == CLAIMS
    assert answer.rows["id"].is_unique
    assert answer.meta.as_at is None


def test_verdicts_are_counted_in_their_order(store: Store) -> None:
    counts = verdict_counts(report_check(store).rows)
    assert counts == {"agrees": 3, "close": 7, "differs": 1, "cannot-be-checked": 40}
    assert list(counts) == ["agrees", "close", "differs", "cannot-be-checked"]


@pytest.mark.parametrize(
    ("row_id", "reported", "loaded", "loaded_earlier"),
    [
        ("tno", 827_225, 828_373, 775_854),
        ("vap", 250_287, 250_901, 237_459),
        ("knife", 14_680, 14_707, 12_060),
    ],
)
def test_counts_are_those_that_the_data_give(
    store: Store, row_id: str, reported: int, loaded: int, loaded_earlier: int
) -> None:
    row = check_of(store, row_id)
    assert (row["reported"], row["loaded"]) == (reported, loaded)
    assert row["difference"] == loaded - reported
    assert row["loaded_earlier"] == loaded_earlier
    assert row["verdict"] == "close"
    assert row["symbol"] is None
    assert f"{loaded:,} offences in 2017-18" in row["reason"]
    assert f"{loaded_earlier:,} in 2016-17" in row["reason"]


# The counts are those noted in the report's tables; the changes follow by hand.
CHANGES = {
    "tno-change": (775_854, 828_373, 6.4, "+6.8 %", "close"),
    "vap-change": (237_459, 250_901, 5.26, "+5.66 %", "close"),
    "knife-change": (12_060, 14_707, 21.2, "+21.9 %", "close"),
    "u25-change": (521, 533, 3, "+2.3 %", "close"),
    "burglary-change": (17_413, 18_839, 8, "+8.2 %", "agrees"),
    "havering-change": (556, 389, -30, "−30.0 %", "agrees"),
}


@pytest.mark.parametrize("row_id", list(CHANGES))
def test_changes_are_those_that_the_data_give(store: Store, row_id: str) -> None:
    earlier, later, reported, shown, verdict = CHANGES[row_id]
    row = check_of(store, row_id)
    assert row["reported"] == reported
    assert row["loaded"] == pytest.approx(100 * (later - earlier) / earlier, abs=1e-12)
    assert row["difference"] == pytest.approx(row["loaded"] - reported, abs=1e-12)
    assert row["verdict"] == verdict
    assert shown in words(row["reason"])
    assert f"{earlier:,}" in row["reason"]
    assert f"{later:,}" in row["reason"]


def test_the_checkable_rows_are_these_and_no_others(rows: dict[str, dict[str, Any]]) -> None:
    checkable = {row_id for row_id, row in rows.items() if row["verdict"] != "cannot-be-checked"}
    assert checkable == {
        "tno",
        "tno-change",
        "vap",
        "vap-change",
        "knife",
        "knife-change",
        "u25-change",
        "burglary-change",
        "havering-change",
        "u25-reducing",
        "below-2012",
    }


def test_what_cannot_be_checked_says_why_and_claims_no_value(
    rows: dict[str, dict[str, Any]],
) -> None:
    for row in rows.values():
        assert row["reason"].endswith(".")
        if row["verdict"] == "cannot-be-checked":
            assert row["loaded"] is None
            assert row["difference"] is None
            assert row["symbol"] == "x"
    assert rows["burglary-priority-change"]["reason"].startswith("The report does not list")
    assert rows["vctf-officers"]["source"] is None


def test_a_series_that_starts_too_late_is_the_reason_itself(
    rows: dict[str, dict[str, Any]],
) -> None:
    row = rows["u25-change-previous"]
    assert row["verdict"] == "cannot-be-checked"
    assert row["reason"] == (
        "The series starts in April 2017, so April to June 2016 cannot be counted."
    )


def test_figures_are_shown_as_the_report_writes_them(rows: dict[str, dict[str, Any]]) -> None:
    assert rows["vap-change"]["decimals"] == 2
    assert rows["girls-allowed"]["qualifier"] == "over"
    assert rows["girls-allowed"]["reported"] == 400
    assert isinstance(rows["tno"]["reported"], int)
    assert rows["esb-price"]["unit"] == "£m"
    assert rows["servator-searches"]["period"] == "since 2016-11"
    assert rows["tno"]["source"] == (
        "Metropolitan Police Service, through the London Datastore: "
        "MPS Recorded Crime: Geographic Breakdown, borough level"
    )
    assert rows["knife"]["dataset"] == "knife-offences-by-quarter"


def test_a_break_within_the_comparison_is_named(rows: dict[str, dict[str, Any]]) -> None:
    assert "Heathrow included (January 2017)" in rows["vap-change"]["reason"]
    assert "comparable" not in rows["tno-change"]["reason"]


def test_the_claim_that_fewer_young_people_are_injured_differs(
    rows: dict[str, dict[str, Any]],
) -> None:
    row, reason = rows["u25-reducing"], words(rows["u25-reducing"]["reason"])
    assert row["verdict"] == "differs"
    assert row["reported"] is None
    assert row["loaded"] == pytest.approx(100 * 12 / 521)
    assert row["unit"] == "%"
    assert "533 victims in April to June 2018 against 521 in April to June 2017 (+2.3 %)" in reason
    assert "2,093 victims in July 2017 to June 2018 against 2,081" in reason
    assert "+0.6 %, months that overlap" in reason
    assert "The report itself gives +3 %" in reason


def test_the_claim_that_many_groups_are_below_2012_agrees_with_its_caveat(
    rows: dict[str, dict[str, Any]],
) -> None:
    row, reason = rows["below-2012"], rows["below-2012"]["reason"]
    assert row["verdict"] == "agrees"
    assert (row["loaded"], row["unit"]) == (6, "of 9 groups")
    assert (
        "6 of 9 groups are lower in 2017-18 than in 2012 (Burglary, Criminal damage, Drugs, Fraud "
        "or forgery, Robbery and Theft and handling)" in reason
    )
    assert "5 of 9 groups are lower in 2017-18 than in 2012-13" in reason
    assert "Without Fraud or forgery (Fraud leaves the Met, February 2013) it is 5 of 8" in reason
    assert "4 of 8" in reason


def test_the_csv_has_the_same_rows(store: Store) -> None:
    read = list(csv.DictReader(io.StringIO(report_check(store).to_csv())))
    assert len(read) == 51
    assert read[0]["reported"] == "827225"
    assert read[0]["loaded"] == "828373"
    assert next(row for row in read if row["id"] == "vap-change")["reported"] == "5.26"


def test_the_check_can_be_asked_for_one_report(store: Store) -> None:
    assert len(report_check(store, quarter="2018-19-Q1").rows) == 51
    with pytest.raises(InvalidParameter) as caught:
        report_check(store, quarter="2018-19-Q2")
    assert caught.value.allowed == ["2018-19-Q1"]

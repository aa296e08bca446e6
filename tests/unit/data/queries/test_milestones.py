"""The board: filters, counts, boards by as-at, and dates that passed."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest

from data.errors import InvalidParameter
from data.periods import Month
from data.queries.milestones import due_passed, milestone_counts, milestones
from data.store import Store

AREA_ROWS = {
    "body-worn-video",
    "bcu-south-west",
    "bcu-west",
    "charing-cross-complete",
    "charing-cross-phase-1",
    "cyber-tools",
    "mexico",
    "q1-charing-cross",
    "raptor",
}
"""Rows of the report that concern certain areas only; the other 33 are pan-London."""


def ids(store: Store, **filters: Any) -> list[str]:
    return [str(each) for each in milestones(store, **filters).rows["id"]]


def in_particular(store: Store, area: str) -> set[str]:
    rows = milestones(store, area=area).rows
    return set(rows.loc[rows["scope"] == "area", "id"])


def test_the_board_of_the_report_has_the_contracts_columns_and_42_rows(store: Store) -> None:
    answer = milestones(store)
    assert list(answer.rows.columns)[:12] == [
        "id",
        "kind",
        "theme",
        "subtheme",
        "title",
        "status",
        "due",
        "due_note",
        "areas",
        "scope",
        "note",
        "reported_quarter",
    ]
    assert len(answer.rows) == 42
    assert answer.meta.as_at == "2018-06"
    assert answer.meta.notes == (
        "As the report of April to June 2018 has it, as at the end of June 2018.",
    )


def test_records_are_ready_for_json_and_csv(store: Store) -> None:
    answer = milestones(store, q="mexico")
    (record,) = answer.to_records()
    assert record["areas"] == ["east", "E09000016"]
    assert record["status"] is None
    assert record["due"] is None
    assert record["symbol"] == "z"
    assert record["reported_quarter"] == "2018-19-Q1"
    (row,) = csv.DictReader(io.StringIO(answer.to_csv()))
    assert row["areas"] == "east E09000016"
    assert row["status"] == ""


def test_counts_are_those_of_the_report(store: Store) -> None:
    counts = milestone_counts(milestones(store).rows)
    assert counts.total == 42
    assert dict(counts.by_kind) == {"milestone": 6, "commitment": 11, "activity": 25}
    assert dict(counts.by_status) == {
        "delivered": 6,
        "on-track": 0,
        "some-delay": 0,
        "not-assessed": 11,
    }
    assert dict(counts.by_theme) == {
        "overview": 1,
        "serious-violence": 8,
        "safeguarding": 11,
        "acquisitive": 5,
        "outcomes": 7,
        "capabilities": 10,
    }
    assert dict(counts.by_scope) == {"area": 9, "london": 33}


def test_counts_follow_the_filters(store: Store) -> None:
    counts = milestone_counts(milestones(store, kind="milestone", theme="capabilities").rows)
    assert counts.total == 3
    assert counts.by_status["delivered"] == 3
    assert counts.by_kind["activity"] == 0


def test_the_soonest_due_comes_first_and_the_undated_last(store: Store) -> None:
    found = ids(store)
    assert found[0] == "q1-vctf"
    assert found[6:11] == [
        "disclosure-complete",
        "iicsa-custodial",
        "charing-cross-phase-1",
        "charing-cross-complete",
        "esb-moves",
    ]
    due = [record["due"] for record in milestones(store).to_records()]
    assert all(due[:11])
    assert not any(due[11:])


def test_filters_keep_what_they_name(store: Store) -> None:
    assert len(ids(store, status="delivered")) == 6
    assert len(ids(store, status="delivered,not-assessed")) == 17
    assert ids(store, status="some-delay") == []
    assert len(ids(store, kind="commitment")) == 11
    assert len(ids(store, kind=["activity", "commitment"])) == 36
    assert len(ids(store, theme="acquisitive")) == 5
    assert ids(store, theme="outcomes", kind="commitment", q="cyber") == ["cyber-tools-launch"]
    assert len(ids(store, status="", kind="", theme="", area="", q="")) == 42


def test_a_search_looks_at_titles_notes_headings_themes_and_areas(store: Store) -> None:
    assert ids(store, q="HAVERING") == ["mexico"]
    assert ids(store, q="burglary east") == ["mexico"]
    assert set(ids(store, q="chandos")) == {"q1-charing-cross", "charing-cross-phase-1"}
    assert "forensic-tagging" in ids(store, q="moped crime")
    assert set(ids(store, q="barnet")) == {"cyber-tools"}
    assert ids(store, q="no such words") == []


def test_london_shows_each_row_with_its_own_scope(store: Store) -> None:
    for area in (None, "london"):
        rows = milestones(store, area=area).rows
        assert set(rows.loc[rows["scope"] == "area", "id"]) == AREA_ROWS
        assert set(rows["scope"]) == {"area", "london"}


@pytest.mark.parametrize(
    ("area", "particular"),
    [
        ("central-west", {"q1-charing-cross", "charing-cross-phase-1", "charing-cross-complete"}
         | {"lock-chain-cover"}),
        ("E09000033", {"q1-charing-cross", "charing-cross-phase-1", "charing-cross-complete"}
         | {"lock-chain-cover"}),
        ("E09000020", set()),
        ("east", {"mexico"}),
        ("E09000016", {"mexico"}),
        ("E09000002", {"mexico"}),
        ("south-west", {"body-worn-video", "bcu-south-west", "servator", "lock-chain-cover"}),
        ("E09000027", {"body-worn-video", "bcu-south-west"}),
        ("E09000032", {"body-worn-video", "bcu-south-west", "servator", "lock-chain-cover"}),
        ("west", {"raptor", "bcu-west", "lock-chain-cover"}),
        ("E09000018", {"bcu-west"}),
        ("north-west", {"cyber-tools", "lock-chain-cover"}),
        ("E09000003", {"cyber-tools"}),
        ("E09000005", {"lock-chain-cover"}),
        ("south", set()),
    ],
)  # fmt: skip
def test_an_area_sees_its_own_and_what_is_pan_london(
    store: Store, area: str, particular: set[str]
) -> None:
    assert in_particular(store, area) == particular
    rows = milestones(store, area=area).rows
    pan_london = set(ids(store)) - AREA_ROWS
    assert set(rows.loc[rows["scope"] == "london", "id"]) == pan_london - particular
    assert len(rows) == len(pan_london | particular)


def test_a_bcu_sees_exactly_what_its_boroughs_see(store: Store) -> None:
    for bcu in store.areas.bcus():
        of_boroughs = [in_particular(store, borough) for borough in bcu.boroughs]
        assert in_particular(store, bcu.code) == set().union(*of_boroughs), bcu.code


def test_an_area_is_told_what_the_scopes_mean(store: Store) -> None:
    note = milestones(store, area="south-west").meta.notes[-1]
    assert "South West BCU" in note
    assert "pan-London" in note


@pytest.mark.parametrize(
    ("parameter", "value"),
    [
        ("status", "done"),
        ("kind", "milestones"),
        ("theme", "estates"),
        ("area", "E09000001"),
        ("area", "AVIATION"),
        ("quarter", "2018-Q1"),
        ("q", "x" * 201),
    ],
)
def test_a_bad_filter_names_parameter_value_and_what_is_allowed(
    store: Store, parameter: str, value: str
) -> None:
    with pytest.raises(InvalidParameter) as caught:
        milestones(store, **{parameter: value})  # type: ignore[arg-type]
    assert caught.value.parameter == parameter
    assert caught.value.value == value[:100]
    assert caught.value.allowed


def test_asking_changes_nothing_in_the_store(store: Store) -> None:
    before = store.table("milestones").copy(deep=True)
    rows = milestones(store).rows
    rows.loc[:, "title"] = "overwritten"
    due_passed(store, as_at=Month(2019, 9))
    assert store.table("milestones").equals(before)
    assert "overwritten" not in set(milestones(store).rows["title"])

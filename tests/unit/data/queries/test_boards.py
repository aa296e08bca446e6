"""Which board is shown as at a month, and commitments whose date has passed."""

from __future__ import annotations

import pytest

from data.periods import Month, Quarter
from data.queries.milestones import boards, due_passed, milestone_counts, milestones
from data.store import Store
from tests.unit.data.queries.boards import with_board


def test_nothing_is_known_before_the_first_report(store: Store) -> None:
    answer = milestones(store, as_at=Month(2018, 5))
    assert answer.rows.empty
    assert answer.meta.notes == (
        "No report is loaded as at May 2018: the first is as at June 2018.",
    )
    assert boards(store, as_at=Month(2018, 5)) == ()
    assert milestone_counts(answer.rows).by_status["delivered"] == 0


def test_a_quarter_asked_for_is_shown_and_says_when_it_is_later(store: Store) -> None:
    answer = milestones(store, quarter="2018-19-Q1", as_at=Month(2018, 5))
    assert len(answer.rows) == 42
    assert "reported after May 2018" in answer.meta.notes[-1]


def test_a_quarter_without_a_board_says_what_is_publicly_known(store: Store) -> None:
    answer = milestones(store, quarter=Quarter(2019, 2))
    assert answer.rows.empty
    assert answer.meta.notes == (
        "No board is loaded for July to September 2019. Loaded: Q1 2018-19.",
        "Publicly known of it: 52 milestones, 3 carried over from earlier quarters and 62 "
        "delivered in the financial year so far (Business Plan progress report 2019-20 Q2).",
    )
    assert len(milestones(store, quarter="2016-17-Q1").meta.notes) == 1


DUE = [
    "disclosure-complete",
    "iicsa-custodial",
    "charing-cross-phase-1",
    "charing-cross-complete",
    "esb-moves",
]


@pytest.mark.parametrize(
    ("as_at", "passed"),
    [
        ("2018-03", 0),
        ("2018-06", 0),
        ("2018-07", 1),
        ("2018-08", 1),
        ("2018-09", 3),
        ("2019-08", 3),
        ("2019-09", 5),
        ("2026-02", 5),
    ],
)
def test_commitments_whose_date_has_passed(store: Store, as_at: str, passed: int) -> None:
    found = due_passed(store, as_at=Month.parse(as_at))
    assert list(found.rows["id"]) == DUE[:passed]
    assert found.meta.as_at == as_at


def test_dates_that_passed_follow_the_area(store: Store) -> None:
    at = Month(2019, 9)
    westminster = due_passed(store, as_at=at, area="E09000033").rows
    assert list(westminster.loc[westminster["scope"] == "area", "id"]) == [
        "charing-cross-phase-1",
        "charing-cross-complete",
    ]
    assert list(due_passed(store, as_at=at, area="south").rows["id"]) == [
        "disclosure-complete",
        "iicsa-custodial",
        "esb-moves",
    ]


# Boards made up for the tests below; the product ships none of them.
FIRST = {"id": "works", "kind": "commitment", "status": "not-assessed", "due": "2018-19-Q2"}
SECOND = FIRST | {"reported_quarter": "2018-19-Q2"}


def test_the_newest_board_by_as_at_is_shown(store: Store) -> None:
    two = with_board(store, FIRST, SECOND | {"title": "Said again"})
    assert boards(two, as_at=Month(2018, 9)) == (Quarter(2018, 1), Quarter(2018, 2))
    assert list(milestones(two, as_at=Month(2018, 8)).rows["title"]) == ["Made up for a test"]
    assert list(milestones(two, as_at=Month(2018, 9)).rows["title"]) == ["Said again"]
    assert milestones(two).meta.as_at == "2018-09"
    assert list(milestones(two, quarter="2018-19-Q1").rows["title"]) == ["Made up for a test"]


def test_a_later_board_that_states_the_outcome_settles_a_commitment(store: Store) -> None:
    settled = with_board(store, FIRST, SECOND | {"kind": "milestone", "status": "delivered"})
    assert list(due_passed(settled, as_at=Month(2018, 9)).rows["id"]) == []
    moved = with_board(store, FIRST, SECOND | {"due": "2018-19-Q3"})
    assert list(due_passed(moved, as_at=Month(2018, 11)).rows["id"]) == []
    assert list(due_passed(moved, as_at=Month(2018, 12)).rows["id"]) == ["works"]


def test_a_commitment_that_a_later_board_drops_stays_unresolved(store: Store) -> None:
    dropped = with_board(store, FIRST, {"id": "other", "reported_quarter": "2018-19-Q2"})
    assert list(due_passed(dropped, as_at=Month(2018, 12)).rows["id"]) == ["works"]

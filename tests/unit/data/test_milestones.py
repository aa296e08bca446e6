"""Due dates, vocabulary and the order of the board."""

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.errors import InvalidParameter
from data.milestones import (
    KINDS,
    STATUSES,
    THEMES,
    Milestone,
    board_order,
    due_has_passed,
    parse_due,
)
from data.periods import Month, Quarter

ROW = Milestone(
    reported_quarter=Quarter(2018, 1),
    id="a",
    kind="milestone",
    theme="outcomes",
    subtheme="Estates",
    title="A",
    status="delivered",
    due=Quarter(2018, 1),
    due_note="",
    reach="london",
    areas=(),
    note="",
)


@pytest.mark.parametrize(
    ("due", "as_at", "passed"),
    [
        ("2018-07", "2018-06", False),
        ("2018-07", "2018-07", True),
        ("2018-07", "2018-08", True),
        ("2018-19-Q2", "2018-08", False),
        ("2018-19-Q2", "2018-09", True),
        ("2018-19-Q4", "2019-02", False),
        ("2018-19-Q4", "2019-03", True),
        ("2019-09", "2019-09", True),
        ("", "2026-02", False),
    ],
)
def test_a_due_date_passes_with_the_last_day_of_its_period(
    due: str, as_at: str, passed: bool
) -> None:
    assert due_has_passed(parse_due(due), Month.parse(as_at)) is passed


def test_a_due_date_is_a_month_a_quarter_or_nothing() -> None:
    assert parse_due("2018-09") == Month(2018, 9)
    assert parse_due("2018-19-Q2") == Quarter(2018, 2)
    assert parse_due("") is None


@pytest.mark.parametrize("text", ["2018", "2018-19", "Q2", "September 2018", "2018-19-Q5", " "])
def test_any_other_due_date_is_refused(text: str) -> None:
    with pytest.raises(InvalidParameter) as caught:
        parse_due(text)
    assert caught.value.parameter == "due"
    assert "2018-19-Q2" in caught.value.allowed_text


@given(st.integers(2000 * 12, 2100 * 12), st.integers(2000 * 12, 2100 * 12))
def test_a_quarter_has_passed_exactly_when_its_last_month_has(due: int, at: int) -> None:
    quarter, as_at = Month.from_ordinal(due).quarter, Month.from_ordinal(at)
    assert due_has_passed(quarter, as_at) == due_has_passed(quarter.last, as_at)


def test_the_board_has_the_soonest_first_and_the_undated_last() -> None:
    rows = [
        dataclasses.replace(ROW, id="undated-activity", due=None, kind="activity"),
        dataclasses.replace(ROW, id="undated-promise", due=None, kind="commitment"),
        dataclasses.replace(ROW, id="september", due=Month(2018, 9)),
        dataclasses.replace(ROW, id="second-quarter", due=Quarter(2018, 2), kind="commitment"),
        dataclasses.replace(ROW, id="first-quarter"),
        dataclasses.replace(ROW, id="violence", theme="serious-violence"),
        dataclasses.replace(ROW, id="quoted", title="‘A’ before B"),
        dataclasses.replace(ROW, id="b", title="B"),
    ]
    assert [row.id for row in sorted(rows, key=board_order)] == [
        "violence",
        "first-quarter",
        "quoted",
        "b",
        "september",
        "second-quarter",
        "undated-promise",
        "undated-activity",
    ]


def test_a_due_date_reads_as_a_person_says_it() -> None:
    assert ROW.due_label == "April to June 2018"
    vague = dataclasses.replace(ROW, due=None, due_note="in the near future")
    assert vague.due_label == "in the near future"


def test_every_status_has_a_shape_of_its_own() -> None:
    assert [term.symbol for term in STATUSES.values()] == ["✓", "●", "▲", "○"]
    assert list(KINDS) == ["milestone", "commitment", "activity"]
    assert THEMES["serious-violence"].title == "Tackling serious violence"

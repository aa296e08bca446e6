"""What moves between boards: slipped, recovered, reopened, dropped, split; made-up boards."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.board_changes import (
    Change,
    Kept,
    added_up,
    compare,
    delivered_in_year,
    original_dues,
    year_to_date,
)
from data.milestones import Milestone, parse_due
from data.periods import Month, Quarter

Q1, Q2, Q3, Q4 = (Quarter(2018, number) for number in (1, 2, 3, 4))


def made(
    name: str,
    quarter: Quarter = Q1,
    status: str | None = "on-track",
    due: str = "2018-19-Q2",
    *,
    kind: str = "milestone",
    theme: str = "outcomes",
    original: str = "",
    continues: tuple[str, ...] = (),
) -> Milestone:
    return Milestone(
        reported_quarter=quarter,
        id=name,
        kind=kind,
        theme=theme,
        subtheme="Made up",
        title=f"{name}, made up for a test",
        status=status,
        due=parse_due(due),
        due_note="",
        reach="london",
        areas=(),
        note="",
        original_due=parse_due(original),
        continues=continues,
    )


def changes(then: list[Milestone], now: list[Milestone]) -> dict[str, Change]:
    found = compare(then, now, quarter=Q2, originals=original_dues([*then, *now]))
    return {each.row.id: each for each in found}


def kinds(then: Milestone, now: Milestone) -> tuple[str, ...]:
    return changes([then], [now])["a"].kinds


@pytest.mark.parametrize(
    ("then", "now", "expected"),
    [
        (("on-track", "2018-09"), ("on-track", "2018-09"), ()),
        # A quarter that becomes its last month has not moved.
        (("on-track", "2018-19-Q2"), ("on-track", "2018-09"), ()),
        (("on-track", "2018-09"), ("delivered", "2018-09"), ("delivered",)),
        # Delivered late is delivered: that its date moved first no longer matters.
        (("on-track", "2018-09"), ("delivered", "2018-12"), ("delivered",)),
        (("delivered", "2018-06"), ("delivered", "2018-06"), ()),
        (("on-track", "2018-09"), ("some-delay", "2018-09"), ("delayed",)),
        (("on-track", "2018-09"), ("some-delay", "2018-12"), ("delayed", "slipped")),
        (("some-delay", "2018-09"), ("some-delay", "2018-10"), ("slipped",)),
        (("some-delay", "2018-09"), ("on-track", "2018-09"), ("recovered",)),
        (("some-delay", "2018-09"), ("on-track", "2018-12"), ("slipped", "recovered")),
        (("on-track", "2018-12"), ("on-track", "2018-09"), ("brought-forward",)),
        (("on-track", "2018-09"), ("on-track", ""), ("undated",)),
        (("on-track", ""), ("on-track", "2018-09"), ("dated",)),
        (("delivered", "2018-09"), ("on-track", "2018-09"), ("reopened",)),
        (("delivered", "2018-09"), ("some-delay", "2018-12"), ("reopened", "delayed", "slipped")),
        # Due in quarter 1 by its first date, and not delivered on the board of quarter 2.
        (("some-delay", "2018-06"), ("some-delay", "2018-06"), ("carried-over",)),
        (("on-track", "2018-06"), ("on-track", "2018-12"), ("slipped", "carried-over")),
    ],
)
def test_what_became_of_one_milestone(
    then: tuple[str, str], now: tuple[str, str], expected: tuple[str, ...]
) -> None:
    assert kinds(made("a", Q1, *then), made("a", Q2, *now)) == expected


def test_a_slip_is_measured_since_last_time_and_since_the_first_promise() -> None:
    first = made("a", Quarter(2017, 4), due="2018-06")
    then, now = made("a", Q1, due="2018-09"), made("a", Q2, due="2019-03", status="some-delay")
    originals = original_dues([now, then, first])
    (found,) = compare([then], [now], quarter=Q2, originals=originals)
    assert (found.months, found.months_in_all) == (6, 9)
    assert found.original == Month(2018, 6)


def test_added_and_dropped() -> None:
    found = changes([made("gone"), made("done", status="delivered")], [made("new", Q2)])
    assert found["new"].kinds == ("added",)
    assert found["gone"].kinds == ("dropped",)
    assert found["gone"].now is None
    # What was delivered leaves the board as it should.
    assert "done" not in found


def test_a_split_is_no_loss_and_no_addition() -> None:
    parts = [made("one", Q2, due="2018-12", continues=("a",)), made("two", Q2, continues=("a",))]
    found = changes([made("a", due="2018-09")], parts)
    assert found["a"].kinds == ("split",)
    assert found["a"].parts == ("one", "two")
    assert found["one"].kinds == found["two"].kinds == ("continues",)
    # The parts inherit the first promise: one has slipped by three months since.
    assert found["one"].original == Month(2018, 9)
    assert found["one"].months_in_all == 3


def test_activities_do_not_change() -> None:
    told = made("told", status=None, kind="activity", due="")
    assert changes([told], []) == {}
    assert changes([], [dataclasses.replace(told, reported_quarter=Q2)]) == {}


def test_a_commitment_that_gets_a_status_is_followed() -> None:
    promised = made("a", Q1, "not-assessed", "2018-07", kind="commitment")
    assert kinds(promised, made("a", Q2, "delivered", "2018-07")) == ("delivered",)
    assert kinds(promised, made("a", Q2, "some-delay", "2018-12")) == ("delayed", "slipped")


def test_the_original_date_is_the_first_that_any_board_stated() -> None:
    rows = [
        made("a", Q2, due="2018-12"),
        made("a", Q1, due="2018-06"),
        made("b", Q1, due="2018-09", original="2018-03"),
        made("c", Q1, due=""),
        made("c", Q2, due="2019-01"),
        made("d", Q1, due=""),
    ]
    assert original_dues(rows) == {
        "a": Month(2018, 6),
        "b": Month(2018, 3),
        "c": Month(2019, 1),
    }


FOUR_QUARTERS = [
    # Due and delivered in quarter 1.
    *(made("a", quarter, "delivered", "2018-19-Q1") for quarter in (Q1, Q2)),
    # Due in quarter 1, delivered in quarter 3: not on time.
    made("b", Q1, "some-delay", "2018-06"),
    made("b", Q2, "some-delay", "2018-12"),
    made("b", Q3, "delivered", "2018-12"),
    # Delivered in quarter 2 and reopened since.
    made("c", Q2, "delivered", "2018-19-Q2", theme="capabilities"),
    made("c", Q3, "on-track", "2018-19-Q2", theme="capabilities"),
    # Dropped: it stays due.
    made("d", Q1, "on-track", "2018-19-Q2", theme="capabilities"),
    # Due in quarter 4.
    made("e", Q3, "on-track", "2018-19-Q4"),
    # Split in quarter 3 into two parts, one delivered.
    made("f", Q2, "on-track", "2018-12", theme="acquisitive"),
    made("f-1", Q3, "delivered", "2018-12", theme="acquisitive", continues=("f",)),
    made("f-2", Q3, "on-track", "2019-03", theme="acquisitive", continues=("f",)),
    # No milestone.
    made("g", Q1, "not-assessed", "2018-06", kind="commitment"),
    # Due in the year before.
    made("h", Q1, "delivered", "2018-06", original="2018-03"),
]


def test_the_year_so_far_by_hand() -> None:
    assert year_to_date(FOUR_QUARTERS, Q1) == {"outcomes": Kept(2, 1, 1, 0)}
    assert year_to_date(FOUR_QUARTERS, Q2) == {
        "outcomes": Kept(2, 1, 1, 0),
        "capabilities": Kept(2, 1, 1, 0),
    }
    third = year_to_date(FOUR_QUARTERS, Q3)
    assert third == {
        "acquisitive": Kept(2, 1, 1, 0),
        "outcomes": Kept(2, 2, 1, 0),
        "capabilities": Kept(2, 0, 0, 0),
    }
    assert added_up(third.values()) == Kept(due=6, delivered=3, on_time=2, unknown=0)
    assert delivered_in_year(FOUR_QUARTERS, Q3) == {"a", "b", "f-1", "h"}


def test_on_time_is_not_guessed_where_a_board_is_missing() -> None:
    rows = [made("a", Q1, "on-track", "2018-19-Q2"), made("a", Q3, "delivered", "2018-19-Q2")]
    assert year_to_date(rows, Q3) == {"outcomes": Kept(1, 1, 0, 1)}
    assert year_to_date([*rows, made("a", Q2, "some-delay")], Q3) == {"outcomes": Kept(1, 1, 0, 0)}


STATUSES = st.sampled_from(["delivered", "on-track", "some-delay"])
DUES = st.sampled_from(["", "2018-06", "2018-09", "2018-19-Q2", "2019-03"])


@given(
    then=st.lists(st.tuples(st.sampled_from("abcdef"), STATUSES, DUES), unique_by=lambda t: t[0]),
    now=st.lists(st.tuples(st.sampled_from("abcdef"), STATUSES, DUES), unique_by=lambda t: t[0]),
)
def test_every_row_is_accounted_for_once(
    then: list[tuple[str, str, str]], now: list[tuple[str, str, str]]
) -> None:
    before = [made(name, Q1, status, due) for name, status, due in then]
    after = [made(name, Q2, status, due) for name, status, due in now]
    found = compare(before, after, quarter=Q2, originals=original_dues([*before, *after]))
    names = [each.row.id for each in found]
    assert len(set(names)) == len(names)
    lost = {each.id for each in before if each.status != "delivered"} - {each.id for each in after}
    assert set(names) == {each.id for each in after} | lost
    assert {each.row.id for each in found if each.kinds == ("dropped",)} == lost
    for each in found:
        if each.months is not None and each.now and each.now.status != "delivered":
            assert ("slipped" in each.kinds) == (each.months > 0)
            assert ("brought-forward" in each.kinds) == (each.months < 0)

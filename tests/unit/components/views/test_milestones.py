"""The milestone page: its title, rows, addresses, counts and the empty state."""

from __future__ import annotations

import json
from typing import Any

import pytest

from components.url_state import State, read
from components.views import milestones as view
from components.views import milestones_board, milestones_summary, milestones_table
from components.views.milestones_choices import PARAMETERS
from data.store import get_store


def state(**query: str) -> State:
    return read(get_store(), PARAMETERS, {k.replace("_", "-"): v for k, v in query.items()})


def shown(**query: str) -> view.Shown:
    return view.Shown(state(**query))


def text_of(component: Any) -> str:
    if component is None:
        return ""
    if isinstance(component, (list, tuple)):
        return " ".join(text_of(each) for each in component)
    return text_of(component.children) if hasattr(component, "children") else str(component)


@pytest.mark.parametrize(
    ("query", "title"),
    [
        ({}, "All 6 milestones delivered; 11 commitments ahead"),
        # Disclosure training was promised for July 2018: its last day is the as-at month's.
        (
            {"as_at": "2018-07"},
            "All 6 milestones delivered; 1 of 11 commitments past due, outcome not stated",
        ),
        (
            {"as_at": "2019-09"},
            "All 6 milestones delivered; 5 of 11 commitments past due, outcome not stated",
        ),
        # Charing Cross, in Westminster, has one milestone and two commitments of its own.
        (
            {"area": "south-west"},
            "All 5 milestones that concern South West BCU delivered; 9 commitments ahead",
        ),
        (
            {"area": "E09000033", "as_at": "2019-09"},
            "All 6 milestones that concern Westminster delivered; "
            "5 of 11 commitments past due, outcome not stated",
        ),
        ({"as_at": "2018-05"}, "No Business Plan report by May 2018"),
    ],
)
def test_the_title_is_the_finding(query: dict[str, str], title: str) -> None:
    assert view.title(shown(**query)) == title


def test_a_quarter_asked_for_is_shown_before_its_report() -> None:
    early = shown(as_at="2018-05", quarter="2018-19-Q1")
    assert len(early.rows) == 42
    assert "reported later" in view.context(early)


@pytest.mark.parametrize(
    ("query", "number"),
    [
        ({}, 42),
        ({"status": "delivered"}, 6),
        ({"status": "delivered,not-assessed"}, 17),
        ({"kind": "activity"}, 25),
        ({"kind": "activity", "status": "delivered"}, 0),
        ({"theme": "acquisitive"}, 5),
        ({"theme": "acquisitive,overview"}, 6),
        ({"theme": "acquisitive", "kind": "commitment"}, 1),
        ({"q": "CHARING  cross"}, 3),
        ({"q": "charing cross", "status": "delivered"}, 1),
        ({"q": "no such words"}, 0),
    ],
)
def test_filters_alone_and_together(query: dict[str, str], number: int) -> None:
    asked = shown(**query)
    assert asked.state.problems == ()
    assert len(asked.rows) == number
    assert len(asked.whole) == 42


def test_the_address_keeps_what_is_not_default_and_drops_what_is_empty() -> None:
    asked = state(area="east", as_at="2019-09", status="delivered", show="table", by="status")
    assert view.address(asked) == (
        "/milestones?area=east&as-at=2019-09&show=table&status=delivered"
    )
    assert view.address(asked, status="", id="mexico", fragment="detail") == (
        "/milestones?area=east&as-at=2019-09&show=table&id=mexico#detail"
    )
    assert view.address(state()) == "/milestones"


def board(**query: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(milestones_board.board_json(shown(**query)))
    return found


def test_the_board_by_status_has_every_status_and_activities_apart() -> None:
    (section,) = board()
    assert [(c["title"], len(c["cards"])) for c in section["columns"]] == [
        ("Delivered", 6),
        ("On track", 0),
        ("Some delay", 0),
        ("Not assessed", 11),
    ]
    assert section["told"] == 25
    assert sum(len(group["cards"]) for group in section["groups"]) == 25
    promised = section["columns"][3]["cards"]
    assert promised[0]["title"] == "E-learning on disclosure completed"
    assert promised[0]["due"] == "Due July 2018"
    assert promised[-1]["due"].startswith("No date")
    assert all("flag" not in card for card in promised)


def test_the_board_by_quarter_due_is_in_order_with_undated_last() -> None:
    (section,) = board(by="due")
    assert [(c["title"], len(c["cards"])) for c in section["columns"]] == [
        ("Q1 2018-19", 6),
        ("Q2 2018-19", 3),
        ("Q2 2019-20", 2),
        ("No date", 6),
    ]


def test_passed_commitments_are_due_with_outcome_not_stated() -> None:
    (section,) = board(as_at="2019-09")
    flagged = [card for card in section["columns"][3]["cards"] if "flag" in card]
    assert {card["flag"] for card in flagged} == {"Due, outcome not stated"}
    assert {card["id"] for card in flagged} == {
        "card-disclosure-complete",
        "card-iicsa-custodial",
        "card-charing-cross-phase-1",
        "card-charing-cross-complete",
        "card-esb-moves",
    }
    assert not any("flag" in card for card in section["columns"][0]["cards"])


def test_what_concerns_an_area_stands_apart_from_what_is_pan_london() -> None:
    own, shared = board(area="E09000016")
    assert own["heading"] == "Concerns Havering"
    assert [group["cards"][0]["id"] for group in own["groups"]] == ["card-mexico"]
    assert own["columns"] == []
    assert shared["heading"] == "Pan-London"
    assert sum(len(column["cards"]) for column in shared["columns"]) == 5 + 9


def test_a_card_opens_the_detail_and_keeps_the_filters() -> None:
    (section,) = board(status="delivered", as_at="2019-09")
    card = section["columns"][0]["cards"][0]
    assert card["href"] == "/milestones?as-at=2019-09&status=delivered&id=q1-vctf#detail"


def test_the_table_sorts_dates_as_dates_and_marks_what_has_no_status() -> None:
    table = milestones_table.table(shown())
    assert [column.key for column in table.columns] == [
        "title",
        "kind",
        "status",
        "due_by",
        "theme",
        "areas",
        "note",
    ]
    rows = dict(zip(table.row_keys, table.rows, strict=True))
    assert rows["iicsa-custodial"][3].value == "2018-09"
    assert rows["iicsa-custodial"][3].note == "July to September 2018"
    assert rows["charing-cross-phase-1"][3].note is None
    assert rows["cyber-tools-launch"][3].value is None
    assert rows["cyber-tools-launch"][3].note == "“later in the year (2018)”"
    assert rows["mexico"][2].symbol == "z"
    assert rows["mexico"][5] == "East BCU and Havering"
    assert table.filename == "milestones_london_2018-19-Q1"


def test_the_table_says_what_concerns_the_area() -> None:
    table = milestones_table.table(shown(area="E09000016"))
    position = [column.key for column in table.columns].index("concerns")
    found = dict(zip(table.row_keys, (row[position] for row in table.rows), strict=True))
    assert found["mexico"] == "Havering"
    assert found["q1-vctf"] == "pan-London"


def test_counts_follow_the_filters() -> None:
    words = " ".join(text_of(milestones_summary.status_facts(shown())).split())
    assert words == "✓ 6 delivered ● 0 on track ▲ 0 some delay ○ 11 not assessed 25 activities"
    assert "0 delivered" in text_of(milestones_summary.status_facts(shown(kind="commitment")))
    assert text_of(milestones_summary.count_line(shown())) == "All 42 shown."
    filtered = text_of(milestones_summary.count_line(shown(status="delivered", q="charing")))
    assert filtered.startswith("1 of 42 shown. Only status delivered; words “charing”.")


def test_the_empty_state_names_the_filters_and_the_ways_out() -> None:
    asked = shown(status="some-delay", theme="safeguarding", q="inquiry")
    words = text_of(milestones_summary.empty(asked))
    assert "none has status some delay, theme safeguarding and words “inquiry”" in words
    assert "Without the filter on status: 2 shown" in words
    assert "Without the filter on theme" not in words
    assert "show all 42" in words
    assert milestones_summary.empty(shown(status="delivered")) == []


def test_an_unknown_value_is_named_with_what_is_allowed() -> None:
    asked = state(status="late", id="nothing", quarter="2019-20-Q2")
    sentences = " ".join(problem.sentence() for problem in asked.problems)
    for part in ("late", "some-delay", "nothing", "2019-20-Q2", "2018-19-Q1"):
        assert part in sentences
    assert len(view.Shown(asked).rows) == 42

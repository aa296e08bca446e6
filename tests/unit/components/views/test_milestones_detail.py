"""The detail of a milestone, and the timeline of what is still to come."""

from __future__ import annotations

import pytest

from components.chart_card import Absent, Card
from components.views import milestones_detail, milestones_timeline
from tests.unit.components.views.test_milestones import shown, text_of


def detail(**query: str) -> str:
    return " ".join(text_of(milestones_detail.detail(shown(**query))).split())


def test_a_milestone_is_told_in_full() -> None:
    words = detail(id="mexico")
    assert "Operation Mexico against burglary networks in East BCU" in words
    assert "More than 60 people charged with over 160 offences" in words
    assert "East BCU, all of it; it names Havering" in words
    assert "Business Plan progress update 2018-19, quarter 1" in words
    assert "✓ agrees" in words
    assert "−30 % −30.0 %" in words.replace("\u00a0", " ")


def test_the_series_beside_it_are_before_and_after_and_no_proof() -> None:
    words = detail(id="mexico").replace("\u00a0", " ")
    assert "context, not proof" in words
    # April to June of 2017 and 2018; a year later is not yet known as at June 2018.
    assert "Burglary, Havering 556 389 −30.0 %" in words
    assert "Q1 2019-20" not in words
    later = detail(id="mexico", as_at="2019-09").replace("\u00a0", " ")
    assert "Burglary, Havering 556 389 511 −30.0 %, then +31.4 %" in later


def test_series_of_london_only_are_shown_for_london() -> None:
    words = detail(id="anti-knife-activity")
    assert "(London), London" in words


@pytest.mark.parametrize(
    ("name", "where"),
    [
        ("q1-charing-cross", "Westminster (in Central West BCU)"),
        ("q1-vctf", "All of London"),
        ("servator", "All of London; it singles out Wandsworth, Lambeth"),
        ("body-worn-video", "South West BCU, all of it"),
    ],
)
def test_where_it_applies(name: str, where: str) -> None:
    assert f"Where {where} Theme" in detail(id=name)


def test_a_date_that_passed_is_said_with_the_newest_report() -> None:
    assert "September 2019 Where" in detail(id="esb-moves")
    assert (
        "September 2019. Due, outcome not stated as at September 2019; "
        "the newest report loaded is of Q1 2018-19."
    ) in detail(id="esb-moves", as_at="2019-09")
    assert "the report says “in the near future”" in detail(id="box-evidence", as_at="2026-02")
    assert "The report gives no date." in detail(id="live-chat-home-page")


def test_closing_leads_back_to_the_card_with_the_filters() -> None:
    (section,) = milestones_detail.detail(shown(id="q1-vctf", status="delivered"))
    close = section.children[0].children[1]
    assert close.href == "/milestones?status=delivered#card-q1-vctf"
    (section,) = milestones_detail.detail(shown(id="q1-vctf", show="table"))
    assert section.children[0].children[1].href == "/milestones?show=table#board"


def test_no_detail_without_a_name_or_before_the_first_report() -> None:
    assert milestones_detail.detail(shown()) == []
    assert milestones_detail.detail(shown(id="mexico", as_at="2010-04")) == []


def card(**query: str) -> Card:
    found = milestones_timeline.card(shown(**query))
    assert isinstance(found, Card)
    return found


def test_the_timeline_names_what_is_ahead() -> None:
    drawn = card()
    assert drawn.title == "5 of 11 still to come have a date; next July 2018"
    assert "None was due by June 2018." in drawn.summary
    bars = drawn.figure.data[0]
    assert list(bars.base) == ["2018-07-01", "2018-07-01", "2018-09-01", "2019-09-01", "2019-09-01"]
    days = [length / 86_400_000 for length in bars.x]
    assert days == [31, 92, 30, 30, 30]
    assert len(drawn.table.rows) == 11


def test_the_timeline_as_at_a_later_month() -> None:
    some = card(as_at="2018-09")
    assert some.title == "3 past due; next September 2019"
    assert "3 were due by September 2018" in some.summary
    every = card(as_at="2019-09")
    assert every.title == "All 5 due dates passed, outcome not stated"
    assert [row[3] for row in every.table.rows].count("due, outcome not stated") == 5
    assert [row[3] for row in every.table.rows].count("no date") == 6


def test_the_timeline_follows_the_filters() -> None:
    assert card(theme="safeguarding").title == "2 of 3 still to come have a date; next July 2018"
    nothing = milestones_timeline.card(shown(status="delivered"))
    assert isinstance(nothing, Absent)
    assert nothing.link_href == "/milestones"
    undated = milestones_timeline.card(shown(q="cyber"))
    assert isinstance(undated, Absent)
    assert undated.title == "No due date to draw"
    assert "“later in the year (2018)”" in text_of(milestones_timeline.undated(shown())).lower()

"""The knife injury page's words and figures, for areas and months of every kind."""

from __future__ import annotations

import re

import pytest

from components.chart_card import Absent, Card
from components.views import knife_injury as view
from components.views import knife_injury_areas as areas
from components.views import knife_injury_quarters as quarters
from components.views import knife_injury_report as report
from data.store import DEFAULT_DIRECTORY, Store, load_store
from tests.unit.components.reading import links_of, text_of
from tests.unit.components.views.knife_injury_asked import HAVERING, rows_of, state


@pytest.fixture(scope="module")
def store() -> Store:
    return load_store(DEFAULT_DIRECTORY)


def test_the_reports_quarter(store: Store) -> None:
    now = state(store)
    assert view.title(now) == (
        "Knife injury victims under 25 in London rose 2.3\u00a0% in Q1 2018-19, no more than "
        "chance would give"
    )
    card = view.card(now)
    assert isinstance(card, Card)
    assert card.title == "No special cause in June 2018"
    assert (
        "533 victims in April to June 2018, against 521 in Q1 2017-18 (+2.3\u00a0%)" in card.summary
    )
    assert "no more change than chance would give" in card.summary
    assert "2,093 in the twelve months to June 2018." in card.summary
    assert sum(row[1] for row in rows_of(card)[:3]) == 533
    assert "not domestic abuse" in card.subtitle
    assert {a.text for a in card.figure.layout.annotations} >= {"report’s quarter", "mean 174"}


def test_the_reports_claim_and_figures_stand_beside_the_data(store: Store) -> None:
    (panel,) = report.panel(state(store), view.OFFENCE)
    said = text_of(panel)
    assert "The data do not bear out the report’s claim" in said
    assert "Fewer young people are being injured in knife attacks" in said
    assert "against 521, April to June 2017" in said
    assert "against 2,081, April 2017 to March 2018" in said
    for part in ("533", "+2.3\u00a0%", "2,093", "+0.6\u00a0%", "The report says +3\u00a0%"):
        assert part in said
    assert "The report says +24\u00a0% for 2017-18 to date, which cannot be checked." in said
    assert links_of(panel) == ["/report-check?as-at=2018-06"]


def test_before_the_report_there_is_no_claim(store: Store) -> None:
    assert report.panel(state(store, as_at="2018-05"), view.OFFENCE) == []


def test_before_the_series_the_page_says_from_when_it_runs(store: Store) -> None:
    now = state(store, as_at="2017-03")
    card = view.card(now)
    assert isinstance(card, Absent)
    assert "April 2017" in card.title
    assert card.link_href == "/knife-injury?as-at=2026-02"
    assert view.title(now) == "Knife injury victims under 25: figures start in April 2017"


def test_the_quarters_hold_their_parts(store: Store) -> None:
    card = quarters.card(state(store))
    assert isinstance(card, Card)
    rows = rows_of(card)
    assert rows[0][0] == "April to June 2018"
    assert rows[-1] == ["April to June 2008", 3135, 1425, 36, 1674]
    assert all(row[1] == sum(row[2:]) for row in rows)
    assert "3,857 offences in April to June 2018, against 3,617" in card.summary


def test_after_its_end_the_quarterly_series_says_so_and_is_not_joined(store: Store) -> None:
    card = quarters.card(state(store, as_at="2026-02"))
    assert isinstance(card, Card)
    assert rows_of(card)[0][0] == "January to March 2019"
    assert "The series ends in Q4 2018-19." in card.summary
    assert "not joined" in card.summary


def test_a_special_cause_is_in_the_title(store: Store) -> None:
    assert view.title(state(store, as_at="2026-02")) == (
        "Knife injury victims under 25 in London fell 23.5\u00a0% in Q3 2025-26; two of three "
        "months to January 2026 near the lower limit"
    )


def test_a_borough_speaks_for_itself_where_two_years_are_there(store: Store) -> None:
    assert view.title(state(store, area=HAVERING, as_at="2024-03")) == (
        "Havering: 13 knife injury victims under 25 in 12 months to March 2024, 28 in the 12 "
        "before: more change than chance would give"
    )
    assert "in London" in view.title(state(store, area=HAVERING, as_at="2023-12"))


@pytest.mark.parametrize(
    "as_at", ["2010-04", "2011-01", "2017-04", "2018-06", "2022-03", "2024-02"]
)
@pytest.mark.parametrize("area", ["london", "west", HAVERING])
def test_every_month_and_area_reads_as_sentences(store: Store, area: str, as_at: str) -> None:
    now = state(store, area=area, as_at=as_at)
    said = [view.title(now), view.context(now)]
    for card in (view.card(now), quarters.card(now), *areas.drawn(now)[:2]):
        said += [card.title, card.summary if isinstance(card, Card) else card.message]
    for text in said:
        assert text
        assert not re.search(r"\b(nan|None|NaT|inf)\b|\{|\}", text), text
        assert not re.search(r"(?<!not )domestic", text), text

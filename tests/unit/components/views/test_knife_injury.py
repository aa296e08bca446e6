"""The knife injury page's words and figures, for areas and months of every kind."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import Any

import pytest

from components import url_state
from components.chart_card import Absent, Card
from components.tables import Cell
from components.views import knife_injury as view
from components.views import knife_injury_areas as areas
from components.views import knife_injury_periods as periods
from components.views import knife_injury_quarters as quarters
from components.views import knife_injury_ranked as ranked
from components.views import knife_injury_report as report
from components.views.knife_injury_ranking import ranking
from data.catalogue import CATALOGUE
from data.periods import FinancialYear, Month, Quarter
from data.queries.comparison import comparison
from data.queries.series import series
from data.result import SUPPRESSED, UNAVAILABLE
from data.statistics.rates import exact_poisson_interval
from data.store import DEFAULT_DIRECTORY, Store, load_store
from tests.unit.components.reading import links_of, text_of

HAVERING = "E09000016"
NON_DOMESTIC = "knife-injury-victims-1-to-24-non-domestic"


@pytest.fixture(scope="module")
def store() -> Store:
    return load_store(DEFAULT_DIRECTORY)


def state(
    store: Store, area: str = "london", as_at: str = "2018-06", **more: str
) -> url_state.State:
    found = url_state.read(store, view.PARAMETERS, {"area": area, "as-at": as_at, **more})
    assert not found.problems
    return found


def cards(found: url_state.State) -> tuple[Card, Card]:
    ranked, over_time, _ = areas.drawn(found)
    assert isinstance(ranked, Card)
    assert isinstance(over_time, Card)
    return ranked, over_time


def rows_of(card: Card) -> list[list[Any]]:
    rows: list[list[Any]] = json.loads(card.table.to_json())["rows"]
    return [[cell["v"] if isinstance(cell, dict) else cell for cell in row] for row in rows]


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


def test_before_march_2022_boroughs_have_one_link_to_the_newest_month(store: Store) -> None:
    now = state(store, area="south-west", offence="knife-crime")
    ranked, over_time, note = areas.drawn(now)
    assert isinstance(ranked, Absent)
    assert isinstance(over_time, Absent)
    assert note == []
    assert ranked.title == "Knife crime: the series starts in March 2022"
    assert ranked.link_href == (
        "/knife-injury?area=south-west&as-at=2026-02&offence=knife-crime#areas"
    )


@pytest.mark.parametrize(
    ("as_at", "default", "newest"),
    [
        ("2022-03", "2022-03", "2022-03"),
        ("2022-05", "2022-05", "2022-05"),
        ("2022-06", "2022-23-Q1", "2022-06"),
        ("2023-02", "2022-23-Q3", "2023-02"),
        ("2023-03", "2022-23", "2023-03"),
        ("2026-02", "2024-25", "2026-02"),
    ],
)
def test_only_complete_periods_to_as_at_are_offered(
    store: Store, as_at: str, default: str, newest: str
) -> None:
    now = state(store, as_at=as_at)
    assert now["period"] == default
    offered = [choice.value for choice in periods.period_choices(now.context)]
    assert newest in offered
    assert all(periods.parse(value).last <= now.as_at for value in offered)
    assert all(periods.parse(value).first >= Month(2022, 3) for value in offered)
    assert default in offered


def test_periods_are_told_apart() -> None:
    assert periods.parse("2022-23") == FinancialYear(2022)
    assert periods.parse("2022-23-Q3") == Quarter(2022, 3)
    assert periods.parse("2022-12") == Month(2022, 12)


def test_the_boroughs_of_a_financial_year(store: Store) -> None:
    ranked, _ = cards(state(store, as_at="2026-02", period="2024-25"))
    answer = comparison(
        store, offence=NON_DOMESTIC, by="borough", financial_year=FinancialYear(2024)
    ).rows
    rows = rows_of(ranked)
    assert len(rows) == 32
    counts = {row[0]: row[1] for row in rows}
    assert counts == dict(zip(answer["name"], answer["count"], strict=True))
    low, high = exact_poisson_interval(counts["Havering"])
    (havering,) = (row for row in rows if row[0] == "Havering")
    assert havering[2:4] == pytest.approx([float(low), float(high)])
    london = series(store, offence=NON_DOMESTIC, start=Month(2024, 4), end=Month(2025, 3)).rows[
        "value"
    ]
    assert f"London counts {london.sum():,.0f} victims in 2024-25." in ranked.summary
    unplaced = london.sum() - answer["count"].sum()
    assert f"London’s total includes {unplaced:,.0f} in no bar" in ranked.summary


def test_small_counts_are_marked(store: Store) -> None:
    ranked, over_time = cards(state(store, area=HAVERING, as_at="2026-02", period="2025-26-Q3"))
    small = [row for row in rows_of(ranked) if row[1] < 10]
    assert f"{len(small)} of 32 boroughs count fewer than 10 (†): read with care." in ranked.summary
    texts = ranked.figure.data[2].text
    assert sum("†" in text for text in texts) == len(small)
    assert ("†", "fewer than 10: read with care") in ranked.key
    assert ("†", "fewer than 10: read with care") in over_time.key
    assert any("†" in text for text in over_time.figure.data[2].text)


def test_rates_of_many_quarters_are_written_for_the_chosen_one_only(store: Store) -> None:
    _, over_time = cards(
        state(store, area=HAVERING, as_at="2026-02", period="2025-26-Q3", measure="rate")
    )
    texts = over_time.figure.data[2].text
    assert texts[-1] == "0.06†"
    assert set(texts[:-1]) == {"", "†"}


def test_the_chosen_bcus_boroughs_stand_out(store: Store) -> None:
    now = state(store, area="south-west", as_at="2026-02")
    ranked, over_time = cards(now)
    bars = ranked.figure.data[0]
    dark = {name for name, tone in zip(bars.y, bars.marker.color, strict=True) if tone == "#12436D"}
    codes = store.areas.get("south-west").boroughs
    assert dark == {store.areas.get(code).name for code in codes}
    assert ranked.title == "South West BCU: 53 victims in 2024-25"
    assert over_time.title == "2024-25: 53 victims, against 65 a year before"
    assert "no more change than chance would give" in over_time.summary


def test_a_boroughs_rank_and_rate(store: Store) -> None:
    ranked, _ = cards(
        state(store, area=HAVERING, as_at="2024-03", period="2023-24", measure="rate")
    )
    assert ranked.title == "Havering: 0.05 per 1,000 residents in 2023-24"
    assert "below that, by more than chance would give (99.8\u00a0%)" in ranked.summary
    assert ranked.figure.layout.annotations[0].text == "32 boroughs 0.14"
    rates = [row[3] for row in rows_of(ranked)]
    assert rates == sorted(rates, reverse=True)


def test_bcus_are_ranked_too(store: Store) -> None:
    ranked, _ = cards(state(store, area=HAVERING, as_at="2026-02", by="bcu"))
    assert len(rows_of(ranked)) == 12
    assert ranked.title.startswith("East BCU: ")
    assert areas.ranked_height(state(store, by="bcu")) < areas.ranked_height(state(store))


@pytest.mark.parametrize(
    ("area", "offence", "said"),
    [
        (HAVERING, NON_DOMESTIC, "No control chart is drawn: Havering has"),
        ("east", "knife-crime", "East BCU, with"),
    ],
)
def test_the_page_says_why_no_control_chart_is_drawn(
    store: Store, area: str, offence: str, said: str
) -> None:
    now = state(store, area=area, as_at="2026-02", offence=offence)
    note = areas.drawn(now)[2]
    assert said in text_of(note)
    shown = links_of(note)
    assert shown == (
        ["/crime-trends?area=east&as-at=2026-02&offence=knife-crime&chart=process"]
        if area == "east"
        else []
    )


def test_londons_months_get_a_control_chart(store: Store) -> None:
    now = state(store, as_at="2026-02", period="2026-01", offence="knife-crime")
    _, over_time, note = areas.drawn(now)
    assert isinstance(over_time, Card)
    assert note == []
    assert {trace.name for trace in over_time.figure.data} >= {"mean", "upper_limit", "concern"}
    assert over_time.title == "No special cause in January 2026"


def test_the_provisional_month_gets_no_verdict(store: Store) -> None:
    now = state(store, area=HAVERING, as_at="2026-02", period="2026-02", offence="knife-crime")
    ranked, over_time = cards(now)
    assert ranked.title.endswith("in Feb 2026, provisional")
    assert "February 2026 is provisional and likely to rise, so no verdict is given." in (
        ranked.summary
    )
    assert "provisional, so it is not compared" in over_time.summary
    assert "chance would give" not in ranked.summary + over_time.summary


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


def test_a_missing_year_before_has_its_own_symbol() -> None:
    protected = load_store(
        DEFAULT_DIRECTORY,
        tuple(
            replace(each, disclosure="suppress-below: 5")
            if each.id == "knife-crime-by-area"
            else each
            for each in CATALOGUE
        ),
    )
    for period, wanted in (("2022-23", {UNAVAILABLE}), ("2023-24", {SUPPRESSED})):
        found = ranking(state(protected, as_at="2026-02", period=period))
        suppressed = found.rows[found.rows["symbol"] == SUPPRESSED]
        table = ranked.card(found).table
        place = [column.key for column in table.columns].index("count_year_before")
        cells = {
            key: row[place].symbol
            for key, row in zip(table.row_keys, table.rows, strict=True)
            if isinstance(row[place], Cell) and row[place].value is None
        }
        assert set(suppressed["area"]) & set(cells)
        assert set(cells.values()) == wanted

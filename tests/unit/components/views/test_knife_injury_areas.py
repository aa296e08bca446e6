"""Knife injury by borough and BCU: periods, ranks, small counts, control charts."""

from __future__ import annotations

from dataclasses import replace

import pytest

from components.chart_card import Absent, Card
from components.tables import Cell
from components.views import knife_injury_areas as areas
from components.views import knife_injury_periods as periods
from components.views import knife_injury_ranked as ranked
from components.views.knife_injury_ranking import ranking
from data.catalogue import CATALOGUE
from data.periods import FinancialYear, Month, Quarter
from data.queries.comparison import comparison
from data.queries.series import series
from data.result import SUPPRESSED, UNAVAILABLE
from data.statistics.rates import exact_poisson_interval
from data.store import DEFAULT_DIRECTORY, Store, load_store
from tests.unit.components.reading import links_of, text_of
from tests.unit.components.views.knife_injury_asked import HAVERING, cards, rows_of, state

NON_DOMESTIC = "knife-injury-victims-1-to-24-non-domestic"


@pytest.fixture(scope="module")
def store() -> Store:
    return load_store(DEFAULT_DIRECTORY)


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

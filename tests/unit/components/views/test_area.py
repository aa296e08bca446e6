"""The area page's words, tables and bars."""

from __future__ import annotations

import json
from typing import Any

import pytest

from components import url_state
from components.chart_card import Absent, Card
from components.tables import Cell, Table
from components.views import area, area_cards, area_places, area_tables
from components.views.area_rows import Look, finding, look, ordered
from data.store import DEFAULT_DIRECTORY, Store, load_store
from tests.unit.components.reading import links_of, parts_of, text_of

HAVERING = "E09000016"


@pytest.fixture(scope="module")
def store() -> Store:
    return load_store(DEFAULT_DIRECTORY)


def seen(store: Store, area_code: str = "london", as_at: str = "2018-06", **query: str) -> Look:
    values = {"area": area_code, "as-at": as_at, **query}
    state = url_state.read(store, area.PARAMETERS, values)
    assert not state.problems
    return look(state)


def plain(cell: Any) -> Any:
    return cell.value if isinstance(cell, Cell) else cell


def named(table: Table) -> list[str]:
    return [plain(row[0]) for row in table.rows]


def cells(table: Table, name: str) -> dict[str, Any]:
    row = next(row for row in table.rows if plain(row[0]) == name)
    return dict(zip([column.key for column in table.columns], row, strict=True))


def test_titles_are_findings(store: Store) -> None:
    # Of the twelve groups all but fraud, which has none, were counted a year before.
    assert area.title(seen(store)) == (
        "6 of 11 offence groups rose in London; arson and criminal damage fell 8.4\u00a0%"
    )
    assert area.title(seen(store, HAVERING)).startswith("5 of 11 offence groups rose in Havering;")
    assert "Havering, East BCU" in area.context(seen(store, HAVERING))


def test_titles_without_a_year_before(store: Store) -> None:
    assert area.title(seen(store, as_at="2011-01")) == (
        "197,594 offences in London in October to December 2010"
    )
    assert "without a year before" in area.context(seen(store, as_at="2011-01"))
    assert area.title(seen(store, "west", "2010-05")) == (
        "West BCU: no complete quarter of recorded crime yet"
    )
    assert "as at May 2010" in area.context(seen(store, "west", "2010-05"))


def test_a_break_is_said_under_the_title(store: Store) -> None:
    assert "spans a break" in area.context(seen(store, as_at="2024-04"))
    assert "break" not in area.context(seen(store))


def test_the_area_s_table_has_every_group(store: Store) -> None:
    table = area_cards.offences_card(seen(store, HAVERING, sort="a-z")).table
    assert named(table)[0] == "All recorded crime"
    assert named(table)[1:] == sorted(named(table)[1:])
    assert len(table.rows) == 13
    burglary = cells(table, "Burglary")
    assert plain(burglary["count"]) == 389
    assert plain(burglary["count_year_before"]) == 556
    assert plain(burglary["change_percent"]) == pytest.approx(-30.03597122)
    assert burglary["change_percent"].mark == "▼"
    assert plain(burglary["rate"]) == pytest.approx(1000 * 2139 / 256039)
    assert (burglary["rank"].value, burglary["rank"].mark) == (18, "of 32")
    assert len(plain(burglary["months"])) == 36
    assert sum(plain(burglary["months"])[-3:]) == 389
    assert table.rows[0][0].href == "/crime-trends?area=E09000016&as-at=2018-06"


def test_london_has_no_rank(store: Store) -> None:
    table = area_cards.offences_card(seen(store)).table
    assert [column.key for column in table.columns] == [
        "offence", "months", "count", "count_year_before", "change_percent", "variation", "rate",
    ]  # fmt: skip


def test_knife_crime_stands_last_and_says_that_it_cuts_across(store: Store) -> None:
    table = area_cards.offences_card(seen(store, "south-west", "2026-02", sort="rise")).table
    assert named(table)[-1] == "Knife crime"
    assert table.rows[-1][0].note == area_tables.CUTS_ACROSS


def test_tables_are_json_that_a_browser_can_read(store: Store) -> None:
    for as_at in ("2010-04", "2011-01", "2022-04", "2026-02"):
        table = area_cards.offences_card(seen(store, "west", as_at)).table
        rows = json.loads(table.to_json())["rows"]
        assert len(rows) == len(table.rows)


def test_small_counts_are_marked_and_come_last_by_change(store: Store) -> None:
    found = seen(store, "E09000021", "2026-02", sort="rise")
    table = area_cards.offences_card(found).table
    assert "Fraud" in named(table)[-2]
    assert plain(cells(table, "Fraud and forgery (historical)")["count"]) < 10


def test_orders() -> None:
    rows = [
        {"name": "b", "change_percent": 5.0, "count": 100, "count_year_before": 95, "rate": 1.0},
        {"name": "a", "change_percent": 300.0, "count": 4, "count_year_before": 1, "rate": 3.0},
        {"name": "c", "change_percent": -9.0, "count": 91, "count_year_before": 100, "rate": 2.0},
        {
            "name": "d",
            "change_percent": float("nan"),
            "count": 5,
            "count_year_before": 0,
            "rate": float("nan"),
        },
    ]

    def order(by: str) -> str:
        return "".join(row["name"] for row in ordered(rows, by, name="name"))

    assert order("a-z") == "abcd"
    assert order("rise") == "bcad"
    assert order("fall") == "cbad"
    assert order("rate") == "acbd"


def test_a_finding_leaves_small_counts_and_the_total_out() -> None:
    def row(offence: str, change: float, count: int) -> dict[str, Any]:
        return {
            "offence": offence,
            "label": offence.capitalize(),
            "change_percent": change,
            "count": count,
            "count_year_before": count,
        }

    rows = [
        row("all", 50.0, 9000),
        row("robbery", -7.0, 300),
        row("burglary", 5.0, 800),
        row("theft", 90.0, 29),
        row("knife-crime", 60.0, 500),
        row("fraud", float("nan"), 0),
    ]
    assert finding(rows) == ("2 of 3 offence groups rose", "robbery fell 7.0\u00a0%")
    assert finding(rows[3:4]) == ("1 of 1 offence groups rose", "")
    assert finding(rows[:1]) == ("", "")


def test_places_of_london_are_the_twelve_bcus(store: Store) -> None:
    card = area_places.card(seen(store, offence="burglary"))
    assert isinstance(card, Card)
    assert len(card.figure.data[0].x) == 12
    assert len(card.table.rows) == 12
    assert card.title == "Burglary: highest rate in Central West BCU"
    london = 1000 * 79042 / 8817347
    assert card.figure.layout.shapes[0].x0 == pytest.approx(london)
    above = sum(value > london for value in card.figure.data[0].x)
    assert f"{above} of 12 BCUs have a higher rate than London (9.0)." in card.summary


def test_places_of_a_bcu_are_its_boroughs_and_itself(store: Store) -> None:
    card = area_places.card(seen(store, "south-west", sort="rate"))
    assert isinstance(card, Card)
    assert set(named(card.table)) == {
        "Kingston upon Thames", "Merton", "Richmond upon Thames", "Wandsworth", "South West BCU",
    }  # fmt: skip
    rates = [plain(cells(card.table, name)["rate"]) for name in named(card.table)]
    assert rates == sorted(rates, reverse=True)
    assert "BCU" not in card.title
    # The BCU stands with them in grey, and in no count of boroughs.
    assert "None of the 4 boroughs has a higher rate than London (94.2)." in card.summary


def test_places_of_a_borough_are_its_neighbours_in_the_bcu(store: Store) -> None:
    card = area_places.card(seen(store, HAVERING, offence="burglary"))
    assert isinstance(card, Card)
    assert set(named(card.table)) == {"Barking and Dagenham", "Havering", "Redbridge", "East BCU"}
    assert cells(card.table, "Havering")["area"].note == "this page"
    assert "Havering ranks 18th of 32 boroughs by rate; the 1st is the highest." in card.summary
    assert cells(card.table, "Redbridge")["area"].href == "/area?area=E09000026&as-at=2018-06"


def test_places_without_twelve_months_are_compared_by_count(store: Store) -> None:
    card = area_places.card(seen(store, "west", "2011-01"))
    assert isinstance(card, Card)
    assert "highest count" in card.title
    assert "A rate needs 12 months" in card.summary
    assert not card.figure.layout.shapes


def test_a_series_without_a_quarter_says_when_it_has_one(store: Store) -> None:
    card = area_places.card(seen(store, "west", "2022-04", offence="knife-crime"))
    assert isinstance(card, Absent)
    assert "April to June 2022" in card.message
    assert card.link_href == "/area?area=west&as-at=2022-06&offence=knife-crime"


def test_before_the_first_quarter_one_link_leads_on(store: Store) -> None:
    found = seen(store, "west", "2010-04")
    assert not area_cards.is_counted(found)
    panel = area_cards.nothing_yet(found)
    assert links_of(panel) == ["/area?area=west&as-at=2010-06"]
    assert area_cards.is_counted(seen(store, "west", "2010-06"))


@pytest.mark.parametrize(
    ("code", "number", "is_open"),
    [("london", 12, False), ("south-west", 4, True), (HAVERING, 0, None)],
)
def test_each_place_has_a_table_of_its_own(
    store: Store, code: str, number: int, is_open: bool | None
) -> None:
    found = seen(store, code)
    places = area_cards.each_place(found)
    assert len(places) == number
    assert area_cards.has_places(found.state) is (number > 0)
    for place in places:
        assert getattr(place, "open", None) is is_open
        tables = [part for part in parts_of(place) if hasattr(part, "data-table")]
        assert len(json.loads(getattr(tables[0], "data-table"))["rows"]) == 13
    if code == "south-west":
        assert "offence groups rose" in text_of(places[1])


def test_the_rows_add_up_to_the_total(store: Store) -> None:
    for code in ("london", "west", HAVERING):
        rows = seen(store, code, "2026-02").of_area(code)
        groups = [row for row in rows if row["offence"] not in {"all", "knife-crime"}]
        assert sum(row["count"] for row in groups) == rows[0]["count"]


def test_notes_say_what_ranks_count_and_what_is_provisional(store: Store) -> None:
    notes = " ".join(area_tables.notes(seen(store, "west", "2026-02"), ["bcu"]))
    assert "rank 1 is the highest rate among the 12 BCUs" in notes
    assert "The 12 months include February 2026, which is provisional." in notes
    broken = area_tables.notes(seen(store, HAVERING, "2024-03"), ["borough"])
    assert sum("span a break" in note for note in broken) == 2


def test_what_needs_attention_comes_first_with_its_reason(store: Store) -> None:
    table = area_cards.offences_card(seen(store)).table
    marks = [plain(row[5]) for row in table.rows[1:]]
    order = ["▲ worse", "◆ changed", "▼ better", "● chance", "– no verdict"]
    assert marks == sorted(marks, key=order.index)
    robbery = cells(table, "Robbery")["variation"]
    assert robbery.value == "▲ worse"
    assert "Robbery in London stood at 2,895 in June 2018" in robbery.title


def test_a_rate_is_marked_against_london_by_its_interval(store: Store) -> None:
    table = area_cards.offences_card(seen(store, HAVERING)).table
    burglary = cells(table, "Burglary")["against_london_percent"]
    # 2,139 among 256,039 residents: 8.35 per 1,000, 95 % interval 8.0 to 8.7; London 8.97.
    assert burglary.mark == "lower"
    assert burglary.value < 0

"""The burglary page: its findings, its map, its ranking and its funnel say what the data say."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from components import theme
from components.chart_card import Card
from components.views import burglary_funnel, burglary_map
from components.views import burglary_titles as titles
from components.views.burglary_table import ranking_json, table
from data.store import get_store
from tests.unit.components.views.burglary_asked import (
    HARINGEY,
    HAVERING,
    ask,
    card,
    key,
    plain,
)


def test_the_title_is_the_finding_of_the_report() -> None:
    found = ask()
    title = plain(titles.page_title(found))
    assert title == "Burglary rose 8.2 % in London, but fell 30.0 % in Havering"
    assert titles.page_context(found).startswith(
        "London · April to June 2018 against April to June"
    )


@pytest.mark.parametrize(
    ("area", "title"),
    [
        (
            "south-west",
            "Burglary rose 3.6 % in South West BCU, but fell 17.0 % in Kingston upon Thames",
        ),
        (HAVERING, "Burglary fell 30.0 % in Havering, but rose 8.2 % in London"),
        ("E09000014", "Burglary rose 46.4 % in Haringey; it rose 8.2 % in London"),
        ("west", "Burglary rose 12.4 % in West BCU; it rose 24.0 % in Ealing"),
    ],
)
def test_the_title_speaks_of_the_chosen_area(area: str, title: str) -> None:
    assert plain(titles.page_title(ask(area=area))) == title


def test_the_map_of_change_counts_its_classes() -> None:
    assert key(ask()) == {
        "fell 15 % or more": 2,
        "fell less than 15 %": 7,
        "rose less than 15 %": 12,
        "rose 15 to 30 %": 8,
        "rose 30 % or more": 3,
        "City of London: own police force, not counted": -1,
    }
    summary = plain(card(ask()).summary)
    assert summary.startswith(
        "Burglary rose in 23 and fell in 9 of the 32 boroughs: from −30.0 % in Havering to "
        "+46.4 % in Haringey. London: 18,839 offences"
    )


def test_where_all_went_one_way_the_map_says_so() -> None:
    assert card(ask(area="west")).title == "All 3 boroughs rose, most in Ealing"
    assert card(ask(area="west", as_at="2024-06")).title == "All 3 boroughs fell, most in Hounslow"
    found = ask(area="west")
    rows = [{**row, "change_percent": 0.0} if row["name"] == "Hounslow" else row
            for row in found.rows]  # fmt: skip
    assert card(replace(found, rows=rows)).title == "None fell; rose most in Ealing"
    level = [{**row, "change_percent": 0.0} for row in found.rows]
    assert card(replace(found, rows=level)).title == "No borough changed"


def test_a_bcu_lists_its_boroughs_and_keeps_the_classes_of_london() -> None:
    found = ask(area="south-west", measure="rate")
    assert [row["name"] for row in found.listed] == [
        "Wandsworth",
        "Richmond upon Thames",
        "Merton",
        "Kingston upon Thames",
    ]
    assert found.classed.classes == ask(measure="rate").classed.classes
    counted = key(found)
    assert sum(number for number in counted.values() if number > 0) == 4
    assert "other boroughs" in counted


def test_a_borough_is_outlined_on_the_map_of_its_bcu() -> None:
    found = ask(area=HAVERING)
    assert found.zoom.code == "east"
    figure = burglary_map.figure(found)
    by_name = {trace["name"]: trace for trace in figure.data}
    assert list(by_name["chosen"]["locations"]) == [HAVERING]
    assert set(by_name["boroughs"]["locations"]) == {HAVERING, "E09000002", "E09000026"}
    assert len(by_name["around"]["locations"]) == 29
    west, east = figure.layout["geo"]["lonaxis"]["range"]
    box = get_store().boundaries.boxes["east"]
    assert west < box.west < box.east < east


def test_the_map_of_london_holds_every_borough_and_the_city_apart() -> None:
    by_name = {trace["name"]: trace for trace in burglary_map.figure(ask()).data}
    assert len(by_name["boroughs"]["locations"]) == 32
    assert list(by_name["city"]["locations"]) == ["E09000001"]
    assert list(by_name["chosen"]["locations"]) == []


def test_the_highest_and_the_lowest_are_named_on_the_map() -> None:
    labels = burglary_map.figure(ask()).data[-1]["text"]
    assert plain(labels[0]) == "Haringey<br>+46.4 %"
    assert plain(labels[1]) == "Havering<br>−30.0 %"
    assert len(labels) <= 6
    zoomed = burglary_map.figure(ask(area="south-west")).data[-1]
    named = {
        plain(text): colour
        for text, colour in zip(zoomed["text"], zoomed["textfont"]["color"], strict=True)
    }
    # A name too wide for its borough takes two lines; within a dark one it is white.
    assert named == {
        "Kingston<br>upon Thames<br>−17.0 %": theme.PAPER,
        "Richmond<br>upon Thames<br>+1.8 %": theme.INK,
        "Merton<br>+19.0 %": theme.INK,
        "Wandsworth<br>+5.2 %": theme.INK,
    }


def test_both_counts_of_boroughs_that_differ_are_stated() -> None:
    found = ask(quarter="2017-18", measure="significance", adjusted="no")
    assert (found.flagged(adjusted=False), found.flagged(adjusted=True)) == (25, 1)
    shown = card(found)
    assert shown.title == "25 of 32 boroughs differ by more than chance"
    assert plain(shown.summary).startswith(
        "Of 32 boroughs 25 differ (10 above, 15 below) from the 8.8 per 1,000 residents a year of "
        "all together by more than chance would give; once their usual spread is allowed for, 1 "
        "differs (1 above)."
    )
    assert key(found)["below"] == 15
    assert key(found)["above"] == 10
    funnel = burglary_funnel.funnel_card(found)
    assert isinstance(funnel, Card)
    assert funnel.title == "25 boroughs beyond chance, 1 beyond the usual spread"


def test_the_adjustment_changes_map_and_title() -> None:
    found = ask(quarter="2017-18", measure="significance")
    assert card(found).title == "Westminster alone stands out from the usual spread"
    assert key(found)["as expected"] == 31


def test_the_table_has_exact_intervals_and_both_verdicts() -> None:
    shown = table(ask())
    columns = [column.key for column in shown.columns]
    rows = dict(zip(shown.row_keys, shown.rows, strict=True))
    havering = dict(zip(columns, rows[HAVERING], strict=True))
    assert havering["count"] == 389
    assert havering["count_year_before"] == 556
    assert havering["change_percent"] == -30.04
    assert (havering["rate_low"], havering["rate"], havering["rate_high"]) == (5.45, 6.04, 6.67)
    assert (havering["significance"], havering["significance_adjusted"]) == ("below", "as expected")
    assert shown.row_keys[0] == HARINGEY
    assert shown.row_keys[-1] == HAVERING


@pytest.mark.parametrize("as_at", ["2018-06", "2024-06", "2026-02"])
def test_what_the_browser_rounds_is_what_the_map_says(as_at: str) -> None:
    for measure in ("rate", "change-on-year"):
        found = ask(as_at=as_at, measure=measure)
        shown = table(found)
        place = [column.key for column in shown.columns].index(found.measure.column)
        for row, cells in zip(found.listed, shown.rows, strict=True):
            sent = cells[place]
            assert found.measure.words(sent) == found.measure.words(row[found.measure.column])


def test_small_counts_are_read_with_care() -> None:
    found = ask()
    few = [{**row, "count": 7} if row["area"] == HAVERING else row for row in found.rows]
    shown = table(replace(found, rows=few))
    rows = dict(zip(shown.row_keys, shown.rows, strict=True))
    assert rows[HAVERING][2].note == "read with care"
    assert rows[HARINGEY][2] == 798


def test_the_ranking_goes_with_the_table() -> None:
    found = ask(area="south-west", measure="count")
    answer = json.loads(ranking_json(found))
    assert answer["column"] == "count"
    listed = table(found).row_keys
    assert len(answer["place"]) == len(answer["index"]) == len(listed) == 4
    assert len(answer["others"]["keys"]) == 28
    assert set(answer["others"]["keys"]).isdisjoint(listed)
    assert json.loads(ranking_json(ask()))["place"] is None
    places = sorted([*answer["place"], *answer["others"]["place"]])
    assert places == list(range(1, 33))
    assert answer["area_facts"]["count"] == 1601
    assert answer["area_facts"]["rate"] == pytest.approx(1000 * 4 * 1601 / 905_034, abs=0.005)


def test_a_change_of_the_map_sends_no_boundaries() -> None:
    operations = burglary_map.patch(ask(measure="rate")).to_plotly_json()["operations"]
    text = json.dumps(operations)
    assert len(text) < 2_500
    assert "boundaries" not in text
    assert {operation["location"][1] for operation in operations} == {1, 7}


def test_the_funnel_shows_every_borough_within_its_limits_or_flagged() -> None:
    found = ask(quarter="2017-18")
    shown = burglary_funnel.funnel_card(found)
    assert isinstance(shown, Card)
    assert len(shown.table.rows) == 32
    columns = [column.key for column in shown.table.columns]
    for cells in shown.table.rows:
        row = dict(zip(columns, cells, strict=True))
        inside = row["lower_998_adjusted"] <= row["rate"] <= row["upper_998_adjusted"]
        assert inside is (row["significance_adjusted"] == "as expected")


def test_equal_funnels_are_known_to_be_equal() -> None:
    assert burglary_funnel.question(ask()) == burglary_funnel.question(ask(measure="rate"))
    assert burglary_funnel.question(ask()) != burglary_funnel.question(ask(adjusted="no"))
    assert burglary_funnel.question(ask()) != burglary_funnel.question(ask(quarter="2017-18"))
    # Since 2021 residents are those of the census; before it they differ from year to year.
    found = [
        burglary_funnel.sizes(ask(quarter=quarter, as_at="2026-02"))
        for quarter in ("2024-25", "2023-24", "2018-19", "2017-18")
    ]
    assert found[0] == found[1]
    assert len(set(found)) == 3

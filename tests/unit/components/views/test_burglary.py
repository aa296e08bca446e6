"""The burglary page: its findings, its map, its ranking and its funnel say what the data say."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from components import theme, url_state
from components.chart_card import Absent, Card
from components.views import burglary, burglary_about, burglary_funnel, burglary_map
from components.views import burglary_titles as titles
from components.views import burglary_words as words
from components.views.burglary_picture import Picture
from components.views.burglary_table import ranking_json, table
from data.store import get_store

HAVERING, HARINGEY, WESTMINSTER = "E09000016", "E09000014", "E09000033"
MEASURES = ("change-on-year", "rate", "count", "significance")


def state(**query: str) -> url_state.State:
    asked = {name.replace("_", "-"): value for name, value in query.items()}
    found = url_state.read(get_store(), burglary.PARAMETERS, asked)
    assert not found.problems
    return found


def ask(**query: str) -> Picture:
    found = burglary.ask(state(**query))
    assert found is not None
    return found


def card(found: Picture) -> Card:
    shown = burglary_map.map_card(found)
    assert isinstance(shown, Card)
    return shown


def key(found: Picture) -> dict[str, int]:
    return {item[1]: item[3] for item in json.loads(burglary_map.key_json(found))}


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


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


def test_periods_are_offered_by_financial_year_newest_first() -> None:
    offered = burglary.PARAMETERS[2].choices
    assert offered is not None
    choices = offered(state().context)
    assert [choice.value for choice in choices[:3]] == ["2018-19-Q1", "2017-18", "2017-18-Q4"]
    assert choices[1].label == "2017-18, whole year"
    assert choices[-1].value == "2010-11-Q1"
    assert state()["quarter"] == "2018-19-Q1"
    assert state(as_at="2026-02")["quarter"] == "2025-26-Q3"


def test_before_the_first_quarter_is_complete_the_page_says_from_when() -> None:
    early = state(as_at="2010-04")
    assert burglary.ask(early) is None
    absent = words.nothing_yet(early)
    assert "first complete quarter is April to June 2010" in absent.message
    assert "as-at=2010-06" in absent.link_href
    assert isinstance(burglary_map.change_map_card(early), Absent)


def test_without_a_year_before_the_map_waits_behind_its_reason() -> None:
    shown = burglary_map.map_card(ask(as_at="2011-01"))
    assert isinstance(shown, Absent)
    assert "no year before" in shown.title
    assert "measure=rate" in shown.link_href
    assert shown.behind is not None
    assert len(shown.behind.table.rows) == 32
    assert isinstance(burglary_map.map_card(ask(as_at="2011-01", measure="rate")), Card)


def test_a_comparison_across_a_break_says_so() -> None:
    summary = card(ask(as_at="2024-06")).summary
    assert "CONNECT replaces CRIS (March 2024)" in summary
    assert "Borough by place of offence (February 2024)" in summary
    context = titles.page_context(ask(as_at="2024-06"))
    assert "across a break in recording (February 2024 and March 2024)" in context
    assert "break" not in titles.page_context(ask())
    assert "break" not in card(ask(as_at="2026-02")).summary
    assert "break" not in card(ask(as_at="2024-06", measure="count")).summary
    assert any("Break in March 2024" in note for note in burglary_about.notes(ask(as_at="2024-06")))


def test_a_provisional_period_is_not_judged() -> None:
    found = ask(measure="significance")
    unknown: dict[str, Any] = dict.fromkeys(
        [name for name in found.rows[0] if name.startswith(("lower", "upper", "signif"))]
    )
    unknown |= {"expected": None, "above_pooled": None, "provisional": True}
    provisional = replace(found, rows=[{**row, **unknown} for row in found.rows])
    shown = burglary_map.map_card(provisional)
    assert isinstance(shown, Absent)
    assert shown.title == "June 2018 is provisional: no borough is judged"
    funnel = burglary_funnel.funnel_card(provisional)
    assert isinstance(funnel, Absent)
    assert funnel.behind is not None
    assert "provisional" in titles.page_context(provisional)
    assert titles.page_title(provisional) == "Burglary in London: 18,839 offences, provisional"


def test_a_change_between_small_counts_is_no_finding() -> None:
    found = ask()
    small = {"count": 9, "count_year_before": 4, "change_percent": -125.0}
    few = [{**row, **small} if row["name"] == "Sutton" else row for row in found.rows]
    assert "Havering" in titles.page_title(replace(found, rows=few))


@pytest.mark.parametrize("as_at", ["2011-06", "2018-06", "2024-03", "2026-02"])
def test_every_sentence_is_true_of_its_rows(as_at: str) -> None:
    for area in ("london", "west", "south-west", HAVERING):
        for offence in burglary.OFFENCES:
            for measure in MEASURES:
                found = ask(area=area, as_at=as_at, offence=offence, measure=measure)
                shown = burglary_map.map_card(found)
                assert isinstance(shown, Card)
                assert len(shown.title.split(" ")) <= 10, shown.title
                _check(found, plain(shown.summary), plain(titles.page_title(found)))


def _check(found: Picture, summary: str, title: str) -> None:
    if found.measure.slug == "change-on-year":
        shown = [round(row["change_percent"], 1) for row in found.listed]
        rose, fell = sum(v > 0 for v in shown), sum(v < 0 for v in shown)
        for verb, number in (("rose", rose), ("fell", fell)):
            words = "all" if number == len(shown) else str(number)
            assert (f"{verb} in {words}" in summary) == (number > 0)
    if found.measure.slug == "significance":
        flagged = found.flagged(adjusted=False)
        assert (f"{flagged} differ" if flagged else "none differs") in summary
    assert found.change is not None
    if found.change.percent is not None and round(found.change.percent, 1) != 0:
        verb = "rose" if found.change.percent > 0 else "fell"
        assert f" {verb} {abs(found.change.percent):.1f} % in {found.area.label}" in title

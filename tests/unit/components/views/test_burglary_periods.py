"""The burglary page through time: periods, missing years, breaks, provisional months."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from components.chart_card import Absent, Card
from components.views import burglary, burglary_about, burglary_funnel, burglary_map
from components.views import burglary_titles as titles
from components.views import burglary_words as words
from components.views.burglary_picture import Picture
from tests.unit.components.views.burglary_asked import (
    HAVERING,
    MEASURES,
    ask,
    card,
    plain,
    state,
)


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

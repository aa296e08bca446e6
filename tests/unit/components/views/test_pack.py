"""The printed pack: every section and item, in order, linked from the contents, fit for paper."""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from typing import Any

import pytest
from dash import html

from components.chart_card import Card
from components.pack.contents import pack
from components.pack.model import Pack
from components.views.pack import page, running_header
from components.views.pack_item import stands_in_place, table_id
from data.periods import Month
from data.store import get_store
from tests.unit.components.reading import links_of, parts_of, text_of, with_class

MADE = datetime.date(2026, 7, 1)
PLACES = [
    ("south-west", "2018-06"),
    ("london", "2026-02"),
    ("E09000016", "2018-06"),
    ("west", "2011-01"),
    ("london", "2010-04"),
]
HEADINGS = {html.H1: 1, html.H2: 2, html.H3: 3, html.H4: 4}


@cache
def made(area: str, as_at: str) -> Pack:
    return pack(
        get_store(), area=area, as_at=Month.parse(as_at), made=MADE, marking="OFFICIAL – draft"
    )


@cache
def body(area: str, as_at: str) -> html.Div:
    return html.Div(list(page(made(area, as_at)).body))


def ids_of(content: Any) -> list[str]:
    return [part.id for part in parts_of(content) if getattr(part, "id", None)]


@pytest.mark.parametrize(("area", "as_at"), PLACES)
def test_every_section_and_item_is_there_in_order(area: str, as_at: str) -> None:
    said = ids_of(body(area, as_at))
    wanted = [
        key
        for section in made(area, as_at).sections
        for key in (section.key, *(f"item-{each}" for each in sorted_items(section.items)))
    ]
    assert [each for each in said if each in wanted] == wanted
    assert len(said) == len(set(said))


def sorted_items(items: Sequence[Any]) -> list[str]:
    """As printed: of crime trends the headline series come first."""
    trends = any(item.key.startswith("crime-trends-") for item in items)
    first = [item.key for item in items if item.headline or not trends]
    return first + [item.key for item in items if item.key not in first]


@pytest.mark.parametrize(("area", "as_at"), PLACES)
def test_headings_are_in_order_and_numbered(area: str, as_at: str) -> None:
    parts = list(parts_of(body(area, as_at)))
    levels = [1, *(HEADINGS[type(part)] for part in parts if type(part) in HEADINGS)]
    assert all(after - before <= 1 for before, after in pairwise(levels))
    sections = [text_of(part) for part in parts if isinstance(part, html.H2)][1:]
    assert [text.partition(".")[0] for text in sections] == [
        str(number) for number in range(1, len(sections) + 1)
    ]
    assert sections[-1] == f"{len(sections)}. Figures behind the charts"


@pytest.mark.parametrize(("area", "as_at"), PLACES)
def test_every_link_leads_within_the_pack_but_the_one_back(area: str, as_at: str) -> None:
    links = links_of(body(area, as_at))
    assert [link for link in links if not link.startswith("#")] == [
        f"/?area={area}&as-at={as_at}" if area != "london" else f"/?as-at={as_at}"
    ]
    assert {link[1:] for link in links if link.startswith("#")} <= set(ids_of(body(area, as_at)))


@pytest.mark.parametrize(("area", "as_at"), PLACES)
def test_every_chart_has_its_words_and_its_table(area: str, as_at: str) -> None:
    charts = {part["data-words"]: part for part in dom_parts(body(area, as_at), "print-chart")}
    cards = [item.card for item in made(area, as_at).items if isinstance(item.card, Card)]
    assert len(charts) == len(cards)
    for card in cards:
        chart = charts[f"Chart: {card.title}. {card.subtitle}"]
        figure = json.loads(chart["data-value"])
        assert figure["layout"]["width"] in {500, 800}
        assert figure["layout"]["height"] <= 860
        assert len(figure["data"]) == len(card.figure.data)
    text = text_of(body(area, as_at))
    for item in made(area, as_at).items:
        assert item.title in text
        assert item.summary in text
        if item.table is not None and not stands_in_place(item):
            assert table_id(item) in ids_of(body(area, as_at))


def dom_parts(content: Any, island: str) -> list[dict[str, Any]]:
    shown = [part.to_plotly_json()["props"] for part in parts_of(content)]
    return [props for props in shown if props.get("data-island") == island]


@pytest.mark.parametrize(("area", "as_at"), PLACES)
def test_every_table_is_whole(area: str, as_at: str) -> None:
    printed = {
        text_of(each.children[0]): len(each.children[2].children)
        for each in parts_of(body(area, as_at))
        if isinstance(each, html.Table)
    }
    for item in made(area, as_at).items:
        if item.table is not None:
            assert printed[item.table.caption] == len(item.table.rows)


def test_the_cover_says_area_month_day_release_and_marking() -> None:
    facts = text_of(with_class(body("south-west", "2018-06"), "pack-facts"))
    assert facts == (
        "AreaSouth West BCUAs atJune 2018, the last month taken into accountMade on1 July 2026"
        f"Data release{get_store().release[:12]}MarkingOFFICIAL – draft"
    )
    # No line end parts the area's name or the month.
    assert page(made("south-west", "2018-06")).title == (
        "Met Business Plan: South_West_BCU, as_at_June_2018".replace("_", "\N{NO-BREAK SPACE}")
    )
    assert running_header(made("south-west", "2018-06")) == (
        "Met Business Plan · South West BCU · as at June 2018"
    )


def test_without_a_marking_the_cover_has_no_such_line() -> None:
    plain = pack(get_store(), area="london", as_at=Month.parse("2018-06"), made=MADE)
    assert "Marking" not in text_of(with_class(html.Div(list(page(plain).body)), "pack-facts"))


def test_tiles_and_findings_say_what_the_overview_says() -> None:
    shown = body("south-west", "2018-06")
    tiles = with_class(shown, "tile")
    assert [text_of(with_class(tile, "tile-name")) for tile in tiles] == [
        "All recorded crime",
        "Violence against the person",
        "Knife crime",
        "Under-25 knife injury victims",
        "Burglary",
    ]
    assert "16,038 offences in Q1 2018-19" in text_of(tiles[0])
    listed = text_of(with_class(shown, "pack-findings"))
    for finding in made("south-west", "2018-06").findings:
        assert finding.sentence in listed


def test_the_newest_month_is_provisional_on_paper_too() -> None:
    shown = body("london", "2026-02")
    row = next(
        text_of(part)
        for part in parts_of(shown)
        if isinstance(part, html.Tr) and re.match("February 2026", text_of(part))
    )
    assert "78 provisional" in row


def test_controls_stand_apart_from_what_is_printed() -> None:
    shown = body("south-west", "2018-06")
    buttons = [part for part in parts_of(shown) if isinstance(part, html.Button)]
    inside = [
        part
        for each in with_class(shown, "pack-actions")
        for part in parts_of(each)
        if isinstance(part, html.Button)
    ]
    assert buttons == inside
    assert len(buttons) == 1

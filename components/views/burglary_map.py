"""The borough map: its card, its key, and what it needs for another question.

The overview shows the map of change through :func:`change_map_section`.
"""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Final

import plotly.graph_objects as go
from dash import Patch, html

from components.boundaries import boundaries_url
from components.chart_card import Absent, Card, chart_card
from components.dom import dom
from components.figures.map import Box, Label, borough_map, map_values, place_labels
from components.map_classes import VERDICTS, key_items
from components.patches import patch_of
from components.url_state import State
from components.views import burglary_period as periods
from components.views.burglary_picture import CHANGE, SIGNIFICANCE, Picture, Row, picture
from components.views.burglary_table import table
from components.views.burglary_words import (
    about,
    map_subtitle,
    map_summary,
    map_title,
    nothing_to_map,
    nothing_yet,
)
from data.areas import CITY_OF_LONDON

HEIGHT: Final = 520
MARGIN: Final = 0.02
"""Room around the map, as a part of its size."""

LABELS_AT_MOST: Final = 6
BURGLARY: Final = "burglary"


def change_map_section(
    state: State,
    *,
    card_id: str = "burglary-change",
    heading: int = 2,
    class_name: str = "",
    subject: str = "",
) -> html.Section:
    """The map of burglary's change on a year in the newest quarter: a whole chart card.

    Args:
        state: A page's state: its area and as-at are used, no parameter of the page.
        card_id: Unique on the page.
        heading: The level of its heading.
        class_name: More CSS classes, such as a grid's span.
        subject: What the title's finding is about, where the page does not say it.
    """
    found = _newest(state)
    card = nothing_yet(state) if found is None else map_card(found)
    if subject and isinstance(card, Card):
        card = replace(card, title=f"{subject}: {card.title[:1].lower()}{card.title[1:]}")
    return chart_card(
        card_id,
        card,
        view=state.view,
        height=HEIGHT,
        heading=heading,
        extra=() if found is None else (map_key(found, f"{card_id}-classes"),),
        class_name=f"map-card {class_name}".strip(),
    )


def change_map_card(state: State) -> Card | Absent:
    """The card of :func:`change_map_section`, for a page that lays it out itself."""
    found = _newest(state)
    return nothing_yet(state) if found is None else map_card(found)


def map_card(found: Picture) -> Card | Absent:
    """The card of a map; where no borough has a value, why."""
    if not found.known:
        return nothing_to_map(found, figure(found))
    return Card(
        title=map_title(found),
        subtitle=map_subtitle(found),
        figure=figure(found),
        table=table(found),
        summary=map_summary(found),
        about=about(found),
    )


def map_key(found: Picture, element_id: str) -> html.Ul:
    """The key of a map, drawn by ``assets/62-map.js``; see :func:`key_json`."""
    return html.Ul(
        id=element_id,
        className="map-key",
        **dom(data_island="map-key", data_value=key_json(found)),
    )


def key_json(found: Picture) -> str:
    """The key's entries: colour, text, shape, number of listed boroughs (−1: not counted)."""
    inside = set(found.zoom.boroughs)
    counted = [row["area"] in inside for row in found.rows]
    items = key_items(found.classed, counted)
    return json.dumps(items, ensure_ascii=False, separators=(",", ":"))


def figure(found: Picture) -> go.Figure:
    """The map."""
    inside = () if found.zoom.kind == "london" else found.zoom.boroughs
    return borough_map(
        names={row["area"]: row["name"] for row in found.rows},
        classed=found.classed,
        texts=_texts(found),
        labels=_labels(found),
        boundaries=boundaries_url(found.store),
        box=_box(found),
        city=CITY_OF_LONDON,
        chosen=found.area.boroughs if found.area.kind == "borough" else (),
        shown=inside,
    )


def patch(found: Picture) -> Patch:
    """The values alone, for the map on screen; the area has not changed."""
    return patch_of(map_values(classed=found.classed, texts=_texts(found), labels=_labels(found)))


def _newest(state: State) -> Picture | None:
    period = periods.newest(state.context)
    if not period:
        return None
    return picture(
        state.store,
        offence=BURGLARY,
        area=state.area,
        period=periods.parse(period),
        as_at=state.as_at,
        measure=CHANGE,
    )


def _texts(found: Picture) -> list[str]:
    column, words = found.measure.column, found.measure.words
    if found.measure is not SIGNIFICANCE:
        return [words(row[column]) for row in found.rows]
    return [f"{_verdict(found, row)} {words(row[column])}" for row in found.rows]


def _verdict(found: Picture, row: Row) -> str:
    verdict = row[found.verdict_column]
    return "" if verdict is None else VERDICTS[verdict][0]


def _labels(found: Picture) -> list[Label]:
    """Names on the map: all boroughs of a BCU; of London the most notable that fit."""
    if found.zoom.kind != "london":
        wanted, always = list(found.known), len(found.known)
    else:
        wanted, always = _notable(found), 2
    texts = dict(zip((row["area"] for row in found.rows), _texts(found), strict=True))
    dark = {
        row["area"]: found.classed.classes[place].is_dark
        for row, place in zip(found.rows, found.classed.index, strict=True)
    }
    points = found.store.boundaries.label_points
    labels = [
        Label(*points[row["area"]], f"{row['name']}<br>{texts[row['area']]}", dark[row["area"]])
        for row in wanted
    ]
    return place_labels(labels, box=_box(found), most=max(LABELS_AT_MOST, always), always=always)


def _notable(found: Picture) -> list[Row]:
    """The highest and the lowest in turn; of verdicts, those that stand out come first."""
    known = found.known
    turn = [row for pair in zip(known, reversed(known), strict=True) for row in pair]
    rows = list({row["area"]: row for row in turn}.values())
    if found.measure is SIGNIFICANCE:
        rows.sort(key=lambda row: row[found.verdict_column] == "as-expected")
    return rows


def _box(found: Picture) -> Box:
    box = found.store.boundaries.boxes[found.zoom.code]
    wide, high = (box.east - box.west) * MARGIN, (box.north - box.south) * MARGIN
    return (box.west - wide, box.south - high, box.east + wide, box.north + high)

"""The borough map: its card, its key, and what it needs for another question.

The overview shows the map of change through :func:`change_map_section`.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from typing import Any, Final

import plotly.graph_objects as go
from dash import Patch, html

from components import theme
from components.boundaries import boundaries_url
from components.chart_card import Absent, Card, chart_card
from components.dom import dom
from components.figures.bars import in_two_lines
from components.figures.drawing import undrawn
from components.figures.map import Box, Label, borough_map, fits, map_values, place_labels
from components.map_classes import CITY, VERDICTS
from components.patches import patch_of
from components.url_state import State
from components.views import burglary_period as periods
from components.views.burglary_about import about, notes
from components.views.burglary_picture import CHANGE, SIGNIFICANCE, Picture, Row, picture
from components.views.burglary_table import table
from components.views.burglary_titles import map_title
from components.views.burglary_words import (
    map_subtitle,
    map_summary,
    nothing_to_map,
    nothing_yet,
)
from data.areas import CITY_OF_LONDON

HEIGHT: Final = 520
MARGIN: Final = 0.04
"""Room around the map, as a part of its size."""

LABELS_AT_MOST: Final = 6
BURGLARY: Final = "burglary"
NOTES: Final = "map-notes"
"""Where the notes on a period stand in About."""


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
        class_name=f"map-card {'' if found is None else scope(found)} {class_name}".strip(),
    )


def change_map_card(state: State) -> Card | Absent:
    """The card of :func:`change_map_section`, for a page that lays it out itself."""
    found = _newest(state)
    return nothing_yet(state) if found is None else map_card(found)


def map_card(found: Picture, *, draw: bool = True) -> Card | Absent:
    """The card of a map; where no borough has a value, why.

    Args:
        found: The question and its answer.
        draw: Whether to draw the map; not where the one on screen gets :func:`patch`.
    """
    absent = None if found.known else nothing_to_map(found)
    card = Card(
        title=absent.title if absent else map_title(found),
        subtitle=map_subtitle(found),
        figure=figure(found) if draw else undrawn(),
        table=table(found),
        summary=absent.message if absent else map_summary(found),
        about=[*about(found), html.Div(notes_content(found), id=NOTES)],
    )
    return replace(absent, behind=card) if absent else card


def notes_content(found: Picture) -> list[html.P]:
    """The last paragraphs of About, which change with the period."""
    return [html.P(note) for note in notes(found)]


def map_key(found: Picture, element_id: str) -> html.Ul:
    """The key of a map, drawn by ``assets/62-map.js``; see :func:`key_json`."""
    return html.Ul(
        id=element_id,
        className="map-key",
        **dom(data_island="map-key", data_value=key_json(found)),
    )


def scope(found: Picture) -> str:
    """The CSS class of what the map shows: all London, or a BCU."""
    return "is-london" if found.zoom.kind == "london" else "is-bcu"


def key_json(found: Picture) -> str:
    """The key's entries, for ``assets/62-map.js``.

    Returns:
        A JSON list of colour, text, shape, number of boroughs on the map (−1: not counted) and
        whether the colour is dark.
    """
    counts = Counter(found.class_of[row["area"]] for row in found.listed)
    items: list[list[str | int]] = [
        [each.colour, each.label, each.shape, counts[place], int(each.is_dark)]
        for place, each in enumerate(found.classed.classes)
    ]
    if found.zoom.kind != "london":
        items.append([theme.AROUND, "other boroughs", "", -1, 0])
    items.append([theme.OUTSIDE, CITY, "", -1, 0])
    return json.dumps(items, ensure_ascii=False, separators=(",", ":"))


def figure(found: Picture) -> go.Figure:
    """The map."""
    inside = set(found.zoom.boroughs)
    return borough_map(
        names={row["area"]: row["name"] for row in _drawn(found)},
        boundaries=boundaries_url(found.store),
        box=_box(found),
        city=CITY_OF_LONDON,
        chosen=found.area.boroughs if found.area.kind == "borough" else (),
        around={row["area"]: row["name"] for row in found.rows if row["area"] not in inside},
        **_values(found),
    )


def patch(found: Picture) -> Patch:
    """The values alone, for the map on screen; the area has not changed."""
    return patch_of(map_values(**_values(found)))


def _drawn(found: Picture) -> list[Row]:
    """The boroughs with a colour, in code order."""
    inside = set(found.zoom.boroughs)
    return [row for row in found.rows if row["area"] in inside]


def _values(found: Picture) -> dict[str, Any]:
    drawn = _drawn(found)
    return {
        "classes": found.classed.classes,
        "index": [found.class_of[row["area"]] for row in drawn],
        "texts": [_text(found, row) for row in drawn],
        "labels": _labels(found),
    }


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


def _text(found: Picture, row: Row) -> str:
    words = found.measure.words(row[found.measure.column])
    verdict = row[found.verdict_column]
    if found.measure is not SIGNIFICANCE or verdict is None:
        return words
    return f"{VERDICTS[verdict][0]} {words}"


def _labels(found: Picture) -> list[Label]:
    """Names on the map: all boroughs of a BCU; of London the most notable within their borough.

    A borough of London that is too narrow for its name has none there: the title, the ranking, the
    table and the pointer name it.
    """
    box, points = _box(found), found.store.boundaries.label_points
    london = found.zoom.kind == "london"
    wanted = _notable(found) if london else list(found.known)
    most, always = (LABELS_AT_MOST, 0) if london else (len(wanted), len(wanted))
    rooms = found.store.boundaries.label_rooms
    classes = found.classed.classes

    def dark(code: str) -> bool:
        return classes[found.class_of[code]].is_dark

    labels = []
    for row in wanted:
        code, value = row["area"], _text(found, row)
        west, east = rooms[code]
        longitude, latitude = points[code]
        # The map of a BCU is large enough for a name in two lines where it is too wide in one.
        names = [row["name"]] if london else [row["name"], in_two_lines(row["name"])]
        written = [f"{name}<br>{value}" for name in names]
        text = next((one for one in written if fits(one, width=east - west, box=box)), "")
        if text:
            labels.append(Label((west + east) / 2, latitude, text, dark(code)))
        elif not london:
            labels.append(Label(longitude, latitude, written[-1], on_dark=False))
    return place_labels(labels, box=box, most=most, always=always)


def _notable(found: Picture) -> list[Row]:
    """The highest and the lowest in turn; of verdicts, those that stand out come first."""
    known = found.known
    turn = [row for pair in zip(known, reversed(known), strict=True) for row in pair]
    rows = list({row["area"]: row for row in turn}.values())
    if found.measure is SIGNIFICANCE:
        rows.sort(key=lambda row: row[found.verdict_column] == "as-expected")
    return rows


def _box(found: Picture) -> Box:
    """The part of the map to show, in the proportions of London's, with room around."""
    boxes = found.store.boundaries.boxes
    london, box = boxes["london"], boxes[found.zoom.code]
    scale = max(
        (box.east - box.west) / (london.east - london.west),
        (box.north - box.south) / (london.north - london.south),
    )
    scale *= (1 + MARGIN) / 2
    wide, high = (london.east - london.west) * scale, (london.north - london.south) * scale
    longitude, latitude = box.centre
    return (longitude - wide, latitude - high, longitude + wide, latitude + high)

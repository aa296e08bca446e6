"""The map of a borough's wards: there where ward boundaries are loaded."""

from __future__ import annotations

import json
from collections import Counter
from typing import Final

from dash import html

from components import formatting, wording
from components.boundaries import ward_boundaries_url
from components.chart_card import Card
from components.dom import dom
from components.figures.map import Box, Label, borough_map, fits, place_labels
from components.map_classes import Classed, amount_classes
from components.views.burglary_table import CARE
from components.views.wards_look import Look, Row
from components.views.wards_table import is_small, ranking_table

MAP: Final = "ward-map"
HEIGHT: Final = 480
MARGIN: Final = 0.04
"""Room around the borough, as a part of its width and height."""


def has_map(seen: Look) -> bool:
    """Whether boundaries of the borough's wards are loaded."""
    return seen.state.area.code in seen.state.store.wards


def map_card(seen: Look) -> Card:
    """Counts of the period on the map."""
    shapes = seen.state.store.wards[seen.state.area.code]
    drawn = _drawn(seen)
    classed = _classed(seen)
    box = _with_margin(shapes.box.west, shapes.box.south, shapes.box.east, shapes.box.north)
    labels = [
        Label(*shapes.boxes[row["area"]].centre, row["name"], classed.classes[place].is_dark)
        for row, place in zip(drawn, classed.index, strict=True)
        if fits(row["name"], width=_width(seen, row), box=box)
    ]
    subject = f"{wording.offence_name(seen.offence)} by ward, {seen.borough}, {seen.span.label}"
    known = [row for row in drawn if row["count"] is not None]
    top = max(known, key=lambda row: row["count"], default=None)
    title = f"Most in {top['name']}" if top is not None and top["count"] else "No offences"
    return Card(
        title=title,
        subtitle=f"{subject}: {seen.offence.unit}, not rates",
        figure=borough_map(
            names={row["area"]: row["name"] for row in drawn},
            classes=classed.classes,
            index=classed.index,
            texts=[_text(seen, row) for row in drawn],
            labels=place_labels(labels, box=box, most=len(labels)),
            boundaries=ward_boundaries_url(seen.state.store, seen.state.area.code),
            box=box,
            city=None,
            chosen=[row["area"] for row in drawn if row["area"] == seen.chosen],
        ),
        table=ranking_table(seen),
        summary=_summary(seen, drawn),
        about=[
            "A large ward is no worse for being large: the map shows counts, since no residents "
            "are loaded by ward.",
            html.P(f"Boundaries: {seen.state.store.dataset('boundaries-wards').attribution}"),
        ],
    )


def map_key(seen: Look) -> html.Ul:
    """The key of the map, drawn by ``assets/62-map.js``."""
    classed = _classed(seen)
    counts = Counter(classed.index)
    items = [
        [each.colour, each.label, "", counts[place], int(each.is_dark)]
        for place, each in enumerate(classed.classes)
    ]
    value = json.dumps(items, ensure_ascii=False, separators=(",", ":"))
    return html.Ul(className="map-key", **dom(data_island="map-key", data_value=value))


def _drawn(seen: Look) -> list[Row]:
    """The wards that have a boundary, the highest count first, as they are called here."""
    boxes = seen.state.store.wards[seen.state.area.code].boxes
    return [{**row, "name": seen.names[row["area"]]} for row in seen.rows if row["area"] in boxes]


def _classed(seen: Look) -> Classed:
    return amount_classes([row["count"] for row in _drawn(seen)], words=formatting.count)


def _text(seen: Look, row: Row) -> str:
    if row["count"] is None:
        return "no figure"
    parts = [f"{formatting.count(row['count'])} {seen.offence.unit}"]
    if row["change_percent"] is not None:
        parts.append(f"{formatting.change(row['change_percent'])} on a year before")
    if is_small(row):
        parts.append(CARE)
    return "<br>".join(parts)


def _summary(seen: Look, drawn: list[Row]) -> str:
    known = [row for row in drawn if row["count"] is not None]
    sentences = [f"{formatting.plural(len(known), 'ward')} of {seen.borough} on the map."]
    if known:
        low, high = known[-1], known[0]
        sentences.append(
            f"From {formatting.count(low['count'])} in {low['name']} to "
            f"{formatting.count(high['count'])} in {high['name']}."
        )
    left_out = len(seen.known) - len(known)
    if left_out:
        sentences.append(
            f"{formatting.plural(left_out, 'ward')} with figures have no boundary in the loaded "
            "file, which has the codes of one date."
        )
    return " ".join(sentences)


def _width(seen: Look, row: Row) -> float:
    box = seen.state.store.wards[seen.state.area.code].boxes[row["area"]]
    return 0.8 * (box.east - box.west)


def _with_margin(west: float, south: float, east: float, north: float) -> Box:
    wide, high = MARGIN * (east - west), MARGIN * (north - south)
    return west - wide, south - high, east + wide, north + high

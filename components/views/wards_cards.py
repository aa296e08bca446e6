"""The cards of wards: the ranking in the period, and the heat map by month."""

from __future__ import annotations

import json

from dash import html

from components import wording
from components.chart_card import Card
from components.dom import dom
from components.figures.heat import heat_map
from components.map_classes import NO_FIGURE
from components.pack.names import stem
from components.table_card import TableCard
from components.tables import Cell, Column, Table
from components.views.wards_look import Look
from components.views.wards_table import ranking_table
from components.views.wards_words import (
    heat_about,
    heat_summary,
    heat_title,
    ranking_notes,
    ranking_title,
)
from data.result import UNAVAILABLE


def ranking_card(seen: Look) -> TableCard:
    """Every ward in the period, the highest count first."""
    subject = f"{wording.offence_name(seen.offence)} by ward, {seen.borough}"
    return TableCard(
        title=ranking_title(seen),
        subtitle=f"{subject}, {seen.span.label}",
        table=ranking_table(seen),
        notes=ranking_notes(seen),
    )


def heat_card(seen: Look) -> Card:
    """A row a ward, a column a month."""
    months = list(seen.months)
    values = [list(seen.values[row["area"]]) for row in seen.shown]
    classed, width = seen.classed, len(months)
    index = [
        [
            None if value is None else classed.index[row * width + column]
            for column, value in enumerate(each)
        ]
        for row, each in enumerate(values)
    ]
    codes = [row["area"] for row in seen.shown]
    drawn = [each for each in classed.classes if each.label != NO_FIGURE]
    figure = heat_map(
        names=[row["name"] for row in seen.shown],
        months=months,
        values=values,
        classes=drawn,
        index=index,
        unit=seen.offence.unit,
        chosen=codes.index(seen.chosen) if seen.chosen in codes else None,
        provisional=seen.provisional,
    )
    where = f"{seen.borough}, {months[0].label} to {months[-1].label}"
    subject = f"{wording.offence_name(seen.offence)}, {seen.offence.unit} a month by ward"
    return Card(
        title=heat_title(seen),
        subtitle=f"{subject}, {where}",
        figure=figure,
        table=_months_table(seen, f"{subject}, {where}", values),
        summary=heat_summary(seen),
        about=heat_about(seen),
        key=_key(seen),
    )


def _months_table(seen: Look, caption: str, values: list[list[float | None]]) -> Table:
    columns = [Column("ward", "Ward", row_header=True), Column("sum", "Sum", "count")]
    columns += [Column(str(month), month.short_label, "count") for month in seen.months]
    rows = [
        [
            row["name"],
            row["sum"],
            *(Cell(None, symbol=UNAVAILABLE) if value is None else value for value in each),
        ]
        for row, each in zip(seen.shown, values, strict=True)
    ]
    first, last = seen.months[0], seen.months[-1]
    return Table(
        caption=caption,
        columns=columns,
        rows=rows,
        filename=stem(f"{seen.offence.slug}-by-ward", seen.state.area.code, first, last),
        source=f"{seen.meta.source}.",
        row_keys=[row["area"] for row in seen.shown],
    )


def heat_key(seen: Look) -> html.Ul:
    """The key of the cells' classes, drawn by ``assets/62-map.js``; as a map's."""
    items = [
        [each.colour, each.label, "", -1, int(each.is_dark)]
        for each in seen.classed.classes
        if each.label != NO_FIGURE
    ]
    value = json.dumps(items, ensure_ascii=False, separators=(",", ":"))
    return html.Ul(className="map-key", **dom(data_island="map-key", data_value=value))


def _key(seen: Look) -> list[tuple[str, str]]:
    found = []
    if any(value is None for values in seen.values.values() for value in values):
        found.append(("–", "no figure: missing, not zero"))
    if any(seen.provisional):
        found.append(("*", "provisional: likely to rise"))
    return found

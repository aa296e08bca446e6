"""The cards of wards: the ranking in the period, and the heat map by month."""

from __future__ import annotations

import json
from typing import Any

from dash import html

from components import formatting, wording
from components.chart_card import Card
from components.dom import dom
from components.figures.heat import heat_map
from components.links import relative
from components.map_classes import NO_FIGURE
from components.table_card import TableCard
from components.tables import Cell, Column, Table
from components.url_state import query_string
from components.views.burglary_table import CARE
from components.views.wards_look import Look, Row
from components.views.wards_words import (
    heat_about,
    heat_summary,
    heat_title,
    ranking_notes,
    ranking_title,
)
from data.result import UNAVAILABLE

COLUMNS = (
    Column("ward", "Ward", row_header=True),
    Column("count", "Count", "count"),
    Column("count_low", "95 % from", "decimal"),
    Column("count_high", "95 % to", "decimal"),
    Column("count_year_before", "A year before", "count"),
    Column("change_percent", "Change", "change"),
    Column("area_code", "Code"),
)


def is_small(row: Row) -> bool:
    """Whether a count is so small that it is read with care, and is no finding."""
    counts = (row["count"], row["count_year_before"])
    return any(each is not None and each < formatting.SMALL_COUNT for each in counts)


def ranking_card(seen: Look) -> TableCard:
    """Every ward in the period, the highest count first."""
    subject = f"{wording.offence_name(seen.offence)} by ward, {seen.borough}"
    table = Table(
        caption=f"Every ward of {seen.borough}, the highest count first",
        columns=COLUMNS,
        rows=[_cells(seen, row) for row in seen.rows],
        filename=f"{seen.offence.slug}-by-ward_{seen.state.area.code}_{seen.span.last}",
        source=f"{seen.meta.source}.",
        row_keys=[row["area"] for row in seen.rows],
    )
    return TableCard(
        title=ranking_title(seen),
        subtitle=f"{subject}, {seen.span.label}",
        table=table,
        notes=ranking_notes(seen),
    )


def _cells(seen: Look, row: Row) -> list[Any]:
    missing = row["count"] is None
    notes = ["chosen"] if row["area"] == seen.chosen else []
    notes += [CARE] if is_small(row) else []
    symbol = row["symbol"] or UNAVAILABLE
    return [
        Cell(seen.names[row["area"]], href=_href(seen, row["area"])),
        Cell(row["count"], symbol=symbol if missing else None, note=", ".join(notes) or None),
        row["count_low"],
        row["count_high"],
        Cell(
            row["count_year_before"],
            symbol=UNAVAILABLE if row["count_year_before"] is None else None,
        ),
        Cell(
            row["change_percent"],
            symbol=symbol if row["change_percent"] is None else None,
        ),
        row["area"],
    ]


def _href(seen: Look, code: str) -> str:
    """The page with this ward chosen, everything else as it is."""
    state = seen.state
    values = {name: value for name, value in state.values.items() if value != state.defaults[name]}
    values |= {"ward": code, "area": state.area.code, "as-at": str(state.as_at)}
    query: dict[str, str | None] = {name.replace("-", "_"): each for name, each in values.items()}
    return f"{relative(seen.path)}{query_string(**query)}"


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
        filename=f"{seen.offence.slug}-by-ward_{seen.state.area.code}_{first}_{last}",
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

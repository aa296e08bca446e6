"""One item of the printed pack: the finding, its chart as a vector, its words, its table."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, Final

from dash import html
from dash.development.base_component import Component

from components import ids
from components.chart_card import Absent, Card
from components.dom import dom
from components.pack.model import Item
from components.tables import Table
from components.views.pack_table import in_columns, printed_table

WIDTH: Final = 800
HALF_WIDTH: Final = 500
"""Pixels in which a chart is laid out, across the sheet or half of it. A sheet shows it 0.84 or
0.65 times as large."""
HIGHEST: Final = 860
HALF_HIGHEST: Final = 320
MAP_HIGHEST: Final = 440
LINE_HIGHEST: Final = 300
"""So that a chart and its words stand on one sheet, two lines, and a map with its table."""
PRINT_FONT: Final = "Arial, 'Liberation Sans', 'Helvetica Neue', sans-serif"


def printed_item(
    item: Item,
    *,
    notes: Sequence[str],
    extra: Component | None = None,
    half: bool = False,
    own_key: bool = True,
) -> html.Section:
    """An item of a section.

    Args:
        item: The item.
        notes: Those of its notes that the section has not said before.
        extra: What belongs to its chart, such as the key of a map.
        half: Whether it takes half of the sheet's width.
        own_key: Whether what the badges in its chart mean stands under it.
    """
    card = item.card
    parts: list[Component] = [html.H3(item.title, id=ids.card(item.key, "title"))]
    if isinstance(card, Absent):
        parts.append(html.P(card.message, className="pack-absent"))
        return _section(item, parts)
    if item.subtitle:
        parts.append(html.P(item.subtitle, className="card-subtitle"))
    if isinstance(card, Card):
        parts += [_chart(item, card, half=half), *([] if extra is None else [extra])]
        parts += key_list(card.key if own_key else ())
        parts.append(html.P(item.summary, className="card-summary"))
        # What must not part: a heading, its chart and the chart's words.
        parts = [html.Div(parts, className="pack-whole")]
    if stands_in_place(item):
        parts += [printed_table(card.table), *note_list(notes)]
    elif item.table is not None:
        parts.append(
            html.P(
                [
                    "The figures: ",
                    html.A(f"table “{card.table.caption}”", href=f"#{table_id(item)}"),
                    ".",
                ],
                className="pack-pointer",
            )
        )
    return _section(item, parts)


def printed_figures(item: Item, table: Table) -> html.Section:
    """The table behind a chart; its caption is the heading."""
    return html.Section(
        [html.H3(table.caption), printed_table(table)],
        id=table_id(item),
        className="pack-item pack-figures",
    )


def stands_in_place(item: Item) -> bool:
    """Whether a table follows its chart; the long ones behind lines stand at the end."""
    if item.table is None:
        return False
    return not isinstance(item.card, Card) or not in_columns(item.table)


def table_id(item: Item) -> str:
    """The anchor of the table behind an item's chart."""
    return f"{item.key}-table"


def _section(item: Item, parts: list[Component]) -> html.Section:
    return html.Section(parts, id=f"item-{item.key}", className="pack-item")


def _chart(item: Item, card: Card, *, half: bool) -> html.Div:
    """The place of a chart, drawn once by the browser as a picture made of lines and letters."""
    figure: dict[str, Any] = json.loads(card.figure.to_json())
    layout = figure["layout"]
    width, height = HALF_WIDTH if half else WIDTH, min(item.height, _highest(item, layout, half))
    layout |= {"width": width, "height": height}
    layout["font"] = {**layout.get("font", {}), "family": PRINT_FONT}
    chart = {"data": figure["data"], "layout": layout}
    return html.Div(
        className="pack-chart",
        style={"aspectRatio": f"{width} / {height}"},
        **dom(
            data_island="print-chart",
            data_value=json.dumps(chart, ensure_ascii=False, separators=(",", ":")),
            data_words=f"Chart: {card.title}. {card.subtitle}",
        ),
    )


def _highest(item: Item, layout: Mapping[str, Any], half: bool) -> int:
    if half:
        return HALF_HIGHEST
    if item.chart is not None and item.chart.kind == "line":
        return LINE_HIGHEST
    return MAP_HIGHEST if "geo" in layout else HIGHEST


def key_list(key: Sequence[tuple[str, str]]) -> list[Component]:
    """What the badges in a chart mean; nothing where it has none."""
    lines = [html.Li([html.Span(badge, className="key-badge"), text]) for badge, text in key]
    return [html.Ul(lines, className="chart-key")] if lines else []


def note_list(notes: Sequence[str]) -> list[Component]:
    """What must be known to read a table, as a list; nothing where there is nothing to say."""
    if not notes:
        return []
    return [html.Ul([html.Li(note) for note in notes], className="table-notes")]

"""The table card: a finding, a table, what must be known to read it, and its download.

For what is better read than drawn. The menu is that of a chart card, so that a table is saved and
copied alike wherever it stands.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from dash import Output, html
from dash.development.base_component import Component

from components import ids
from components.card_menu import TABLE, card_menu
from components.dom import dom
from components.tables import Table, data_table


@dataclass(frozen=True)
class TableCard:
    """What a table card says.

    Args:
        title: A finding, at most ten words.
        subtitle: Measure, area and period.
        table: The table.
        notes: What must be known to read it.
    """

    title: str
    subtitle: str
    table: Table
    notes: Sequence[str] = field(default_factory=tuple)


def table_card(
    card_id: str,
    card: TableCard,
    *,
    heading: int = 2,
    table_class: str = "",
    extra: Sequence[Component] = (),
) -> html.Section:
    """A table card.

    Args:
        card_id: Unique on the page; also the card's anchor.
        card: What it says.
        heading: The level of its heading.
        table_class: CSS classes of the table.
        extra: What stands after the notes.
    """
    heading_tag = {2: html.H2, 3: html.H3}[heading]
    return html.Section(
        [
            heading_tag(card.title, id=ids.card(card_id, "title"), className="card-title"),
            html.Div(
                [
                    html.P(
                        card.subtitle, id=ids.card(card_id, "subtitle"), className="card-subtitle"
                    ),
                    table_actions(card_id),
                ],
                className="table-card-bar",
            ),
            data_table(ids.card(card_id, "table"), card.table, class_name=table_class),
            html.Ul(note_items(card), id=ids.card(card_id, "notes"), className="table-notes"),
            *extra,
        ],
        id=card_id,
        className="panel table-card",
        **dom(data_card=card_id, aria_labelledby=ids.card(card_id, "title")),
    )


def table_actions(card_id: str) -> html.Div:
    """The menu of a table card: saving and copying it."""
    return card_menu(TABLE, ids.card(card_id, "title"))


def note_items(card: TableCard) -> list[Component]:
    """The notes as list items."""
    return [html.Li(note) for note in card.notes]


def table_card_outputs(card_id: str) -> list[Output]:
    """The outputs that redraw a table card; the values are :func:`table_card_values`."""
    return [
        Output(ids.card(card_id, "title"), "children"),
        Output(ids.card(card_id, "subtitle"), "children"),
        Output(ids.card(card_id, "table"), "data-table"),
        Output(ids.card(card_id, "notes"), "children"),
    ]


def table_card_values(card: TableCard) -> list[object]:
    """The values of :func:`table_card_outputs`."""
    return [card.title, card.subtitle, card.table.to_json(), note_items(card)]

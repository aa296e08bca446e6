"""What a callback changes of a chart card: its outputs, and their values in the same order."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, Final

from dash import Output, no_update

from components import ids
from components.chart_card import Absent, Card, about_content, absent_content, key_content


def card_outputs(card_id: str, *, without: Collection[str] = ()) -> list[Output]:
    """The outputs that redraw a card; the values are :func:`card_values`, in this order.

    Args:
        card_id: The card.
        without: Parts that no question changes (``about``, ``key``), and so are not sent.
    """
    return [Output(ids.card(card_id, part), name) for part, name in CHANGING if part not in without]


CHANGING: Final = (
    ("title", "children"),
    ("subtitle", "children"),
    ("figure", "figure"),
    ("table", "data-table"),
    ("summary", "children"),
    ("about", "children"),
    ("key", "children"),
    ("content", "hidden"),
    ("absent", "hidden"),
    ("absent", "children"),
)
"""The parts of a card that a callback redraws, and the property of each."""


def card_values(
    card: Card | Absent, figure: Any = None, *, without: Collection[str] = ()
) -> list[Any]:
    """The values of :func:`card_outputs`.

    Args:
        card: What the card says now.
        figure: A patch of the figure on screen, instead of the card's.
        without: As for the outputs.
    """
    if isinstance(card, Absent):
        table = no_update if card.behind is None else card.behind.table.to_json()
        values: list[Any] = [no_update, no_update, no_update, table, *[no_update] * 3]
        values += [True, False, absent_content(card)]
    else:
        values = [
            card.title,
            card.subtitle,
            card.figure if figure is None else figure,
            card.table.to_json(),
            card.summary,
            about_content(card),
            key_content(card),
            False,
            True,
            [],
        ]
    return [value for (part, _), value in zip(CHANGING, values, strict=True) if part not in without]

"""Lesser series of the printed pack: two charts beside each other, under one key if one will do."""

from __future__ import annotations

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from components.chart_card import Card
from components.pack.model import Item
from components.views.pack_item import key_list, printed_item


def pairs(items: Sequence[Item]) -> list[Component]:
    """Charts at half the sheet's width; nothing where there are none."""
    if not items:
        return []
    shared = shared_key(items)
    charts = [printed_item(item, notes=(), half=True, own_key=shared is None) for item in items]
    return [*key_list(shared or ()), html.Div(charts, className="pack-pairs")]


def shared_key(items: Sequence[Item]) -> list[tuple[str, str]] | None:
    """The key of all charts together; None where a badge means one thing here, another there."""
    meaning: dict[str, str] = {}
    for item in items:
        for badge, text in item.card.key if isinstance(item.card, Card) else ():
            if meaning.setdefault(badge, text) != text:
                return None
    return sorted(meaning.items())

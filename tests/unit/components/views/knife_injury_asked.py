"""The knife injury page's cards for a state, as the tests ask for them."""

from __future__ import annotations

import json
from typing import Any

from components import url_state
from components.chart_card import Card
from components.views import knife_injury as view
from components.views import knife_injury_areas as areas
from data.store import Store

HAVERING = "E09000016"


def state(
    store: Store, area: str = "london", as_at: str = "2018-06", **more: str
) -> url_state.State:
    found = url_state.read(store, view.PARAMETERS, {"area": area, "as-at": as_at, **more})
    assert not found.problems
    return found


def cards(found: url_state.State) -> tuple[Card, Card]:
    ranked, over_time, _ = areas.drawn(found)
    assert isinstance(ranked, Card)
    assert isinstance(over_time, Card)
    return ranked, over_time


def rows_of(card: Card) -> list[list[Any]]:
    rows: list[list[Any]] = json.loads(card.table.to_json())["rows"]
    return [[cell["v"] if isinstance(cell, dict) else cell for cell in row] for row in rows]

"""The burglary page asked for a state, for its tests."""

from __future__ import annotations

import json

from components import url_state
from components.chart_card import Card
from components.views import burglary, burglary_map
from components.views.burglary_picture import Picture
from data.store import get_store

HAVERING, HARINGEY, WESTMINSTER = "E09000016", "E09000014", "E09000033"
MEASURES = ("change-on-year", "rate", "count", "significance")


def state(**query: str) -> url_state.State:
    asked = {name.replace("_", "-"): value for name, value in query.items()}
    found = url_state.read(get_store(), burglary.PARAMETERS, asked)
    assert not found.problems
    return found


def ask(**query: str) -> Picture:
    found = burglary.ask(state(**query))
    assert found is not None
    return found


def card(found: Picture) -> Card:
    shown = burglary_map.map_card(found)
    assert isinstance(shown, Card)
    return shown


def key(found: Picture) -> dict[str, int]:
    return {item[1]: item[3] for item in json.loads(burglary_map.key_json(found))}


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")

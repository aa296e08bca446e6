"""The board: cards in columns, what concerns the area apart from what is pan-London.

The board travels as one JSON attribute and is drawn in the reader's browser by
``assets/65-milestones.js``, so that hundreds of cards cost the server and the page little.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

import pandas as pd

from components.status import MARKS
from components.url_state import State
from components.views import milestones as view
from components.views.milestones_words import areas_short, due_of, due_words, flag
from data.milestones import ACTIVITY, STATUSES, THEMES

BOARD: Final = "milestone-board"

Record = dict[str, Any]


def anchor(name: str) -> str:
    """The id of a card's link, so that closing a detail leads back to it."""
    return f"card-{name}"


def board_json(state: State) -> str:
    """The board for the filters, as compact JSON; see the module's JavaScript for its form."""
    found = view.rows(state)
    sections = [_section(state, *each) for each in _scopes(state, found) if not each[2].empty]
    return json.dumps(sections, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def _scopes(state: State, found: pd.DataFrame) -> list[tuple[str, str, pd.DataFrame]]:
    """The parts of the board: heading, note and rows."""
    if state.area.kind == "london":
        return [("", "", found)]
    own, shared = found[found["scope"] == "area"], found[found["scope"] == "london"]
    return [
        (f"Concerns {state.area.label}", _named_by(state), own),
        ("Pan-London", f"All of London, {state.area.label} included.", shared),
    ]


def _named_by(state: State) -> str:
    within = "one of its boroughs" if state.area.kind == "bcu" else "its BCU as a whole"
    return f"The report names {state.area.label} or {within}."


def _section(state: State, heading: str, note: str, found: pd.DataFrame) -> Record:
    unanswered = view.unanswered(state)
    records = [{str(k): v for k, v in each.items()} for each in found.to_dict("records")]
    told = [each for each in records if each["kind"] == ACTIVITY]
    promised = [each for each in records if each["kind"] != ACTIVITY]

    def card(record: Record) -> Record:
        return _card(state, record, unanswered)

    columns = _by_due(promised, card) if state["by"] == "due" else _by_status(promised, card)
    return {
        "heading": heading,
        "note": note,
        "columns": columns if promised else [],
        "groups": _by_theme(told, card),
        "told": len(told),
    }


def _card(state: State, record: Record, unanswered: frozenset[str]) -> Record:
    """One card; what is empty is left out."""
    mark = MARKS.get(str(record["status"]))
    parts = {
        "id": anchor(record["id"]),
        "href": view.address(state, fragment="detail", id=record["id"]),
        "title": record["title"],
        "status": record["status"],
        "mark": [mark.shape, mark.word] if mark else None,
        "due": due_words(record),
        "flag": flag(record, as_at=state.as_at, unanswered=unanswered),
        "areas": areas_short(record, state.store.areas),
        "theme": THEMES[record["theme"]].plural.capitalize(),
        "open": record["id"] == state["id"] or None,
    }
    return {name: value for name, value in parts.items() if value}


def _by_status(records: Sequence[Record], card: Callable[[Record], Record]) -> list[Record]:
    """One column a status, the empty ones too: that none is late is an answer."""
    columns = []
    for slug, term in STATUSES.items():
        cards = [card(each) for each in records if each["status"] == slug]
        columns.append(
            {
                "slug": slug,
                "shape": term.symbol,
                "title": term.title,
                "note": term.meaning,
                "cards": cards,
            }
        )
    return columns


def _by_due(records: Sequence[Record], card: Callable[[Record], Record]) -> list[Record]:
    """One column a quarter due, in order, then what has no date."""
    quarters: dict[str, Record] = {}
    undated: Record = {"slug": "undated", "title": "No date", "note": "", "cards": []}
    for each in records:
        due = due_of(each)
        if due is None:
            undated["cards"].append(card(each))
            continue
        quarter = due.last.quarter
        column = quarters.setdefault(
            str(quarter),
            {
                "slug": "dated",
                "title": quarter.short_label,
                "note": quarter.label,
                "cards": [],
            },
        )
        column["cards"].append(card(each))
    return [*quarters.values(), *([undated] if undated["cards"] else [])]


def _by_theme(records: Sequence[Mapping[str, Any]], card: Callable[[Record], Record]) -> list[Any]:
    groups = [
        {
            "title": theme.title,
            "cards": [card(dict(each)) for each in records if each["theme"] == slug],
        }
        for slug, theme in THEMES.items()
    ]
    return [group for group in groups if group["cards"]]

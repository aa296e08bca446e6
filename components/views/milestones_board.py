"""The board: cards in columns, what concerns the area apart from what is pan-London.

The board travels as one JSON attribute and is drawn in the reader's browser by
``assets/65-milestones.js``, so that hundreds of cards cost the server and the page little.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from components.status import MARKS
from components.views.milestones import Record, Shown, flagged
from components.views.milestones_words import LATER, areas_short, due_of, due_words
from data.areas import Area
from data.milestones import ACTIVITY, STATUSES, THEMES

BOARD: Final = "milestone-board"


def anchor(name: str) -> str:
    """The id of a card's link, so that closing a detail leads back to it."""
    return f"card-{name}"


def board_json(shown: Shown) -> str:
    """The board for the filters, as compact JSON; see the module's JavaScript for its form."""
    sections = [_section(shown, *each) for each in _scopes(shown) if each[2]]
    return json.dumps(sections, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def _scopes(shown: Shown) -> list[tuple[str, str, list[Record]]]:
    """The parts of the board: heading, note and rows."""
    area = shown.state.area
    if area.kind == "london":
        return [("", "", shown.rows)]
    own = [each for each in shown.rows if each["scope"] == "area"]
    shared = [each for each in shown.rows if each["scope"] == "london"]
    return [
        (f"Concerns {area.label}", _named_by(area), own),
        ("Pan-London", f"All of London, {area.label} included.", shared),
    ]


def _named_by(area: Area) -> str:
    within = "one of its boroughs" if area.kind == "bcu" else "its BCU as a whole"
    return f"The report names {area.label} or {within}."


def _section(shown: Shown, heading: str, note: str, records: list[Record]) -> Record:
    told = [each for each in records if each["kind"] == ACTIVITY]
    promised = [each for each in records if each["kind"] != ACTIVITY]

    def card(record: Record) -> Record:
        return _card(shown, record)

    columns = _by_due(promised, card) if shown.state["by"] == "due" else _by_status(promised, card)
    return {
        "heading": heading,
        "note": note,
        "columns": columns if promised else [],
        "groups": _by_theme(told, card),
        "told": len(told),
    }


def _card(shown: Shown, record: Record) -> Record:
    """One card; what is empty is left out."""
    state = shown.state
    note = flagged(shown, record)
    mark = MARKS.get(str(record["status"]))
    parts = {
        "id": anchor(record["id"]),
        "href": shown.opening(record["id"]),
        "title": record["title"],
        "status": record["status"],
        "mark": [mark.shape, mark.word] if mark else None,
        "due": due_words(record),
        "flag": note,
        "later": note.startswith(LATER) or None,
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

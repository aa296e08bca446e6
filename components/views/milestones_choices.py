"""The milestone page's parameters: what can be asked for, and what holds where nothing is."""

from __future__ import annotations

from typing import Final

from components.url_state import Choice, Context, Parameter
from components.views.milestones_words import due_short
from data.milestones import KINDS, STATUSES, THEMES
from data.queries.board_index import board_index
from data.queries.milestone_rows import every_milestone
from data.queries.milestones import boards

COLUMNS: Final = {
    "kind": "Kind",
    "status": "Status",
    "due-by": "Due by",
    "original-due": "First due",
    "owner": "Owner",
    "theme": "Theme",
    "areas": "Areas",
    "concerns": "Concerns",
    "reason": "Reason for delay",
    "note": "The report adds",
}
"""The columns of the table that may be left out, and their headings."""

MEETING: Final = "1"
BEFORE: Final = "before"
"""The value of ``since`` for the board before the one on screen."""


def _quarters(context: Context) -> list[Choice]:
    loaded = board_index(context.store).quarters
    choices = [Choice(str(q), f"{q.short_label}, {due_short(q)}") for q in reversed(loaded)]
    if not boards(context.store, as_at=context.as_at):
        choices.insert(0, Choice("", f"No report by {context.as_at.label}"))
    return choices


def _newest_board(context: Context) -> str:
    known = boards(context.store, as_at=context.as_at)
    return str(known[-1]) if known else ""


def _statuses(_: Context) -> list[Choice]:
    return [Choice(term.slug, term.title) for term in STATUSES.values()]


def _kinds(_: Context) -> list[Choice]:
    return [Choice(term.slug, term.plural.capitalize()) for term in KINDS.values()]


def _themes(_: Context) -> list[Choice]:
    return [Choice(term.slug, term.plural.capitalize()) for term in THEMES.values()]


def _shows(_: Context) -> list[Choice]:
    return [Choice("board", "Board"), Choice("table", "Table")]


def _bys(_: Context) -> list[Choice]:
    return [Choice("status", "Status"), Choice("due", "Quarter due")]


def _earlier(context: Context) -> list[Choice]:
    loaded = board_index(context.store).quarters[:-1]
    newest_first = [Choice(str(quarter), quarter.short_label) for quarter in reversed(loaded)]
    return [Choice(BEFORE, "The board before"), *newest_first]


def _columns(_: Context) -> list[Choice]:
    return [Choice(key, label) for key, label in COLUMNS.items()]


def _meeting(_: Context) -> list[Choice]:
    return [Choice("", "The board"), Choice(MEETING, "The list for a meeting")]


def _ids(context: Context) -> list[Choice]:
    titles = {each.id: each.title for each in every_milestone(context.store)}
    return [Choice(name, title) for name, title in titles.items()]


PARAMETERS: Final = (
    Parameter("q", "Search the text", None, lambda _: ""),
    Parameter("quarter", "Report", _quarters, _newest_board),
    Parameter("show", "Show as", _shows, lambda _: "board"),
    Parameter("by", "Columns by", _bys, lambda _: "status"),
    Parameter("status", "Status", _statuses, lambda _: "", multiple=True),
    Parameter("kind", "Kind", _kinds, lambda _: "", multiple=True),
    Parameter("theme", "Theme", _themes, lambda _: "", multiple=True),
    Parameter("since", "Compared with", _earlier, lambda _: BEFORE),
    Parameter("columns", "Only these columns", _columns, lambda _: "", multiple=True),
    Parameter("meeting", "For a meeting", _meeting, lambda _: ""),
    Parameter("id", "Opened", _ids, lambda _: ""),
)

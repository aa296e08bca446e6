"""What changed since an earlier board, and how the year's promises were kept so far."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from dash import html
from dash.development.base_component import Component

from components import formatting
from components.card_menu import TABLE as TABLE_PICTURE
from components.card_menu import card_menu
from components.pack.names import stem
from components.status import status_text
from components.tables import Cell, Column, Table, data_table
from components.views import milestones as view
from components.views.milestones import Shown
from components.views.milestones_parts import detail_table
from data.board_changes import ADDED, CHANGES, Change, Kept, added_up
from data.milestones import THEMES, Due
from data.queries.milestone_changes import BoardChanges, year_so_far

TABLE: Final = "milestone-changes-table"
MOST_IN_TITLE: Final = 4
"""Kinds of change that the title names before it says "and more"."""

MOST_ROWS: Final = 30
"""Rows that are drawn before a button shows the rest: the table stands under the board, which
changes with it."""

MOST_ADDED: Final = 100
"""Additions that the table lists; more of them are on the board, and only counted here."""


def changes(shown: Shown) -> list[Component]:
    """What changed since the earlier board: in a sentence, and row by row."""
    found = shown.changes
    if shown.quarter is None:
        return []
    if found is None:
        return [
            html.H2("No earlier board to compare with", className="card-title"),
            html.P(
                f"{shown.quarter.short_label} is the first board loaded. From the next one on, "
                "what slipped, recovered, was dropped or delivered since stands here."
            ),
        ]
    heading = html.H2(title(found), className="card-title")
    if not found.changes:
        return [heading, html.P(_unchanged(shown, found))]
    return [
        heading,
        html.P(_scope(shown, found), className="card-subtitle"),
        html.Ul(
            [
                html.Li(
                    [
                        html.Strong(f"{number} {CHANGES[slug].plural}"),
                        f": {_meaning(slug)}{_left_out(slug, number)}",
                    ]
                )
                for slug, number in found.counts().items()
                if number
            ],
            className="plain-list change-kinds",
        ),
        html.Div(card_menu(TABLE_PICTURE), className="table-actions"),
        data_table(TABLE, table(shown, found), class_name="is-whole stacks changes-table"),
    ]


def title(found: BoardChanges) -> str:
    """The finding: how many of each kind, what needs an answer first."""
    counts = [(slug, number) for slug, number in found.counts().items() if number]
    if not counts:
        return f"Nothing changed since {found.since.short_label}"
    words = [f"{number} {CHANGES[slug].plural}" for slug, number in counts[:MOST_IN_TITLE]]
    if len(counts) > MOST_IN_TITLE:
        words.append("more")
    return f"Since {found.since.short_label}: {formatting.join_words(words)}"


def table(shown: Shown, found: BoardChanges) -> Table:
    """Every change, one row each."""
    then, now = found.since.short_label, found.quarter.short_label
    listed = _listed(found)
    return Table(
        caption=f"Changes from {then} to {now}",
        columns=[
            Column("title", "What", row_header=True),
            Column("change", "Change"),
            Column("status_then", f"Status {then}"),
            Column("status_now", f"Status {now}"),
            Column("due_then", f"Due, {then}", "month"),
            Column("due_now", f"Due, {now}", "month"),
            Column("months", "Moved, months", "difference"),
            Column("months_in_all", "Since first date, months", "difference"),
            Column("reason", "Reason given"),
        ],
        rows=[_row(shown, each) for each in listed],
        filename=stem("milestone-changes", shown.state.area.code, found.since, found.quarter),
        source="Source: Metropolitan Police Service, Business Plan progress updates.",
        row_keys=[each.row.id for each in listed],
        most=MOST_ROWS,
    )


def _listed(found: BoardChanges) -> Sequence[Change]:
    """The changes to list: without what was only added where that would drown the rest."""
    if found.counts()[ADDED] <= MOST_ADDED:
        return found.changes
    return [each for each in found.changes if each.kinds != (ADDED,)]


def kept_so_far(shown: Shown) -> list[Component]:
    """How the milestones due in the financial year so far were kept, in all and by theme."""
    if shown.quarter is None:
        return []
    year = shown.quarter.financial_year
    found = year_so_far(shown.state.store, quarter=shown.quarter, area=shown.state.area.code)
    if not found:
        return []
    kept = added_up(found.values())
    return [
        html.H2(_kept_title(kept), className="card-title"),
        html.P(
            f"Milestones due in {year} up to {shown.quarter.last.label}, by the date first "
            "promised; on time is by the report of the quarter in which it was due. Commitments "
            "have no status and do not count.",
            className="card-subtitle",
        ),
        detail_table(
            f"Milestones of {year}, {shown.state.area.label}",
            ("Theme", "Due", "Delivered", "On time"),
            [_kept_row(THEMES[theme].title, each) for theme, each in found.items()],
            numbers=(1, 2, 3),
        ),
    ]


def _kept_title(kept: Kept) -> str:
    if kept.delivered == kept.due:
        done = (
            f"All {kept.due} due this year delivered" if kept.due > 1 else "The one due delivered"
        )
    else:
        done = f"{kept.delivered} of {kept.due} due this year delivered"
    return f"{done}, {_on_time_words(kept)}"


def _on_time_words(kept: Kept) -> str:
    if kept.unknown:
        return f"{kept.on_time} surely on time"
    return "on time" if kept.on_time == kept.delivered == kept.due else f"{kept.on_time} on time"


def _kept_row(name: str, kept: Kept) -> list[str | Component | list[Component]]:
    rate = formatting.percent(100 * kept.on_time / kept.due)
    unknown = f"; of {kept.unknown} no board loaded says when" if kept.unknown else ""
    return [
        name,
        formatting.count(kept.due),
        formatting.count(kept.delivered),
        f"{formatting.count(kept.on_time)} ({rate}){unknown}",
    ]


def _scope(shown: Shown, found: BoardChanges) -> str:
    filters = view.active_filters(shown.state)
    of_what = "what the filters keep" if filters else "milestones and commitments"
    return (
        f"{shown.state.area.label}: {of_what}, board of {found.quarter.label} against "
        f"{found.since.label}. Activities are told afresh each quarter and are not compared."
    )


def _unchanged(shown: Shown, found: BoardChanges) -> str:
    return f"{_scope(shown, found)} None has another status or date, none came or went."


def _left_out(slug: str, number: int) -> str:
    left_out = slug == ADDED and number > MOST_ADDED
    return " They are on the board, and not in the table below." if left_out else ""


def _meaning(slug: str) -> str:
    meaning = CHANGES[slug].meaning
    return meaning[0].lower() + meaning[1:]


def _row(shown: Shown, change: Change) -> list[Any]:
    now, then = change.now, change.then
    words = [CHANGES[slug].title.lower() for slug in change.kinds]
    parts = f" by {formatting.join_words(change.parts)}" if change.parts else ""
    return [
        Cell(
            change.row.title,
            href=shown.opening(change.row.id),
            note=f"owner: {change.row.owner}" if change.row.owner else None,
        ),
        (formatting.join_words(words) + parts).capitalize(),
        status_text(then.status) if then else None,
        status_text(now.status) if now else None,
        _month(then.due if then else None),
        _month(now.due if now else None),
        change.months if change.now else None,
        change.months_in_all,
        change.row.reason_for_delay or None,
    ]


def _month(due: Due | None) -> str | None:
    return str(due.last) if due else None

"""What is still to come, or past its date with no word of it: the timeline of due dates."""

from __future__ import annotations

from typing import Any, Final

import pandas as pd
from dash import html
from dash.development.base_component import Component

from components.chart_card import Absent, Card
from components.figures.timeline import timeline, timeline_height
from components.links import relative
from components.pack.names import stem
from components.status import status_text
from components.tables import MOST_DRAWN, Cell, Column, Table
from components.views import milestones as view
from components.views.milestones import Record, Shown
from components.views.milestones_words import due_of, due_short, no_date
from data.milestones import ACTIVITY, DELIVERED, Due, due_has_passed
from data.periods import Month, Quarter

CARD: Final = "due-dates"
MOST_NAMED: Final = 6
"""Rows that the summary names before it says how many more there are."""

MOST_ROWS: Final = 12
"""Rows that a chart can name one by one; beyond, it draws the soonest and the table has all."""


def card(shown: Shown) -> Card | Absent:
    """The chart card of the due dates that the filters keep."""
    open_, dated = _open(shown), _dated(shown)
    if not dated:
        return _absent(shown, bool(open_))
    drawn = dated[:MOST_ROWS]
    return Card(
        title=_title(shown, open_, dated),
        subtitle=_subtitle(shown, drawn, dated),
        figure=_figure(shown, drawn),
        table=_table(shown, open_),
        summary=summary(shown),
        about=_about(),
    )


def height(shown: Shown) -> int:
    """The height in pixels that the chart needs."""
    return timeline_height([each["title"] for each in _dated(shown)[:MOST_ROWS]])


def summary(shown: Shown) -> str:
    """The timeline in words."""
    open_, dated = _open(shown), _dated(shown)
    late = [each for each in dated if _passed(shown, each)]
    ahead = [each for each in dated if not _passed(shown, each)]
    parts = [f"{len(open_)} not yet delivered, {len(dated)} of them with a date."]
    if late:
        were = "was" if len(late) == 1 else "were"
        parts.append(f"{len(late)} {were} due by {shown.state.as_at.label}: {_named(late)}.")
    elif dated:
        parts.append(f"None was due by {shown.state.as_at.label}.")
    if ahead:
        parts.append(f"Ahead: {_named(ahead)}.")
    return " ".join(parts)


def undated(shown: Shown) -> list[Component]:
    """What has no date, with the report's own words for when."""
    found = [each for each in _open(shown) if not each["due"]]
    if not found:
        return []
    items = [
        html.Li(
            [
                html.A(
                    each["title"],
                    href=shown.opening(each["id"]),
                ),
                html.Span(no_date(each["due_note"]).capitalize(), className="undated-note"),
            ]
        )
        for each in found
    ]
    return [
        html.H2(f"{len(found)} without a date", className="card-title"),
        html.P(
            "What the report says of when. Without a date, none can be said to be late.",
            className="card-subtitle",
        ),
        html.Ul(items, className="undated"),
    ]


def _open(shown: Shown) -> list[Record]:
    """What is promised and not delivered, soonest due first, undated last."""
    return [each for each in shown.rows if each["kind"] != ACTIVITY and each["status"] != DELIVERED]


def _dated(shown: Shown) -> list[Record]:
    return [each for each in _open(shown) if each["due"]]


def _due(record: Record) -> Due:
    due = due_of(record)
    assert due is not None  # noqa: S101 - only dated rows come here
    return due


def _passed(shown: Shown, record: Record) -> bool:
    return due_has_passed(_due(record), shown.state.as_at)


def _named(records: list[Record]) -> str:
    names = [f"{each['title']} ({_due(each).label})" for each in records[:MOST_NAMED]]
    more = len(records) - len(names)
    return "; ".join([*names, *([f"and {more} more"] if more else [])])


def _title(shown: Shown, open_: list[Record], dated: list[Record]) -> str:
    late = sum(_passed(shown, each) for each in dated)
    ahead = [each for each in dated if not _passed(shown, each)]
    following = f"; next {_due(ahead[0]).last.label}" if ahead else ""
    unanswered = shown.unanswered
    stated = all(each["id"] in unanswered for each in dated if _passed(shown, each))
    if not late:
        return f"{len(dated)} of {len(open_)} still to come have a date{following}"
    if ahead:
        return f"{late} past due{following}"
    every = f"All {late} due dates" if late > 1 else "The one due date"
    return f"{every} passed, outcome not stated" if stated else f"{every} passed"


def _subtitle(shown: Shown, drawn: list[Record], dated: list[Record]) -> str:
    more = f"; the {len(drawn)} soonest of {len(dated)}" if len(drawn) < len(dated) else ""
    return (
        "Due dates of what the report promises and does not report as delivered, "
        f"{shown.state.area.label}, as at {shown.state.as_at.label}{more}"
    )


def _figure(shown: Shown, drawn: list[Record]) -> Any:
    frame = pd.DataFrame(
        {
            "name": [each["title"] for each in drawn],
            "start": [_day(_due(each).first) for each in drawn],
            "end": [_day(_due(each).last + 1) for each in drawn],
            "text": [_beside(shown, each) for each in drawn],
            "passed": [_passed(shown, each) for each in drawn],
            "hover": [f"{each['title']}<br><b>Due {_due(each).label}</b>" for each in drawn],
        }
    )
    return timeline(
        frame,
        as_at=_day(shown.state.as_at + 1),
        as_at_label=f"end of {shown.state.as_at.short_label}",
    )


def _beside(shown: Shown, record: Record) -> str:
    passed = ", passed" if _passed(shown, record) else ""
    return f"{due_short(_due(record))}{passed}"


def _day(month: Month) -> str:
    return f"{month}-01"


def _table(shown: Shown, open_: list[Record]) -> Table:
    unanswered = shown.unanswered
    rows = []
    for each in open_:
        due = due_of(each)
        passed = due is not None and due_has_passed(due, shown.state.as_at)
        stated = "due, outcome not stated" if each["id"] in unanswered else "due date has passed"
        rows.append(
            [
                Cell(each["title"], href=shown.opening(each["id"])),
                status_text(each["status"]),
                Cell(str(due.last), note=due.label if isinstance(due, Quarter) else None)
                if due
                else Cell(None, note=no_date(each["due_note"])),
                (stated if passed else "ahead") if due else "no date",
            ]
        )
    return Table(
        caption="What the report promises and does not report as delivered",
        columns=[
            Column("title", "What", row_header=True),
            Column("status", "Status"),
            Column("due_by", "Due by", "month"),
            Column("as_at", f"As at {shown.state.as_at.label}"),
        ],
        rows=rows,
        filename=stem(
            "milestone-due-dates", shown.state.area.code, shown.quarter or shown.state.as_at
        ),
        source="Source: Metropolitan Police Service, Business Plan progress update.",
        row_keys=[str(each["id"]) for each in open_],
        most=MOST_DRAWN,
    )


def _absent(shown: Shown, has_undated: bool) -> Absent:
    if has_undated:
        return Absent(
            title="No due date to draw",
            message="What is still to come has no date: the report’s words for it stand beside.",
        )
    return Absent(
        title="Nothing still to come",
        message="Nothing that the filters keep is promised and not yet delivered.",
        link_text="Clear all filters" if view.active_filters(shown.state) else "",
        link_href=view.address(shown.state, **dict.fromkeys(view.FILTERS, ""))
        if view.active_filters(shown.state)
        else "",
    )


def _about() -> list[str | Component]:
    return [
        "A bar covers the month or the quarter in which the report says that it will happen. A "
        "date has passed when the last day of its month or quarter is on or before the last day "
        "of the as-at month; what has no date never passes.",
        "A commitment has no status in the report. When its date has passed and no report loaded "
        "says what became of it, it is listed as due, outcome not stated: nothing is guessed.",
        html.P(
            [
                "Source: Metropolitan Police Service, Business Plan progress update. ",
                html.A("About the data", href=relative("/about", fragment="datasets")),
            ]
        ),
    ]

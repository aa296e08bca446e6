"""The board for a meeting: one list of decisions, large, for a wall and for paper."""

from __future__ import annotations

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from components import formatting
from components.dom import dom
from components.status import status_text
from components.views import milestones as view
from components.views.milestones import Record, Shown, flagged
from components.views.milestones_choices import MEETING
from components.views.milestones_words import due_of, due_words
from data.board_changes import SLIPPED, Change
from data.milestones import ACTIVITY, DELIVERED, NOT_ASSESSED, SOME_DELAY, due_has_passed
from data.periods import Quarter


def is_meeting(shown: Shown) -> bool:
    """Whether the address asks for the meeting's list."""
    return shown.state["meeting"] == MEETING


def meeting(shown: Shown) -> list[Component]:
    """The decisions in order: what is late, what slipped, what is due next, what has no outcome."""
    back = view.address(shown.state, meeting="", fragment="")
    return [
        html.P(
            [
                html.A("Back to the board", href=back, className="button"),
                html.Button("Print", type="button", className="button", **dom(data_print="page")),
            ],
            className="meeting-actions",
        ),
        html.Ol(
            [
                _part("With some delay", _late(shown), "No milestone has some delay."),
                _part(_slipped_title(shown), _slipped(shown), _no_slip(shown)),
                _part(
                    f"Due in {_next_quarter(shown).label}",
                    _due_next(shown),
                    "Nothing is due then.",
                ),
                _part(
                    f"Due by {shown.state.as_at.label}, outcome not stated",
                    _unanswered(shown),
                    "No commitment is past its date without an outcome.",
                ),
            ],
            className="meeting-list",
        ),
    ]


def _part(heading: str, rows: Sequence[Component], none: str) -> html.Li:
    number = f" {len(rows)}" if rows else ""
    return html.Li(
        html.Section(
            [
                html.H2([heading, html.Span(number, className="column-count")]),
                html.Ul(list(rows), className="meeting-rows") if rows else html.P(none),
            ]
        ),
        className="meeting-part",
    )


def _late(shown: Shown) -> list[Component]:
    return [_row(shown, each) for each in shown.rows if each["status"] == SOME_DELAY]


def _slipped(shown: Shown) -> list[Component]:
    if shown.changes is None:
        return []
    return [_slip(shown, each) for each in shown.changes.changes if SLIPPED in each.kinds]


def _slipped_title(shown: Shown) -> str:
    return f"Slipped since {shown.since.short_label}" if shown.since else "Slipped since last time"


def _no_slip(shown: Shown) -> str:
    if shown.since is None:
        return "No earlier board is loaded to compare with."
    return f"No due date has moved later since {shown.since.short_label}."


def _slip(shown: Shown, change: Change) -> Component:
    row = change.row
    moved = formatting.plural(change.months or 0, "month")
    since = (
        f", {formatting.plural(change.months_in_all, 'month')} since first promised"
        if change.months_in_all and change.months_in_all != change.months
        else ""
    )
    return _line(
        shown,
        row.id,
        row.title,
        [
            f"Now due {row.due.label}" if row.due else "",
            f"{moved} later{since}",
            _owner(row.owner),
            row.reason_for_delay or "no reason given",
        ],
    )


def _next_quarter(shown: Shown) -> Quarter:
    """The first quarter that ends after as-at, the running one aside."""
    return (shown.state.as_at + 1).quarter


def _due_next(shown: Shown) -> list[Component]:
    following = _next_quarter(shown)
    return [
        _row(shown, each)
        for each in shown.rows
        if each["kind"] != ACTIVITY
        and each["status"] != DELIVERED
        and (due := due_of(each)) is not None
        and due.last.quarter == following
        and not due_has_passed(due, shown.state.as_at)
    ]


def _unanswered(shown: Shown) -> list[Component]:
    """What is past its date without an outcome; also what the board on screen no longer has."""
    kept, here = {each["id"] for each in shown.rows}, set(shown.full)
    gone = not view.active_filters(shown.state)
    return [
        _row(shown, each, "" if each["id"] in here else _last_word(each))
        for each in shown.past_due
        if each["id"] in kept or (gone and each["id"] not in here)
    ]


def _last_word(record: Record) -> str:
    quarter = Quarter.parse(str(record["reported_quarter"])).short_label
    return f"last on the board of {quarter}, gone since without a word"


def _row(shown: Shown, record: Record, note: str = "") -> Component:
    latest = shown.latest.get(record["id"])
    return _line(
        shown,
        record["id"],
        record["title"],
        [
            status_text(record["status"]),
            due_words(record),
            _owner(latest.owner if latest else ""),
            latest.reason_for_delay if latest else "",
            "" if record["status"] == NOT_ASSESSED else flagged(shown, record),
            note,
        ],
    )


def _owner(name: str) -> str:
    return f"owner: {name}" if name else ""


def _line(shown: Shown, name: str, title: str, facts: Sequence[str]) -> Component:
    href = view.address(shown.state, meeting="", id=name, fragment="detail")
    return html.Li(
        [
            html.A(title, href=href, className="meeting-title"),
            html.Span(" · ".join(fact for fact in facts if fact), className="meeting-facts"),
        ]
    )

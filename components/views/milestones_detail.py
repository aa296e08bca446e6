"""One milestone, commitment or activity in full: note, source, figures, and its context."""

from __future__ import annotations

from typing import Final

from dash import html
from dash.development.base_component import Component

from components.dom import dom
from components.links import relative
from components.status import status_tag
from components.url_state import State
from components.views import milestones as view
from components.views.milestones import Shown
from components.views.milestones_board import anchor
from components.views.milestones_context import context_series
from components.views.milestones_figures import related_figures
from components.views.milestones_history import history
from components.views.milestones_words import areas_long, no_date
from data.milestones import ACTIVITY, KINDS, STATUSES, THEMES, Milestone, quarters_of
from data.periods import Quarter
from data.queries.milestone_detail import MilestoneDetail, milestone_detail
from data.queries.milestone_rows import every_milestone

DETAIL: Final = "detail"


def detail(shown: Shown) -> list[Component]:
    """The panel of the row that the address names; nothing where it names none."""
    state = shown.state
    if not state["id"] or shown.quarter is None:
        return []
    found = milestone_detail(state.store, id=state["id"], quarter=_quarter(shown))
    milestone = found.milestone
    return [
        html.Section(
            [
                _head(state, milestone),
                _facts(shown, found),
                *history(shown, found),
                *related_figures(found),
                *context_series(state, found),
            ],
            id=DETAIL,
            className="panel milestone-detail",
            tabIndex=-1,
            **dom(aria_labelledby=f"{DETAIL}-title"),
        )
    ]


def _quarter(shown: Shown) -> Quarter | None:
    """The board on screen where it has the row; else the newest by as-at; else the newest."""
    state = shown.state
    known = sorted(
        each.reported_quarter for each in every_milestone(state.store) if each.id == state["id"]
    )
    if shown.quarter in known:
        return shown.quarter
    out = [quarter for quarter in known if quarter.last <= state.as_at]
    return (out or known)[-1]


def _head(state: State, milestone: Milestone) -> html.Header:
    close = view.address(state, fragment=_way_back(state, milestone), id="")
    return html.Header(
        [
            html.Div(
                [
                    html.P(
                        [
                            html.Span(KINDS[milestone.kind].title, className="detail-kind"),
                            status_tag(milestone.status) if milestone.status else None,
                        ],
                        className="detail-marks",
                    ),
                    html.H2(milestone.title, id=f"{DETAIL}-title", className="card-title"),
                ]
            ),
            html.A("Close", href=close, className="button detail-close"),
        ],
        className="detail-head",
    )


def _way_back(state: State, milestone: Milestone) -> str:
    """Where focus goes on closing: the card it was opened from, or the table."""
    return anchor(milestone.id) if state["show"] == "board" else "board"


def _facts(shown: Shown, found: MilestoneDetail) -> html.Dl:
    milestone = found.milestone
    facts: list[tuple[str, str | Component | list[Component | str]]] = [
        ("What the report adds", milestone.note or "Nothing more."),
        ("Status", _status(milestone)),
        ("Due", _due(shown, milestone)),
        ("Where", areas_long(milestone, found.areas)),
        ("Owner", milestone.owner),
        ("Reason for delay", milestone.reason_for_delay),
        ("Theme", f"{THEMES[milestone.theme].title}: {milestone.subtheme}"),
        (
            "Source",
            [
                f"{found.source}. ",
                html.A("About the report", href=relative("/about", fragment="datasets")),
            ],
        ),
    ]
    kept = [fact for fact in facts if fact[1] != ""]
    return html.Dl(
        [
            html.Div([html.Dt(name), html.Dd(value)], className="detail-fact")
            for name, value in kept
        ],
        className="detail-facts",
    )


def _status(milestone: Milestone) -> str:
    if milestone.status is None:
        return "None: the report tells of it as progress."
    term = STATUSES[milestone.status]
    return f"{term.title}. {term.meaning}"


def _due(shown: Shown, milestone: Milestone) -> str:
    if milestone.due is None:
        if milestone.kind == ACTIVITY:
            return ""
        return (
            f"No date: the report says {no_date(milestone.due_note)}."
            if (no_date(milestone.due_note) != "no date given")
            else "The report gives no date."
        )
    row = {"id": milestone.id, "status": milestone.status, "due": str(milestone.due)}
    note = view.flagged(shown, row)
    label = milestone.due.label
    if not note:
        return label
    last = quarters_of(every_milestone(shown.state.store))[-1].short_label
    return (
        f"{label}. {note} as at {shown.state.as_at.label}; the newest report loaded is of {last}."
    )

"""The overview's summary of the milestone board: what was promised, how much is delivered."""

from __future__ import annotations

from typing import Final

import pandas as pd
from dash import html
from dash.development.base_component import Component

from components import formatting
from components.dom import dom
from components.links import relative
from components.status import MARKS
from components.url_state import State
from data.milestones import COMMITMENT, MILESTONE
from data.periods import Quarter
from data.queries.milestones import due_passed, milestones

ID: Final = "milestone-summary"
REPORTED: Final = ("delivered", "on-track", "some-delay")
"""The statuses that the report gives to milestones."""


def summary(state: State) -> html.Section:
    """Counts by status of the newest board by as-at that concern the area, with the way to it."""
    answer = milestones(state.store, area=state.area.code, as_at=state.as_at)
    rows = answer.rows
    if rows.empty:
        return _panel(
            "No milestone report yet",
            "Business Plan",
            [html.P(note) for note in answer.meta.notes],
            link=html.A(
                "Open the milestone board",
                href=relative("/milestones", area=state.area.code, as_at=None),
            ),
        )
    quarter = Quarter.parse(str(rows["reported_quarter"].iloc[0]))
    counts = status_counts(rows)
    return _panel(
        title(state, counts),
        f"Business Plan, {quarter.short_label}{_where(state)}",
        [_facts(rows, counts), *_outstanding(state)],
        link=html.A(
            "Open the milestone board",
            href=relative("/milestones", area=state.area.code, as_at=str(state.as_at)),
        ),
    )


def status_counts(rows: pd.DataFrame) -> dict[str, int]:
    """How many milestones (not commitments) have each status the report gives."""
    status = rows.loc[rows["kind"] == MILESTONE, "status"]
    return {slug: int((status == slug).sum()) for slug in REPORTED}


def title(state: State, counts: dict[str, int]) -> str:
    """The finding: how many of the milestones are delivered."""
    total, delivered = sum(counts.values()), counts["delivered"]
    concern = "" if state.area.kind == "london" else f" that concern {state.area.label}"
    if total == 0:
        return f"No milestone{concern}" if not concern else "No milestone concerns this area"
    if delivered == total:
        what = "The one milestone" if total == 1 else f"All {total} milestones"
        return f"{what}{concern} delivered"
    late = counts["some-delay"]
    tail = f", {late} with some delay" if late else ""
    return f"{delivered} of {total} milestones{concern} delivered{tail}"


def _where(state: State) -> str:
    if state.area.kind == "london":
        return ""
    return f", {state.area.label} and all London"


def _facts(rows: pd.DataFrame, counts: dict[str, int]) -> html.Ul:
    commitments = int((rows["kind"] == COMMITMENT).sum())
    shown = [(MARKS[slug].shape, counts[slug], MARKS[slug].word, slug) for slug in REPORTED]
    word = "commitment" if commitments == 1 else "commitments"
    shown.append((MARKS["not-assessed"].shape, commitments, f"{word} ahead", "not-assessed"))
    return html.Ul(
        [
            html.Li(
                [
                    html.Span(
                        [
                            html.Span(
                                shape,
                                className=f"fact-shape fact-{slug}",
                                **dom(aria_hidden="true"),
                            ),
                            formatting.count(number),
                        ],
                        className="fact-value",
                    ),
                    html.Span(word, className="fact-name"),
                ],
                className="fact",
            )
            for shape, number, word, slug in shown
        ],
        className="facts",
    )


def _outstanding(state: State) -> list[Component]:
    """A sentence on the commitments whose date has passed with nothing said of them."""
    overdue = len(due_passed(state.store, as_at=state.as_at, area=state.area.code).rows)
    if overdue == 0:
        return []
    were, them = ("was", "it") if overdue == 1 else ("were", "them")
    return [
        html.P(
            f"{formatting.plural(overdue, 'commitment')} {were} due by {state.as_at.label}; no "
            f"report loaded says what became of {them}."
        )
    ]


def _panel(title_: str, subtitle: str, body: list[Component], *, link: Component) -> html.Section:
    return html.Section(
        [
            html.H2(title_, className="card-title", id=f"{ID}-title"),
            html.P(subtitle, className="card-subtitle"),
            *body,
            html.P(link, className="panel-link"),
        ],
        id=ID,
        className="panel",
        **dom(aria_labelledby=f"{ID}-title"),
    )

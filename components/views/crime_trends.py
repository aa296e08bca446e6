"""Crime trends: is it going up? The chart over time, or signal from noise."""

from __future__ import annotations

from typing import Final

from dash import html
from dash.development.base_component import Component

from components import wording
from components.absent import series_starts_later
from components.chart_card import Absent, Card
from components.links import relative
from components.url_state import State
from components.views.crime_process import (
    is_possible,
    process_view,
)
from components.views.crime_trends_line import line_card
from components.views.crime_trends_published import published_card
from components.views.crime_trends_question import PARAMETERS, window
from components.views.crime_trends_versions import chosen, note, offered
from components.views.crime_trends_words import context, summary, title
from components.views.moped import moped_points

__all__ = [
    "CARD", "PARAMETERS", "beside", "card", "context", "offered", "summary", "title", "window",
]  # fmt: skip

CARD: Final = "trend"


def beside(state: State) -> list[Component]:
    """What stands beside the chart for some offences."""
    said = note(state)
    return [*([html.P(said, className="note")] if said else []), *moped_points(state)]


def card(state: State) -> Card | Absent:
    """The chart card of the chosen series, or from when it runs where it starts after as-at."""
    offence = state.store.offences.get(state["offence"])
    cube = state.store.cube(offence)
    if cube.first > state.as_at:
        return series_starts_later(
            store=state.store,
            offence=offence,
            as_at=state.as_at,
            href=relative(
                "/crime-trends", area=state.area.code, as_at=str(cube.last), offence=offence.slug
            ),
        )
    if state["chart"] == "process":
        if not is_possible(state):
            return _quarterly_only(state)
        return process_view(state, window(state)[0])
    found = chosen(state)
    return line_card(state) if found is None else published_card(state, *found)


def _quarterly_only(state: State) -> Absent:
    offence = state.store.offences.get(state["offence"])
    return Absent(
        title=f"{wording.offence_name(offence)}: no process-behaviour chart",
        message="The series is published by quarter; the chart takes months.",
        link_text="Show it over time",
        link_href=relative(
            "/crime-trends",
            area=state.area.code,
            as_at=str(state.as_at),
            offence=offence.slug,
        ),
    )

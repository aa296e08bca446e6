"""Boroughs and BCUs on the knife injury page: two cards, or from when the figures run."""

from __future__ import annotations

from typing import Final

from dash import html
from dash.development.base_component import Component

from components.absent import series_starts_later
from components.chart_card import Absent, Card
from components.dom import dom
from components.links import relative
from components.url_state import State
from components.views import knife_injury_over_time as over_time
from components.views import knife_injury_periods as periods
from components.views import knife_injury_ranked as ranked
from components.views.knife_injury_course import course
from components.views.knife_injury_ranking import ranking
from components.views.knife_injury_words import ABOUT, NAMES

DEFINITIONS: Final = "what-the-figures-count"
PATH: Final = "/knife-injury"
RANKED: Final = ranked.CARD
OVER_TIME: Final = over_time.CARD
OVER_TIME_HEIGHT: Final = over_time.HEIGHT


def absent(state: State) -> Absent | None:
    """From when the figures by area run, where they start after as-at."""
    if not periods.starts_later(state.context):
        return None
    cube = periods.cube_by_area(state.context)
    default = state.defaults["offence"]
    chosen = state["offence"]
    return series_starts_later(
        store=state.store,
        offence=state.store.offences.get(chosen),
        as_at=state.as_at,
        href=relative(
            PATH,
            fragment=RANKED,
            area=state.area.code,
            as_at=str(cube.last),
            offence=chosen if chosen != default else None,
        ),
    )


def drawn(state: State) -> tuple[Card | Absent, Card | Absent, list[Component]]:
    """The areas beside each other, the chosen one over time, and what stands under that."""
    missing = absent(state)
    if missing is not None:
        return missing, missing, []
    found = course(state)
    return ranked.card(ranking(state)), over_time.card(found), over_time.note(found)


def ranked_height(state: State) -> int:
    """The height of the ranked bars' graph."""
    return ranked.height(state)


def definitions(state: State) -> html.Section:
    """What the series by area count, and what belongs to no borough."""
    entry = state.store.dataset(state.store.offences.get(periods.BY_AREA[0]).dataset)
    terms = [
        part
        for slug in periods.BY_AREA
        for part in (html.Dt(NAMES[slug]), html.Dd(" ".join(ABOUT[slug])))
    ]
    return html.Section(
        [
            html.H3(
                "What the figures count", id=DEFINITIONS, className="card-title definitions-title"
            ),
            html.Dl(
                [
                    *terms,
                    html.Dt("Counts in no borough, and small ones"),
                    html.Dd(" ".join(entry.caveats)),
                ],
                className="definitions",
            ),
        ],
        className="panel",
        **dom(aria_labelledby=DEFINITIONS),
    )

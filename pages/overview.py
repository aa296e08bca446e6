"""Overview: the quarter at a glance."""

from __future__ import annotations

from typing import Any, Final

import dash
from dash import html
from dash.development.base_component import Component

from components import shell, url_state
from components.chart_card import chart_card
from components.tiles import tiles
from components.views import (
    overview,
    overview_burglary,
    overview_findings,
    overview_knife,
    overview_milestones,
    overview_tiles,
)
from components.views.burglary_map import change_map_section

PATH: Final = "/"

dash.register_page(
    __name__,
    path=PATH,
    name="Overview",
    title="Overview – Met Business Plan",
    description="What changed this quarter in London, a BCU or a borough, and does it matter.",
    order=0,
    graph=True,
)


def layout(**query: Any) -> Component:
    """The page for a query string."""
    return shell.page(path=PATH, query=query, parameters=(), render=_render)


def _render(state: url_state.State) -> shell.Page:
    body = [
        tiles(overview_tiles.overview_tiles(state), label="The quarter in five figures"),
        html.Div(
            [
                html.Div(
                    [
                        change_map_section(state, card_id="burglary-map", subject="Burglary"),
                        chart_card(
                            overview_knife.CARD,
                            overview_knife.card(state),
                            view=state.view,
                            height=280,
                        ),
                    ],
                    className="span-7 stack",
                ),
                html.Div(
                    [
                        overview_findings.panel(state),
                        overview_milestones.summary(state),
                        *_ranked(state),
                    ],
                    className="span-5 stack first-when-narrow",
                ),
            ],
            className="grid",
        ),
    ]
    return shell.Page(title=overview.title(state), context=overview.context(state), body=body)


def _ranked(state: url_state.State) -> list[Component]:
    """The ranked change; nothing where there is none, since the map beside it says why."""
    card = overview_burglary.card(state)
    if card is None:
        return []
    height = overview_burglary.height(state)
    return [chart_card(overview_burglary.CARD, card, view=state.view, height=height)]

"""Burglary: where, and is it different from chance?"""

from __future__ import annotations

from typing import Any, Final

import dash
from dash import Input, Output, State, callback, dcc, html, no_update
from dash.development.base_component import Component

from components import controls, ids, shell, url_state
from components.chart_card import card_outputs, card_values, chart_card
from components.pure import pure
from components.views import burglary as view
from components.views import burglary_beside as beside
from components.views import burglary_funnel as funnel
from components.views import burglary_map as maps
from components.views import burglary_words as words
from components.views.burglary_picture import Picture
from components.views.burglary_table import ranking_json
from data.store import get_store

PATH: Final = "/burglary"
MAP: Final = "map"
MAP_KEY: Final = "map-classes"
FUNNEL_SHOWN: Final = "funnel-shown"
"""Which funnel is on screen, so that it is not sent again when only the map's measure changes."""

FUNNEL_HEIGHT: Final = 400
UNCHANGED: Final = ("about", "key")
"""Parts of the cards that no control changes; what does change in About has its own place."""

PICK_OFFENCE, PICK_MEASURE, PICK_PERIOD, PICK_ADJUSTED = view.PARAMETERS

dash.register_page(
    __name__,
    path=PATH,
    name="Burglary",
    title="Burglary – Met Business Plan",
    description="Burglary by borough: count, rate, change on a year, and what is not chance.",
    order=3,
    graph=True,
)


def layout(**query: Any) -> Component:
    """The page for a query string."""
    return shell.page(path=PATH, query=query, parameters=view.PARAMETERS, render=_render)


def _render(state: url_state.State) -> shell.Page:
    found = view.ask(state)
    if found is None:
        absent = words.nothing_yet(state)
        return shell.Page(
            title=f"Burglary in {state.area.label}",
            context=f"{state.area.label} · as at {state.as_at.label}",
            body=[chart_card(MAP, absent, view=state.view)],
        )
    return shell.Page(
        title=words.page_title(found), context=words.page_context(found), body=_body(state, found)
    )


def _body(state: url_state.State, found: Picture) -> list[Component]:
    return [
        controls.bar(
            controls.segmented(PICK_OFFENCE, state),
            controls.segmented(PICK_MEASURE, state),
            controls.searchable(PICK_PERIOD, state),
            controls.segmented(PICK_ADJUSTED, state),
        ),
        html.Div(
            [
                chart_card(
                    MAP,
                    maps.map_card(found),
                    view=state.view,
                    height=maps.HEIGHT,
                    extra=(maps.map_key(found, MAP_KEY),),
                    class_name=f"map-card {maps.scope(found)}",
                ),
                html.Div(
                    [
                        beside.facts(),
                        beside.ranking(found, table_id=ids.card(MAP, "table")),
                    ],
                    className="burglary-side",
                ),
                chart_card(
                    funnel.CARD,
                    funnel.funnel_card(found),
                    view=state.view,
                    height=FUNNEL_HEIGHT,
                    class_name="funnel-card",
                ),
                dcc.Store(id=FUNNEL_SHOWN, data=funnel.question(found)),
            ],
            className=f"burglary-grid {maps.scope(found)}",
        ),
    ]


@callback(
    output=[
        Output(ids.PAGE_TITLE, "children"),
        Output(ids.PAGE_SUBTITLE, "children"),
        Output(MAP_KEY, "data-value"),
        Output(beside.RANKING, "data-value"),
        Output(maps.NOTES, "children"),
        *card_outputs(MAP, without=UNCHANGED),
        Output(FUNNEL_SHOWN, "data"),
        *card_outputs(funnel.CARD, without=UNCHANGED),
    ],
    inputs={
        "values": {
            parameter.name: Input(ids.control(parameter.name, PATH), "value")
            for parameter in view.PARAMETERS
        },
        "page_state": State(ids.PAGE_STATE, "data"),
        "funnel_shown": State(FUNNEL_SHOWN, "data"),
    },
    prevent_initial_call=True,
)
@pure
def update(
    values: dict[str, Any], page_state: dict[str, Any], funnel_shown: str | None
) -> list[Any]:
    """Put the values of another question into the page's parts."""
    state = url_state.from_controls(get_store(), view.PARAMETERS, page_state, values)
    found = view.ask(state)
    if found is None:
        raise dash.exceptions.PreventUpdate
    return [
        words.page_title(found),
        words.page_context(found),
        maps.key_json(found),
        ranking_json(found),
        maps.notes_content(found),
        *card_values(maps.map_card(found, draw=False), maps.patch(found), without=UNCHANGED),
        *_funnel_values(found, funnel_shown),
    ]


def _funnel_values(found: Picture, shown: str | None) -> list[Any]:
    """The funnel's values, first which one it is; nothing where it is on screen already."""
    question = funnel.question(found)
    if question == shown:
        return [no_update] * (1 + len(card_outputs(funnel.CARD, without=UNCHANGED)))
    card = funnel.funnel_card(found, draw=False)
    return [question, *card_values(card, funnel.funnel_patch(found), without=UNCHANGED)]

"""Burglary: where, and is it different from chance?"""

from __future__ import annotations

from typing import Any, Final
from zlib import crc32

import dash
from dash import Input, Output, State, callback, dcc, html, no_update
from dash.development.base_component import Component

from components import controls, ids, shell, url_state
from components.card_changes import card_outputs, card_values
from components.chart_card import chart_card
from components.pure import pure
from components.views import burglary as view
from components.views import burglary_beside as beside
from components.views import burglary_funnel as funnel
from components.views import burglary_map as maps
from components.views import burglary_titles as titles
from components.views import burglary_words as words
from components.views import wards
from components.views.burglary_about import notes
from components.views.burglary_picture import Picture
from components.views.burglary_table import ranking_json
from data.store import get_store

PATH: Final = "/burglary"
MAP: Final = "map"
MAP_KEY: Final = "map-classes"
HIDING: Final = 3
"""The last outputs of a card, which show either it or why it is absent."""

SHOWN: Final = "burglary-shown"
"""What is on screen, so that what a question does not change is not sent and drawn again."""

FUNNEL_HEIGHT: Final = 400
UNCHANGED: Final = ("about", "key")
"""Parts of the cards that no control changes; what does change in About has its own place."""

PICK_OFFENCE, PICK_MEASURE, PICK_PERIOD, PICK_ADJUSTED, _ = view.PARAMETERS

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
        title=titles.page_title(found), context=titles.page_context(found), body=_body(state, found)
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
                dcc.Store(id=SHOWN, data=_shown(found)),
            ],
            className=f"burglary-grid {maps.scope(found)}",
        ),
        *wards.part(state, path=PATH, span=view.span(state)),
    ]


@callback(
    output=[
        Output(SHOWN, "data"),
        Output(ids.PAGE_TITLE, "children"),
        Output(ids.PAGE_SUBTITLE, "children"),
        Output(maps.NOTES, "children"),
        Output(MAP_KEY, "data-value"),
        Output(beside.RANKING, "data-value"),
        Output(wards.SECTION, "children"),
        *card_outputs(MAP, without=UNCHANGED),
        *card_outputs(funnel.CARD, without=UNCHANGED),
    ],
    inputs={
        "values": {
            parameter.name: Input(ids.control(parameter.name, PATH), "value")
            for parameter in view.PARAMETERS
        },
        "page_state": State(ids.PAGE_STATE, "data"),
        "shown": State(SHOWN, "data"),
    },
    prevent_initial_call=True,
)
@pure
def update(values: dict[str, Any], page_state: dict[str, Any], shown: Any) -> list[Any]:
    """Put the values of another question into the page's parts."""
    state = url_state.from_controls(get_store(), view.PARAMETERS, page_state, values)
    found = view.ask(state)
    if found is None:
        raise dash.exceptions.PreventUpdate
    now, before = _shown(found), shown if isinstance(shown, dict) else {}
    same = {part for part, question in now.items() if before.get(part) == question}
    return [
        no_update if now == before else now,
        no_update if "page" in same else titles.page_title(found),
        no_update if "page" in same else titles.page_context(found),
        no_update if "notes" in same else maps.notes_content(found),
        maps.key_json(found),
        ranking_json(found),
        wards.section(state, path=PATH, span=view.span(state))
        if wards.is_shown(state)
        else no_update,
        *_map_values(found, same),
        *_funnel_values(found, same),
    ]


def _shown(found: Picture) -> dict[str, Any]:
    """For each part of the page what it depends on: equal questions have equal parts."""
    return {
        "page": f"{found.offence.slug} {found.period}",
        "notes": crc32("".join(notes(found)).encode()),
        "funnel": funnel.question(found),
        "sizes": funnel.sizes(found),
        "has_map": bool(found.known),
    }


def _map_values(found: Picture, same: set[str]) -> list[Any]:
    """The map's values; what hides or shows its card only where that changes."""
    card = maps.map_card(found, draw=False)
    values = card_values(card, maps.patch(found), without=UNCHANGED)
    if found.known and "has_map" in same:
        values[-HIDING:] = [no_update] * HIDING
    return values


def _funnel_values(found: Picture, same: set[str]) -> list[Any]:
    """The funnel's values; nothing where it is on screen already."""
    if "funnel" in same:
        return [no_update] * len(card_outputs(funnel.CARD, without=UNCHANGED))
    card = funnel.funnel_card(found, draw=False)
    patch = funnel.funnel_patch(found, same_sizes="sizes" in same)
    return card_values(card, patch, without=UNCHANGED)

"""Area: one page for a commander."""

from __future__ import annotations

from typing import Any, Final

import dash
from dash import Input, Output, State, callback, html
from dash.development.base_component import Component

from components import controls, ids, shell, url_state
from components.card_changes import card_outputs, card_values
from components.chart_card import chart_card
from components.pure import pure
from components.table_card import table_card, table_card_outputs, table_card_values
from components.views import area as view
from components.views import area_cards as cards
from components.views import area_places as places
from components.views.area_rows import look
from data.store import get_store

PATH: Final = "/area"
PICK_ORDER, PICK_OFFENCE = view.PARAMETERS

dash.register_page(
    __name__,
    path=PATH,
    name="Area",
    title="Area – Met Business Plan",
    description="Every offence group in an area and the places in it, beside London.",
    order=4,
    graph=True,
)


def layout(**query: Any) -> Component:
    """The page for a query string."""
    return shell.page(path=PATH, query=query, parameters=view.PARAMETERS, render=_render)


def _render(state: url_state.State) -> shell.Page:
    seen = look(state)
    if not cards.is_counted(seen):
        return shell.Page(
            title=view.title(seen), context=view.context(seen), body=[cards.nothing_yet(seen)]
        )
    body = [
        controls.bar(controls.segmented(PICK_ORDER, state)),
        table_card(cards.OFFENCES, cards.offences_card(seen), table_class=cards.TABLE_CLASS),
        html.Div(controls.searchable(PICK_OFFENCE, state), className="control-row"),
        chart_card(
            places.CARD,
            places.card(seen),
            view=state.view,
            height=places.height(state),
            class_name="places-card",
        ),
        *([cards.each_heading(state)] if cards.has_places(state) else []),
        html.Div(cards.each_place(seen), id=cards.EACH),
    ]
    return shell.Page(title=view.title(seen), context=view.context(seen), body=body)


def _state_of(order: Any, offence: Any, page_state: dict[str, Any]) -> url_state.State:
    values = {PICK_ORDER.name: order, PICK_OFFENCE.name: offence}
    return url_state.from_controls(get_store(), view.PARAMETERS, page_state, values)


@callback(
    output=[*table_card_outputs(cards.OFFENCES), Output(cards.EACH, "children")],
    inputs=[
        Input(ids.control(PICK_ORDER.name, PATH), "value"),
        State(ids.control(PICK_OFFENCE.name, PATH), "value"),
        State(ids.PAGE_STATE, "data"),
    ],
    prevent_initial_call=True,
)
@pure
def order(order: Any, offence: Any, page_state: dict[str, Any]) -> list[Any]:
    """Put the offence groups of the area and of each place in another order."""
    seen = look(_state_of(order, offence, page_state))
    return [*table_card_values(cards.offences_card(seen)), cards.each_place(seen)]


@callback(
    output=card_outputs(places.CARD),
    inputs=[
        Input(ids.control(PICK_OFFENCE.name, PATH), "value"),
        State(ids.control(PICK_ORDER.name, PATH), "value"),
        State(ids.PAGE_STATE, "data"),
    ],
    prevent_initial_call=True,
)
@pure
def compare(offence: Any, order: Any, page_state: dict[str, Any]) -> list[Any]:
    """Set the places beside each other for another offence."""
    return card_values(places.card(look(_state_of(order, offence, page_state))))

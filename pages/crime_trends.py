"""Crime trends: is it going up?"""

from __future__ import annotations

from typing import Any, Final

import dash
from dash import Input, Output, State, callback, html, no_update
from dash.development.base_component import Component

from components import controls, ids, shell, url_state
from components.card_changes import card_outputs, card_values
from components.chart_card import chart_card
from components.pure import pure
from components.views import crime_trends as view
from components.views import wards
from components.views.wards_look import twelve_months
from data.store import get_store

PATH: Final = "/crime-trends"
BESIDE: Final = "trend-beside"
LINE_CONTROLS: Final = "trend-line-controls"
PROCESS_CONTROLS: Final = "trend-process-controls"
PUBLISHED: Final = "trend-published"
(
    PICK_OFFENCE,
    PICK_MEASURE,
    PICK_RANGE,
    PICK_COMPARE,
    PICK_CHART,
    PICK_WINDOW,
    PICK_SEASON,
    PICK_REBASE,
    _,
    PICK_PUBLISHED,
) = view.PARAMETERS

dash.register_page(
    __name__,
    path=PATH,
    name="Crime trends",
    title="Crime trends – Met Business Plan",
    description="Any recorded offence in London, a BCU or a borough, month by month.",
    order=1,
    graph=True,
)


def layout(**query: Any) -> Component:
    """The page for a query string."""
    return shell.page(path=PATH, query=query, parameters=view.PARAMETERS, render=_render)


def _render(state: url_state.State) -> shell.Page:
    row = controls.bar(
        controls.searchable(PICK_OFFENCE, state),
        controls.segmented(PICK_CHART, state),
        html.Div(
            [
                controls.segmented(PICK_MEASURE, state),
                controls.segmented(PICK_RANGE, state),
                controls.segmented(PICK_COMPARE, state),
                html.Div(
                    controls.select(PICK_PUBLISHED, state, view.offered(state)),
                    id=PUBLISHED,
                    hidden=not view.offered(state),
                ),
            ],
            id=LINE_CONTROLS,
            className="control-set",
            hidden=_is_process(state),
        ),
        html.Div(
            [
                controls.segmented(PICK_WINDOW, state),
                controls.segmented(PICK_SEASON, state),
                controls.searchable(PICK_REBASE, state),
            ],
            id=PROCESS_CONTROLS,
            className="control-set",
            hidden=not _is_process(state),
        ),
    )
    body = [
        row,
        chart_card(view.CARD, view.card(state), view=state.view, height=400),
        html.Div(view.beside(state), id=BESIDE),
        *wards.part(state, path=PATH, span=twelve_months(state)),
    ]
    return shell.Page(title=view.title(state), context=view.context(state), body=body)


def _is_process(state: url_state.State) -> bool:
    return state["chart"] == "process"


@callback(
    output=[
        Output(ids.PAGE_TITLE, "children"),
        Output(ids.PAGE_SUBTITLE, "children"),
        Output(BESIDE, "children"),
        Output(LINE_CONTROLS, "hidden"),
        Output(PROCESS_CONTROLS, "hidden"),
        Output(wards.SECTION, "children"),
        Output(PUBLISHED, "hidden"),
        Output(ids.control(PICK_PUBLISHED.name, PATH), "options"),
        *card_outputs(view.CARD),
    ],
    inputs={
        "values": {
            parameter.name: Input(ids.control(parameter.name, PATH), "value")
            for parameter in view.PARAMETERS
        },
        "page_state": State(ids.PAGE_STATE, "data"),
    },
    prevent_initial_call=True,
)
@pure
def update(values: dict[str, Any], page_state: dict[str, Any]) -> list[Any]:
    """Redraw the page's parts for the controls' values."""
    state = url_state.from_controls(get_store(), view.PARAMETERS, page_state, values)
    offered = view.offered(state)
    return [
        view.title(state),
        view.context(state),
        view.beside(state),
        _is_process(state),
        not _is_process(state),
        wards.section(state, path=PATH, span=twelve_months(state))
        if wards.is_shown(state)
        else no_update,
        not offered,
        controls.options(offered),
        *card_values(view.card(state)),
    ]

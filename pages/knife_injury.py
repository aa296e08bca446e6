"""Knife injury: are fewer young people being injured?"""

from __future__ import annotations

from typing import Any, Final

import dash
from dash import Input, Output, State, callback, html
from dash.development.base_component import Component

from components import controls, ids, shell, url_state
from components.card_changes import card_outputs, card_values
from components.chart_card import chart_card
from components.dom import dom
from components.pure import pure
from components.views import knife_injury as view
from components.views import knife_injury_areas as areas
from components.views import knife_injury_quarters as quarters
from components.views import knife_injury_report as report
from data.store import get_store

PICK_RANGE, PICK_OFFENCE, PICK_PERIOD, PICK_BY, PICK_MEASURE = view.PARAMETERS
NOTE: Final = "over-time-note"

dash.register_page(
    __name__,
    path=view.PATH,
    name="Knife injury",
    title="Knife injury – Met Business Plan",
    description="Knife injury victims under 25 in London, knife offences, boroughs and BCUs.",
    order=2,
    graph=True,
)


def layout(**query: Any) -> Component:
    """The page for a query string."""
    return shell.page(path=view.PATH, query=query, parameters=view.PARAMETERS, render=_render)


def _render(state: url_state.State) -> shell.Page:
    claims = report.panel(state, view.OFFENCE)
    body = [
        html.Div(
            controls.bar(controls.segmented(PICK_RANGE, state)),
            hidden=not view.has_choice_of_range(state),
        ),
        html.Div(
            [
                chart_card(
                    view.CARD,
                    view.card(state),
                    view=state.view,
                    height=380,
                    class_name="span-8" if claims else "",
                ),
                html.Div(claims, className="span-4 stack", hidden=not claims),
            ],
            className="grid",
        ),
        chart_card(quarters.CARD, quarters.card(state), view=state.view, height=quarters.HEIGHT),
        _by_area(state),
    ]
    return shell.Page(title=view.title(state), context=view.context(state), body=body)


def _by_area(state: url_state.State) -> html.Section:
    is_absent = areas.absent(state) is not None
    ranked_card, over_time_card, note = areas.drawn(state)
    row = controls.bar(
        controls.select(PICK_OFFENCE, state),
        controls.searchable(PICK_PERIOD, state),
        controls.segmented(PICK_BY, state),
        controls.segmented(PICK_MEASURE, state),
    )
    ranked = chart_card(
        areas.RANKED,
        ranked_card,
        view=state.view,
        heading=3,
        height=areas.ranked_height(state),
        class_name="" if is_absent else "span-7",
    )
    over_time = chart_card(
        areas.OVER_TIME,
        over_time_card,
        view=state.view,
        heading=3,
        height=areas.OVER_TIME_HEIGHT,
        extra=[html.Div(note, id=NOTE, className="chart-note")],
    )
    return html.Section(
        [
            html.H2("Boroughs and BCUs", id="by-area-title", className="section-title"),
            html.Div(row, hidden=is_absent),
            html.Div(
                [
                    ranked,
                    html.Div(
                        [over_time, areas.definitions(state)],
                        className="span-5 stack",
                        hidden=is_absent,
                    ),
                ],
                className="grid",
            ),
        ],
        id="by-area",
        className="by-area",
        **dom(aria_labelledby="by-area-title"),
    )


def _inputs(*parameters: url_state.Parameter) -> dict[str, Any]:
    return {
        "values": {
            parameter.name: Input(ids.control(parameter.name, view.PATH), "value")
            for parameter in parameters
        },
        "page_state": State(ids.PAGE_STATE, "data"),
    }


@callback(
    output=[Output(ids.PAGE_TITLE, "children"), *card_outputs(view.CARD)],
    inputs=_inputs(PICK_RANGE),
    prevent_initial_call=True,
)
@pure
def update_london(values: dict[str, Any], page_state: dict[str, Any]) -> list[Any]:
    """Redraw London's months."""
    state = url_state.from_controls(get_store(), view.PARAMETERS, page_state, values)
    return [view.title(state), *card_values(view.card(state))]


@callback(
    output=[
        *card_outputs(areas.RANKED),
        Output(ids.card(areas.RANKED, "figure"), "style"),
        *card_outputs(areas.OVER_TIME),
        Output(NOTE, "children"),
    ],
    inputs=_inputs(PICK_OFFENCE, PICK_PERIOD, PICK_BY, PICK_MEASURE),
    prevent_initial_call=True,
)
@pure
def update_areas(values: dict[str, Any], page_state: dict[str, Any]) -> list[Any]:
    """Redraw boroughs and BCUs."""
    state = url_state.from_controls(get_store(), view.PARAMETERS, page_state, values)
    ranked, over_time, note = areas.drawn(state)
    return [
        *card_values(ranked),
        {"height": f"{areas.ranked_height(state)}px"},
        *card_values(over_time),
        note,
    ]

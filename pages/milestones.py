"""Milestones: what was promised, what happened?"""

from __future__ import annotations

from typing import Any, Final

import dash
from dash import Input, Output, State, callback, dcc, html, no_update
from dash.development.base_component import Component

from components import controls, ids, shell, url_state
from components.chart_card import card_outputs, card_values, chart_card
from components.dom import dom
from components.pure import pure
from components.tables import data_table
from components.views import milestones as view
from components.views import milestones_board as board
from components.views import milestones_detail as detail
from components.views import milestones_summary as summary
from components.views import milestones_table as table
from components.views import milestones_timeline as timeline
from data.store import get_store

PATH: Final = view.PATH
DETAIL: Final = "milestone-detail"
BY: Final = "milestone-by"
TABLE_HOLDER: Final = "milestone-table-holder"
UNDATED: Final = "milestone-undated"
WORDS, QUARTER, SHOW, COLUMNS, STATUS, KIND, THEME, OPENED = view.PARAMETERS

dash.register_page(
    __name__,
    path=PATH,
    name="Milestones",
    title="Milestones – Met Business Plan",
    description="What the Business Plan promised, and what the reports say became of it.",
    order=5,
    graph=True,
)


def layout(**query: Any) -> Component:
    """The page for a query string."""
    return shell.page(path=PATH, query=query, parameters=view.PARAMETERS, render=_render)


def _render(state: url_state.State) -> shell.Page:
    shown = view.Shown(state)
    body = _body(shown) if shown.quarter else [summary.before_the_first_report(state)]
    return shell.Page(title=view.title(shown), context=view.context(shown), body=body)


def _body(shown: view.Shown) -> list[Component]:
    state = shown.state
    return [
        html.Div(detail.detail(shown), id=DETAIL),
        controls.bar(
            controls.search_box(WORDS, state),
            controls.select(QUARTER, state),
            controls.segmented(SHOW, state),
            html.Div(controls.segmented(COLUMNS, state), id=BY, hidden=state["show"] != "board"),
            dcc.Input(id=ids.control(OPENED.name, PATH), type="hidden", value=state[OPENED.name]),
        ),
        html.Details(
            [
                html.Summary("Filters"),
                controls.bar(
                    controls.chips(STATUS, state),
                    controls.chips(KIND, state),
                    controls.chips(THEME, state),
                ),
            ],
            open=True,
            className="filters",
            **dom(data_island="fold", data_used="yes" if view.active_filters(state) else None),
        ),
        _board(shown),
        html.Div(
            [
                chart_card(
                    timeline.CARD,
                    timeline.card(shown),
                    view=state.view,
                    height=timeline.height(shown),
                    class_name="span-7",
                ),
                html.Section(timeline.undated(shown), id=UNDATED, className="panel span-5"),
            ],
            className="grid",
        ),
    ]


def _board(shown: view.Shown) -> html.Section:
    place = _place(shown)
    return html.Section(
        [
            html.Div(
                [
                    html.P(
                        summary.count_line(shown),
                        id=summary.COUNT_LINE,
                        className="count-line",
                        **dom(aria_live="polite"),
                    ),
                    html.Ul(
                        summary.status_facts(shown),
                        id=summary.COUNTS,
                        className="facts milestone-facts",
                    ),
                ],
                className="board-head",
            ),
            html.Div(summary.empty(shown), id=summary.EMPTY, hidden=place != "empty"),
            html.Div(
                id=board.BOARD,
                hidden=place != "board",
                className="board",
                **dom(data_island="board", data_options=board.board_json(shown)),
            ),
            html.Div(
                [
                    html.Div(
                        html.Button(
                            "Table as CSV",
                            type="button",
                            className="button",
                            **dom(data_download="csv"),
                        ),
                        className="table-actions",
                    ),
                    data_table(
                        table.TABLE,
                        table.table(shown),
                        class_name="is-whole stacks milestone-table",
                    ),
                ],
                id=TABLE_HOLDER,
                hidden=place != "table",
                **dom(data_card="milestone"),
            ),
        ],
        id="board",
        className="panel",
        **dom(aria_label="Board"),
    )


def _place(shown: view.Shown) -> str:
    """What stands in the board's place: ``board``, ``table`` or ``empty``."""
    return "empty" if summary.empty(shown) else shown.state["show"]


@callback(
    output=[
        Output(ids.PAGE_TITLE, "children"),
        Output(ids.PAGE_SUBTITLE, "children"),
        Output(DETAIL, "children"),
        Output(BY, "hidden"),
        Output(summary.COUNTS, "children"),
        Output(summary.COUNT_LINE, "children"),
        Output(summary.EMPTY, "children"),
        Output(summary.EMPTY, "hidden"),
        Output(board.BOARD, "data-options"),
        Output(board.BOARD, "hidden"),
        Output(table.TABLE, "data-table"),
        Output(TABLE_HOLDER, "hidden"),
        Output(UNDATED, "children"),
        Output(ids.card(timeline.CARD, "figure"), "style"),
        *card_outputs(timeline.CARD),
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
    """Redraw the page's parts for the filters; what is hidden is not sent."""
    state = url_state.from_controls(get_store(), view.PARAMETERS, page_state, values)
    shown = view.Shown(state)
    place = _place(shown)
    return [
        view.title(shown),
        view.context(shown),
        detail.detail(shown),
        state["show"] != "board",
        summary.status_facts(shown),
        summary.count_line(shown),
        summary.empty(shown),
        place != "empty",
        board.board_json(shown) if place == "board" else no_update,
        place != "board",
        table.table(shown).to_json() if place == "table" else no_update,
        place != "table",
        timeline.undated(shown),
        {"height": f"{timeline.height(shown)}px"},
        *card_values(timeline.card(shown)),
    ]

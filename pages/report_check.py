"""Report check: is the report right?"""

from __future__ import annotations

from typing import Any, Final

import dash
from dash import Input, Output, State, callback, html
from dash.development.base_component import Component

from components import controls, ids, shell, url_state
from components.dom import dom
from components.pure import pure
from components.tables import data_table
from components.views import report_check as view
from data.store import get_store

PATH: Final = "/report-check"
PICK_VERDICT, PICK_KIND, PICK_THEME = view.PARAMETERS

dash.register_page(
    __name__,
    path=PATH,
    name="Report check",
    title="Report check – Met Business Plan",
    description="Every figure and claim of the Business Plan update, checked against the data.",
    order=6,
)


def layout(**query: Any) -> Component:
    """The page for a query string."""
    return shell.page(path=PATH, query=query, parameters=view.PARAMETERS, render=_render)


def _render(state: url_state.State) -> shell.Page:
    checked = html.Section(
        [
            html.H2("Figure by figure", className="card-title"),
            controls.bar(
                controls.chips(PICK_VERDICT, state),
                controls.segmented(PICK_KIND, state),
                controls.select(PICK_THEME, state),
            ),
            html.P(
                view.summary(state),
                id=view.SUMMARY,
                className="count-line",
                **dom(aria_live="polite"),
            ),
            html.Div(
                html.Button(
                    "Table as CSV", type="button", className="button", **dom(data_download="csv")
                ),
                className="table-actions",
            ),
            data_table(
                view.TABLE, view.table(state), class_name="is-whole stacks report-check-table"
            ),
        ],
        id="check",
        className="panel",
        **dom(data_card="check"),
    )
    return shell.Page(
        title=view.title(state),
        context=view.context(state),
        body=[view.overview(state), checked, view.notes(state)],
    )


@callback(
    output=[Output(view.TABLE, "data-table"), Output(view.SUMMARY, "children")],
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
    """Redraw the table for the filters."""
    state = url_state.from_controls(get_store(), view.PARAMETERS, page_state, values)
    return [view.table(state).to_json(), view.summary(state)]

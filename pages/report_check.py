"""Report check: is the report right?"""

from __future__ import annotations

import base64
from typing import Any, Final

import dash
from dash import Input, Output, State, callback, ctx, html, no_update
from dash.development.base_component import Component

from components import controls, ids, shell, url_state
from components.card_menu import TABLE, card_menu
from components.dom import dom
from components.pure import needs, pure
from components.tables import data_table
from components.views import report_check as view
from components.views import report_check_files as files
from components.views.report_check_choices import PARAMETERS
from data.store import get_store

PATH: Final = view.PATH
PICK = {parameter.name: parameter for parameter in PARAMETERS}

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
    return shell.page(path=PATH, query=query, parameters=PARAMETERS, render=_render)


def _render(state: url_state.State) -> shell.Page:
    checked = html.Section(
        [
            html.H2("Figure by figure", id="check-title", className="card-title"),
            controls.bar(
                controls.search_box(PICK["q"], state),
                controls.select(PICK["quarter"], state),
                controls.select(PICK["theme"], state),
                controls.chips(PICK["verdict"], state),
                controls.segmented(PICK["kind"], state),
            ),
            html.P(
                view.count_line(state),
                id=view.SUMMARY,
                className="count-line",
                **dom(aria_live="polite"),
            ),
            html.Div(card_menu(TABLE, "check-title"), className="table-actions"),
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
        body=[
            html.Section(view.overview(state), id=view.OVERVIEW, className="panel"),
            checked,
            view.notes(state),
            files.keeping(state.store),
        ],
    )


@callback(
    output=[
        Output(ids.PAGE_TITLE, "children"),
        Output(ids.PAGE_SUBTITLE, "children"),
        Output(view.OVERVIEW, "children"),
        Output(view.TABLE, "data-table"),
        Output(view.SUMMARY, "children"),
    ],
    inputs={
        "values": {
            parameter.name: Input(ids.control(parameter.name, PATH), "value")
            for parameter in PARAMETERS
        },
        "page_state": State(ids.PAGE_STATE, "data"),
    },
    prevent_initial_call=True,
)
@pure
def update(values: dict[str, Any], page_state: dict[str, Any]) -> list[Any]:
    """Redraw the page's parts for the filters."""
    state = url_state.from_controls(get_store(), PARAMETERS, page_state, values)
    return [
        view.title(state),
        view.context(state),
        view.overview(state),
        view.table(state).to_json(),
        view.count_line(state),
    ]


@callback(
    output=Output(files.DOWNLOAD, "data"),
    inputs={"clicks": [Input(name, "n_clicks") for name in files.NAMES]},
    prevent_initial_call=True,
)
@needs("download")
def save(clicks: list[int | None]) -> Any:
    """Give the file of the button that was pressed."""
    if not any(clicks):
        return no_update
    content, name = files.made(get_store(), str(ctx.triggered_id))
    encoded = base64.b64encode(content).decode("ascii")
    return {"content": encoded, "filename": name, "base64": True}

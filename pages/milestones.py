"""Milestones: what was promised, what happened?"""

from __future__ import annotations

import base64
from typing import Any, Final

import dash
from dash import Input, Output, State, callback, ctx, no_update
from dash.development.base_component import Component

from components import ids, shell, url_state
from components.card_changes import card_outputs, card_values
from components.chart_card import Card
from components.pure import needs, pure
from components.views import milestones as view
from components.views import milestones_board as board
from components.views import milestones_changes as changed
from components.views import milestones_detail as detail
from components.views import milestones_files as files
from components.views import milestones_layout as parts
from components.views import milestones_meeting as meeting
from components.views import milestones_summary as summary
from components.views import milestones_table as table
from components.views import milestones_timeline as timeline
from components.views.milestones_choices import PARAMETERS
from data.store import get_store

PATH: Final = view.PATH

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
    return shell.page(path=PATH, query=query, parameters=PARAMETERS, render=_render)


def _render(state: url_state.State) -> shell.Page:
    shown = view.Shown(state)
    body: list[Component]
    if shown.quarter is None:
        body = [summary.before_the_first_report(state)]
    else:
        body = meeting.meeting(shown) if meeting.is_meeting(shown) else parts.body(shown)
    return shell.Page(title=view.title(shown), context=view.context(shown), body=body)


@callback(
    output=[
        Output(ids.PAGE_TITLE, "children"),
        Output(ids.PAGE_SUBTITLE, "children"),
        Output(parts.DETAIL, "children"),
        Output(parts.BY, "hidden"),
        Output(parts.COLUMNS, "hidden"),
        Output(summary.COUNTS, "children"),
        Output(summary.COUNT_LINE, "children"),
        Output(summary.EMPTY, "children"),
        Output(summary.EMPTY, "hidden"),
        Output(board.BOARD, "data-options"),
        Output(board.BOARD, "hidden"),
        Output(table.TABLE, "data-table"),
        Output(parts.TABLE_HOLDER, "hidden"),
        Output(parts.UNDATED, "children"),
        Output(parts.CHANGES, "children"),
        Output(parts.KEPT, "children"),
        Output(ids.card(timeline.CARD, "figure"), "style"),
        *card_outputs(timeline.CARD),
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
    """Redraw the page's parts for the filters; what is hidden is not sent."""
    state = url_state.from_controls(get_store(), PARAMETERS, page_state, values)
    shown = view.Shown(state)
    place, due_dates = parts.place(shown), timeline.card(shown)
    # Another height has a chart drawn anew, also one that is hidden.
    is_drawn = isinstance(due_dates, Card)
    return [
        view.title(shown),
        view.context(shown),
        detail.detail(shown),
        state["show"] != "board",
        state["show"] == "board",
        summary.status_facts(shown),
        summary.count_line(shown),
        summary.empty(shown),
        place != "empty",
        board.board_json(shown) if place == "board" else no_update,
        place != "board",
        table.table(shown).to_json() if place == "table" else no_update,
        place != "table",
        timeline.undated(shown),
        changed.changes(shown),
        changed.kept_so_far(shown),
        {"height": f"{timeline.height(shown)}px"} if is_drawn else no_update,
        *card_values(due_dates),
    ]


@callback(
    output=Output(parts.DOWNLOAD, "data"),
    inputs={"clicks": [Input(name, "n_clicks") for name in files.NAMES]},
    prevent_initial_call=True,
)
@needs("download")
def save(clicks: list[int | None]) -> Any:
    """Give the file of the button that was pressed."""
    if not any(clicks):
        return no_update
    content, name = files.made(str(ctx.triggered_id))
    encoded = base64.b64encode(content).decode("ascii")
    return {"content": encoded, "filename": name, "base64": True}

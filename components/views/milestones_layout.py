"""The milestone page's parts and their places."""

from __future__ import annotations

from typing import Final

from dash import dcc, html
from dash.development.base_component import Component

from components import controls, ids
from components.card_menu import TABLE as TABLE_PICTURE
from components.card_menu import card_menu
from components.chart_card import chart_card
from components.dom import dom
from components.tables import data_table
from components.url_state import Parameter
from components.views import milestones as view
from components.views import milestones_board as board
from components.views import milestones_changes as changed
from components.views import milestones_detail as detail
from components.views import milestones_summary as summary
from components.views import milestones_table as table
from components.views import milestones_timeline as timeline
from components.views import milestones_totals as totals
from components.views.milestones import Shown
from components.views.milestones_choices import MEETING, PARAMETERS

DETAIL: Final = "milestone-detail"
BY: Final = "milestone-by"
COLUMNS: Final = "milestone-columns"
TABLE_HOLDER: Final = "milestone-table-holder"
UNDATED: Final = "milestone-undated"
CHANGES: Final = "milestone-changes"
KEPT: Final = "milestone-kept"
TEMPLATE_CSV: Final = "milestone-template-csv"
TEMPLATE_XLSX: Final = "milestone-template-xlsx"
DOWNLOAD: Final = "milestone-download"
FEWEST_TO_CHOOSE: Final = 2
"""Choices of a board to compare with: the default and the one that it means are none."""

PICK: Final[dict[str, Parameter]] = {parameter.name: parameter for parameter in PARAMETERS}


def body(shown: Shown) -> list[Component]:
    """The page below its title, where there is a board."""
    state = shown.state
    return [
        html.Div(detail.detail(shown), id=DETAIL),
        *_controls(shown),
        _board(shown),
        _changes(shown),
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
        html.Div(
            [
                chart_card(
                    totals.CARD,
                    totals.card(shown),
                    view=state.view,
                    height=totals.height(shown),
                    class_name="span-7",
                ),
                html.Section(changed.kept_so_far(shown), id=KEPT, className="panel span-5"),
            ],
            className="grid",
        ),
        _keeping(),
    ]


def place(shown: Shown) -> str:
    """What stands in the board's place: ``board``, ``table`` or ``empty``."""
    return "empty" if summary.empty(shown) else shown.state["show"]


def _controls(shown: Shown) -> list[Component]:
    state = shown.state
    is_board = state["show"] == "board"
    used = view.active_filters(state) or state["columns"]
    return [
        controls.bar(
            controls.search_box(PICK["q"], state),
            controls.select(PICK["quarter"], state),
            controls.segmented(PICK["show"], state),
            html.Div(controls.segmented(PICK["by"], state), id=BY, hidden=not is_board),
            html.A(
                "List for a meeting",
                href=view.address(state, meeting=MEETING, id=""),
                className="button meeting-link",
            ),
            *(
                dcc.Input(id=ids.control(name, state.path), type="hidden", value=state[name])
                for name in ("id", "meeting")
            ),
        ),
        html.Details(
            [
                html.Summary("Filters"),
                controls.bar(
                    controls.chips(PICK["status"], state),
                    controls.chips(PICK["kind"], state),
                    controls.chips(PICK["theme"], state),
                    html.Div(controls.chips(PICK["columns"], state), id=COLUMNS, hidden=is_board),
                ),
            ],
            open=True,
            className="filters",
            **dom(data_island="fold", data_used="yes" if used else None),
        ),
    ]


def _board(shown: Shown) -> html.Section:
    where = place(shown)
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
            html.Div(summary.empty(shown), id=summary.EMPTY, hidden=where != "empty"),
            html.Div(
                id=board.BOARD,
                hidden=where != "board",
                className="board",
                **dom(data_island="board", data_options=board.board_json(shown)),
            ),
            html.Div(
                [
                    html.Div(card_menu(TABLE_PICTURE), className="table-actions"),
                    data_table(
                        table.TABLE,
                        table.table(shown),
                        class_name="is-whole stacks milestone-table",
                    ),
                ],
                id=TABLE_HOLDER,
                hidden=where != "table",
                **dom(data_card="milestone"),
            ),
        ],
        id="board",
        className="panel",
        **dom(aria_label="Board"),
    )


def _changes(shown: Shown) -> html.Section:
    """What changed since an earlier board, with the choice of that board where there are some."""
    since = PICK["since"]
    choices = since.choices(shown.state.context) if since.choices else []
    return html.Section(
        [
            html.Div(
                controls.bar(controls.select(since, shown.state)),
                hidden=len(choices) <= FEWEST_TO_CHOOSE,
            ),
            html.Div(changed.changes(shown), id=CHANGES),
        ],
        id="changes",
        className="panel",
        **dom(data_card="milestone-changes"),
    )


def _keeping() -> html.Section:
    """How the next quarter's board comes here: the templates, and who loads it."""
    return html.Section(
        [
            html.H2("The next quarter’s board", className="card-title"),
            html.P(
                "A board is one file, CSV or XLSX, in the form of the template. Whoever runs this "
                "dashboard checks and loads it with one command; what is loaded stays, and the new "
                "board stands beside it. The steps are in docs/quarterly-cycle.md.",
                className="about",
            ),
            html.P(
                [
                    _button("Template as XLSX", TEMPLATE_XLSX),
                    _button("Template as CSV", TEMPLATE_CSV),
                    dcc.Download(id=DOWNLOAD),
                ],
                className="table-actions",
            ),
        ],
        className="panel milestone-keeping",
    )


def _button(text: str, element_id: str) -> html.Button:
    return html.Button(text, id=element_id, type="button", className="button")

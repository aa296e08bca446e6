"""The report's figures and claims about one row of the board, each with its verdict."""

from __future__ import annotations

from dash import html
from dash.development.base_component import Component

from components.links import relative
from components.views.report_check import MARKS, value_text
from data.queries.check_row import CheckRow
from data.queries.milestone_detail import MilestoneDetail


def related_figures(found: MilestoneDetail) -> list[Component]:
    """A table of the figures and claims; nothing where the report has none."""
    if not found.figures:
        return []
    head = html.Thead(
        html.Tr(
            [
                html.Th(name, scope="col")
                for name in ("What the report states", "Report", "Loaded data", "Verdict")
            ]
        )
    )
    return [
        html.H3("The report’s figures about it", className="detail-heading"),
        html.Div(
            html.Table(
                [
                    html.Caption("Figures and claims about it, and what the loaded data give"),
                    head,
                    html.Tbody([_row(row) for row in found.figures]),
                ],
                className="table detail-figures",
            ),
            className="table-frame is-whole",
        ),
        html.P(
            html.A("Every figure of the report, checked", href=relative("/report-check")),
            className="panel-link",
        ),
    ]


def _row(row: CheckRow) -> html.Tr:
    mark = MARKS[row.verdict]
    period = f", {row.period}" if row.period else ""
    stated = value_text(row.reported, row.unit, row.decimals, row.qualifier)
    digits = max(row.decimals or 0, 1) if row.unit == "%" else row.decimals
    return html.Tr(
        [
            html.Th(f"{row.measure}{period}", scope="row"),
            html.Td(stated if row.kind == "figure" else "claim in words"),
            html.Td(value_text(row.loaded, row.unit, digits)),
            html.Td(
                [
                    html.Span(f"{mark.shape} {mark.word}", className="figure-verdict"),
                    html.Span(row.reason, className="cell-note"),
                ]
            ),
        ]
    )

"""The report's figures and claims about one row of the board, each with its verdict."""

from __future__ import annotations

from typing import Final

from dash import html
from dash.development.base_component import Component

from components.links import relative
from components.views.milestones_parts import detail_table
from components.views.report_check import MARKS, value_text
from data.queries.check_row import CheckRow
from data.queries.milestone_detail import MilestoneDetail

HEADINGS: Final = ("What the report states", "Report", "Loaded data", "Verdict")


def related_figures(found: MilestoneDetail) -> list[Component]:
    """A table of the figures and claims; nothing where the report has none."""
    if not found.figures:
        return []
    return [
        html.H3("The report’s figures about it", className="detail-heading"),
        detail_table(
            "Figures and claims about it, and what the loaded data give",
            HEADINGS,
            [_cells(row) for row in found.figures],
        ),
        html.P(
            html.A("Every figure of the report, checked", href=relative("/report-check")),
            className="panel-link",
        ),
    ]


def _cells(row: CheckRow) -> list[str | Component | list[Component]]:
    mark = MARKS[row.verdict]
    stated = value_text(row.reported, row.unit, row.decimals, row.qualifier)
    # A computed change is shown to one decimal more than the report's, so that a rounding shows.
    digits = max(row.decimals or 0, 1) if row.unit == "%" else row.decimals
    verdict: list[Component] = [
        html.Span(f"{mark.shape} {mark.word}", className="figure-verdict"),
        html.Span(row.reason, className="cell-note"),
    ]
    return [
        f"{row.measure}, {row.period}" if row.period else row.measure,
        stated if row.kind == "figure" else "claim in words",
        value_text(row.loaded, row.unit, digits),
        verdict,
    ]

"""What the report says of knife injuries under 25, beside what the loaded data give."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from dash import html

from components import formatting
from components.dom import dom
from components.links import relative
from data.queries.check_counts import Comparison, compare
from data.queries.report_check import checked, every_claim, every_figure
from data.verdicts import AGREES, CANNOT_BE_CHECKED, CLOSE, DIFFERS, Verdict

if TYPE_CHECKING:
    from components.url_state import State
    from data.periods import Quarter
    from data.queries.check_row import CheckRow
    from data.report import Claim

HEADINGS: Final[dict[Verdict, str]] = {
    AGREES: "The data bear out the report’s claim",
    CLOSE: "The data all but bear out the report’s claim",
    DIFFERS: "The data do not bear out the report’s claim",
    CANNOT_BE_CHECKED: "The report’s claim cannot be checked",
}


def panel(state: State, offence: str) -> list[html.Section]:
    """The report's claim on a series, its figures, and the check; empty before the report.

    Args:
        state: The page's state.
        offence: Slug of the series.
    """
    quarter = state.store.newest_reporting_quarter
    if quarter is None or quarter.last > state.as_at:
        return []
    claims = [
        claim
        for claim in every_claim(state.store)
        if claim.reported_quarter == quarter and claim.query and offence in claim.query.offences
    ]
    return [_section(state, quarter, claim, offence) for claim in claims]


def _section(state: State, quarter: Quarter, claim: Claim, offence: str) -> html.Section:
    rows = {row.id: row for row in checked(state.store) if row.reported_quarter == str(quarter)}
    verdict = rows[claim.id].verdict
    heading = f"report-{claim.id}"
    return html.Section(
        [
            html.H2(HEADINGS[verdict], id=heading, className="card-title"),
            html.P(f"Report of {quarter.short_label}", className="card-subtitle"),
            html.Blockquote(f"“{claim.claim}”", className="report-quote"),
            _compared(state, claim),
            html.Ul(
                [html.Li(_stated(row)) for row in _figures(state, quarter, offence, rows)],
                className="plain-list",
            ),
            html.P(
                html.A(
                    "How the report’s figures are checked",
                    href=relative("/report-check", area=state.area.code, as_at=str(state.as_at)),
                )
            ),
        ],
        className="panel report-claim",
        **dom(aria_labelledby=heading),
    )


def _compared(state: State, claim: Claim) -> html.Table:
    assert claim.query is not None  # noqa: S101 - the panel takes claims with a query only
    pairs = [pair for group in compare(state.store, claim.query) for pair in group]
    head = [
        html.Th("Period", scope="col"),
        *(html.Th(text, scope="col", className="is-number") for text in ("Victims", "Change")),
    ]
    return html.Table(
        [
            html.Caption("Loaded data, in the report’s own periods"),
            html.Thead(html.Tr(head)),
            html.Tbody([_pair(pair) for pair in pairs]),
        ],
        className="table report-periods",
    )


def _pair(pair: Comparison) -> html.Tr:
    change = None if pair.change is None else float(pair.change)
    against = ""
    if pair.earlier is not None:
        against = f"against {formatting.count(pair.earlier.total)}, {pair.earlier.span.label}"
    return html.Tr(
        [
            html.Th([pair.period.span.label, html.Span(against, className="against")], scope="row"),
            html.Td(formatting.count(pair.period.total), className="is-number"),
            html.Td(formatting.change(change), className="is-number"),
        ]
    )


def _figures(
    state: State, quarter: Quarter, offence: str, rows: dict[str, CheckRow]
) -> list[CheckRow]:
    return [
        rows[figure.id]
        for figure in every_figure(state.store)
        if figure.reported_quarter == quarter
        and figure.query is not None
        and offence in figure.query.offences
    ]


def _stated(row: CheckRow) -> str:
    """What the report states, and what the loaded data give or why they give nothing."""
    reported = f"The report says {_value(row, row.reported)} for {row.period}"
    if row.loaded is None:
        return f"{reported}, which cannot be checked. {row.reason}"
    return f"{reported}; the loaded data give {_value(row, row.loaded, digits=1)}."


def _value(row: CheckRow, value: float | None, *, digits: int | None = None) -> str:
    places = row.decimals or 0 if digits is None else digits
    if row.unit == "%":
        return formatting.change(value, places)
    return f"{formatting.decimal(value, places)} {row.unit}"

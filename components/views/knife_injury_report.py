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
    found = [pair for group in compare(state.store, claim.query) for pair in group]
    head = html.Thead(
        html.Tr([html.Th(text, scope="col") for text in ("Loaded data", "Victims", "Change")])
    )
    body = [row for pair in found for row in _pair(pair)]
    caption = html.Caption("Victims in the report’s own periods")
    return html.Table([caption, head, html.Tbody(body)], className="table report-periods")


def _pair(pair: Comparison) -> list[html.Tr]:
    rows = []
    if pair.earlier is not None:
        rows.append(
            html.Tr(
                [
                    html.Th(pair.earlier.span.label, scope="row"),
                    html.Td(formatting.count(pair.earlier.total), className="is-number"),
                    html.Td(""),
                ]
            )
        )
    change = None if pair.change is None else float(pair.change)
    rows.append(
        html.Tr(
            [
                html.Th(pair.period.span.label, scope="row"),
                html.Td(formatting.count(pair.period.total), className="is-number"),
                html.Td(formatting.change(change), className="is-number"),
            ]
        )
    )
    return rows


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
    """What the report states, and what the check makes of it."""
    reported = (
        "" if row.reported is None else formatting.decimal(float(row.reported), row.decimals or 0)
    )
    sign = "+" if row.unit == "%" and row.reported and row.reported > 0 else ""
    unit = "\u00a0%" if row.unit == "%" else f" {row.unit}"
    return f"The report says {sign}{reported}{unit} in {row.period}. {row.reason}"

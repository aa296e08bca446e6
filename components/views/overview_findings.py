"""What needs attention: the few series that chance does not explain, each with its chart."""

from __future__ import annotations

from typing import Final

import dash
from dash import html
from dash.development.base_component import Component

from components import formatting
from components.links import relative
from components.methods import method_link
from components.url_state import State
from data.queries.findings import Finding, Findings, what_stands_out

ID: Final = "findings"
MOST: Final = 5
"""Findings listed at most; the data API has all of them."""

MARKS: Final = {
    "improvement": ("▼", "for the better"),
    "concern": ("▲", "for the worse"),
    "neither": ("◆", "neither better nor worse"),
}
LINKS: Final = {"special-cause": "Signal or noise", "change-on-year": "Crime trends"}


def panel(state: State) -> html.Section:
    """The findings on the chosen area, strongest first, with how much was tested."""
    found = what_stands_out(state.store, area=state.area.code, as_at=state.as_at)
    shown = found.findings[:MOST]
    body: list[Component] = [html.P(tested(found), className="card-subtitle")]
    if shown:
        body.append(html.Ol([_item(finding) for finding in shown], className="findings"))
    else:
        body.append(html.P(nothing(state, found), className="finding-none"))
    body.append(_more(state, found))
    return html.Section(
        [html.H2(title(found), className="card-title"), *body],
        id=ID,
        className="panel",
    )


def title(found: Findings) -> str:
    """The heading: whether anything needs attention."""
    number = len(found.findings)
    if number == 0:
        return "Nothing stands out"
    if number <= MOST:
        return f"What needs attention: {formatting.plural(number, 'finding')}"
    return f"What needs attention: the first {MOST} of {number}"


def tested(found: Findings) -> str:
    """How much was tested, and what chance alone would give."""
    if found.tests == 0:
        return "No series can be tested at this month."
    return (
        f"{formatting.plural(found.tests, 'test')} of {found.series} series. "
        f"{formatting.count(found.flagged)} have a p-value under 5{formatting.NO_BREAK}%; chance "
        f"alone would give about {formatting.count(found.by_chance)}. Listed is what remains when "
        "every test is counted."
    )


def nothing(state: State, found: Findings) -> str:
    """What an empty list means."""
    if found.tests == 0:
        return (
            "A test needs years of comparable months before it: too few lie before "
            f"{state.as_at.label}, or a break lies between."
        )
    return (
        "No series moved by more than chance, or its own usual ups and downs, would give once "
        "every test is counted. That is a finding too: what the figures show are everyday changes."
    )


def _item(finding: Finding) -> html.Li:
    shape, words = MARKS[finding.direction]
    path, _, query = finding.link.partition("?")
    return html.Li(
        [
            html.Span(shape, className=f"finding-mark is-{finding.direction}", title=words),
            html.Div(
                [
                    finding.sentence,
                    html.Span(f" ({words})", className="visually-hidden"),
                    " ",
                    html.A(
                        [
                            LINKS[finding.kind],
                            html.Span(f": {finding.sentence}", className="visually-hidden"),
                        ],
                        href=f"{dash.get_relative_path(path)}?{query}",
                    ),
                ]
            ),
        ]
    )


def _more(state: State, found: Findings) -> html.Details:
    evidence = [
        html.Li(f"{finding.evidence}; p {_p(finding.p_value)}, q {_p(finding.q_value)}.")
        for finding in found.findings[:MOST]
    ]
    api = relative("/api/v1/findings", area=state.area.code, as_at=str(state.as_at))
    return html.Details(
        [
            html.Summary("How this is judged"),
            html.P(
                "Each series is asked twice: does its latest month stand out on its "
                "process-behaviour chart, and did its latest quarter change on the same quarter a "
                "year before by more than it usually does? The more tests, the more flags by "
                "chance, so the false discovery rate is held at 5 % (Benjamini–Hochberg)."
            ),
            html.Ol(evidence, className="plain-list") if evidence else None,
            method_link("xmr", state),
            method_link("compare", state),
            method_link("fdr", state),
            html.P(html.A("All findings as data", href=api, target="_blank")),
        ],
        className="finding-method",
    )


def _p(value: float) -> str:
    return "below 0.001" if value < 0.001 else f"{value:.3f}"  # noqa: PLR2004 - as journals write

"""Report check: each figure and claim of the report beside what the loaded data gives."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import pandas as pd
from dash import html
from dash.development.base_component import Component

from components import formatting
from components.links import relative
from components.pack.names import stem
from components.tables import Cell, Column, Table
from components.url_state import State
from components.views.report_check_choices import (
    PARAMETERS,
    chosen_reports,
    filtered,
    kept,
    of_reports,
)
from data.areas import LONDON
from data.as_at import newest_report
from data.periods import Quarter
from data.queries.milestone_detail import report_title
from data.queries.report_check import report_check, verdict_counts
from data.verdicts import AGREES, CANNOT_BE_CHECKED, CLOSE, DIFFERS, VERDICTS

__all__ = ["PARAMETERS"]

PATH: Final = "/report-check"
REPORTS: Final = "Metropolitan Police Service, Business Plan progress updates"
TABLE: Final = "check-table"
OVERVIEW: Final = "check-overview"
SUMMARY: Final = "check-summary"


@dataclass(frozen=True)
class VerdictMark:
    """A verdict's shape: it never stands by colour alone."""

    shape: str
    word: str
    many: str = ""
    """The word for several, where it is another."""

    def of(self, number: int) -> str:
        """The word for so many."""
        return self.word if number == 1 or not self.many else self.many


MARKS: Final = {
    DIFFERS: VerdictMark("≠", "differs", "differ"),
    CLOSE: VerdictMark("≈", "close"),
    AGREES: VerdictMark("✓", "agrees", "agree"),
    CANNOT_BE_CHECKED: VerdictMark("?", "cannot be checked"),
}
"""In the order of the table: what needs an answer first."""


def title(state: State) -> str:
    """The page's title: how many can be checked, and how they came out."""
    rows = of_reports(state)
    figures = rows[rows["kind"] == "figure"]
    counts = verdict_counts(figures)
    checkable = len(figures) - counts[CANNOT_BE_CHECKED]
    claims = verdict_counts(rows[rows["kind"] == "claim"])[DIFFERS]
    also = f"; {_claims_differ(claims)}" if claims else ""
    if counts[DIFFERS]:
        verb = "differs" if counts[DIFFERS] == 1 else "differ"
        return f"{counts[DIFFERS]} of {checkable} figures that can be checked {verb}{also}"
    return f"All {checkable} figures that can be checked agree or come close{also}"


def _claims_differ(number: int) -> str:
    return "one claim differs" if number == 1 else f"{number} claims differ"


def context(state: State) -> str:
    """The line under the title."""
    found = chosen_reports(state)
    names = formatting.join_words([each.short_label for each in found])
    report = report_title(found[0]) if len(found) == 1 else f"{REPORTS}: {names}"
    return f"London · {report} · checked against the loaded data; as-at does not alter the check"


def overview(state: State) -> list[Component]:
    """The counts by verdict, for figures and for claims, with what each verdict means."""
    rows = of_reports(state)
    figures = verdict_counts(rows[rows["kind"] == "figure"])
    claims = verdict_counts(rows[rows["kind"] == "claim"])
    facts = [
        html.Li(
            [
                html.Span(
                    [
                        html.Span(MARKS[verdict].shape, className="verdict-shape"),
                        f" {figures[verdict]}",
                    ],
                    className="fact-value",
                ),
                html.Span(name.lower(), className="fact-name"),
                html.Span(
                    f"and {formatting.plural(claims[verdict], 'claim')}", className="fact-more"
                ),
                html.P(meaning, className="fact-meaning"),
            ],
            className=f"verdict-fact verdict-{verdict}",
        )
        for verdict, (name, meaning) in VERDICTS.items()
    ]
    stated = sum(figures.values()), sum(claims.values())
    return [
        html.H2(
            f"{formatting.plural(stated[0], 'figure')} and {formatting.plural(stated[1], 'claim')}",
            className="card-title",
        ),
        html.P(
            "What the report states, set against what the loaded data gives for the same "
            "period. Nothing is typed in: every loaded value is computed.",
            className="card-subtitle",
        ),
        html.Ul(facts, className="verdict-facts"),
    ]


def table(state: State) -> Table:
    """The rows that the filters keep, as a table."""
    reports = chosen_reports(state)
    several = len(reports) > 1
    columns = [
        Column("measure", "What the report states", row_header=True),
        *([Column("report", "Report of")] if several else []),
        Column("verdict", "Verdict"),
        Column("reported", "Report"),
        Column("loaded", "Loaded data"),
        Column("difference", "Difference"),
        Column("reason", "Why"),
    ]
    records = [{str(k): v for k, v in each.items()} for each in kept(state).to_dict("records")]
    return Table(
        caption="Figures and claims of the report, with the verdict on each",
        columns=columns,
        rows=[_row(record, several=several) for record in records],
        filename=stem("report-check", LONDON, reports[0], reports[-1]),
        source="Report: Metropolitan Police Service, Business Plan progress update.",
        row_keys=[f"{record['reported_quarter']}-{record['id']}" for record in records],
    )


def summary(state: State) -> str:
    """How many rows are shown, and by verdict."""
    rows = kept(state)
    total = len(of_reports(state))
    if rows.empty:
        return f"None of the {total} figures and claims passes all the filters."
    counts = verdict_counts(rows)
    parts = [f"{n} {MARKS[verdict].of(n)}" for verdict, n in counts.items() if n]
    return f"{len(rows)} of {total} shown: {formatting.join_words(parts)}."


def count_line(state: State) -> list[str | Component]:
    """The summary, and the way back to every row where a filter is in use."""
    if not filtered(state):
        return [summary(state)]
    as_at = None if state.as_at == newest_report(state.store) else str(state.as_at)
    href = relative(PATH, area=state.area.code, as_at=as_at)
    return [f"{summary(state)} ", html.A("Clear all filters", href=href, className="clear-filters")]


def value_text(value: Any, unit: Any, decimals: Any, qualifier: Any = None) -> str:
    """A value as the report would write it: qualifier, number at its precision, unit."""
    if value is None or pd.isna(value):
        return formatting.MISSING
    digits = 0 if decimals is None or pd.isna(decimals) else int(decimals)
    number = formatting.decimal(float(value), digits)
    return f"{_before(qualifier)}{_with_unit(number, unit)}"


def _before(qualifier: Any) -> str:
    return "" if qualifier is None or pd.isna(qualifier) or not qualifier else f"{qualifier} "


def _with_unit(number: str, unit: Any) -> str:
    if unit == "%":
        return f"{number}{formatting.NO_BREAK}%"
    if unit == "£m":
        return f"£{number}m"
    return number if unit is None or pd.isna(unit) else f"{number} {unit}"


def _row(record: dict[str, Any], *, several: bool) -> list[Any]:
    unit, decimals = record["unit"], record["decimals"]
    # A computed change is shown to one decimal more than the report's, so that a rounding shows.
    finer = 0 if decimals is None or pd.isna(decimals) else int(decimals)
    loaded_digits = max(finer, 1) if unit == "%" else finer
    mark = MARKS[record["verdict"]]
    period = record["period"]
    about = str(record["measure"]) + (f", {period}" if period and not pd.isna(period) else "")
    return [
        about,
        *([Quarter.parse(record["reported_quarter"]).short_label] if several else []),
        f"{mark.shape} {mark.word}",
        Cell(
            value_text(record["reported"], unit, decimals, record["qualifier"])
            if record["kind"] == "figure"
            else "claim in words"
        ),
        value_text(record["loaded"], unit, loaded_digits),
        _difference(record["difference"], unit, loaded_digits),
        Cell(record["reason"], note=f"Source: {record['source']}." if record["source"] else None),
    ]


def _difference(value: Any, unit: Any, digits: int) -> str:
    if value is None or pd.isna(value):
        return formatting.MISSING
    number = formatting.decimal(float(value), digits)
    sign = "+" if float(value) > 0 and float(number.replace(",", "").replace("−", "-")) != 0 else ""
    points = " points" if unit == "%" else ""
    return f"{sign}{number}{points}"


def notes(state: State) -> html.Section:
    """How the check works, in words, with what can be taken away."""
    meta = report_check(state.store).meta
    items: list[Component] = [html.Li(note) for note in meta.notes]
    return html.Section(
        [
            html.H2("How the check works", className="card-title"),
            html.Ul(items, className="plain-list"),
        ],
        className="panel",
    )

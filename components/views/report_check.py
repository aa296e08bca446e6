"""Report check: each figure and claim of the report beside what the loaded data gives."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import pandas as pd
from dash import html
from dash.development.base_component import Component

from components import formatting
from components.tables import Cell, Column, Table
from components.url_state import Choice, Context, Parameter, State
from data.milestones import THEMES
from data.periods import Quarter
from data.queries.milestone_detail import report_title
from data.queries.report_check import report_check, verdict_counts
from data.verdicts import AGREES, CANNOT_BE_CHECKED, CLOSE, DIFFERS, VERDICTS

TABLE: Final = "check-table"
SUMMARY: Final = "check-summary"


@dataclass(frozen=True)
class VerdictMark:
    """A verdict's shape: it never stands by colour alone."""

    shape: str
    word: str


MARKS: Final = {
    DIFFERS: VerdictMark("≠", "differs"),
    CLOSE: VerdictMark("≈", "close"),
    AGREES: VerdictMark("✓", "agrees"),
    CANNOT_BE_CHECKED: VerdictMark("?", "cannot be checked"),
}
"""In the order of the table: what needs an answer first."""


def _verdicts(_: Context) -> list[Choice]:
    return [Choice(verdict, VERDICTS[verdict][0]) for verdict in VERDICTS]


def _themes(_: Context) -> list[Choice]:
    return [Choice("all", "All themes"), *(Choice(t.slug, t.title) for t in THEMES.values())]


def _kinds(_: Context) -> list[Choice]:
    return [Choice("all", "Both"), Choice("figure", "Figures"), Choice("claim", "Claims")]


PARAMETERS: Final = (
    Parameter("verdict", "Verdict", _verdicts, lambda _: "", multiple=True),
    Parameter("kind", "Figures or claims", _kinds, lambda _: "all"),
    Parameter("theme", "Theme", _themes, lambda _: "all"),
)


def title(state: State) -> str:
    """The page's title: how many can be checked, and how they came out."""
    rows = report_check(state.store).rows
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
    rows = report_check(state.store).rows
    quarters = sorted(set(rows["reported_quarter"]))
    names = formatting.join_words([report_title(Quarter.parse(q)) for q in quarters])
    return f"London · {names} · checked against the loaded data; as-at does not alter the check"


def shown(state: State) -> pd.DataFrame:
    """The rows that the filters keep, those that differ first, then in the report's order."""
    rows = report_check(state.store).rows
    verdicts = state.many("verdict")
    if verdicts:
        rows = rows[rows["verdict"].isin(verdicts)]
    if state["kind"] != "all":
        rows = rows[rows["kind"] == state["kind"]]
    if state["theme"] != "all":
        rows = rows[rows["theme"] == state["theme"]]
    order = rows["verdict"].map(list(MARKS).index)
    return rows.iloc[order.argsort(kind="stable")]


def overview(state: State) -> html.Section:
    """The counts by verdict, for figures and for claims, with what each verdict means."""
    rows = report_check(state.store).rows
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
    return html.Section(
        [
            html.H2(
                f"{len(rows[rows['kind'] == 'figure'])} figures and "
                f"{len(rows[rows['kind'] == 'claim'])} claims",
                className="card-title",
            ),
            html.P(
                "What the report states, set against what the loaded data gives for the same "
                "period. Nothing is typed in: every loaded value is computed.",
                className="card-subtitle",
            ),
            html.Ul(facts, className="verdict-facts"),
        ],
        className="panel",
    )


def table(state: State) -> Table:
    """The rows that the filters keep, as a table."""
    columns = [
        Column("measure", "What the report states", row_header=True),
        Column("verdict", "Verdict"),
        Column("reported", "Report"),
        Column("loaded", "Loaded data"),
        Column("difference", "Difference"),
        Column("reason", "Why"),
    ]
    records = shown(state).to_dict("records")
    return Table(
        caption="Figures and claims of the report, with the verdict on each",
        columns=columns,
        rows=[_row({str(k): v for k, v in record.items()}) for record in records],
        filename=f"report-check_{'-'.join(sorted({str(r['reported_quarter']) for r in records}))}",
        source="Report: Metropolitan Police Service, Business Plan progress update.",
        row_keys=[str(record["id"]) for record in records],
    )


def summary(state: State) -> str:
    """How many rows are shown, and by verdict."""
    rows = shown(state)
    total = len(report_check(state.store).rows)
    if rows.empty:
        return f"None of the {total} figures and claims has these marks. Take a filter away."
    counts = verdict_counts(rows)
    parts = [f"{n} {MARKS[verdict].word}" for verdict, n in counts.items() if n]
    return f"{len(rows)} of {total} shown: {formatting.join_words(parts)}."


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


def _row(record: dict[str, Any]) -> list[Any]:
    unit, decimals = record["unit"], record["decimals"]
    # A computed change is shown to one decimal more than the report's, so that a rounding shows.
    finer = 0 if decimals is None or pd.isna(decimals) else int(decimals)
    loaded_digits = max(finer, 1) if unit == "%" else finer
    mark = MARKS[record["verdict"]]
    period = record["period"]
    about = str(record["measure"]) + (f", {period}" if period and not pd.isna(period) else "")
    return [
        about,
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

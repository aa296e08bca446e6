"""What the report check can be asked: its parameters, and the rows that they keep."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import pandas as pd

from components.url_state import Choice, Context, Parameter, State
from data.milestone_filters import folded, words_of
from data.milestones import THEMES
from data.periods import Quarter
from data.queries.report_check import report_check, reports
from data.verdicts import AGREES, CANNOT_BE_CHECKED, CLOSE, DIFFERS, VERDICTS

ALL: Final = "all"
ORDER: Final = (DIFFERS, CLOSE, AGREES, CANNOT_BE_CHECKED)
"""The order of the table: what needs an answer first."""

SEARCHED: Final = ("measure", "reason", "source", "period", "earlier_period", "unit", "qualifier")
"""The columns that a search looks through, beside the name of the theme."""


def _reports(context: Context) -> list[Choice]:
    found = [Choice(str(each), each.short_label) for each in reversed(reports(context.store))]
    return [Choice(ALL, "All reports loaded"), *found]


def _verdicts(_: Context) -> list[Choice]:
    return [Choice(verdict, VERDICTS[verdict][0]) for verdict in VERDICTS]


def _themes(_: Context) -> list[Choice]:
    return [Choice(ALL, "All themes"), *(Choice(t.slug, t.title) for t in THEMES.values())]


def _kinds(_: Context) -> list[Choice]:
    return [Choice(ALL, "Both"), Choice("figure", "Figures"), Choice("claim", "Claims")]


PARAMETERS: Final = (
    Parameter("q", "Search the text", None, lambda _: ""),
    Parameter("quarter", "Report", _reports, lambda _: ALL),
    Parameter("theme", "Theme", _themes, lambda _: ALL),
    Parameter("verdict", "Verdict", _verdicts, lambda _: "", multiple=True),
    Parameter("kind", "Figures or claims", _kinds, lambda _: ALL),
)


def chosen_reports(state: State) -> tuple[Quarter, ...]:
    """The quarters whose reports are on screen, oldest first."""
    if state["quarter"] == ALL:
        return reports(state.store)
    return (Quarter.parse(state["quarter"]),)


def of_reports(state: State) -> pd.DataFrame:
    """Every figure and claim of the reports on screen, whatever the other filters keep."""
    quarter = None if state["quarter"] == ALL else state["quarter"]
    return report_check(state.store, quarter=quarter).rows


def kept(state: State) -> pd.DataFrame:
    """The rows that the filters keep, those that differ first, then in the report's order."""
    rows = of_reports(state)
    verdicts = state.many("verdict")
    if verdicts:
        rows = rows[rows["verdict"].isin(verdicts)]
    for name in ("kind", "theme"):
        if state[name] != ALL:
            rows = rows[rows[name] == state[name]]
    words = words_of(state["q"])
    if words:
        found = (_text(record) for record in rows.to_dict("records"))
        rows = rows[[all(word in text for word in words) for text in found]]
    order = rows["verdict"].map(ORDER.index)
    return rows.iloc[order.argsort(kind="stable")]


def filtered(state: State) -> bool:
    """Whether a filter is in use."""
    return any(state[each.name] != state.defaults[each.name] for each in PARAMETERS)


def _text(record: dict[object, object]) -> str:
    parts: Iterable[object] = (record[name] for name in SEARCHED)
    theme = THEMES[str(record["theme"])].title
    said = [str(part) for part in parts if isinstance(part, str)]
    return folded(" \n ".join([theme, *said]))

"""Offences involving a knife by quarter, from 2008-09: the Home Office's longer view."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd

from components import formatting, wording
from components.chart_card import Absent, Card
from components.figures.dated import Shade
from components.figures.line import line_chart
from components.marks import key_of, marks_of
from components.pack.names import stem
from components.tables import Column, Table
from data.areas import LONDON
from data.periods import Quarter
from data.queries.changes import quarter_change, year_change
from data.queries.series import series

if TYPE_CHECKING:
    from components.url_state import State
    from data.result import Result

CARD: Final = "knife-offences"
HEIGHT: Final = 320
OFFENCE: Final = "knife-offences"
DATASET: Final = "knife-offences-by-quarter"
PARTS: Final = {
    "knife_or_sharp_instrument_offences": "Offences",
    "of_which_violence_with_injury": "Violence with injury",
    "of_which_homicide_and_attempts": "Homicide and attempted murder",
    "other_knife_enabled": "Other, such as robbery",
}


def card(state: State) -> Card | Absent:
    """Knife offences by quarter up to as-at, or to where the series ends."""
    store = state.store
    offence = store.offences.get(OFFENCE)
    cube = store.cube(offence)
    end = min(state.as_at, cube.last)
    answer = series(store, offence=OFFENCE, end=end)
    if answer.rows.empty:
        return Absent(
            title=f"Knife offences by quarter start in {cube.first.label}",
            message=f"The page is as at {state.as_at.label}.",
        )
    quarters = [Quarter.parse(text) for text in answer.rows["quarter"]]
    first, last = quarters[0].first, quarters[-1].last
    marks = marks_of(
        breaks=answer.meta.breaks,
        area=store.areas.london,
        offence=OFFENCE,
        first=first,
        last=last,
        local=False,
    )
    return Card(
        title=_title(state),
        subtitle=(
            "Offences involving a knife or sharp instrument, London, by quarter, "
            f"{quarters[0].short_label} to {quarters[-1].short_label}"
        ),
        figure=line_chart(
            _frame(answer, quarters),
            hover_unit=" offences",
            marks=marks,
            shade=_shade(state, quarters),
            show_points=True,
        ),
        table=_table(state, answer, quarters),
        summary=_summary(state),
        about=_about(state, answer),
        key=key_of(marks),
        marks=marks,
    )


def _frame(answer: Result, quarters: list[Quarter]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "series": "London",
            "role": "focus",
            "month": [str(quarter.first) for quarter in quarters],
            "period": [quarter.label for quarter in quarters],
            "value": answer.rows["value"].astype("float64"),
            "provisional": answer.rows["provisional"].astype(bool),
        }
    )


def _shade(state: State, quarters: list[Quarter]) -> Shade | None:
    reported = state.store.newest_reporting_quarter
    if reported is None or reported not in quarters:
        return None
    # A quarter stands at its first month, so the ground is as wide as the step between points.
    return Shade(str(reported.first + -1), str(reported.first + 1), "report’s quarter")


def _title(state: State) -> str:
    change = quarter_change(state.store, offence=OFFENCE, area=LONDON, as_at=state.as_at)
    if change is None or change.value is None:
        return "Knife offences by quarter"
    if change.percent is None:
        return f"Knife offences: {formatting.count(change.value)} in {change.short_label}"
    return f"Knife offences {wording.moved(change.percent)} in {change.short_label}"


def _summary(state: State) -> str:
    store = state.store
    cube = store.cube(store.offences.get(OFFENCE))
    change = quarter_change(store, offence=OFFENCE, area=LONDON, as_at=state.as_at)
    year = year_change(store, offence=OFFENCE, area=LONDON, as_at=state.as_at)
    sentences = []
    if change is not None:
        sentences.append(wording.against(change, "offences"))
    if year is not None and year.percent is not None:
        sentences.append(
            f"Over the four quarters to {year.last.quarter.short_label}: "
            f"{formatting.count(year.value)}, against {formatting.count(year.before)} in the four "
            f"before ({formatting.change(year.percent)})."
        )
    if state.as_at > cube.last:
        sentences.append(
            f"The series ends in {cube.last.quarter.short_label}. The monthly figures by borough "
            "below count by another definition, so the two are not joined."
        )
    return " ".join(sentences)


def _table(state: State, answer: Result, quarters: list[Quarter]) -> Table:
    table = state.store.tables[DATASET]
    parts = dict(zip(table["quarter"], table[list(PARTS)].to_numpy(object).tolist(), strict=True))
    rows = [[quarter.label, *parts[str(quarter)]] for quarter in reversed(quarters)]
    columns = [
        Column("quarter", "Quarter", row_header=True),
        *(Column(key, label, "count") for key, label in PARTS.items()),
    ]
    return Table(
        caption="Offences involving a knife or sharp instrument, with their parts, newest first",
        columns=columns,
        rows=rows,
        filename=stem(OFFENCE, LONDON, quarters[0], quarters[-1]),
        sortable=False,
        source=f"{answer.meta.source}. As at {state.as_at.label}.",
    )


def _about(state: State, answer: Result) -> list[str]:
    entry = state.store.dataset(DATASET)
    return [
        entry.description,
        *entry.caveats,
        "No control chart is drawn: the season and the long rise of the series would set its "
        "limits, and quarters are few.",
        "Numbers mark events, as context and not as proof.",
        f"Source: {answer.meta.source}. {answer.meta.licence}.",
    ]

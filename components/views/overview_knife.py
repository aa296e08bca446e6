"""The overview's card on under-25 knife injuries: London by month, the quarter set off."""

from __future__ import annotations

from typing import Final

import pandas as pd

from components import formatting, wording
from components.absent import series_starts_later
from components.chart_card import Absent, Card
from components.figures.dated import Shade
from components.figures.line import line_chart
from components.links import relative
from components.marks import key_of, marks_of
from components.pack.names import stem
from components.tables import Cell, Column, Table
from components.url_state import State
from data.areas import LONDON
from data.as_at import newest_report
from data.periods import Month
from data.queries.changes import Change, quarter_change
from data.queries.series import series
from data.result import Result

CARD: Final = "under-25"
OFFENCE: Final = "knife-injury-victims-under-25"
MONTHS: Final = 36


def card(state: State) -> Card | Absent:
    """Victims a month over three years at most, or from when the series runs."""
    offence = state.store.offences.get(OFFENCE)
    cube = state.store.cube(offence)
    if cube.first > state.as_at:
        return series_starts_later(
            store=state.store,
            offence=offence,
            as_at=state.as_at,
            href=relative("/", area=state.area.code, as_at=str(cube.last)),
        )
    last = min(state.as_at, cube.last)
    first = max(cube.first, last + (1 - MONTHS))
    answer = series(state.store, offence=OFFENCE, start=first, end=last)
    change = quarter_change(state.store, offence=OFFENCE, area=LONDON, as_at=state.as_at)
    # Breaks only: on the overview the report's quarter is what is set off, events are on its page.
    marks = [
        mark
        for mark in marks_of(
            breaks=answer.meta.breaks,
            area=state.store.areas.london,
            offence=OFFENCE,
            first=first,
            last=last,
        )
        if mark.kind == "break"
    ]
    return Card(
        title=_title(change, last, answer),
        subtitle=(
            "Victims aged 1 to 24 a month, domestic abuse left out, London, "
            f"{first.label} to {last.label}"
        ),
        figure=line_chart(
            _frame(answer), hover_unit=" victims", marks=marks, shade=_shade(state, change)
        ),
        table=_table(answer, first, last),
        summary=_summary(change, answer),
        about=_about(state, answer),
        key=key_of(marks),
        marks=marks,
    )


def _title(change: Change | None, last: Month, answer: Result) -> str:
    if change is None or change.value is None:
        count = formatting.count(answer.rows["value"].iloc[-1])
        return f"Under-25 knife injuries: {count} victims in {last.label}"
    if change.percent is None:
        count = formatting.count(change.value)
        return f"Under-25 knife injuries: {count} victims in {change.short_label}"
    return f"Under-25 knife injuries {wording.moved(change.percent)} in {change.short_label}"


def _summary(change: Change | None, answer: Result) -> str:
    last = answer.rows.iloc[-1]
    month = Month.parse(str(last["month"]))
    provisional = ", provisional" if bool(last["provisional"]) else ""
    newest = f"{formatting.count(last['value'])} victims in {month.label}{provisional}."
    if change is None:
        return f"{newest} The series has no complete quarter yet."
    broken = "".join(f" Not fully comparable: {each.description}" for each in change.breaks)
    return f"{newest} {wording.against(change, 'victims')}{broken}"


def _shade(state: State, change: Change | None) -> Shade | None:
    if change is None:
        return None
    is_report = change.last == newest_report(state.store)
    label = "this report" if is_report else change.short_label
    return Shade(str(change.first), str(change.last), label)


def _frame(answer: Result) -> pd.DataFrame:
    rows = answer.rows
    return pd.DataFrame(
        {
            "series": "London",
            "role": "focus",
            "month": rows["month"],
            "period": [Month.parse(str(month)).label for month in rows["month"]],
            "value": rows["value"].astype("float64"),
            "provisional": rows["provisional"].astype(bool),
        }
    )


def _table(answer: Result, first: Month, last: Month) -> Table:
    rows = [
        [
            row["month"],
            Cell(
                row["value"],
                symbol=row["symbol"],
                note="provisional" if row["provisional"] else None,
            ),
        ]
        for row in answer.rows.iloc[::-1].to_dict("records")
    ]
    return Table(
        caption="Under-25 knife injury victims in London by month, newest first",
        columns=(
            Column("month", "Month", "month", row_header=True),
            Column("value", "Victims", "count"),
        ),
        rows=rows,
        filename=stem(OFFENCE, LONDON, first, last),
        source=f"Source: {answer.meta.source}.",
    )


def _about(state: State, answer: Result) -> list[str]:
    dataset = state.store.dataset(state.store.offences.get(OFFENCE).dataset)
    return [
        f"{dataset.title}. {dataset.description}",
        f"Source: {answer.meta.source}. {answer.meta.licence}.",
        *answer.meta.notes,
    ]

"""The chart over time: one series, one measure, with London beside it if wished."""

from __future__ import annotations

import numpy as np
import pandas as pd

from components import formatting, wording
from components.chart_card import Card
from components.figures.line import line_chart
from components.marks import key_of, marks_of
from components.methods import method_link
from components.pack.names import stem
from components.tables import Column, Table, cell
from components.url_state import State
from components.views.crime_process import (
    place_words,
)
from components.views.crime_trends_question import MEASURES, Measure, window
from components.views.crime_trends_words import summary
from data.areas import LONDON
from data.events import boundaries_note
from data.periods import Month, Quarter
from data.queries.series import series
from data.result import Result


def line_card(state: State) -> Card:
    """The card of the chosen series over time."""
    measure = MEASURES[state["measure"]]
    first, last = window(state)
    answer = _series(state, state.area.code, first, last)
    several = state["compare"] == "london" and state.area.code != LONDON
    london = _series(state, LONDON, first, last) if several else None
    own = _frame(state.area.label, "focus", answer)
    others = [] if london is None else [_frame("London", "context", london)]
    frame = pd.concat([own, *others], ignore_index=True) if others else own
    offence = state.store.offences.get(state["offence"])
    marks = marks_of(
        breaks=answer.meta.breaks, area=state.area, offence=offence.slug, first=first, last=last
    )
    figure = line_chart(
        frame,
        hover_format=measure.hover_format,
        hover_unit=measure.hover_unit or f" {offence.unit}",
        axis_suffix=measure.suffix,
        marks=marks,
        from_zero=measure.from_zero,
        stacked=several and not measure.shares_axis,
    )
    return Card(
        title=_card_title(state, measure, own),
        subtitle=(
            f"{wording.offence_name(offence)}, {_measure_words(state, measure)}, "
            f"{place_words(state.area, first)}, {first.label} to {last.label}"
        ),
        figure=figure,
        table=_table(state, measure, answer, own, london),
        summary=summary(state),
        about=[*_about(state, answer), method_link("trend", state)],
        key=key_of(marks),
        marks=marks,
    )


def _series(state: State, area: str, first: Month, last: Month) -> Result:
    return series(
        state.store,
        offence=state["offence"],
        area=area,
        measure=state["measure"],
        start=first,
        end=last,
    )


def _quarterly(state: State) -> bool:
    return state.store.cube(state.store.offences.get(state["offence"])).quarterly


def _measure_words(state: State, measure: Measure) -> str:
    offence = state.store.offences.get(state["offence"])
    if measure.slug == "count":
        return f"{offence.unit} {'by quarter' if _quarterly(state) else 'a month'}"
    if measure.slug == "change-on-year" and _quarterly(state):
        return "per cent on the same quarter a year before"
    return measure.axis


def _frame(name: str, role: str, answer: Result) -> pd.DataFrame:
    rows = answer.rows
    columns: dict[str, object] = {
        "value": rows["value"].to_numpy("float64"),
        "provisional": rows["provisional"].to_numpy(bool),
    }
    if "quarter" in rows.columns:
        quarters = [Quarter.parse(text) for text in rows["quarter"].tolist()]
        columns["month"] = [str(quarter.first) for quarter in quarters]
        # Of a month, the axis knows the name.
        columns["period"] = [quarter.label for quarter in quarters]
    else:
        columns["month"] = rows["month"].array
    return pd.DataFrame({"series": name, "role": role, **columns})


def _label(frame: pd.DataFrame, row: int) -> str:
    """The month or quarter of a row in words."""
    if "period" in frame.columns:
        return str(frame["period"].iat[row])
    return Month.parse(str(frame["month"].iat[row])).label


def _card_title(state: State, measure: Measure, frame: pd.DataFrame) -> str:
    known = np.flatnonzero(frame["value"].notna().to_numpy())
    if not known.size:
        return "No value in these months"
    newest = int(known[-1])
    value, period = float(frame["value"].to_numpy()[newest]), _label(frame, newest)
    mark = ", provisional" if bool(frame["provisional"].iat[newest]) else ""
    if measure.slug == "rate":
        return f"{formatting.decimal(value)} per 1,000 residents a year in {period}{mark}"
    if measure.slug == "rolling-12":
        return f"{formatting.count(value)} in the twelve months to {period}{mark}"
    if measure.slug == "change-on-year":
        return f"{period}: {wording.moved(value)} on a year before{mark}"
    unit = state.store.offences.get(state["offence"]).unit
    return f"{formatting.count(value)} {unit} in {period}{mark}"


def _table(
    state: State, measure: Measure, answer: Result, frame: pd.DataFrame, london: Result | None
) -> Table:
    quarterly = _quarterly(state)
    columns = [
        Column("quarter", "Quarter", "text", row_header=True)
        if quarterly
        else Column("month", "Month", "month", row_header=True),
        Column("value", f"{state.area.label}: {measure.label.lower()}", measure.cell),
    ]
    periods = answer.rows["quarter" if quarterly else "month"].tolist()
    symbols = [
        each if isinstance(each, str) and each else None for each in answer.rows["symbol"].tolist()
    ]
    cells: list[list[object]] = [
        [period, cell(value, symbol=symbol, note="provisional" if provisional else None)]
        for period, value, symbol, provisional in zip(
            periods,
            frame["value"].tolist(),
            symbols,
            frame["provisional"].tolist(),
            strict=True,
        )
    ]
    if london is not None:
        columns.append(Column("london", f"London: {measure.label.lower()}", measure.cell))
        for row, value in zip(cells, london.rows["value"].astype("float64").tolist(), strict=True):
            row.append(value)
    return Table(
        caption=f"{wording.offence_name(state.store.offences.get(state['offence']))}, newest first",
        columns=columns,
        rows=cells[::-1],
        filename=stem(
            f"{state['offence']}-{measure.slug}",
            state.area.code,
            *(periods[0], periods[-1]) if periods else (state.as_at,),
        ),
        source=f"{answer.meta.source}. As at {state.as_at.label}.",
    )


def _about(state: State, answer: Result) -> list[str]:
    offence = state.store.offences.get(state["offence"])
    dataset = state.store.dataset(offence.dataset)
    lines = [
        f"{dataset.title}. {dataset.description}",
        f"Source: {answer.meta.source}. {answer.meta.licence}.",
        *answer.meta.notes,
    ]
    note = boundaries_note(state.area, window(state)[0])
    if note and note not in lines:
        lines.append(note)
    if state["measure"] == "rate":
        lines.append(
            "Rate: offences per 1,000 residents a year, a month's count times twelve. Residents: "
            "the ONS mid-year estimate to 2020, the Census 2021 figure from 2021."
        )
    lines.append(
        "Letters mark breaks: months from which the series is not fully comparable. Numbers mark "
        "events from the report, as context and not as proof. A hollow point is provisional."
    )
    return lines

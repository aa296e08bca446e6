"""Crime trends as published then against now: one series in two versions, in one chart."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd

from components import formatting, wording
from components.chart_card import Card
from components.figures.line import line_chart
from components.formatting import plural
from components.marks import key_of, marks_of
from components.tables import CellType, Column, Table
from components.url_state import State
from components.views.crime_trends_question import MEASURES, Measure, window
from components.views.crime_trends_versions import MONTH_LENGTH, name_of
from data.periods import Month
from data.queries.published import Known, published
from data.queries.series import series

if TYPE_CHECKING:
    from data.ledger import Version

LINE_NOW: Final = "Now"


def published_card(state: State, known: Known, version: Version) -> Card:
    """The card of a series now and as a version had it."""
    measure = MEASURES[state["measure"]]
    first, last = window(state)
    offence = state.store.offences.get(state["offence"])
    rows = published(
        state.store, version, offence=offence.slug, area=state.area.code,
        measure=measure.slug, start=first, end=last,
    )  # fmt: skip
    answer = series(
        state.store, offence=offence.slug, area=state.area.code, measure=measure.slug,
        start=first, end=last,
    )  # fmt: skip
    marks = marks_of(
        breaks=answer.meta.breaks, area=state.area, offence=offence.slug, first=first, last=last
    )
    provisional = answer.rows["provisional"].astype(bool)
    then = name_of(known).partition(",")[0].replace("as ", "As ", 1)
    figure = line_chart(
        pd.concat(
            [
                _line(LINE_NOW, "focus", rows["month"], rows["now"], provisional),
                _line(then, "beneath", rows["month"], rows["then"], provisional & False),
            ],
            ignore_index=True,
        ),
        hover_format=measure.hover_format,
        hover_unit="",
        axis_suffix=measure.suffix,
        marks=marks,
        from_zero=measure.from_zero,
    )
    return Card(
        title=_title(measure, rows),
        subtitle=(
            f"{wording.offence_name(offence)}, {state.area.label}, "
            f"{measure.label.lower()}, {first.label} to {last.label}: now, and {name_of(known)}"
        ),
        figure=figure,
        table=_table(state, measure, known, rows, answer.meta.source),
        summary=summary(state, measure, known, rows),
        about=_about(state, known, answer.meta.notes),
        key=key_of(marks),
        marks=marks,
    )


def _line(
    name: str, role: str, months: pd.Series, values: pd.Series, provisional: pd.Series
) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "series": name,
            "role": role,
            "month": months,
            "value": values.astype("float64"),
            "provisional": provisional,
        }
    )


def _title(measure: Measure, rows: pd.DataFrame) -> str:
    both = rows[rows["now"].notna() & rows["then"].notna()]
    if both.empty:
        return "No month of this period was published then"
    newest = both.iloc[-1]
    month = Month.parse(str(newest["month"])).label
    then, now = (_written(measure, float(newest[name])) for name in ("then", "now"))
    if then == now:
        return f"{month}: {now}, then as now"
    return f"{month}: {now} now, {then} then"


def _written(measure: Measure, value: float) -> str:
    if measure.slug == "rate":
        return formatting.decimal(value)
    if measure.slug == "change-on-year":
        return formatting.change(value)
    return formatting.count(value)


def summary(state: State, measure: Measure, known: Known, rows: pd.DataFrame) -> str:
    """The text alternative: how much was revised, and where most."""
    both = rows[rows["now"].notna() & rows["then"].notna()]
    place, name = state.area.label, name_of(known)
    if both.empty:
        return f"{place}: no month of this period has a value {name}."
    months = [Month.parse(str(month)).label for month in (both["month"].iloc[0],
                                                          both["month"].iloc[-1])]  # fmt: skip
    differing = both[both["now"] != both["then"]]
    period = f"{months[0]} to {months[1]}" if months[0] != months[1] else months[0]
    start = f"{period}: {plural(len(both), 'month has', 'months have')} a value {name} and now"
    if differing.empty:
        return f"{start}; none was revised."
    worst = differing.iloc[int((differing["now"] - differing["then"]).abs().argmax())]
    most = (
        f"{start}; {plural(len(differing), 'was', 'were')} revised, most "
        f"{Month.parse(str(worst['month'])).label}: {_written(measure, worst['then'])} then, "
        f"{_written(measure, worst['now'])} now."
    )
    if measure.slug != "count":
        return most
    before, now = float(both["then"].sum()), float(both["now"].sum())
    percent = f" ({formatting.change(100 * (now - before) / before)})" if before else ""
    return (
        f"{most} Over these months {formatting.count(before)} were counted then, "
        f"{formatting.count(now)} now{percent}."
    )


def _table(state: State, measure: Measure, known: Known, rows: pd.DataFrame, source: str) -> Table:
    unit = "percentage points" if measure.slug == "change-on-year" else measure.label.lower()
    cells = [
        [month, _cell(now), _cell(then), _cell(now - then)]
        for month, now, then in zip(rows["month"], rows["now"], rows["then"], strict=True)
    ]
    offence, called = state.store.offences.get(state["offence"]), name_of(known)
    difference: CellType = "difference" if measure.cell == "count" else "hundredths"
    return Table(
        caption=(
            f"{wording.offence_name(offence)}, {state.area.label}: now and {called}, newest first"
        ),
        columns=[
            Column("month", "Month", "month", row_header=True),
            Column("now", f"Now: {measure.label.lower()}", measure.cell),
            Column(
                "then", f"{called[0].upper() + called[1:]}: {measure.label.lower()}", measure.cell
            ),
            Column("difference", f"Difference ({unit})", difference),
        ],
        rows=cells[::-1],
        filename=f"{offence.slug}-{measure.slug}_{state.area.code}_now-and-{known.key}",
        source=f"{source}. As at {state.as_at.label}.",
    )


def _cell(value: float) -> float | None:
    return None if pd.isna(value) else float(value)


def _about(state: State, known: Known, notes: tuple[str, ...]) -> list[str]:
    if known.published is not None and len(known.published) != MONTH_LENGTH:
        what = (
            "The earlier extract is in the classification used before March 2019. It is compared "
            "only for groups and offences that mean the same in both, by the table of labels."
        )
    elif known.published is not None:
        what = "The earlier extract covers the same series, as the publisher put it out then."
    else:
        what = "A release is what was loaded here at a time; it stays as it was then."
    lines = [
        f"The line is what is loaded now; the grey band under it is the series {name_of(known)}. "
        "Where the band leaves the line, the figure was revised since. A figure is revised when "
        "reports come late, are classified anew or are found not to be crimes.",
        what,
        "The same in numbers: Table, or /api/v1/revisions.",
        *notes,
    ]
    if state["compare"] == "london":
        lines.append("London is left out while a version is compared.")
    return lines

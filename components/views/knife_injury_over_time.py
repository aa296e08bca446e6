"""Knife crime of the chosen area over time: years, quarters or months, with their intervals.

London's months get a process-behaviour chart; for boroughs and BCUs the page says why there is
none.
"""

from __future__ import annotations

from typing import Any, Final

import pandas as pd
from dash import html
from dash.development.base_component import Component

from components import formatting
from components.chart_card import Card
from components.figures.intervals import LABELLED_AT_MOST, period_columns
from components.links import relative
from components.pack.names import stem
from components.tables import Cell, CellType, Column, Table
from components.views.knife_injury_course import RATE_DIGITS, Course
from components.views.knife_injury_process import london_chart, process_card
from components.views.knife_injury_words import (
    ABOUT,
    CARE,
    CARE_BADGE,
    NAMES,
    change_or_chance,
    counted,
)
from data.describe import SMALL
from data.statistics.compare import compare_counts

CARD: Final = "over-time"
HEIGHT: Final = 320
RATES_AT_MOST: Final = 6
"""Columns up to this many have room for rates in writing on a phone."""


def card(found: Course) -> Card:
    """The chart over time of the chosen area."""
    state = found.state
    if shows_process(found):
        return process_card(
            state,
            london_chart(state, found.offence, found.first_month),
            name=NAMES[found.offence.slug],
            about=ABOUT[found.offence.slug],
        )
    unit = "per 1,000 residents a year" if found.by_rate else found.offence.unit
    measure = f", {unit}" if found.by_rate else ""
    return Card(
        title=_title(found),
        subtitle=(
            f"{NAMES[found.offence.slug]}{measure}, by {found.word}, {state.area.label}, "
            "with 95\u00a0% interval"
        ),
        figure=period_columns(_frame(found), unit=unit, decimals=RATE_DIGITS * found.by_rate),
        table=_table(found),
        summary=_summary(found),
        about=(*ABOUT[found.offence.slug], *_about(found)),
        key=((CARE_BADGE, CARE),) if _marks_small(found) else (),
    )


def _marks_small(found: Course) -> bool:
    """Whether a small count is marked in the chart: where values are written in it."""
    return bool((found.counts < SMALL).any()) and len(found.periods) <= LABELLED_AT_MOST


def shows_process(found: Course) -> bool:
    """Whether the months get a process-behaviour chart: London's counts do."""
    return found.state.area.kind == "london" and found.word == "month" and not found.by_rate


def _frame(found: Course) -> pd.DataFrame:
    low, high = found.interval()
    return pd.DataFrame(
        {
            "period": [each.short_label for each in found.periods],
            "value": found.rated(found.counts),
            "low": low,
            "high": high,
            "text": [_text(found, index) for index in range(len(found.periods))],
            "hover": [_hover(found, index) for index in range(len(found.periods))],
            "tick": _ticks(found),
            "chosen": [str(each) == found.state["period"] for each in found.periods],
        }
    )


def _text(found: Course, index: int) -> str:
    """What stands above a column; rates of many periods would run into each other."""
    small = CARE_BADGE if found.counts[index] < SMALL else ""
    crowded = found.by_rate and len(found.periods) > RATES_AT_MOST
    if crowded and index != found.chosen:
        return small
    return found.text(float(found.rated(found.counts)[index])) + small


def _ticks(found: Course) -> list[str]:
    """What stands below each column: all years; of quarters and months each year's first."""
    if found.word == "financial year":
        return [each.short_label for each in found.periods]
    if found.word == "quarter":
        return [
            each.first.financial_year.label if each.first.quarter.number == 1 else ""
            for each in found.periods
        ]
    return [str(each.first.year) if each.first.number == 1 else "" for each in found.periods]


def _hover(found: Course, index: int) -> str:
    count = float(found.counts[index])
    lines = [f"{counted(count, found.offence)} ({_around(found, index)})"]
    if found.by_rate:
        rate = found.text(float(found.rated(found.counts)[index]))
        lines.append(f"{rate} per 1,000 residents a year")
    if count < SMALL:
        lines.append(CARE)
    if found.is_provisional(index):
        lines.append("provisional")
    return "<br>".join(lines)


def _around(found: Course, index: int) -> str:
    low, high = formatting.decimal(found.low[index]), formatting.decimal(found.high[index])
    return f"95\u00a0% interval {low} to {high}"


def _title(found: Course) -> str:
    index = found.chosen
    period = found.periods[index].short_label
    if found.symbol(index):
        return f"{period}: {counted(float(found.counts[index]), found.offence)}"
    if found.by_rate:
        rate = found.text(float(found.rated(found.counts)[index]))
        return f"{period}: {rate} per 1,000 residents a year"
    value = counted(float(found.counts[index]), found.offence)
    before = found.year_before
    if before is None:
        return f"{period}: {value}"
    return f"{period}: {value}, against {formatting.count(found.counts[before])} a year before"


def _summary(found: Course) -> str:
    index, before = found.chosen, found.year_before
    period = found.periods[index]
    value = counted(float(found.counts[index]), found.offence)
    said = f"{found.state.area.label}: {value} in {period.label} ({_around(found, index)})"
    if found.is_provisional(index):
        return f"{said}. {period.label} is provisional, so it is not compared."
    if before is None:
        return f"{said}. There is no figure for the year before."
    if found.symbol(index) or found.symbol(before):
        return f"{found.state.area.label}: {value} in {period.label}; {_hidden(found, before)}"
    test = compare_counts(found.counts[index], found.counts[before])
    return (
        f"{said}, against {formatting.count(found.counts[before])} in "
        f"{found.periods[before].label}: {change_or_chance(test)}."
    )


def _hidden(found: Course, before: int) -> str:
    earlier = counted(float(found.counts[before]), found.offence)
    return (
        f"{earlier} in {found.periods[before].label}. What is suppressed is too small to publish, "
        "or another count could be worked out from it."
    )


def _table(found: Course) -> Table:
    """The periods, newest first; the interval is that of the measure shown."""
    ends = found.interval()
    rates = found.rated(found.counts)
    rows: list[list[Any]] = []
    for index, period in enumerate(found.periods):
        count = float(found.counts[index])
        notes = [CARE] if count < SMALL else []
        notes += ["provisional"] if found.is_provisional(index) else []
        symbol = found.symbol(index)
        shown = [*([rates[index]] if found.by_rate else []), *(end[index] for end in ends)]
        cells = shown if symbol is None else [Cell(None, symbol=symbol) for _ in shown]
        counted_ = Cell(count, symbol=symbol, note="; ".join(notes) or None)
        rows.append([period.label, counted_, *cells])
    kind: CellType = "hundredths" if found.by_rate else "decimal"
    rate = [Column("rate", "Per 1,000 a year", kind)] if found.by_rate else []
    columns = [
        Column("period", found.word.capitalize(), row_header=True),
        Column("count", found.offence.unit.capitalize(), "count"),
        *rate,
        Column("low", "95\u00a0% low", kind),
        Column("high", "95\u00a0% high", kind),
    ]
    return Table(
        caption=(
            f"{NAMES[found.offence.slug]}, {found.state.area.label}, by {found.word}, newest first"
        ),
        columns=columns,
        rows=rows[::-1],
        filename=stem(
            f"{found.offence.slug}-by-{found.word}", found.state.area.code, found.state.as_at
        ),
        source=f"{found.monthly.meta.source}. As at {found.state.as_at.label}.",
        # Periods in words do not sort by time.
        sortable=False,
    )


def _about(found: Course) -> list[str]:
    return [
        "Intervals: where the count would lie in 95 of 100 periods like this one if nothing but "
        "chance changed it (exact Poisson; around rates of ten and more offences Byar’s "
        "approximation). A change is tested as two Poisson counts at 95\u00a0%; victims of one "
        "incident come together, so that chance reaches a little further than that.",
        why_no_chart(found),
        *found.monthly.meta.notes,
        f"Source: {found.monthly.meta.source}. {found.monthly.meta.licence}.",
    ]


def why_no_chart(found: Course) -> str:
    """Why no control chart is drawn; empty where one is."""
    if shows_process(found):
        return ""
    if found.state.area.kind == "london":
        return "London’s control chart is drawn for counts by month: choose a month and “Count”."
    mean = formatting.decimal(found.mean_of_months)
    unit = found.offence.unit
    if found.mean_of_months < SMALL:
        return (
            f"No control chart is drawn: {found.state.area.label} has {mean} {unit} a month on "
            "average. With so few, one or two more or less cross the limits by chance alone; the "
            "intervals say how far chance reaches."
        )
    return (
        "No control chart is drawn here, where areas stand beside each other by whole periods with "
        f"their intervals. {found.state.area.label}, with {mean} {unit} a month on average, has "
        "enough for one: Crime trends draws it."
    )


def note(found: Course) -> list[Component]:
    """What stands under the chart: why it is no control chart, and where there is one."""
    state = found.state
    reason = why_no_chart(found)
    if not reason:
        return []
    parts: list[Component] = [html.P(reason)]
    if state.area.kind != "london" and found.mean_of_months >= SMALL:
        address = relative(
            "/crime-trends",
            area=state.area.code,
            as_at=str(state.as_at),
            offence=found.offence.slug,
            chart="process",
        )
        parts.append(html.P(html.A("Open it in Crime trends", href=address)))
    return parts

"""Knife crime of the chosen area over time: years, quarters or months, with their intervals.

London's months get a process-behaviour chart; for boroughs and BCUs the page says why there is
none.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd
from dash import html
from dash.development.base_component import Component

from components import formatting
from components.chart_card import Card
from components.figures.intervals import LABELLED_AT_MOST, period_columns
from components.links import relative
from components.tables import Cell, Column, Table
from components.views import knife_injury_periods as periods
from components.views.knife_injury_process import london_chart, process_card
from components.views.knife_injury_words import ABOUT, CARE, CARE_BADGE, NAMES, counted
from data.describe import SMALL
from data.periods import FinancialYear, Month, Period, Quarter
from data.queries.change_test import LEVEL
from data.queries.series import series
from data.statistics.compare import compare_counts
from data.statistics.rates import exact_poisson_interval, rate_interval, rate_per_1000

if TYPE_CHECKING:
    from components.url_state import State
    from data.offences import Offence
    from data.result import Result

CARD: Final = "over-time"
HEIGHT: Final = 320
RATE_DIGITS: Final = 2
WORDS: Final = {FinancialYear: "financial year", Quarter: "quarter", Month: "month"}

FloatArray = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Course:
    """A series of the chosen area over every complete period of one kind up to as-at.

    Args:
        state: The page's state.
        offence: The series.
        periods: In order.
        counts: One a period; NaN where missing.
        low: Lower end of the exact Poisson 95 % interval.
        high: Its upper end.
        months: The count of every month, for the question whether a control chart would hold.
        monthly: The months as answered, with source and notes.
    """

    state: State
    offence: Offence
    periods: tuple[Period, ...]
    counts: FloatArray
    low: FloatArray
    high: FloatArray
    months: FloatArray
    monthly: Result

    @property
    def by_rate(self) -> bool:
        """Whether rates are shown rather than counts."""
        return self.state["measure"] == "rate"

    @property
    def word(self) -> str:
        """``financial year``, ``quarter`` or ``month``."""
        return WORDS[type(self.periods[0])]

    def rated(self, counts: FloatArray) -> FloatArray:
        """Counts as the measure shown."""
        if not self.by_rate:
            return counts
        length = len(self.periods[0].months)
        return rate_per_1000(counts, self.residents, length)

    @property
    def first_month(self) -> Month:
        """The first month of the series."""
        return self.state.store.cube(self.offence).first

    @property
    def has_small(self) -> bool:
        """Whether a small count is marked in the chart."""
        return bool((self.counts < SMALL).any()) and len(self.periods) <= LABELLED_AT_MOST

    @property
    def chosen(self) -> int:
        """Position of the period chosen."""
        return [str(each) for each in self.periods].index(self.state["period"])

    @property
    def year_before(self) -> int | None:
        """Position of the same period a year before; None where it is not complete."""
        before = str(self.periods[self.chosen].year_before())
        names = [str(each) for each in self.periods]
        return names.index(before) if before in names else None

    @property
    def mean_of_months(self) -> float:
        """The mean of the months that are not provisional."""
        settled = ~self.monthly.rows["provisional"].to_numpy(dtype=bool)
        return float(np.nanmean(self.months[settled]))

    def is_provisional(self, index: int) -> bool:
        """Whether a period holds the provisional month; only a month can."""
        newest = self.state.store.cube(self.offence)
        return newest.newest_provisional and self.periods[index].last == newest.last

    @property
    def residents(self) -> FloatArray:
        """Residents in the calendar year of each period's first month."""
        years = np.array([each.first.year for each in self.periods], dtype=np.int64)
        return self.state.store.populations.over(self.state.area, years)

    def interval(self) -> tuple[FloatArray, FloatArray]:
        """The interval of the measure shown: exact around counts; around rates as the API's."""
        if not self.by_rate:
            return self.low, self.high
        found = rate_interval(self.counts, self.residents, len(self.periods[0].months))
        return found.low, found.high

    def text(self, value: float) -> str:
        """A value of the measure as it is written."""
        return formatting.decimal(value, RATE_DIGITS) if self.by_rate else formatting.count(value)


def course(state: State) -> Course:
    """Count the chosen area over the periods of the kind chosen."""
    context = state.context
    offence = state.store.offences.get(state["offence"])
    kind = type(periods.parse(state["period"]))
    found = tuple(periods.complete(context, kind))
    cube = periods.cube_by_area(context)
    monthly = series(
        state.store,
        offence=offence.slug,
        area=state.area.code,
        start=cube.first,
        end=periods.last_month(context),
    )
    months = monthly.rows["value"].to_numpy(dtype=np.float64)
    starts = [each.first.ordinal - cube.first.ordinal for each in found]
    counts = np.array(
        [
            months[start : start + len(each.months)].sum()
            for start, each in zip(starts, found, strict=True)
        ]
    )
    low, high = exact_poisson_interval(counts)
    return Course(state, offence, found, counts, low, high, months, monthly)


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
    return Card(
        title=_title(found),
        subtitle=(
            f"{NAMES[found.offence.slug]}, {unit}, by {found.word}, {state.area.label}, "
            "with 95\u00a0% interval"
        ),
        figure=period_columns(_frame(found), unit=unit, decimals=RATE_DIGITS * found.by_rate),
        table=_table(found),
        summary=_summary(found),
        about=(*ABOUT[found.offence.slug], *_about(found)),
        key=((CARE_BADGE, CARE),) if found.has_small else (),
    )


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
            "text": [
                found.text(value) + (CARE_BADGE if count < SMALL else "")
                for value, count in zip(found.rated(found.counts), found.counts, strict=True)
            ],
            "hover": [_hover(found, index) for index in range(len(found.periods))],
            "chosen": [str(each) == found.state["period"] for each in found.periods],
        }
    )


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
    test = compare_counts(found.counts[index], found.counts[before])
    chance = "no more" if test.p_value >= 1 - LEVEL else "more"
    return (
        f"{said}, against {formatting.count(found.counts[before])} in "
        f"{found.periods[before].label}: {chance} change than chance alone would give."
    )


def _table(found: Course) -> Table:
    low, high = found.interval()
    rates = found.rated(found.counts)
    rows: list[list[Any]] = []
    for index, period in enumerate(found.periods):
        count = float(found.counts[index])
        notes = [CARE] if count < SMALL else []
        notes += ["provisional"] if found.is_provisional(index) else []
        row = [period.label, Cell(count, note="; ".join(notes) or None)]
        row += [found.low[index], found.high[index]]
        rows.append([*row, rates[index], low[index], high[index]] if found.by_rate else row)
    columns = [
        Column("period", found.word.capitalize(), row_header=True),
        Column("count", found.offence.unit.capitalize(), "count"),
        Column("low", "95\u00a0% low", "decimal"),
        Column("high", "95\u00a0% high", "decimal"),
    ]
    if found.by_rate:
        columns += [
            Column("rate", "Per 1,000 a year", "hundredths"),
            Column("rate_low", "Rate, 95\u00a0% low", "hundredths"),
            Column("rate_high", "Rate, 95\u00a0% high", "hundredths"),
        ]
    return Table(
        caption=(
            f"{NAMES[found.offence.slug]}, {found.state.area.label}, by {found.word}, newest first"
        ),
        columns=columns,
        rows=rows[::-1],
        filename=f"{found.offence.slug}_{found.state.area.code}_by-{found.word.replace(' ', '-')}",
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
        f"No control chart is drawn here, since most boroughs and BCUs have too few {unit} a month "
        f"for one. {found.state.area.label}, with {mean} on average, has enough: Crime trends "
        "draws its chart."
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
        )
        parts.append(html.P(html.A("Open it in Crime trends", href=address)))
    return parts

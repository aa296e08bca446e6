"""Crime trends: is it going up? One series, one measure, with London beside it if wished."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import pandas as pd
from dash.development.base_component import Component

from components import formatting, wording
from components.absent import series_starts_later
from components.chart_card import Absent, Card
from components.figures.line import line_chart
from components.links import relative
from components.marks import key_of, marks_of
from components.methods import method_link
from components.tables import Cell, CellType, Column, Table
from components.url_state import Choice, Context, Parameter, State
from components.views.crime_process import (
    REBASE_AUTO,
    is_possible,
    place_words,
    process_view,
    rebase_choices,
    season_choices,
)
from components.views.moped import moped_points
from components.views.offence_choices import offence_choices
from data.areas import LONDON
from data.breaks import Break
from data.events import boundaries_note
from data.periods import Month, Quarter
from data.queries.changes import quarter_change, year_change
from data.queries.quarter_trend import quarter_trend
from data.queries.series import series
from data.result import Result

CARD: Final = "trend"
RANGES: Final = {"3y": ("3 years", 36), "5y": ("5 years", 60), "all": ("All", None)}
YEAR: Final = 12


@dataclass(frozen=True)
class Measure:
    """How a measure is named, drawn and written."""

    slug: str
    label: str
    axis: str
    cell: CellType
    hover_format: str
    hover_unit: str
    suffix: str = ""
    from_zero: bool = True
    shares_axis: bool = False


MEASURES: Final[dict[str, Measure]] = {
    m.slug: m
    for m in (
        Measure("count", "Count", "a month", "count", ",.0f", ""),
        Measure(
            "rate",
            "Rate",
            "per 1,000 residents a year",
            "decimal",
            ",.1f",
            " per 1,000",
            shares_axis=True,
        ),
        Measure("rolling-12", "Rolling 12 months", "in twelve months", "count", ",.0f", ""),
        Measure(
            "change-on-year",
            "Change on a year",
            "per cent on the same month a year before",
            "change",
            "+,.1f",
            " %",
            suffix=" %",
            from_zero=False,
            shares_axis=True,
        ),
    )
}


def _measures(_: Context) -> list[Choice]:
    return [Choice(m.slug, m.label) for m in MEASURES.values()]


def _compare(_: Context) -> list[Choice]:
    return [Choice("none", "Off"), Choice("london", "On")]


def _ranges(_: Context) -> list[Choice]:
    return [Choice(slug, label) for slug, (label, _months) in RANGES.items()]


def _charts(_: Context) -> list[Choice]:
    return [Choice("line", "Over time"), Choice("process", "Signal or noise")]


PARAMETERS: Final = (
    Parameter("offence", "Offence", offence_choices, lambda _: "all"),
    Parameter("measure", "Measure", _measures, lambda _: "count"),
    Parameter("range", "Period", _ranges, lambda _: "5y"),
    Parameter("compare", "Compare with London", _compare, lambda _: "none"),
    Parameter("chart", "View", _charts, lambda _: "line"),
    Parameter("window", "Period", _ranges, lambda _: "3y"),
    Parameter("season", "Take the season out", season_choices, lambda _: "auto"),
    Parameter("rebase", "Limits start afresh", rebase_choices, lambda _: REBASE_AUTO),
)


def title(state: State) -> str:
    """The page's title: the finding on the latest complete quarter."""
    offence = state.store.offences.get(state["offence"])
    change = quarter_change(
        state.store, offence=offence.slug, area=state.area.code, as_at=state.as_at
    )
    return wording.finding(offence, state.area, change)


def window(state: State) -> tuple[Month, Month]:
    """The months on screen: from the chosen range to as-at, within what the series has."""
    cube = state.store.cube(state.store.offences.get(state["offence"]))
    last = min(state.as_at, cube.last)
    months = RANGES[state["window" if state["chart"] == "process" else "range"]][1]
    first = cube.first if months is None else max(cube.first, last + (1 - months))
    return first, last


def context(state: State) -> str:
    """The line under the title: area, period and source."""
    offence = state.store.offences.get(state["offence"])
    dataset = state.store.dataset(offence.dataset)
    first, last = window(state)
    if first > last:
        return f"{state.area.label} · {dataset.source}"
    return f"{state.area.label} · {first.label} to {last.label} · {dataset.source}"


def beside(state: State) -> list[Component]:
    """What stands beside the chart for some offences."""
    return [*moped_points(state)]


def card(state: State) -> Card | Absent:
    """The chart card of the chosen series, or from when it runs where it starts after as-at."""
    offence = state.store.offences.get(state["offence"])
    cube = state.store.cube(offence)
    if cube.first > state.as_at:
        return series_starts_later(
            store=state.store,
            offence=offence,
            as_at=state.as_at,
            href=relative(
                "/crime-trends", area=state.area.code, as_at=str(cube.last), offence=offence.slug
            ),
        )
    if state["chart"] == "process":
        if not is_possible(state):
            return _quarterly_only(state)
        return process_view(state, window(state)[0])
    return _card(state)


def _quarterly_only(state: State) -> Absent:
    offence = state.store.offences.get(state["offence"])
    return Absent(
        title=f"{wording.offence_name(offence)}: no process-behaviour chart",
        message="The series is published by quarter; the chart takes months.",
        link_text="Show it over time",
        link_href=relative(
            "/crime-trends",
            area=state.area.code,
            as_at=str(state.as_at),
            offence=offence.slug,
        ),
    )


def _card(state: State) -> Card:
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
    if "quarter" in rows.columns:
        quarters = [Quarter.parse(text) for text in rows["quarter"]]
        month = [str(quarter.first) for quarter in quarters]
        period = [quarter.label for quarter in quarters]
    else:
        month = list(rows["month"])
        period = [Month.parse(text).label for text in month]
    return pd.DataFrame(
        {
            "series": name,
            "role": role,
            "month": month,
            "period": period,
            "value": rows["value"].astype("float64"),
            "provisional": rows["provisional"].astype(bool),
        }
    )


def _card_title(state: State, measure: Measure, frame: pd.DataFrame) -> str:
    known = frame[frame["value"].notna()]
    if known.empty:
        return "No value in these months"
    newest = known.iloc[-1]
    value, period = float(newest["value"]), str(newest["period"])
    mark = ", provisional" if bool(newest["provisional"]) else ""
    if measure.slug == "rate":
        return f"{formatting.decimal(value)} per 1,000 residents a year in {period}{mark}"
    if measure.slug == "rolling-12":
        return f"{formatting.count(value)} in the twelve months to {period}{mark}"
    if measure.slug == "change-on-year":
        return f"{period}: {wording.moved(value)} on a year before{mark}"
    unit = state.store.offences.get(state["offence"]).unit
    return f"{formatting.count(value)} {unit} in {period}{mark}"


def summary(state: State) -> str:
    """The text alternative: the quarter, the twelve months, and what is provisional."""
    store, offence = state.store, state.store.offences.get(state["offence"])
    quarter = quarter_change(store, offence=offence.slug, area=state.area.code, as_at=state.as_at)
    year = year_change(store, offence=offence.slug, area=state.area.code, as_at=state.as_at)
    sentences: list[str] = []
    if quarter is not None:
        sentences.append(wording.against(quarter, offence.unit))
    if year is not None and year.percent is not None:
        sentences.append(
            f"The twelve months to {year.last.label} {wording.moved(year.percent)} "
            f"on the twelve before ({formatting.count(year.before)} to "
            f"{formatting.count(year.value)})."
        )
    trend = quarter_trend(store, offence=offence.slug, area=state.area.code, as_at=state.as_at)
    if trend is not None:
        sentences.append(wording.over_five_years(trend))
    spanned = _spanned(quarter.breaks if quarter else (), year.breaks if year else ())
    if spanned:
        sentences.append(
            f"The comparison spans a break ({spanned}): part of the change may be recording."
        )
    if year is not None and year.provisional:
        sentences.append(f"{year.last.label} is provisional and likely to rise.")
    return " ".join(sentences) or "There is no complete quarter to compare yet."


def _spanned(*groups: tuple[Break, ...]) -> str:
    found = dict.fromkeys(b for group in groups for b in group)
    return "; ".join(f"{b.label}, {b.month.label}" for b in found)


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
    periods = list(answer.rows["quarter" if quarterly else "month"])
    symbols = [None if pd.isna(s) or s == "" else str(s) for s in answer.rows["symbol"]]
    cells: list[list[object]] = [
        [
            period,
            Cell(
                value,
                symbol=symbol,
                note="provisional" if provisional else None,
            ),
        ]
        for period, value, symbol, provisional in zip(
            periods, frame["value"], symbols, frame["provisional"], strict=True
        )
    ]
    if london is not None:
        columns.append(Column("london", f"London: {measure.label.lower()}", measure.cell))
        for row, value in zip(cells, london.rows["value"].astype("float64"), strict=True):
            row.append(value)
    return Table(
        caption=f"{wording.offence_name(state.store.offences.get(state['offence']))}, newest first",
        columns=columns,
        rows=cells[::-1],
        filename=(
            f"{state['offence']}-{measure.slug}_{state.area.code}_{periods[0]}_{periods[-1]}"
            if periods
            else f"{state['offence']}-{measure.slug}_{state.area.code}"
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

"""One series: an offence in an area, month by month."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, get_args

import numpy as np
import pandas as pd

from data.breaks import rebase_months
from data.describe import breaks_between, series_notes, source_fields
from data.errors import InvalidParameter
from data.queries import measures
from data.queries.window import Window, window
from data.result import Meta, Result

if TYPE_CHECKING:
    from data.areas import Area
    from data.breaks import Break
    from data.cube import Cube
    from data.offences import Offence
    from data.periods import Month
    from data.store import Store

Measure = Literal["count", "rate", "rolling-12", "change-on-year"]
MEASURES: tuple[str, ...] = get_args(Measure)
REACH = {"count": 0, "rate": 0, "rolling-12": 11, "change-on-year": 12}
"""Months before a period that its value draws on."""

TITLES = {
    "count": "count",
    "rate": "rate per 1,000 residents a year",
    "rolling-12": "sum of 12 months",
    "change-on-year": "change on a year before",
}


def series(
    store: Store,
    *,
    offence: str = "all",
    area: str = "london",
    measure: str = "count",
    start: Month | None = None,
    end: Month | None = None,
    as_at: Month | None = None,
) -> Result:
    """Return one series.

    Args:
        store: The data.
        offence: Slug of the offence, group, `all` or another series.
        area: Code of the area.
        measure: `count`; `rate` (per 1,000 residents a year); `rolling-12` (sum of the 12 months
            that end with each period, drawing on months before `start`); `change-on-year` (per
            cent).
        start: First month (`from`); by default the first of the series.
        end: Last month (`to`); by default as-at.
        as_at: The last month taken into account; by default the end of the newest report.

    Returns:
        Rows `month` (or `quarter`), `value`, `symbol` (`x` unavailable, `z` not applicable, or
        None), `provisional`; for `change-on-year` also `spans_break`.

    Raises:
        InvalidParameter: Unknown offence, area or measure; an area for which the series does not
            exist; or a month out of range.
    """
    subject, place = store.offences.get(offence), store.areas.get(area)
    if measure not in MEASURES:
        raise InvalidParameter("measure", measure, MEASURES)
    cube = cube_with(store, subject, place)
    covered = window(store, cube, start, end, as_at)
    values, symbols = _measured(store, cube, subject, place, measure)
    part = slice(covered.start, max(covered.start, covered.stop))
    found = _breaks(cube, subject, place, measure, covered)
    columns = {
        "quarter" if cube.quarterly else "month": cube.labels[part],
        "value": values[part],
        "symbol": pd.Series(symbols[part], dtype=object),
        "provisional": cube.provisional[part],
    }
    if measure == "change-on-year":
        columns["spans_break"] = _spans_break(cube, found, covered)
    rows = pd.DataFrame(columns, copy=True)
    return Result(rows, _meta(store, cube, subject, place, measure, covered, found))


def cube_with(store: Store, offence: Offence, area: Area) -> Cube:
    """Return the counts of an offence, if they exist for the area.

    Raises:
        InvalidParameter: The series does not exist for the area.
    """
    cube = store.cube(offence)
    if area.code not in cube.areas:
        raise InvalidParameter(
            "area",
            area.code,
            ["london"],
            f"“{offence.name}” is published for London only; use area=london.",
        )
    return cube


def _measured(
    store: Store, cube: Cube, offence: Offence, area: Area, measure: str
) -> measures.Measured:
    counts, months = cube.counts(area.code, offence.slug), cube.months_a_period
    if measure == "rate":
        return measures.rate(counts, store.populations.over(area, cube.years), months)
    if measure == "rolling-12":
        return measures.rolling_year(counts, months)
    if measure == "change-on-year":
        return measures.change_on_year(counts, months)
    return measures.count(counts)


def _breaks(
    cube: Cube, offence: Offence, area: Area, measure: str, covered: Window
) -> tuple[Break, ...]:
    if covered.empty:
        return ()
    first = cube.periods[covered.start].first + -REACH[measure]
    return breaks_between(offence, area, measure, first, cube.periods[covered.stop - 1].last)


def _spans_break(cube: Cube, breaks: tuple[Break, ...], covered: Window) -> np.ndarray:
    """Return whether each period and the one a year before lie on two sides of a rebase."""
    last = np.array([each.last.ordinal for each in cube.periods[covered.start : covered.stop]])
    spans = np.zeros(len(last), dtype=np.bool_)
    for month in rebase_months(breaks):
        spans |= (last - REACH["change-on-year"] < month.ordinal) & (month.ordinal <= last)
    return spans


def unit_of(offence: Offence, measure: str) -> str:
    """Return what a value of this measure counts, in words."""
    return {
        "count": offence.unit,
        "rate": f"{offence.unit} per 1,000 residents a year",
        "rolling-12": f"{offence.unit} in 12 months",
        "change-on-year": "per cent",
    }[measure]


def _meta(
    store: Store,
    cube: Cube,
    offence: Offence,
    area: Area,
    measure: str,
    covered: Window,
    breaks: tuple[Break, ...],
) -> Meta:
    if covered.empty:
        notes = [_nothing(cube, covered)]
    else:
        first, last = cube.periods[covered.start].first, cube.periods[covered.stop - 1].last
        notes = series_notes(store, offence, area, measure, first, last)
        if measure == "change-on-year" and rebase_months(breaks):
            notes.append("A change marked spans_break compares figures across a break.")
    return Meta(
        title=f"{offence.name}, {area.label}: {TITLES[measure]}",
        unit=unit_of(offence, measure),
        as_at=str(covered.as_at),
        breaks=tuple(each.to_record() for each in breaks),
        notes=tuple(notes),
        first=str(cube.periods[0]),
        last=str(cube.periods[-1]),
        columns=COLUMNS,
        release=store.release,
        **source_fields(store.dataset(cube.dataset)),
    )


def _nothing(cube: Cube, covered: Window) -> str:
    runs = f"The series runs from {cube.first.label} to {cube.last.label}"
    if cube.first > covered.as_at:
        return f"{runs}: it begins after {covered.as_at.label}, the last month taken into account."
    return (
        f"{runs}: no whole {'quarter' if cube.quarterly else 'month'} lies in the period asked for."
    )


COLUMNS = {
    "month": "Calendar month",
    "quarter": "Financial quarter",
    "value": "The measure; blank where missing, with the reason in symbol",
    "symbol": "c suppressed, x unavailable, z not applicable; blank where there is a value",
    "provisional": "Whether the period is the newest of the extract, which is incomplete",
    "spans_break": "Whether the two periods compared lie on two sides of a break",
}

"""One series: an offence in an area, month by month."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple, get_args

import numpy as np
import numpy.typing as npt
import pandas as pd

from data import describe
from data.breaks import rebase_months
from data.describe import Subject
from data.errors import InvalidParameter
from data.queries import measures
from data.queries.columns import SERIES_COLUMNS
from data.queries.window import Window, window
from data.result import Meta, Result

if TYPE_CHECKING:
    from data.areas import Area
    from data.counts import Counts
    from data.offences import Offence
    from data.periods import Month
    from data.store import Store

Measure = Literal["count", "rate", "rolling-12", "change-on-year"]
MEASURES: tuple[str, ...] = get_args(Measure)

EARLIER = {"count": 0, "rate": 0, "rolling-12": 11, "change-on-year": 12}
"""Months before a period that its value draws on."""

TITLES = {
    "count": "count",
    "rate": "rate per 1,000 residents a year",
    "rolling-12": "sum of 12 months",
    "change-on-year": "change on a year before",
}


class _Question(NamedTuple):
    """A series with every parameter looked up."""

    store: Store
    cube: Counts
    offence: Offence
    area: Area
    measure: str
    window: Window

    @property
    def part(self) -> slice:
        return slice(self.window.start, max(self.window.start, self.window.stop))

    @property
    def months(self) -> tuple[Month, Month]:
        """First and last month shown; only where the window is not empty."""
        shown = self.cube.periods[self.part]
        return shown[0].first, shown[-1].last


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
        None), `provisional`; for `change-on-year` also `spans_break`. No row, and a note that says
        from when it runs, for a series that begins after as-at.

    Raises:
        InvalidParameter: Unknown offence, area or measure; an area for which the series does not
            exist; or a month out of range.
    """
    if measure not in MEASURES:
        raise InvalidParameter("measure", measure, MEASURES)
    subject, place = store.offences.get(offence), store.areas.get(area)
    cube = cube_for(store, subject, place)
    covered = window(store, cube, start, end, as_at)
    question = _Question(store, cube, subject, place, measure, covered)
    values, symbols = _measured(question)
    columns = {
        # pandas wraps words without copying them, even when asked to: the store's stay the store's.
        "quarter" if cube.quarterly else "month": cube.labels[question.part].copy(),
        "value": values[question.part],
        "symbol": pd.Series(symbols[question.part], dtype=object),
        "provisional": cube.provisional[question.part],
    }
    if measure == "change-on-year":
        columns["spans_break"] = _spans_break(question)
    return Result(pd.DataFrame(columns, copy=True), _meta(question))


def cube_for(store: Store, offence: Offence, area: Area) -> Counts:
    """Return the counts of an offence, if they exist for the area.

    Raises:
        InvalidParameter: The series does not exist for the area.
    """
    cube = store.cube(offence)
    if area.code not in cube.areas:
        message = f"“{offence.name}” is published for London only: use area=london."
        raise InvalidParameter("area", area.code, ["london"], message)
    return cube


def unit_of(offence: Offence, measure: str) -> str:
    """Return what a value of this measure counts, in words."""
    return {
        "count": offence.unit,
        "rate": f"{offence.unit} per 1,000 residents a year",
        "rolling-12": f"{offence.unit} in 12 months",
        "change-on-year": "per cent",
    }[measure]


def _measured(question: _Question) -> measures.Measured:
    """Return the values of every period of the cube, so that earlier months can be drawn on."""
    cube = question.cube
    counts = cube.counts(question.area.code, question.offence.slug)
    hidden = cube.hidden(question.area.code, question.offence.slug)
    if question.measure == "rate":
        residents = question.store.populations.over(question.area, cube.years)
        return measures.rate(counts, hidden, residents, cube.months_a_period)
    if question.measure == "rolling-12":
        return measures.rolling_year(counts, hidden, cube.months_a_period)
    if question.measure == "change-on-year":
        return measures.change_on_year(counts, hidden, cube.months_a_period)
    return measures.count(counts, hidden)


def _subject(question: _Question) -> Subject:
    """Return what the rows draw on: for sums and changes, a year more than they show."""
    first, last = question.months
    return Subject(
        store=question.store,
        offence=question.offence,
        areas=(question.area,),
        first=first + -EARLIER[question.measure],
        last=last,
        measure=question.measure,
    )


def _spans_break(question: _Question) -> npt.NDArray[np.bool_]:
    """Return whether each period and the one a year before lie on two sides of a rebase."""
    shown = question.cube.periods[question.part]
    spans = np.zeros(len(shown), dtype=np.bool_)
    if not shown:
        return spans
    last = np.array([each.last.ordinal for each in shown])
    for month in rebase_months(_subject(question).breaks):
        spans |= (last - EARLIER["change-on-year"] < month.ordinal) & (month.ordinal <= last)
    return spans


def _meta(question: _Question) -> Meta:
    cube, offence = question.cube, question.offence
    breaks = () if question.window.empty else _subject(question).breaks
    return Meta(
        title=_title(question),
        unit=unit_of(offence, question.measure),
        as_at=str(question.window.as_at),
        breaks=tuple(each.to_record() for each in breaks),
        notes=tuple(_notes(question)),
        first=str(cube.periods[0]),
        last=str(cube.periods[-1]),
        columns=SERIES_COLUMNS,
        release=question.store.release,
        **describe.provenance(question.store.dataset(cube.dataset)),
    )


def _title(question: _Question) -> str:
    name, area = question.offence.name, question.area
    # Series of London only say so in their name already.
    subject = name if area.kind == "london" and "(London)" in name else f"{name}, {area.label}"
    return f"{subject}: {TITLES[question.measure]}"


def _notes(question: _Question) -> list[str]:
    if question.window.empty:
        return [_nothing(question)]
    cube, offence = question.cube, question.offence
    subject = _subject(question)
    notes = describe.gap_notes(subject)
    notes += describe.source_notes(subject)
    notes += describe.boundary_notes(subject)
    if question.measure == "rate":
        notes += describe.rate_notes(offence, subject.last)
    if question.measure == "change-on-year" and rebase_months(subject.breaks):
        notes.append("A change marked spans_break compares figures across a break.")
    if question.measure == "rolling-12" and rebase_months(subject.breaks):
        notes.append("Sums of the 12 months after a break hold figures from both sides of it.")
    if cube.provisional[question.part].any():
        notes.append(f"{cube.last.label} is provisional. {subject.entry.provisional_note}")
    return notes


def _nothing(question: _Question) -> str:
    cube, reported = question.cube, question.window.as_at
    runs = f"The series runs from {cube.first.label} to {cube.last.label}"
    if cube.first > reported:
        return f"{runs}: it begins after {reported.label}, the last month taken into account."
    whole = "quarter" if cube.quarterly else "month"
    return f"{runs}: no whole {whole} lies in the period asked for."

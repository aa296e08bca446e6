"""Every ward or neighbourhood of a borough, month by month."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from data import describe
from data.breaks import Break, breaks_for, rebase_months
from data.errors import InvalidParameter
from data.queries import measures
from data.queries.columns import SMALL_AREA_SERIES_COLUMNS
from data.queries.series import EARLIER, MEASURES, TITLES, unit_of
from data.queries.small_areas import NO_RATES, PART, Within, counted_by, cube_within, within
from data.queries.window import Window, window
from data.result import NOT_APPLICABLE, Meta, Result

if TYPE_CHECKING:
    from data.cube import Cube
    from data.offences import Offence
    from data.periods import Month
    from data.small_areas import SmallArea
    from data.store import Store


class _Question(NamedTuple):
    """A question with every parameter looked up."""

    store: Store
    place: Within
    cube: Cube
    offence: Offence
    measure: str
    window: Window

    @property
    def part(self) -> slice:
        return slice(self.window.start, max(self.window.start, self.window.stop))

    @property
    def areas(self) -> list[SmallArea]:
        """The areas that have figures in the months shown."""
        if self.window.empty:
            return []
        first, last = self.cube.periods[self.part][0].first, self.cube.periods[self.part][-1].last
        return [each for each in self.place.areas if each.first <= last and each.last >= first]

    @property
    def breaks(self) -> tuple[Break, ...]:
        """The breaks of the borough's series within the months that are drawn on."""
        if self.window.empty:
            return ()
        first = self.cube.periods[self.part][0].first + -EARLIER[self.measure]
        last = self.cube.periods[self.part][-1].last
        found = breaks_for(self.offence, self.place.borough, self.measure)
        return tuple(each for each in found if first < each.month <= last)


def small_area_series(
    store: Store,
    *,
    by: str,
    area: str | None,
    offence: str = "all",
    measure: str = "count",
    start: Month | None = None,
    end: Month | None = None,
    as_at: Month | None = None,
) -> Result:
    """Return the series of every small area of a borough.

    Args:
        store: The data.
        by: `ward` or `neighbourhood`.
        area: Code of the borough.
        offence: Slug of an offence or group of recorded crime, or `all`.
        measure: As for `data.queries.series`; `rate` is not applicable, since no residents are
            loaded.
        start: First month; by default the first that is loaded.
        end: Last month; by default as-at.
        as_at: The last month taken into account.

    Returns:
        Rows `area, name, month, value, symbol, provisional`, and `spans_break` for
        `change-on-year`: the areas by name, each with its months. A code without figures in the
        months shown has no rows.

    Raises:
        InvalidParameter: Nothing of the level is loaded, the area is no borough, the offence is
            another series, or a month is out of range.
        EngineUnavailable: The engine cannot answer.
    """
    if measure not in MEASURES:
        raise InvalidParameter("measure", measure, MEASURES)
    subject = store.offences.get(offence)
    place = within(store, by, area, instead="no by at all")
    counted_by(by, subject)
    cube = cube_within(store, by, place.borough.code, subject.slug)
    question = _Question(
        store, place, cube, subject, measure, window(store, cube, start, end, as_at)
    )
    return Result(_rows(question), _meta(question))


def _rows(question: _Question) -> pd.DataFrame:
    cube, part, areas = question.cube, question.part, question.areas
    labels = cube.labels[part]
    measured = [_measured(question, each) for each in areas]
    columns: dict[str, object] = {
        "area": np.repeat(np.array([each.code for each in areas], dtype=object), len(labels)),
        "name": np.repeat(np.array([each.name for each in areas], dtype=object), len(labels)),
        "month": np.tile(labels, len(areas)),
        "value": _together([each.values[part] for each in measured], np.float64),
        "symbol": _together([each.symbols[part] for each in measured], object),
        "provisional": np.tile(cube.provisional[part], len(areas)),
    }
    if question.measure == "change-on-year":
        columns["spans_break"] = np.tile(_spans_break(question), len(areas))
    return pd.DataFrame(columns)


def _together(arrays: list[npt.NDArray[np.generic]], dtype: type) -> npt.NDArray[np.generic]:
    return np.concatenate(arrays) if arrays else np.array([], dtype=dtype)


def _measured(question: _Question, area: SmallArea) -> measures.Measured:
    cube = question.cube
    counts = cube.counts(area.code, question.offence.slug)
    hidden = cube.hidden(area.code, question.offence.slug)
    if question.measure == "rate":
        values = np.full(len(counts), np.nan)
        return measures.Measured(values, np.full(len(counts), NOT_APPLICABLE, dtype=object))
    if question.measure == "rolling-12":
        return measures.rolling_year(counts, hidden, cube.months_a_period)
    if question.measure == "change-on-year":
        return measures.change_on_year(counts, hidden, cube.months_a_period)
    return measures.count(counts, hidden)


def _spans_break(question: _Question) -> npt.NDArray[np.bool_]:
    shown = question.cube.periods[question.part]
    spans = np.zeros(len(shown), dtype=np.bool_)
    last = np.array([each.last.ordinal for each in shown], dtype=np.int64)
    for month in rebase_months(question.breaks):
        spans |= (last - EARLIER["change-on-year"] < month.ordinal) & (month.ordinal <= last)
    return spans


def _meta(question: _Question) -> Meta:
    store, place, cube = question.store, question.place, question.cube
    name = f"{question.offence.name} by {place.level.slug}, {place.borough.name}"
    return Meta(
        title=f"{name}: {TITLES[question.measure]}",
        unit=unit_of(question.offence, question.measure),
        as_at=str(question.window.as_at),
        breaks=tuple(each.to_record() for each in question.breaks),
        notes=tuple(_notes(question)),
        first=str(cube.first),
        last=str(cube.last),
        columns=SMALL_AREA_SERIES_COLUMNS,
        release=store.release,
        **describe.provenance(store.dataset(place.level.dataset)),
    )


def _notes(question: _Question) -> list[str]:
    cube, place = question.cube, question.place
    if question.window.empty:
        reported = question.window.as_at
        return [
            f"Figures by {place.level.slug} run from {cube.first.label} to {cube.last.label}: "
            f"they begin after {reported.label}, the last month taken into account."
        ]
    entry = question.store.dataset(place.level.dataset)
    notes = [entry.caveats[0]]
    if question.measure == "rate":
        notes.append(NO_RATES.format(level=place.level.slug))
    if question.measure == "change-on-year" and rebase_months(question.breaks):
        notes.append("A change marked spans_break compares figures across a break.")
    values = cube.values[:, 0, question.part]
    if (values < describe.SMALL).any():
        notes.append(describe.SMALL_NOTE)
    if cube.incomplete[:, 0, question.part].any():
        notes.append(PART)
    if cube.provisional[question.part].any():
        notes.append(f"{cube.last.label} is provisional. {entry.provisional_note}")
    return notes + [each.sentence() for each in place.register.changes(place.borough.code)]

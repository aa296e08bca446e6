"""The wards or neighbourhoods of a borough beside each other: one offence, one period."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from data import describe
from data.breaks import Break, breaks_for, rebase_months
from data.queries import measures
from data.queries.columns import FUNNEL_COLUMNS, SMALL_AREA_COMPARISON_COLUMNS
from data.queries.period import chosen, covered, reported_as_at
from data.queries.small_areas import (
    NO_RATES,
    PART,
    Within,
    counted_by,
    cube_within,
    reconciled,
    within,
)
from data.result import Meta, Result

if TYPE_CHECKING:
    from data.cube import Cube
    from data.offences import Offence
    from data.periods import FinancialYear, Month, Quarter
    from data.small_areas import SmallArea
    from data.store import Store

FloatArray = npt.NDArray[np.float64]
BoolArray = npt.NDArray[np.bool_]

YEAR = 12
NOT_MEASURED = ("population", "rate", "rate_low", "rate_high")


class _Question(NamedTuple):
    """A question with every parameter looked up."""

    store: Store
    place: Within
    cube: Cube
    offence: Offence
    first: Month
    last: Month

    @property
    def where(self) -> slice:
        start = self.first.ordinal - self.cube.first.ordinal
        return slice(start, start + self.last.ordinal - self.first.ordinal + 1)

    @property
    def areas(self) -> list[SmallArea]:
        """The areas that have figures in the period or a year before."""
        first, last = self.first + -YEAR, self.last
        return [each for each in self.place.areas if each.first <= last and each.last >= first]

    @property
    def breaks(self) -> tuple[Break, ...]:
        first, last = self.first + -YEAR, self.last
        found = breaks_for(self.offence, self.place.borough, "change-on-year")
        return tuple(each for each in found if first < each.month <= last)

    @property
    def provisional(self) -> bool:
        return bool(self.cube.provisional[self.where].any())

    def counts(self, back: int) -> tuple[FloatArray, BoolArray]:
        """Return each area's count in the period so many months back, and what is hidden."""
        rows = [self.cube.areas[each.code] for each in self.areas]
        start, stop = self.where.start - back, self.where.stop - back
        if start < 0:
            return np.full(len(rows), np.nan), np.zeros(len(rows), dtype=np.bool_)
        where = slice(start, stop)
        values = np.asarray(self.cube.values[rows, 0, where].sum(axis=1), dtype=np.float64)
        hidden = self.cube.suppressed[rows, 0, where].any(axis=1)
        return values, np.asarray(hidden, dtype=np.bool_)


def small_area_comparison(
    store: Store,
    *,
    offence: str,
    by: str,
    area: str | None,
    month: Month | None = None,
    quarter: Quarter | None = None,
    financial_year: FinancialYear | None = None,
    as_at: Month | None = None,
) -> Result:
    """Compare the small areas of a borough over one period.

    Args:
        store: The data.
        offence: Slug of an offence or group of recorded crime, or `all`.
        by: `ward` or `neighbourhood`.
        area: Code of the borough.
        month: The period; exactly one of `month`, `quarter` and `financial_year` is given.
        quarter: The period.
        financial_year: The period.
        as_at: The last month taken into account; an explicit period wins over it.

    Returns:
        Rows as of `data.queries.comparison`, by name; the columns that need residents are missing.
        Then `count_low, count_high`: 95 % interval of the count, exact below ten, else Byar's.

    Raises:
        InvalidParameter: As there; nothing of the level is loaded; the area is no borough.
        EngineUnavailable: The engine cannot answer.
    """
    subject = store.offences.get(offence)
    place = within(store, by, area, instead=["borough", "bcu"])
    counted_by(by, subject)
    choice = chosen(month, quarter, financial_year)
    cube = cube_within(store, by, place.borough.code, subject.slug)
    covered(cube, choice)
    period = choice.period
    question = _Question(store, place, cube, subject, period.first, period.last)
    return _answer(question, period.label, reported_as_at(store, as_at, period))


def small_areas_beside(
    store: Store, *, offence: str, by: str, area: str, first: Month, last: Month
) -> Result:
    """Compare the small areas of a borough over any months that are loaded.

    Args:
        store: The data.
        offence: As in :func:`small_area_comparison`.
        by: `ward` or `neighbourhood`.
        area: Code of the borough.
        first: First month, not before the first that is loaded.
        last: Last month, not after the last that is loaded.

    Returns:
        As :func:`small_area_comparison`.

    Raises:
        InvalidParameter, EngineUnavailable: As there.
    """
    subject, place = store.offences.get(offence), within(store, by, area)
    counted_by(by, subject)
    cube = cube_within(store, by, place.borough.code, subject.slug)
    question = _Question(store, place, cube, subject, first, last)
    return _answer(question, f"{first.label} to {last.label}", last)


def _answer(question: _Question, period: str, reported: Month) -> Result:
    rows = _rows(question)
    return Result(rows, _meta(question, rows, period, reported))


def _rows(question: _Question) -> pd.DataFrame:
    from data.statistics.rates import poisson_interval  # noqa: PLC0415

    areas = question.areas
    counts, hidden = question.counts(0)
    before, hidden_before = question.counts(YEAR)
    changed = measures.change(counts, before, hidden | hidden_before)
    interval = poisson_interval(counts)
    symbols = np.where(np.isnan(counts), measures.symbols_of(counts, hidden), changed.symbols)
    nothing = np.full(len(areas), np.nan)
    columns: dict[str, object] = {
        "area": [each.code for each in areas],
        "name": [each.name for each in areas],
        "bcu": [question.place.borough.bcu for _ in areas],
        "count": counts,
        "count_year_before": before,
        "change_percent": changed.values,
        **dict.fromkeys((*NOT_MEASURED, *FUNNEL_COLUMNS), nothing),
        "count_low": interval.low,
        "count_high": interval.high,
        "symbol": pd.Series(symbols, dtype=object),
        "provisional": question.provisional,
        "spans_break": bool(rebase_months(question.breaks)),
    }
    for name in ("significance", "significance_adjusted"):
        columns[name] = pd.Series([None] * len(areas), dtype=object)
    return pd.DataFrame(columns)[[*SMALL_AREA_COMPARISON_COLUMNS]]


def _meta(question: _Question, rows: pd.DataFrame, period: str, reported: Month) -> Meta:
    store, place = question.store, question.place
    name = f"{question.offence.name} by {place.level.slug}, {place.borough.name}"
    return Meta(
        title=f"{name}, {period}",
        unit=question.offence.unit,
        as_at=str(reported),
        breaks=tuple(each.to_record() for each in question.breaks),
        notes=tuple(_notes(question, rows)),
        first=str(question.cube.first),
        last=str(question.cube.last),
        columns=SMALL_AREA_COMPARISON_COLUMNS,
        release=store.release,
        **describe.provenance(store.dataset(place.level.dataset)),
    )


def _notes(question: _Question, rows: pd.DataFrame) -> list[str]:
    store, place = question.store, question.place
    entry = store.dataset(place.level.dataset)
    notes = [NO_RATES.format(level=place.level.slug)]
    beside = reconciled(
        store,
        by=place.level.slug,
        borough=place.borough,
        offence=question.offence,
        first=question.first,
        last=question.last,
    )
    notes.append(
        entry.caveats[0]
        if beside is None
        else beside.sentence(place.borough.name, place.level.plural)
    )
    if rows["count"].lt(describe.SMALL).any():
        notes.append(describe.SMALL_NOTE)
    crossed = [each for each in question.breaks if each.rebase]
    if crossed:
        named = ", ".join(f"{each.label} ({each.month.label})" for each in crossed)
        notes.append(f"The changes compare figures across a break: {named}.")
    if question.cube.incomplete[:, 0, question.where].any():
        notes.append(PART)
    if question.provisional:
        notes.append(f"{question.cube.last.label} is provisional. {entry.provisional_note}")
    return notes + [each.sentence() for each in place.register.changes(place.borough.code)]

"""Areas beside each other: one offence, one period, every borough or every BCU."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from data import describe
from data.breaks import Break, rebase_months
from data.describe import Subject
from data.errors import InvalidParameter
from data.queries import measures
from data.queries.columns import COMPARISON_COLUMNS, FUNNEL_COLUMNS
from data.queries.period import chosen, covered, reported_as_at
from data.result import Meta, Result

if TYPE_CHECKING:
    from data.areas import Area
    from data.counts import Counts
    from data.offences import Offence
    from data.periods import FinancialYear, Month, Period, Quarter
    from data.store import Store

FloatArray = npt.NDArray[np.float64]

LEVELS = {"borough": "borough", "bcu": "Basic Command Unit"}
MONTHS_A_YEAR = 12

EXPECTED_NOTE = (
    "Expected: the pooled rate of the 32 boroughs. Significance, at 99.8 %: the {one}'s own "
    "interval against that rate; adjusted, its count against limits that allow for "
    "overdispersion among the {many}."
)


class _Question(NamedTuple):
    """A comparison with every parameter looked up."""

    store: Store
    cube: Counts
    offence: Offence
    by: str
    areas: tuple[Area, ...]
    period: Period
    where: slice

    @property
    def provisional(self) -> bool:
        return bool(self.cube.provisional[self.where].any())

    def counts(self, areas: tuple[Area, ...], where: slice) -> FloatArray:
        """Return each area's count over some periods; NaN where one of them is missing."""
        block = self.cube.beside([area.code for area in areas], self.offence.slug)
        return np.asarray(block[:, where].sum(axis=1), dtype=np.float64)

    def hidden(self, areas: tuple[Area, ...], where: slice) -> npt.NDArray[np.bool_]:
        """Return whether one of each area's counts over some periods may not be shown."""
        block = self.cube.hidden_beside([area.code for area in areas], self.offence.slug)
        return np.asarray(block[:, where].any(axis=1), dtype=np.bool_)

    def residents(self, areas: tuple[Area, ...]) -> FloatArray:
        """Return each area's residents in the calendar year of the period's first month."""
        return self.store.populations.beside(areas, self.period.first.year)


def comparison(
    store: Store,
    *,
    offence: str,
    by: str,
    month: Month | None = None,
    quarter: Quarter | None = None,
    financial_year: FinancialYear | None = None,
    area: str | None = None,
    as_at: Month | None = None,
) -> Result:
    """Compare boroughs or BCUs over one period.

    Args:
        store: The data.
        offence: Slug of the offence, group, `all` or another series counted by borough.
        by: `borough` or `bcu`.
        month: The period; exactly one of `month`, `quarter` and `financial_year` is given.
        quarter: The period.
        financial_year: The period.
        area: Keep the rows of this area only: of a BCU its boroughs (or itself), of a borough
            itself (or its BCU). What is expected still comes from all 32 boroughs.
        as_at: The last month taken into account; an explicit period wins over it.

    Returns:
        Rows `area, name, bcu, count, count_year_before, change_percent, population, rate,
        rate_low, rate_high` (95 %), `expected`, the funnel's limits (see `FUNNEL_COLUMNS`),
        `significance`, `significance_adjusted` (99.8 %), then `symbol` (why the count, or else
        the change, is missing), `provisional` and `spans_break` (whether the change does).
        Boroughs in code order, BCUs by name.

    Raises:
        InvalidParameter: Unknown offence, level or area; a series of London only; none or several
            periods; a period not wholly in the data.
    """
    if by not in LEVELS:
        raise InvalidParameter("by", by, list(LEVELS))
    subject = store.offences.get(offence)
    kept = store.areas.london if area is None else store.areas.get(area)
    choice = chosen(month, quarter, financial_year)
    cube = _cube_by_area(store, subject)
    question = _Question(
        store=store,
        cube=cube,
        offence=subject,
        by=by,
        areas=store.areas.boroughs() if by == "borough" else store.areas.bcus(),
        period=choice.period,
        where=covered(cube, choice),
    )
    reported = reported_as_at(store, as_at, choice.period)
    keep = [place for place, each in enumerate(question.areas) if _within(each, kept)]
    rows = _rows(question).take(keep).reset_index(drop=True)
    shown = question._replace(areas=tuple(question.areas[place] for place in keep))
    return Result(rows, _meta(shown, rows, reported))


def _cube_by_area(store: Store, offence: Offence) -> Counts:
    cube = store.cube(offence)
    borough = store.areas.boroughs()[0].code
    if borough not in cube.areas:
        by_area = [each.slug for each in store.offences.all() if borough in store.cube(each).areas]
        message = f"“{offence.name}” is published for London only: areas cannot be compared."
        raise InvalidParameter("offence", offence.slug, by_area, message)
    return cube


def _within(area: Area, kept: Area) -> bool:
    """Whether a row is kept: the area lies in the one chosen, or holds it."""
    inside, outside = set(area.boroughs), set(kept.boroughs)
    return inside <= outside or outside <= inside


def _rows(question: _Question) -> pd.DataFrame:
    from data.statistics.rates import rate_interval, rate_per_1000  # noqa: PLC0415

    areas, months = question.areas, len(question.period.months)
    counts, hidden = question.counts(areas, question.where), question.hidden(areas, question.where)
    before, hidden_before = _year_before(question)
    residents = question.residents(areas)
    changed = measures.change(counts, before, hidden | hidden_before)
    interval = rate_interval(counts, residents, months)
    missing = np.isnan(counts)
    symbols = np.where(missing, measures.symbols_of(counts, hidden), changed.symbols)
    return pd.DataFrame(
        {
            "area": [area.code for area in areas],
            "name": [area.name for area in areas],
            "bcu": [area.bcu for area in areas],
            "count": counts,
            "count_year_before": before,
            "change_percent": changed.values,
            "population": residents,
            "rate": rate_per_1000(counts, residents, months),
            "rate_low": interval.low,
            "rate_high": interval.high,
            **_funnel(question, counts, residents),
            "symbol": pd.Series(symbols, dtype=object),
            "provisional": question.provisional,
            "spans_break": bool(rebase_months(_breaks(question))),
        }
    )


def _year_before(question: _Question) -> tuple[FloatArray, npt.NDArray[np.bool_]]:
    """Return each area's count a year before, and whether it may not be shown."""
    start, stop = question.where.start - MONTHS_A_YEAR, question.where.stop - MONTHS_A_YEAR
    if start < 0:
        number = len(question.areas)
        return np.full(number, np.nan), np.zeros(number, dtype=np.bool_)
    where = slice(start, stop)
    return question.counts(question.areas, where), question.hidden(question.areas, where)


def _funnel(
    question: _Question, counts: FloatArray, residents: FloatArray
) -> dict[str, FloatArray | pd.Series[str]]:
    """Return the funnel's columns, against the pooled rate of the 32 boroughs.

    A provisional month is too low to be judged: then every column is missing.
    """
    from data.statistics.funnel import funnel  # noqa: PLC0415

    pooled = np.nan if question.provisional else _pooled_rate(question)
    found = funnel(counts, residents, pooled_rate=pooled)
    columns: dict[str, FloatArray | pd.Series[str]] = {}
    for name in FUNNEL_COLUMNS:
        values = getattr(found, name)
        columns[name] = (
            pd.Series(values, dtype=object) if isinstance(values, tuple) else np.asarray(values)
        )
    return columns


def _pooled_rate(question: _Question) -> float:
    """Return the offences of the 32 boroughs per resident; NaN where nothing is counted."""
    boroughs = question.store.areas.boroughs()
    counts, residents = question.counts(boroughs, question.where), question.residents(boroughs)
    known = ~np.isnan(counts) & ~np.isnan(residents)
    return float(counts[known].sum() / residents[known].sum()) if known.any() else np.nan


def _subject(question: _Question) -> Subject:
    return Subject(
        store=question.store,
        offence=question.offence,
        areas=question.areas,
        first=question.period.first + -MONTHS_A_YEAR,
        last=question.period.last,
        measure="change-on-year",
    )


def _breaks(question: _Question) -> tuple[Break, ...]:
    return _subject(question).breaks


def _meta(question: _Question, rows: pd.DataFrame, reported: Month) -> Meta:
    cube, offence = question.cube, question.offence
    return Meta(
        title=f"{offence.name} by {LEVELS[question.by]}, {question.period.label}",
        unit=offence.unit,
        as_at=str(reported),
        breaks=tuple(each.to_record() for each in _breaks(question)),
        notes=tuple(_notes(question, rows)),
        first=str(cube.periods[0]),
        last=str(cube.periods[-1]),
        columns=COMPARISON_COLUMNS,
        release=question.store.release,
        **describe.provenance(question.store.dataset(cube.dataset)),
    )


def _notes(question: _Question, rows: pd.DataFrame) -> list[str]:
    subject, offence = _subject(question), question.offence
    notes = describe.gap_notes(subject)
    notes += describe.source_notes(subject)
    notes += describe.boundary_notes(subject)
    one, many = ("borough", "boroughs") if question.by == "borough" else ("BCU", "BCUs")
    notes.append(EXPECTED_NOTE.format(one=one, many=many))
    notes += describe.rate_notes(offence, question.period.first)
    if rows["count"].lt(describe.SMALL).any():
        notes.append(describe.SMALL_NOTE)
    crossed = [each for each in _breaks(question) if each.rebase]
    if crossed:
        named = ", ".join(f"{each.label} ({each.month.label})" for each in crossed)
        notes.append(f"The changes compare figures across a break: {named}.")
    if question.provisional:
        notes.append(
            f"{question.cube.last.label} is provisional, so nothing is expected of it and no "
            f"verdict is given. {subject.entry.provisional_note}"
        )
    return notes

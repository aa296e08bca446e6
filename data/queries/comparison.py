"""Areas beside each other: one offence, one period, every borough or every BCU."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from data.breaks import rebase_months
from data.describe import breaks_between, comparison_notes, source_fields
from data.errors import InvalidParameter
from data.queries import measures
from data.queries.columns import COLUMNS, FUNNEL_COLUMNS
from data.queries.period import Chosen, chosen, covered, reported_as_at
from data.result import Meta, Result

if TYPE_CHECKING:
    from data.areas import Area
    from data.breaks import Break
    from data.cube import Cube
    from data.offences import Offence
    from data.periods import FinancialYear, Month, Period, Quarter
    from data.store import Store

FloatArray = npt.NDArray[np.float64]
ObjectArray = npt.NDArray[np.object_]

LEVELS = ("borough", "bcu")
MONTHS_A_YEAR = 12


class _Counted(NamedTuple):
    """What is counted in each area, in the period and in the same period a year before."""

    count: FloatArray
    before: FloatArray
    population: FloatArray
    provisional: bool


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
        `significance`, `significance_adjusted` (99.8 %), then `symbol` (why a number is missing),
        `provisional` and `spans_break`. Boroughs in code order, BCUs by name.

    Raises:
        InvalidParameter: Unknown offence, level or area; a series of London only; none or several
            periods; a period not wholly in the data.
    """
    if by not in LEVELS:
        raise InvalidParameter("by", by, LEVELS)
    subject = store.offences.get(offence)
    cube = _cube_by_area(store, subject)
    kept = store.areas.get(area) if area is not None else store.areas.london
    choice = chosen(month, quarter, financial_year)
    where = covered(cube, choice)
    reported = reported_as_at(store, as_at, choice.period)
    areas = store.areas.boroughs() if by == "borough" else store.areas.bcus()
    counted = _counted(store, cube, subject, areas, choice.period, where)
    breaks = _breaks(subject, areas[0], choice.period)
    rows = _rows(store, cube, subject, areas, counted, choice.period, where)
    rows["spans_break"] = bool(rebase_months(breaks))
    keep = [position for position, each in enumerate(areas) if _within(each, kept)]
    rows = rows.take(keep).reset_index(drop=True)
    shown = tuple(areas[position] for position in keep)
    notes = comparison_notes(
        store, subject, shown, by, choice.period, breaks, rows["count"].to_numpy()
    )
    if counted.provisional:
        notes.append(
            f"{cube.last.label} is provisional, so nothing is expected of it and no verdict given."
        )
    return Result(rows, _meta(store, subject, by, choice, reported, breaks, notes))


def _cube_by_area(store: Store, offence: Offence) -> Cube:
    cube = store.cube(offence)
    if store.areas.boroughs()[0].code not in cube.areas:
        by_area = [
            each.slug
            for each in store.offences.all()
            if store.areas.boroughs()[0].code in store.cube(each).areas
        ]
        message = f"“{offence.name}” is published for London only: areas cannot be compared."
        raise InvalidParameter("offence", offence.slug, by_area, message)
    return cube


def _within(area: Area, kept: Area) -> bool:
    """Whether a row is kept: the area lies in the one chosen, or holds it."""
    return (
        kept.kind == "london"
        or set(area.boroughs) <= set(kept.boroughs)
        or (set(kept.boroughs) <= set(area.boroughs))
    )


def _counted(
    store: Store,
    cube: Cube,
    offence: Offence,
    areas: tuple[Area, ...],
    period: Period,
    where: slice,
) -> _Counted:
    rows = cube.values[[cube.areas[area.code] for area in areas], cube.offences[offence.slug]]
    earlier = slice(where.start - MONTHS_A_YEAR, where.stop - MONTHS_A_YEAR)
    before = rows[:, earlier].sum(axis=1) if earlier.start >= 0 else np.full(len(areas), np.nan)
    return _Counted(
        rows[:, where].sum(axis=1),
        before,
        store.populations.beside(areas, period.first.year),
        bool(cube.provisional[where].any()),
    )


def _rows(
    store: Store,
    cube: Cube,
    offence: Offence,
    areas: tuple[Area, ...],
    counted: _Counted,
    period: Period,
    where: slice,
) -> pd.DataFrame:
    from data.statistics.rates import rate_interval, rate_per_1000  # noqa: PLC0415

    months = len(period.months)
    changed = measures.change(counted.count, counted.before)
    interval = rate_interval(counted.count, counted.population, months)
    symbols = np.where(np.isnan(counted.count), measures.UNAVAILABLE, changed.symbols)
    return pd.DataFrame(
        {
            "area": [area.code for area in areas],
            "name": [area.name for area in areas],
            "bcu": [area.bcu for area in areas],
            "count": counted.count,
            "count_year_before": counted.before,
            "change_percent": changed.values,
            "population": counted.population,
            "rate": rate_per_1000(counted.count, counted.population, months),
            "rate_low": interval.low,
            "rate_high": interval.high,
            **_funnel(store, cube, offence, counted, period, where),
            "symbol": pd.Series(symbols, dtype=object),
            "provisional": counted.provisional,
        }
    )


def _funnel(
    store: Store,
    cube: Cube,
    offence: Offence,
    counted: _Counted,
    period: Period,
    where: slice,
) -> dict[str, FloatArray | pd.Series[object]]:
    """Return the funnel's columns, against the pooled rate of the 32 boroughs.

    A provisional month is too low to be judged: then every column is missing.
    """
    from data.statistics.funnel import funnel  # noqa: PLC0415

    boroughs = store.areas.boroughs()
    pool = _counted(store, cube, offence, boroughs, period, where)
    known = ~np.isnan(pool.count)
    residents = pool.population[known].sum()
    pooled = pool.count[known].sum() / residents if residents > 0 else np.nan
    if counted.provisional:
        pooled = np.nan
    found = funnel(counted.count, counted.population, pooled_rate=pooled)
    columns = {name: getattr(found, name) for name in FUNNEL_COLUMNS}
    return {
        name: pd.Series(values, dtype=object) if isinstance(values, tuple) else values
        for name, values in columns.items()
    }


def _breaks(offence: Offence, area: Area, period: Period) -> tuple[Break, ...]:
    """Return the breaks after the first month of the year before, which a change spans."""
    first = period.first + -MONTHS_A_YEAR
    return breaks_between(offence, area, "change-on-year", first, period.last)


def _meta(
    store: Store,
    offence: Offence,
    by: str,
    choice: Chosen,
    reported: Month,
    breaks: tuple[Break, ...],
    notes: list[str],
) -> Meta:
    cube = store.cube(offence)
    level = "borough" if by == "borough" else "Basic Command Unit"
    return Meta(
        title=f"{offence.name} by {level}, {choice.period.label}",
        unit=offence.unit,
        as_at=str(reported),
        breaks=tuple(each.to_record() for each in breaks),
        notes=tuple(notes),
        first=str(cube.periods[0]),
        last=str(cube.periods[-1]),
        columns=COLUMNS,
        release=store.release,
        **source_fields(store.dataset(cube.dataset)),
    )

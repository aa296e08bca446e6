"""What changed: the latest complete quarter on the same quarter a year before, and twelve months.

Both questions are those of the overview's tiles; every page that says "up" or "down" asks here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

from data.breaks import Break, breaks_for
from data.periods import Month, Quarter
from data.result import NOT_APPLICABLE, SUPPRESSED, UNAVAILABLE

if TYPE_CHECKING:
    from data.areas import Area
    from data.counts import Counts
    from data.offences import Offence
    from data.store import Store

MONTHS_A_YEAR = 12
MONTHS_A_QUARTER = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A count over a period and over the same period a year before.

    Attributes:
        kind: `quarter` or `year` (twelve months).
        first: First month of the period.
        last: Last month of the period.
        value: The count; None where a month of it is missing.
        before: The count a year before; None where a month of it is missing.
        percent: Change in per cent; None where either is missing or the earlier is 0.
        provisional: Whether the period holds the extract's newest, provisional month.
        breaks: Breaks between the two periods at which statistics rebase.
        symbol: Why the count is missing: `c` suppressed, `x` unavailable; None where it is there.
        before_symbol: The same of the count a year before.
    """

    kind: Literal["quarter", "year"]
    first: Month
    last: Month
    value: float | None
    before: float | None
    percent: float | None
    provisional: bool
    breaks: tuple[Break, ...]
    symbol: str | None = None
    before_symbol: str | None = None

    @property
    def percent_symbol(self) -> str | None:
        """Why the change is missing: as a count is, or `z` where the earlier count is 0."""
        if self.percent is not None:
            return None
        missing = {self.symbol, self.before_symbol} - {None}
        return min(missing, default=NOT_APPLICABLE, key=(SUPPRESSED, UNAVAILABLE).index)

    @property
    def difference(self) -> float | None:
        """The change as a count."""
        if self.value is None or self.before is None:
            return None
        return self.value - self.before

    @property
    def label(self) -> str:
        """The period: "April to June 2018", or "July 2017 to June 2018"."""
        if self.kind == "quarter":
            return self.last.quarter.label
        return f"{self.first.label} to {self.last.label}"

    @property
    def short_label(self) -> str:
        """The period in a few letters: "Q1 2018-19", or "12 months to June 2018"."""
        if self.kind == "quarter":
            return self.last.quarter.short_label
        return f"12 months to {self.last.label}"

    @property
    def before_label(self) -> str:
        """The period a year before, in a few letters."""
        if self.kind == "quarter":
            return self.last.quarter.year_before().short_label
        return "the previous 12 months"


def latest_quarter(store: Store, *, offence: str, as_at: Month) -> Quarter | None:
    """Return the last quarter that a series has in full by a month; None if there is none."""
    cube = store.cube(store.offences.get(offence))
    last = min(as_at, cube.last)
    quarter = last.quarter
    if quarter.last > last:
        quarter = quarter.previous()
    return quarter if quarter.first >= cube.first else None


def quarter_change(store: Store, *, offence: str, area: str, as_at: Month) -> Change | None:
    """Return the latest complete quarter by `as_at` on the same quarter a year before.

    Args:
        store: The loaded data.
        offence: Slug of the series.
        area: Code of the area.
        as_at: The last month taken into account.

    Returns:
        None where the series has no complete quarter by then.
    """
    quarter = latest_quarter(store, offence=offence, as_at=as_at)
    if quarter is None:
        return None
    return _change(store, offence, area, kind="quarter", first=quarter.first, last=quarter.last)


def year_change(store: Store, *, offence: str, area: str, as_at: Month) -> Change | None:
    """Return the twelve months to `as_at` on the twelve months before.

    A quarterly series takes the four quarters to the latest complete one.

    Returns:
        None where the series has no twelve months by then.
    """
    cube = store.cube(store.offences.get(offence))
    last = min(as_at, cube.last)
    if cube.quarterly:
        quarter = latest_quarter(store, offence=offence, as_at=as_at)
        if quarter is None:
            return None
        last = quarter.last
    first = last + (1 - MONTHS_A_YEAR)
    if first < cube.first:
        return None
    return _change(store, offence, area, kind="year", first=first, last=last)


def _change(
    store: Store,
    offence: str,
    area: str,
    *,
    kind: Literal["quarter", "year"],
    first: Month,
    last: Month,
) -> Change:
    series, place = store.offences.get(offence), store.areas.get(area)
    cube = store.cube(series)
    value = _total(cube, series, place, first, last)
    before = _total(cube, series, place, first + -MONTHS_A_YEAR, last + -MONTHS_A_YEAR)
    known = value is not None and before is not None and before > 0
    percent = 100.0 * (value - before) / before if known else None  # type: ignore[operator]
    spanned = tuple(
        each
        for each in breaks_for(series, place)
        if each.rebase and first + -MONTHS_A_YEAR < each.month <= last
    )
    return Change(
        kind=kind,
        first=first,
        last=last,
        value=value,
        before=before,
        percent=percent,
        provisional=cube.newest_provisional and last >= cube.last,
        breaks=spanned,
        symbol=None if value is not None else _symbol(cube, series, place, first, last),
        before_symbol=None
        if before is not None
        else _symbol(cube, series, place, first + -MONTHS_A_YEAR, last + -MONTHS_A_YEAR),
    )


def _total(cube: Counts, series: Offence, place: Area, first: Month, last: Month) -> float | None:
    if first < cube.first or last > cube.last:
        return None
    counts = cube.counts(place.code, series.slug)[_within(cube, first, last)]
    return None if np.isnan(counts).any() else float(counts.sum())


def _symbol(cube: Counts, series: Offence, place: Area, first: Month, last: Month) -> str:
    """Why a total is missing: a part of it may not be shown, or there is none."""
    hidden = cube.hidden(place.code, series.slug)[_within(cube, max(first, cube.first), last)]
    return SUPPRESSED if hidden.any() else UNAVAILABLE


def _within(cube: Counts, first: Month, last: Month) -> slice:
    start = first.ordinal - cube.first.ordinal
    stop = max(last.ordinal - cube.first.ordinal + 1, 0)
    if cube.quarterly:
        start, stop = start // MONTHS_A_QUARTER, stop // MONTHS_A_QUARTER
    return slice(start, stop)

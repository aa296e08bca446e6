"""Process-behaviour (XmR) charts of a series: is a month more than chance would give?

Limits and rules are those of `data.statistics.spc`; here they meet the data: which months, where
the chart starts afresh, which month is provisional, which way is an improvement.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import pandas as pd

from data.breaks import Break, breaks_for, rebase_months
from data.errors import InvalidParameter
from data.periods import Month, months_between
from data.queries.process_meta import process_meta, process_notes
from data.queries.series import cube_for, series
from data.queries.window import Window, window
from data.result import Result
from data.statistics.spc import Signal, Spc, latest_signal
from data.statistics.spc import spc as chart_of

if TYPE_CHECKING:
    from data.areas import Area
    from data.counts import Counts
    from data.offences import Offence
    from data.store import Store

DEFAULT_MONTHS: Final = 36
AUTO: Final = "auto"
NONE: Final = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcessChart:
    """A chart and what it says.

    Attributes:
        offence: The series.
        area: The area.
        months: The months charted, in order.
        chart: Values, limits and marks, one a month.
        breaks: Breaks of the series within the months, rebased at or not.
        result: The same as rows, with what must be known to read them.
    """

    offence: Offence
    area: Area
    months: tuple[Month, ...]
    chart: Spc
    breaks: tuple[Break, ...]
    result: Result

    @property
    def signal(self) -> Signal | None:
        """What the latest month that counts says; None without limits."""
        return latest_signal(self.chart)


def spc(
    store: Store,
    *,
    offence: str = "all",
    area: str = "london",
    start: Month | None = None,
    end: Month | None = None,
    rebase: str | Month = AUTO,
    as_at: Month | None = None,
) -> Result:
    """Return a process-behaviour chart of monthly counts.

    Args:
        store: The data.
        offence: Slug of a monthly series.
        area: Code of the area.
        start: First month (`from`); by default the last 36 months are charted, or fewer where
            the series begins later.
        end: Last month (`to`); by default as-at.
        rebase: `auto`: limits start afresh at each break within the months; a month: there as
            well; `none`: nowhere, and the notes name the breaks that limits run across. A rebase
            month is its segment's first point.
        as_at: The last month taken into account; by default the end of the newest report.

    Returns:
        Rows `month, value, mean, lower_limit, upper_limit, near_lower_limit, near_upper_limit,
        special_cause, rule, direction`, then `symbol` and `provisional`, one a month; `meta` is a
        `ProcessMeta`. No row, and a note, for a series that begins after as-at.

    Raises:
        InvalidParameter: Unknown offence or area; a series by quarter; an area for which the
            series does not exist; a month out of range; another `rebase`.
    """
    return process_chart(
        store, offence=offence, area=area, start=start, end=end, rebase=rebase, as_at=as_at
    ).result


def process_chart(
    store: Store,
    *,
    offence: str = "all",
    area: str = "london",
    start: Month | None = None,
    end: Month | None = None,
    rebase: str | Month = AUTO,
    as_at: Month | None = None,
) -> ProcessChart:
    """Return the chart of `spc` with its statistics, for those who put its verdict into words.

    Args:
        store: As for `spc`, and so the others.
        offence: Slug of a monthly series.
        area: Code of the area.
        start: First month.
        end: Last month.
        rebase: `auto`, `none` or a month.
        as_at: The last month taken into account.

    Raises:
        InvalidParameter: As for `spc`.
    """
    subject, place = store.offences.get(offence), store.areas.get(area)
    cube = _monthly(store, subject, place)
    wanted = _wanted(rebase)
    covered = _window(store, cube, start, end, as_at)
    months = _months(cube, covered)
    counted = (
        series(store, offence=offence, area=area, start=months[0], end=months[-1])
        if months
        else series(store, offence=offence, area=area, end=end, as_at=as_at)
    )
    breaks = tuple(
        each
        for each in breaks_for(subject, place)
        if months and months[0] < each.month and each.month <= months[-1]
    )
    chart = chart_of(
        counted.rows["value"].to_numpy(),
        starts=_starts(wanted, breaks, months),
        provisional=counted.rows["provisional"].to_numpy(),
        polarity=subject.polarity,
    )
    title = f"{subject.name}, {place.label}: process-behaviour chart"
    meta = process_meta(counted.meta, title=title, as_at=covered.as_at, months=months, chart=chart)
    notes = (*meta.notes, *process_notes(months=months, breaks=breaks, chart=chart))
    return ProcessChart(
        offence=subject,
        area=place,
        months=months,
        chart=chart,
        breaks=breaks,
        result=Result(_rows(counted.rows, chart), replace(meta, notes=notes)),
    )


def _monthly(store: Store, offence: Offence, area: Area) -> Counts:
    cube = cube_for(store, offence, area)
    if cube.quarterly:
        monthly = [each.slug for each in store.offences.all() if not store.cube(each).quarterly]
        message = f"“{offence.name}” is published by quarter: this chart takes months."
        raise InvalidParameter("offence", offence.slug, monthly, message)
    return cube


def _wanted(rebase: str | Month) -> str | Month:
    if isinstance(rebase, Month) or rebase in {AUTO, NONE}:
        return rebase
    try:
        return Month.parse(rebase, "rebase")
    except InvalidParameter as error:
        allowed = "auto, none, or a month such as 2017-04"
        raise InvalidParameter("rebase", rebase, allowed) from error


def _window(
    store: Store, cube: Counts, start: Month | None, end: Month | None, as_at: Month | None
) -> Window:
    covered = window(store, cube, start, end, as_at)
    if start is not None:
        return covered
    return covered._replace(start=max(covered.start, covered.stop - DEFAULT_MONTHS))


def _months(cube: Counts, covered: Window) -> tuple[Month, ...]:
    if covered.empty:
        return ()
    return months_between(cube.periods[covered.start].first, cube.periods[covered.stop - 1].last)


def _starts(wanted: str | Month, breaks: tuple[Break, ...], months: tuple[Month, ...]) -> list[int]:
    """Return the positions at which the chart starts afresh."""
    if not months or wanted == NONE:
        return []
    chosen = set(rebase_months(breaks))
    if isinstance(wanted, Month):
        if not months[0] <= wanted <= months[-1]:
            allowed = f"auto, none, or a month from {months[0]} to {months[-1]}"
            message = (
                f"The chart runs from {months[0].label} to {months[-1].label}; {wanted} is outside."
            )
            raise InvalidParameter("rebase", str(wanted), allowed, message)
        chosen.add(wanted)
    return sorted(month.ordinal - months[0].ordinal for month in chosen)


def _rows(counted: pd.DataFrame, chart: Spc) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "month": counted["month"],
            "value": counted["value"],
            "mean": chart.mean,
            "lower_limit": chart.lower_limit,
            "upper_limit": chart.upper_limit,
            "near_lower_limit": chart.near_lower_limit,
            "near_upper_limit": chart.near_upper_limit,
            "special_cause": chart.special_cause,
            "rule": pd.Series(list(chart.rule), dtype=object),
            "direction": pd.Series(list(chart.direction), dtype=object),
            "symbol": counted["symbol"],
            "provisional": counted["provisional"],
        }
    )

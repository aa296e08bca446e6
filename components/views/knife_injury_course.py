"""Knife crime of one area over every complete year, quarter or month, with intervals."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import numpy.typing as npt

from components import formatting
from components.views import knife_injury_periods as periods
from data.periods import FinancialYear, Month, Period, Quarter
from data.queries.series import series
from data.result import SUPPRESSED, UNAVAILABLE
from data.statistics.rates import exact_poisson_interval, rate_interval, rate_per_1000

if TYPE_CHECKING:
    from components.url_state import State
    from data.offences import Offence
    from data.result import Result

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

    def symbol(self, index: int) -> str | None:
        """Why a period's count is missing: one of its months is; None where it is there."""
        if not np.isnan(self.counts[index]):
            return None
        names = {str(month) for month in self.periods[index].months}
        rows = self.monthly.rows
        found = set(rows.loc[rows["month"].isin(names), "symbol"].dropna())
        return SUPPRESSED if SUPPRESSED in found else UNAVAILABLE

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

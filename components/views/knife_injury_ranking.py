"""Boroughs or BCUs beside each other in one period, with the interval around each count."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from components import formatting
from components.views import knife_injury_periods as periods
from data.describe import SMALL
from data.periods import FinancialYear, Month, Period, Quarter
from data.queries.comparison import comparison
from data.queries.series import series
from data.result import UNAVAILABLE
from data.statistics.rates import exact_poisson_interval, rate_per_1000

if TYPE_CHECKING:
    from components.url_state import State
    from data.areas import Area
    from data.offences import Offence
    from data.result import Result

RATE_DIGITS: Final = 2


@dataclass(frozen=True)
class Ranking:
    """The areas beside each other in one period.

    Args:
        state: The page's state.
        offence: The series.
        period: The period.
        answer: The comparison.
        rows: Its rows with ``low`` and ``high`` around the count and ``symbol_year_before``, why
            the count of the year before is missing; highest measure first.
        london: London's count, which holds what no borough does.
    """

    state: State
    offence: Offence
    period: Period
    answer: Result
    rows: pd.DataFrame
    london: float

    @property
    def by_rate(self) -> bool:
        """Whether rates are shown rather than counts."""
        return self.state["measure"] == "rate"

    @property
    def many(self) -> str:
        """``boroughs`` or ``BCUs``."""
        return "boroughs" if self.state["by"] == "borough" else "BCUs"

    @property
    def pooled_rate(self) -> float:
        """The rate of the 32 boroughs together, per 1,000 residents a year."""
        count = float(self.rows["count"].sum(skipna=False))
        return self.rate(count, float(self.rows["population"].sum()))

    @property
    def unplaced(self) -> float:
        """What London counts and no borough does."""
        return self.london - float(self.rows["count"].sum(skipna=False))

    @property
    def provisional(self) -> bool:
        """Whether the period is the provisional month."""
        return bool(self.answer.rows["provisional"].any())

    @property
    def period_label(self) -> str:
        """The period in a title, marked where it is provisional."""
        mark = ", provisional" if self.provisional else ""
        return f"{self.period.short_label}{mark}"

    @property
    def small(self) -> int:
        """How many areas count fewer than ten."""
        return int((self.rows["count"] < SMALL).sum())

    @property
    def chosen(self) -> Area | None:
        """The area in focus, or its BCU where BCUs are ranked; None for London."""
        area, areas = self.state.area, self.state.store.areas
        if area.kind == "london":
            return None
        return areas.get(str(area.bcu)) if self.state["by"] == "bcu" else area

    def rate(self, count: float, residents: float) -> float:
        """A count in the period, per 1,000 residents a year."""
        return float(rate_per_1000(count, residents, len(self.period.months)))

    def row_of(self, area: Area) -> Any:
        """The row of an area; None where it is not among those ranked."""
        rows = self.rows[self.rows["area"] == area.code]
        return None if rows.empty else rows.iloc[0]

    def shown(self, row: Any, end: str = "") -> float:
        """The measure of a row, or the ``low`` or ``high`` end of its interval."""
        if self.by_rate:
            return float(row[f"rate_{end}" if end else "rate"])
        return float(row[end or "count"])

    def text(self, value: float) -> str:
        """A value of the measure as it is written."""
        return formatting.decimal(value, RATE_DIGITS) if self.by_rate else formatting.count(value)


def ranking(state: State) -> Ranking:
    """Compare the areas in the period chosen."""
    offence = state.store.offences.get(state["offence"])
    period = periods.parse(state["period"])
    answer = _compared(state, offence, period)
    rows = answer.rows.copy()
    rows["symbol_year_before"] = _why_missing(state, offence, period.year_before(), rows)
    rows["low"], rows["high"] = exact_poisson_interval(rows["count"].to_numpy())
    measure = "rate" if state["measure"] == "rate" else "count"
    rows = rows.sort_values([measure, "name"], ascending=[False, True], ignore_index=True)
    whole = series(state.store, offence=offence.slug, start=period.first, end=period.last)
    london = float(whole.rows["value"].sum(skipna=False))
    return Ranking(state, offence, period, answer, rows, london)


def _compared(state: State, offence: Offence, period: Period) -> Result:
    return comparison(
        state.store,
        offence=offence.slug,
        by=state["by"],
        month=period if isinstance(period, Month) else None,
        quarter=period if isinstance(period, Quarter) else None,
        financial_year=period if isinstance(period, FinancialYear) else None,
    )


def _why_missing(
    state: State, offence: Offence, before: Period, rows: pd.DataFrame
) -> list[str | None]:
    """Why each row's count of the year before is missing; None where it is not.

    A row's own symbol speaks of its count: a count that is suppressed says nothing about a year
    before, which may be suppressed as well, or lie before the series.
    """
    missing = rows["count_year_before"].isna()
    if not missing.any():
        return [None] * len(rows)
    symbols: dict[str, str] = {}
    if before.first >= state.store.cube(offence).first:
        earlier = _compared(state, offence, before).rows
        symbols = dict(zip(earlier["area"], earlier["symbol"], strict=True))
    return [
        (symbols.get(area) or UNAVAILABLE) if gone else None
        for area, gone in zip(rows["area"], missing, strict=True)
    ]

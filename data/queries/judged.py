"""The chart on which a series is judged: its own months, or seasonally adjusted ones.

A strongly seasonal offence gets its verdict only with its season taken out: otherwise every
December would look like a burglary crisis. Whether an offence is seasonal is decided on London,
where chance is smallest, so that one offence is judged alike in every area; its season is then
estimated on the area's own months.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

import numpy as np

from data.areas import LONDON
from data.breaks import Break, breaks_for, rebase_months
from data.periods import Month, months_between
from data.remembering import remembered
from data.statistics.rates import FloatArray
from data.statistics.seasonal import (
    MINIMUM_MONTHS,
    STRONG,
    SeasonalAdjustment,
    seasonal_adjustment,
)
from data.statistics.spc import Signal, Spc, latest_signal
from data.statistics.spc import spc as chart_of

if TYPE_CHECKING:
    import pandas as pd

    from data.areas import Area
    from data.offences import Offence
    from data.store import Store

WINDOW: Final = 36
"""Months charted: three years to as-at."""

SEASON_MONTHS: Final = 120
"""Months from which a season is estimated: ten years to as-at, across breaks of level."""

WORTH_A_LOOK: Final = 0.5
"""Classical strength below which STL is not asked: no series of the loaded data with an STL
strength of 0.64 or more has a classical one under 0.6 (tested)."""

YEAR: Final = 12

Basis = Literal["auto", "raw", "adjusted"]


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedChart:
    """A process-behaviour chart and the basis of its verdict.

    Attributes:
        offence: The series.
        area: The area.
        months: The months charted, in order.
        raw: Their counts as recorded.
        chart: The chart; of adjusted counts where `adjustment` is given.
        adjustment: The season taken out; None where the counts are charted as recorded.
        judged: Whether the chart may give a verdict: false for a strongly seasonal offence with
            too few months to take its season out.
        breaks: Breaks within the months, rebased at or not.
    """

    offence: Offence
    area: Area
    months: tuple[Month, ...]
    raw: FloatArray
    chart: Spc
    adjustment: SeasonalAdjustment | None
    judged: bool
    breaks: tuple[Break, ...]

    @property
    def signal(self) -> Signal | None:
        """What the latest month that counts says; None without limits or without a verdict."""
        return latest_signal(self.chart) if self.judged else None


def judged_chart(
    store: Store,
    *,
    offence: str,
    area: str,
    as_at: Month,
    basis: Basis = "auto",
    start: Month | None = None,
    rebase_at: Month | None = None,
    rebase: bool = True,
) -> JudgedChart | None:
    """Return the chart on which a monthly series is judged.

    Args:
        store: The loaded data.
        offence: Slug of a monthly series that the area has.
        area: Code of the area.
        as_at: The last month taken into account.
        basis: `auto` takes the season out of strongly seasonal offences; `raw` never, `adjusted`
            always where there are months enough.
        start: First month charted; by default 36 months to as-at.
        rebase_at: A month at which limits start afresh besides the breaks.
        rebase: Whether limits start afresh at breaks.

    Returns:
        None where the series has no month by then.
    """
    subject, place = store.offences.get(offence), store.areas.get(area)
    cube = store.cube(subject)
    last = min(as_at, cube.last)
    if last < cube.first:
        return None
    stop = last.ordinal - cube.first.ordinal + 1
    first = max(cube.first, start) if start else max(cube.first, last + (1 - WINDOW))
    begin = first.ordinal - cube.first.ordinal
    season_begin = max(0, min(begin, stop - SEASON_MONTHS))
    counts = cube.counts(area, offence)[season_begin:stop]
    provisional = np.zeros(counts.size, dtype=bool)
    provisional[-1] = cube.newest_provisional and last == cube.last
    seasonal = _is_seasonal(store, offence, last)
    wanted = basis == "adjusted" or (basis == "auto" and seasonal)
    adjustment = seasonal_adjustment(counts, provisional=provisional) if wanted else None
    drawn = counts if adjustment is None else adjustment.adjusted
    breaks = tuple(b for b in breaks_for(subject, place) if first < b.month <= last)
    starts = set(rebase_months(breaks)) if rebase else set()
    if rebase_at is not None and first < rebase_at <= last:
        starts.add(rebase_at)
    offset = begin - season_begin
    return JudgedChart(
        offence=subject,
        area=place,
        months=months_between(first, last),
        raw=counts[offset:],
        chart=chart_of(
            drawn[offset:],
            starts=sorted(month.ordinal - first.ordinal for month in starts),
            provisional=provisional[offset:],
            polarity=subject.polarity,
        ),
        adjustment=adjustment,
        judged=adjustment is not None or not seasonal,
        breaks=breaks,
    )


def is_seasonal(store: Store, *, offence: str, as_at: Month) -> bool:
    """Return whether an offence is strongly seasonal in London by a month.

    Decided on up to ten years to that month; before 36 months are there, on the first ten years
    loaded, since the season of an offence is known even where it cannot be taken out yet.
    """
    cube = store.cube(store.offences.get(offence))
    return _is_seasonal(store, offence, min(as_at, cube.last))


@remembered(4096)
def _is_seasonal(store: Store, offence: str, last: Month) -> bool:
    cube = store.cube(store.offences.get(offence))
    stop = last.ordinal - cube.first.ordinal + 1
    counts = cube.counts(LONDON, offence)[max(0, stop - SEASON_MONTHS) : stop]
    if cube.newest_provisional and last == cube.last:
        counts = counts[:-1]
    if counts.size < MINIMUM_MONTHS:
        counts = cube.counts(LONDON, offence)[:SEASON_MONTHS]
    if classical_strength(counts) < WORTH_A_LOOK:
        return False
    adjustment = seasonal_adjustment(counts)
    return adjustment is not None and adjustment.strength >= STRONG


def classical_strength(counts: FloatArray) -> float:
    """Return a quick look at how seasonal a series is: 0 to 1, NaN-free input of 36 or more.

    Classical decomposition with a centred moving average of twelve months, on logarithms where
    all are positive; strength as max(0, 1 − Var(remainder) / Var(detrended)). A series with a
    missing month counts as worth a look.

    Source: Hyndman RJ, Athanasopoulos G (2021), *Forecasting: Principles and Practice*, 3rd edn,
    §3.4 and §4.3.
    """
    if np.isnan(counts).any():
        return 1.0
    values = np.log(counts) if (counts > 0).all() else counts
    weights = np.r_[0.5, np.ones(YEAR - 1), 0.5] / YEAR
    half = YEAR // 2
    detrended = values[half:-half] - np.convolve(values, weights, "valid")
    month = np.arange(detrended.size) % YEAR
    means = np.bincount(month, weights=detrended, minlength=YEAR) / np.maximum(
        np.bincount(month, minlength=YEAR), 1
    )
    spread = float(detrended.var())
    if spread == 0.0:
        return 0.0
    return max(0.0, 1.0 - float((detrended - means[month]).var()) / spread)


def rows_of(judged: JudgedChart) -> pd.DataFrame:
    """Return a judged chart as rows, one a month, as `data.queries.spc` gives them.

    Columns `month, value, raw, mean, lower_limit, upper_limit, near_lower_limit,
    near_upper_limit, special_cause, rule, direction, symbol, provisional`; `value` is what is
    charted, `raw` what was recorded. Rules stand only where the chart may give a verdict.
    """
    import pandas as pd  # noqa: PLC0415

    chart = judged.chart
    missing = np.isnan(chart.values)
    none = [None] * chart.values.size
    return pd.DataFrame(
        {
            "month": [str(month) for month in judged.months],
            "value": chart.values,
            "raw": judged.raw,
            "mean": chart.mean,
            "lower_limit": chart.lower_limit,
            "upper_limit": chart.upper_limit,
            "near_lower_limit": chart.near_lower_limit,
            "near_upper_limit": chart.near_upper_limit,
            "special_cause": chart.special_cause & judged.judged,
            "rule": pd.Series(list(chart.rule) if judged.judged else none, dtype=object),
            "direction": pd.Series(list(chart.direction) if judged.judged else none, dtype=object),
            "symbol": pd.Series(["x" if gap else None for gap in missing], dtype=object),
            "provisional": ~chart.used & ~missing,
        }
    )

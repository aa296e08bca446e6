"""The trend over the same quarter of the last five years: a quarter's place in the long run."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from data.queries.standing import standing
from data.remembering import remembered
from data.statistics.trend import Trend, same_quarter_trend

if TYPE_CHECKING:
    from data.periods import Month, Quarter
    from data.store import Store

YEARS: Final = 5


@dataclass(frozen=True, slots=True)
class QuarterTrend:
    """A trend and the quarters it rests on.

    Attributes:
        quarter: The latest of them.
        trend: The constant change a year fitted to them.
    """

    quarter: Quarter
    trend: Trend

    @property
    def is_clear(self) -> bool:
        """Whether the 95 % interval leaves out no change."""
        return self.trend.low > 0 or self.trend.high < 0


@remembered(4096)
def quarter_trend(store: Store, *, offence: str, area: str, as_at: Month) -> QuarterTrend | None:
    """Return the trend over the latest complete quarter and the same quarter of four years before.

    Args:
        store: The loaded data.
        offence: Slug of the series.
        area: Code of the area; the series must exist for it.
        as_at: The last month taken into account.

    Returns:
        None where the five quarters are not all there on one side of every break, or where the
        latest holds a provisional month.
    """
    found = standing(store, offence=offence, area=area, as_at=as_at)
    if found is None or found.years < YEARS - 1:
        return None
    cube = store.cube(store.offences.get(offence))
    if cube.newest_provisional and found.quarter.last >= cube.last:
        return None
    trend = same_quarter_trend([*found.before[: YEARS - 1][::-1], found.value])
    return None if trend is None else QuarterTrend(found.quarter, trend)

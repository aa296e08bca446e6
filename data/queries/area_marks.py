"""Two marks for a row of the area page.

Does the series vary by more than chance would give, and does the rate differ from London's?
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, cast

import numpy as np
import numpy.typing as npt

from data.queries.finding_words import signal_sentence
from data.queries.judged import judged_chart
from data.remembering import remembered
from data.statistics.rates import rate_interval

if TYPE_CHECKING:
    from data.periods import Month
    from data.store import Store

VariationKind = Literal["concern", "neither", "improvement", "common-cause", "not-judged"]
Against = Literal["above", "alike", "below", "not-compared"]

ATTENTION: Final[tuple[VariationKind, ...]] = (
    "concern",
    "neither",
    "improvement",
    "common-cause",
    "not-judged",
)
"""Kinds of variation, what needs attention first."""

FEWEST: Final = 10
"""A month's mean below which a chart is not judged: rare events need another chart than XmR."""

MONTHS_A_YEAR: Final = 12


@dataclass(frozen=True, slots=True)
class Variation:
    """What a process-behaviour chart says of a series' latest month that counts.

    Attributes:
        kind: Special cause for the worse, for neither, for the better; common cause; or no
            verdict.
        why: The same as a sentence.
    """

    kind: VariationKind
    why: str


@remembered(8192)
def variation(store: Store, *, offence: str, area: str, as_at: Month) -> Variation:
    """Return the variation mark of a series: 36 months, seasonally adjusted where it must be.

    Args:
        store: The loaded data.
        offence: Slug of a monthly series that the area has.
        area: Code of the area.
        as_at: The last month taken into account.
    """
    judged = judged_chart(store, offence=offence, area=area, as_at=as_at)
    if judged is None:
        return Variation("not-judged", "The series has not begun by this month.")
    if not judged.judged:
        return Variation("not-judged", "Its season cannot be taken out yet: too few months.")
    signal = judged.signal
    if signal is None:
        return Variation("not-judged", "Fewer than 12 months since the last break: no limits yet.")
    if judged.chart.mean[signal.index] < FEWEST:
        return Variation("not-judged", "Fewer than 10 a month on average: too rare for the chart.")
    if signal.rule is None or signal.direction is None:
        return Variation(
            "common-cause", "No more change from month to month than chance would give."
        )
    return Variation(signal.direction, signal_sentence(judged, signal))


def against_london(
    count: npt.ArrayLike, population: npt.ArrayLike, london_rate: npt.ArrayLike
) -> list[Against]:
    """Return whether rates differ from London's: is London's outside a rate's 95 % interval?

    Args:
        count: Offences in twelve months, one a row; NaN where missing.
        population: Residents, one a row.
        london_rate: London's offences per 1,000 residents in the same months, one a row.

    Source: the interval of `data.statistics.rates`; comparing it with a standard is the method of
    Public Health England's Fingertips.
    """
    london = np.asarray(london_rate, dtype=np.float64)
    interval = rate_interval(count, population, MONTHS_A_YEAR)
    compared = ~(np.isnan(interval.low) | np.isnan(london))
    marks = np.select(
        [~compared, interval.low > london, interval.high < london],
        ["not-compared", "above", "below"],
        "alike",
    )
    return cast("list[Against]", marks.tolist())

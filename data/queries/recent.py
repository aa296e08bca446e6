"""The last months of many series at once, for sparklines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from data.periods import Month
    from data.store import Store

MONTHS = 36


@dataclass(frozen=True, slots=True)
class Recent:
    """The last months of one series.

    Attributes:
        first: First month.
        last: Last month.
        counts: One count a month; NaN where missing.
        provisional: Whether the last month is provisional.
    """

    first: Month
    last: Month
    counts: npt.NDArray[np.float64]
    provisional: bool


def recent(
    store: Store,
    *,
    areas: Sequence[str],
    offences: Sequence[str],
    as_at: Month,
    months: int = MONTHS,
) -> dict[tuple[str, str], Recent]:
    """Return the last months of each area and monthly offence, as far as they are counted.

    Args:
        store: The data.
        areas: Codes of areas that have every one of the series.
        offences: Slugs of monthly series.
        as_at: The last month taken into account.
        months: Months at most.

    Returns:
        By area and offence; a series that starts after `as_at` is left out.
    """
    found: dict[tuple[str, str], Recent] = {}
    for slug in offences:
        cube = store.cube(store.offences.get(slug))
        last = min(as_at, cube.last)
        stop = last.ordinal - cube.first.ordinal + 1
        if stop <= 0:
            continue
        start = max(0, stop - months)
        first = cube.first + start
        provisional = bool(cube.provisional[stop - 1])
        for code in areas:
            counts = cube.counts(code, slug)[start:stop]
            found[code, slug] = Recent(first, last, counts, provisional)
    return found

"""The numbers of a profile: sums over periods and ranks, of every area and offence at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from data.areas import Area
    from data.counts import Counts
    from data.offences import Offence
    from data.periods import Month, Quarter
    from data.store import Store

FloatArray = npt.NDArray[np.float64]
BoolArray = npt.NDArray[np.bool_]

MONTHS_A_YEAR = 12


class Counted(NamedTuple):
    """Of every area (rows) and each offence (columns): what is counted, in three periods.

    And whether it holds a provisional month or one that may not be shown.
    """

    quarter: FloatArray
    before: FloatArray
    year: FloatArray
    provisional: BoolArray
    provisional_year: BoolArray
    hidden: BoolArray
    hidden_before: BoolArray
    hidden_year: BoolArray


class Ranked(NamedTuple):
    """Of every area and each offence: the rank of its rate, among how many, and whether shared."""

    rank: FloatArray
    among: FloatArray
    shared: BoolArray


def counted(store: Store, *, offences: Sequence[Offence], quarter: Quarter, last: Month) -> Counted:
    """Count every area, one column an offence, in whichever blocks hold them.

    Args:
        store: The data.
        offences: Monthly series that every area has.
        quarter: The quarter, compared with the same a year before.
        last: Last of the 12 months.
    """
    before, first = quarter.year_before(), last + (1 - MONTHS_A_YEAR)
    counts, earlier, years = [], [], []
    hidden: list[list[BoolArray]] = [[], [], []]
    provisional, provisional_year = [], []
    for offence in offences:
        cube = store.cube(offence)
        codes = [area.code for area in store.areas.all()]
        block = cube.beside(codes, offence.slug)
        counts.append(_sums(cube, block, quarter.first, quarter.last))
        earlier.append(_sums(cube, block, before.first, before.last))
        years.append(_sums(cube, block, first, last))
        kept_back = cube.hidden_beside(codes, offence.slug)
        spans = ((quarter.first, quarter.last), (before.first, before.last), (first, last))
        for part, (start, end) in zip(hidden, spans, strict=True):
            part.append(_any(cube, kept_back, start, end))
        newest = cube.last if cube.newest_provisional else cube.last + 1
        provisional.append(quarter.last >= newest)
        provisional_year.append(last >= newest)
    return Counted(
        np.column_stack(counts),
        np.column_stack(earlier),
        np.column_stack(years),
        np.array(provisional),
        np.array(provisional_year),
        *(np.column_stack(part) for part in hidden),
    )


def _sums(cube: Counts, block: FloatArray, first: Month, last: Month) -> FloatArray:
    """Return each row's count from one month to another; missing where any month is."""
    start, stop = first.ordinal - cube.first.ordinal, last.ordinal - cube.first.ordinal + 1
    if start < 0 or stop > block.shape[1]:
        return np.full(len(block), np.nan)
    return np.asarray(block[:, start:stop].sum(axis=1), dtype=np.float64)


def _any(cube: Counts, block: BoolArray, first: Month, last: Month) -> BoolArray:
    """Return whether one of each row's months may not be shown."""
    start, stop = first.ordinal - cube.first.ordinal, last.ordinal - cube.first.ordinal + 1
    within = block[:, max(start, 0) : max(stop, 0)]
    return np.asarray(within.any(axis=1), dtype=np.bool_)


def ranked(areas: Sequence[Area], rate: FloatArray) -> Ranked:
    """Rank rates among areas of the same kind; London has no rank.

    Args:
        areas: The areas.
        rate: Their rates, (areas, offences); NaN is missing, and is not ranked; an offence that
            none of them has is not ranked either.
    """
    rank, among = np.full(rate.shape, np.nan), np.full(rate.shape, np.nan)
    shared = np.zeros(rate.shape, dtype=np.bool_)
    for kind in ("bcu", "borough"):
        rows = [row for row, area in enumerate(areas) if area.kind == kind]
        own = rate[rows]
        # Where nobody has any, there is nothing to rank.
        known = ~np.isnan(own) & (np.nanmax(own, axis=0, initial=0.0) > 0)
        # Every area against every other of its kind, offence by offence.
        rank[rows] = np.where(known, 1.0 + (own[None] > own[:, None]).sum(axis=1), np.nan)
        among[rows] = np.where(known, known.sum(axis=0), np.nan)
        shared[rows] = (own[None] == own[:, None]).sum(axis=1) > 1
    return Ranked(rank, among, shared)

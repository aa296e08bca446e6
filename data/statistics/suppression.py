"""Disclosure control: small counts, and whatever would give them away, hidden once at load.

The table is area × offence × month, with totals over areas (borough, BCU, London), offences
(offence, group, all) and time. Hidden are

- **primary**: a count from 1 to N − 1 in any month hides that area and offence for the whole of
  the coarsest period a reader can ask for (a financial year: the block); nought is not hidden;
- **complementary**: other counts of the same block, so that no sum or difference of what is left
  says what a hidden count is.

What is left is the only table that queries and downloads see. A total over areas or offences is
an entry of its own, taken before hiding; a total over months is the sum of its months, and hidden
when one of them is. Months within a block are hidden together, so a reader who combines periods
learns nothing that the months do not say.

Why it holds. Each small count is put in a *rectangle*: siblings R among areas (two or more
children of one node) by siblings C among offences, with everything below both hidden as well.
Counts inside may be moved along the rectangle in any way that keeps the sums of its rows and of
its columns without changing anything left visible, for a visible entry takes in whole rows, whole
columns or nothing of it. So a reader who knows every visible number cannot rule out any such
move, and in a table with known margins an entry can be as large as the smaller of its row sum and
column sum (the Fréchet bound, reached by whole numbers). R and C are widened until, in each month
with a small count, both sums are at least N: the reader then cannot even say that the count is
below N. Widening ends at the latest with all siblings, since the parent's count is then the sum;
where the parent's own count is below N, the rectangle is put one level higher instead.

Sources: Hundepool A et al. (2012), *Statistical Disclosure Control*, Wiley, chapter 4 (primary
and secondary suppression; the hypercube method, of which rectangles are the plane form); Dobra A,
Fienberg SE (2000), PNAS 97, 11885–11892 (bounds from margins).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from data.statistics.hierarchy import Hierarchy
from data.statistics.rates import FloatArray

Mask = npt.NDArray[np.bool_]
Indices = npt.NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class SuppressedTable:
    """What a reader may see.

    Which hidden counts are small and which only protect them is not kept: it would tell.

    Attributes:
        values: shape ``(area nodes, offence nodes, months)``; NaN where hidden or missing.
        suppressed: same shape: hidden (symbol ``c``), as against missing (``x``).
    """

    values: FloatArray
    suppressed: Mask


def suppress(
    counts: npt.ArrayLike,
    areas: Hierarchy,
    offences: Hierarchy,
    blocks: Sequence[Hashable],
    *,
    below: int = 5,
) -> SuppressedTable:
    """Total a table over its hierarchies and hide small counts and what would reveal them.

    Args:
        counts: whole numbers, shape ``(area leaves, offence leaves, months)``, in the order of
            ``areas.leaves`` and ``offences.leaves``. NaN is missing: known to be, so it may only
            be missing for a whole area or a whole offence in a month.
        areas: who is counted.
        offences: what is counted. Measures that contain one another (knife crime, knife crime
            with injury) are given as a tree, with the remainder as a leaf of its own.
        blocks: for each month the coarsest period it belongs to, such as its financial year.
        below: counts from 1 to ``below − 1`` are small.

    Returns:
        Values and marks for every area node, offence node and month.

    Raises:
        ValueError: if shapes do not fit, a count is negative, not whole or missing for part of an
            area and part of an offence, or ``below`` is less than 1.
    """
    table = np.asarray(counts, dtype=np.float64)
    shape = (len(areas.leaves), len(offences.leaves), len(blocks))
    _check(table, shape, below)
    present = ~np.isnan(table)
    totals = _totals(np.where(present, table, 0.0), areas, offences)
    known = _totals(present.astype(np.float64), areas, offences) > 0
    suppressed = np.zeros(totals.shape, dtype=bool)
    months: dict[Hashable, list[int]] = defaultdict(list)
    for index, block in enumerate(blocks):
        months[block].append(index)
    for together in months.values():
        hidden = _Block(totals[:, :, together], areas, offences, below).hidden()
        suppressed[:, :, together] = hidden[:, :, np.newaxis]
    suppressed &= known
    return SuppressedTable(np.where(known & ~suppressed, totals, np.nan), suppressed)


class _Block:
    """One block of months: which entries of the area × offence table to hide throughout it."""

    def __init__(
        self, totals: FloatArray, areas: Hierarchy, offences: Hierarchy, below: int
    ) -> None:
        self._totals = totals
        self._volume = totals.sum(axis=2)
        self._areas = areas
        self._offences = offences
        self._below = below
        self._hidden = np.zeros(totals.shape[:2], dtype=bool)
        self._rectangles: dict[tuple[int, int], list[tuple[Indices, Indices]]] = defaultdict(list)

    def hidden(self) -> Mask:
        """Return what to hide, shape ``(area nodes, offence nodes)``."""
        small = (self._totals > 0) & (self._totals < self._below)
        area, offence, month = np.nonzero(small)
        by_area, by_offence = self._raised(area, offence, month)
        # From the top of both trees down, so that lower rectangles can use what is hidden.
        order = np.lexsort((by_offence, by_area))
        pairs = np.stack([by_area[order], by_offence[order]])
        starts = np.flatnonzero(np.diff(pairs, axis=1, prepend=-1).any(axis=0))
        for members in np.split(order, starts[1:]) if order.size else []:
            at = int(by_area[members[0]]), int(by_offence[members[0]])
            self._protect(at, area[members], offence[members], month[members])
        return self._hidden

    def _raised(self, area: Indices, offence: Indices, month: Indices) -> tuple[Indices, Indices]:
        """Return for each small count the level whose parent is not small in that month."""
        by_area, by_offence = area.copy(), offence.copy()
        while True:
            up = self._areas.parent[by_area]
            rise = (up >= 0) & (self._totals[up, offence, month] < self._below)
            if not rise.any():
                break
            by_area = np.where(rise, up, by_area)
        while True:
            up = self._offences.parent[by_offence]
            rise = (up >= 0) & (self._totals[area, up, month] < self._below)
            if not rise.any():
                break
            by_offence = np.where(rise, up, by_offence)
        return by_area, by_offence

    def _protect(
        self, at: tuple[int, int], area: Indices, offence: Indices, month: Indices
    ) -> None:
        """Hide a rectangle around ``at`` in which the small counts given could be N or more."""
        family = int(self._areas.parent[at[0]]), int(self._offences.parent[at[1]])
        for rows, columns in self._rectangles[family]:
            if at[0] in rows and at[1] in columns:
                across = self._totals[area[:, np.newaxis], columns, month[:, np.newaxis]]
                down = self._totals[rows, offence[:, np.newaxis], month[:, np.newaxis]]
                enough_across = family[1] < 0 or (across.sum(axis=1) >= self._below).all()
                enough_down = family[0] < 0 or (down.sum(axis=1) >= self._below).all()
                if enough_across and enough_down:
                    return
        rows = self._areas.siblings(at[0])
        if family[0] >= 0:
            gain = self._totals[rows, offence[:, np.newaxis], month[:, np.newaxis]]
            cost = np.where(self._hidden[rows, at[1]], 0.0, self._volume[rows, at[1]])
            rows = rows[_widened(gain, cost, int(np.flatnonzero(rows == at[0])[0]), self._below)]
        columns = self._offences.siblings(at[1])
        if family[1] >= 0:
            gain = self._totals[area[:, np.newaxis], columns, month[:, np.newaxis]]
            cells = np.ix_(rows, columns)
            cost = np.where(self._hidden[cells], 0.0, self._volume[cells]).sum(axis=0)
            start = int(np.flatnonzero(columns == at[1])[0])
            columns = columns[_widened(gain, cost, start, self._below)]
        self._rectangles[family].append((rows, columns))
        down_to = np.flatnonzero(self._areas.within[rows].any(axis=0))
        across_to = np.flatnonzero(self._offences.within[columns].any(axis=0))
        self._hidden[np.ix_(down_to, across_to)] = True


def _widened(gain: FloatArray, cost: FloatArray, start: int, below: int) -> Indices:
    """Choose siblings whose sum reaches ``below`` for every demand, hiding as little as possible.

    Args:
        gain: what each sibling brings to each demand, shape ``(demands, siblings)``.
        cost: how much would newly be hidden with each sibling, shape ``(siblings,)``.
        start: the sibling that must be among them.
        below: what each demand must reach.

    Returns:
        The chosen siblings, in order. Greedy by progress for what it costs, then any that turn
        out to be unnecessary are dropped, the costliest first.
    """
    chosen = [start]
    while True:
        short = below - gain[:, chosen].sum(axis=1)
        if short.max() <= 0:
            break
        progress = np.minimum(gain, np.maximum(short, 0.0)[:, np.newaxis]).sum(axis=0)
        worth = progress / (1.0 + cost)
        worth[chosen] = -1.0
        chosen.append(int(worth.argmax()))
    for sibling in sorted(chosen[1:], key=lambda one: -cost[one]):
        rest = [one for one in chosen if one != sibling]
        if (gain[:, rest].sum(axis=1) >= below).all():
            chosen = rest
    return np.array(sorted(chosen), dtype=np.intp)


def _totals(table: FloatArray, areas: Hierarchy, offences: Hierarchy) -> FloatArray:
    """Return sums for every area node and offence node, month by month."""
    over_areas = np.tensordot(areas.covers.astype(np.float64), table, axes=(1, 0))
    over_both = np.tensordot(offences.covers.astype(np.float64), over_areas, axes=(1, 1))
    return np.ascontiguousarray(over_both.transpose(1, 0, 2))


def _check(table: FloatArray, shape: tuple[int, int, int], below: int) -> None:
    if table.shape != shape:
        msg = f"counts have shape {table.shape}, the hierarchies and blocks need {shape}"
        raise ValueError(msg)
    if below < 1:
        msg = f"below must be 1 or more, not {below!r}"
        raise ValueError(msg)
    missing = np.isnan(table)
    with np.errstate(invalid="ignore"):
        wrong = ~missing & ((table < 0) | (table != np.floor(table)))
    if wrong.any():
        place = tuple(int(index) for index in np.argwhere(wrong)[0])
        msg = f"a count is a whole number, nought or more, not {float(table[place])!r} at {place}"
        raise ValueError(msg)
    of_area = np.asarray(missing.all(axis=1))[:, np.newaxis, :]
    of_offence = np.asarray(missing.all(axis=0))[np.newaxis, :, :]
    alone = missing & ~of_area & ~of_offence
    if alone.any():
        place = tuple(int(index) for index in np.argwhere(alone)[0])
        msg = (
            "counts may be missing for a whole area or a whole offence in a month, "
            f"not for one alone at {place}"
        )
        raise ValueError(msg)

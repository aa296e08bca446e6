"""Counts in memory, as a read-only block of numbers: area × offence × period.

Sums over boroughs and over offences are made once, when the data are loaded, so that a question
is answered by looking up one row of the block.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from data.counts import BoolBlock, Counts, FloatBlock

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence


@dataclass(frozen=True, eq=False, kw_only=True)
class Cube(Counts):
    """The counts of one dataset.

    Attributes:
        values: Counts, (areas, offences, periods); NaN is missing. Read-only.
        incomplete: Where a sum leaves out a member that is missing. Read-only.
        suppressed: Where a value is missing since it may not be shown. Read-only.
    """

    values: FloatBlock = field(repr=False)
    incomplete: BoolBlock = field(repr=False)
    suppressed: BoolBlock = field(repr=False)

    def __post_init__(self) -> None:
        """Forbid writing into any of the numbers."""
        super().__post_init__()
        for array in (self.values, self.incomplete, self.suppressed):
            array.flags.writeable = False

    def of_offence(self, offence: str) -> FloatBlock:
        """Return the counts of every area, (areas, periods): NaN is missing; read-only."""
        return self.values[:, self.offences[offence]]

    def hidden_of(self, offence: str) -> BoolBlock:
        """Return where a count may not be shown, (areas, periods); read-only."""
        return self.suppressed[:, self.offences[offence]]

    def incomplete_of(self, offence: str) -> BoolBlock:
        """Return where a sum leaves out a member that is missing, (areas, periods); read-only."""
        return self.incomplete[:, self.offences[offence]]


def added_up(
    source: FloatBlock,
    areas: Sequence[Collection[int]],
    offences: Sequence[Collection[int]],
) -> tuple[FloatBlock, BoolBlock]:
    """Return every area × offence × period from the source's own cells.

    A missing member is left out of a sum, not taken for zero; a sum of which every member is
    missing is itself missing.

    Args:
        source: (sources, offences of the table, periods), NaN for missing.
        areas: For each area, the positions of its sources.
        offences: For each offence or group, the positions of its members.

    Returns:
        The sums, and where they leave out a missing member, both (areas, offences, periods).
    """
    by_area = _membership(areas, source.shape[0])
    by_offence = _membership(offences, source.shape[1])
    present = ~np.isnan(source)
    # Two matrix products, first over the sources, then over the offences. Counts are whole
    # numbers far below 2**53, so that their sums are exact in floating point.
    sums = _both(by_area, by_offence, np.where(present, source, 0.0))
    found = _both(by_area, by_offence, present.astype(np.float64))
    members = by_area.sum(axis=1)[:, None, None] * by_offence.sum(axis=1)[None, :, None]
    return np.where(found > 0, sums, np.nan), (found > 0) & (found < members)


def _membership(groups: Sequence[Collection[int]], size: int) -> FloatBlock:
    matrix = np.zeros((len(groups), size))
    for row, members in enumerate(groups):
        matrix[row, list(members)] = 1.0
    return matrix


def _both(by_area: FloatBlock, by_offence: FloatBlock, block: FloatBlock) -> FloatBlock:
    over_sources = np.tensordot(by_area, block, axes=(1, 0))
    return np.asarray(np.matmul(by_offence, over_sources), dtype=np.float64)

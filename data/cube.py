"""Counts as a read-only block of numbers: area × offence × period.

Sums over boroughs and over offences are made once, when the data are loaded, so that a question
is answered by looking up one row of the block.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from data.periods import Month, Quarter

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

FloatBlock = npt.NDArray[np.float64]
BoolBlock = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Cube:
    """The counts of one dataset.

    Attributes:
        dataset: Id of the dataset.
        periods: Months or quarters, in order, without a gap.
        areas: Area code and its position.
        offences: Offence slug and its position.
        values: Counts, (areas, offences, periods); NaN is missing. Read-only.
        incomplete: Where a sum leaves out a member that is missing. Read-only.
        suppressed: Where a value is missing since it may not be shown. Read-only.
        newest_provisional: Whether the last period is provisional.
        labels: Each period as written in URLs.
        years: Calendar year of each period's first month.
        provisional: Whether each period is provisional.
    """

    dataset: str
    periods: tuple[Month, ...] | tuple[Quarter, ...]
    areas: Mapping[str, int]
    offences: Mapping[str, int]
    values: FloatBlock = field(repr=False)
    incomplete: BoolBlock = field(repr=False)
    suppressed: BoolBlock = field(repr=False)
    newest_provisional: bool = False
    labels: npt.NDArray[np.object_] = field(init=False, repr=False)
    years: npt.NDArray[np.int64] = field(init=False, repr=False)
    provisional: BoolBlock = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Work out what belongs to each period, and forbid writing into any of the numbers."""
        provisional = np.zeros(len(self.periods), dtype=np.bool_)
        provisional[-1] = self.newest_provisional
        derived = {
            "labels": np.array([str(period) for period in self.periods], dtype=object),
            "years": np.array([period.first.year for period in self.periods], dtype=np.int64),
            "provisional": provisional,
        }
        for name, array in derived.items():
            object.__setattr__(self, name, array)
        for array in (self.values, self.incomplete, self.suppressed, *derived.values()):
            array.flags.writeable = False

    @property
    def quarterly(self) -> bool:
        """Whether periods are quarters."""
        return isinstance(self.periods[0], Quarter)

    @property
    def first(self) -> Month:
        """First month counted."""
        return self.periods[0].first

    @property
    def last(self) -> Month:
        """Last month counted."""
        return self.periods[-1].last

    @property
    def months_a_period(self) -> int:
        """Months in a period: 1 or 3."""
        return len(self.periods[0].months)

    def counts(self, area: str, offence: str) -> FloatBlock:
        """Return the counts of one series, one a period; read-only."""
        row: FloatBlock = self.values[self.areas[area], self.offences[offence]]
        return row

    def hidden(self, area: str, offence: str) -> BoolBlock:
        """Return where the counts of one series may not be shown, one a period; read-only."""
        row: BoolBlock = self.suppressed[self.areas[area], self.offences[offence]]
        return row


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

"""Counts by area, offence and period: what a query asks, wherever the numbers lie.

`data.cube.Cube` holds them in memory; `data.engine.block.EngineCounts` asks an engine for them,
offence by offence.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from data.periods import Month, Quarter

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

FloatBlock = npt.NDArray[np.float64]
BoolBlock = npt.NDArray[np.bool_]


@dataclass(frozen=True, eq=False, kw_only=True)
class Counts(ABC):
    """The counts of one dataset.

    Attributes:
        dataset: Id of the dataset.
        periods: Months or quarters, in order, without a gap.
        areas: Area code and its position.
        offences: Offence slug and its position.
        newest_provisional: Whether the last period is provisional.
        labels: Each period as written in URLs.
        years: Calendar year of each period's first month.
        provisional: Whether each period is provisional.
    """

    dataset: str
    periods: tuple[Month, ...] | tuple[Quarter, ...] = field(repr=False)
    areas: Mapping[str, int] = field(repr=False)
    offences: Mapping[str, int] = field(repr=False)
    newest_provisional: bool = False
    labels: npt.NDArray[np.object_] = field(init=False, repr=False)
    years: npt.NDArray[np.int64] = field(init=False, repr=False)
    provisional: BoolBlock = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Work out what belongs to each period; nobody may write into it."""
        provisional = np.zeros(len(self.periods), dtype=np.bool_)
        provisional[-1] = self.newest_provisional
        derived = {
            "labels": np.array([str(period) for period in self.periods], dtype=object),
            "years": np.array([period.first.year for period in self.periods], dtype=np.int64),
            "provisional": provisional,
        }
        for name, array in derived.items():
            array.flags.writeable = False
            object.__setattr__(self, name, array)

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
        row: FloatBlock = self.of_offence(offence)[self.areas[area]]
        return row

    def hidden(self, area: str, offence: str) -> BoolBlock:
        """Return where the counts of one series may not be shown, one a period; read-only."""
        row: BoolBlock = self.hidden_of(offence)[self.areas[area]]
        return row

    def beside(self, areas: Sequence[str], offence: str) -> FloatBlock:
        """Return the counts of several areas: (areas, periods)."""
        return np.asarray(self.of_offence(offence)[[self.areas[code] for code in areas]])

    def hidden_beside(self, areas: Sequence[str], offence: str) -> BoolBlock:
        """Return where the counts of several areas may not be shown: (areas, periods)."""
        return np.asarray(self.hidden_of(offence)[[self.areas[code] for code in areas]])

    @abstractmethod
    def of_offence(self, offence: str) -> FloatBlock:
        """Return the counts of every area, (areas, periods): NaN is missing; read-only."""

    @abstractmethod
    def hidden_of(self, offence: str) -> BoolBlock:
        """Return where a count may not be shown, (areas, periods); read-only."""

    @abstractmethod
    def incomplete_of(self, offence: str) -> BoolBlock:
        """Return where a sum leaves out a member that is missing, (areas, periods); read-only."""

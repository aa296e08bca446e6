"""What questions about counts are answered with.

Missing is not zero: a sum of which no member is counted is NaN, and every sum says how many of
its members it found and should have.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import pandas as pd

from data.periods import Month

FloatBlock = npt.NDArray[np.float64]
IntBlock = npt.NDArray[np.int64]
BoolBlock = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Counted:
    """Counts of areas by offence and period.

    Attributes:
        areas: Names of the groups of areas, in the order asked.
        offences: Names of the groups of offences, in the order asked.
        periods: Months, in order; for a table of quarters only every third has counts.
        values: Sums, (areas, offences, periods): whole numbers; NaN where no member is counted or
            one may not be shown.
        found: How many members (area × offence) each sum has, same shape.
        expected: How many it should have, (areas, offences).
        hidden: Where a member may not be shown, same shape as `values`.
    """

    areas: tuple[str, ...]
    offences: tuple[str, ...]
    periods: tuple[Month, ...]
    values: FloatBlock = field(repr=False)
    found: IntBlock = field(repr=False)
    expected: IntBlock = field(repr=False)
    hidden: BoolBlock = field(repr=False)

    @property
    def incomplete(self) -> BoolBlock:
        """Where a sum leaves out a member that is missing."""
        partly = (self.found > 0) & (self.found < self.expected[:, :, None])
        return np.asarray(partly & ~self.hidden, dtype=np.bool_)

    def frame(self) -> pd.DataFrame:
        """Return one row an area, offence and period, with `count`, `found` and `expected`."""
        index = pd.MultiIndex.from_product(
            [self.areas, self.offences, [str(each) for each in self.periods]],
            names=["area", "offence", "period"],
        )
        expected = np.repeat(self.expected.ravel(), len(self.periods))
        columns = {
            "count": self.values.ravel(),
            "found": self.found.ravel(),
            "expected": expected,
            "hidden": self.hidden.ravel(),
        }
        return pd.DataFrame(columns, index=index).reset_index()


@dataclass(frozen=True, slots=True, eq=False)
class Beside:
    """Every area's count over some spans of months.

    Attributes:
        areas: Codes, in order.
        values: Sums, (areas, spans): whole numbers; NaN where nothing is counted or a cell may
            not be shown.
        found: How many cells (offence × period) each sum has, same shape.
        expected: How many it should have, by span.
        hidden: Where a cell may not be shown, same shape as `values`.
    """

    areas: tuple[str, ...]
    values: FloatBlock = field(repr=False)
    found: IntBlock = field(repr=False)
    expected: IntBlock = field(repr=False)
    hidden: BoolBlock = field(repr=False)

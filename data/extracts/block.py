"""Counts as a block of numbers by area, offence and month, and the table that it is kept as."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from data.periods import Month, months_between

if TYPE_CHECKING:
    import pandas as pd

FloatBlock = npt.NDArray[np.float64]
Member = tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Block:
    """Counts of rows by month.

    Attributes:
        columns: Names of what identifies a row: `area_code, group, offence`, or `group`.
        rows: What identifies each row, in the order of the table.
        months: Months, in order, without a gap.
        values: Counts, (rows, months); NaN is missing.
    """

    columns: tuple[str, ...]
    rows: tuple[Member, ...]
    months: tuple[Month, ...]
    values: FloatBlock

    @classmethod
    def of_table(cls, table: pd.DataFrame, columns: Sequence[str]) -> Block:
        """Return the block of a table with one column a month."""
        names = [name for name in table.columns if name not in columns]
        keys = zip(*(table[name].astype(str) for name in columns), strict=True)
        months = tuple(Month.parse(str(name)) for name in names)
        values = table[names].to_numpy(dtype=np.float64)
        return cls(tuple(columns), tuple(keys), months, values)

    def only(self, months: Sequence[Month]) -> Block:
        """Return the block with some of its months."""
        keep = [position for position, month in enumerate(self.months) if month in set(months)]
        found = tuple(self.months[position] for position in keep)
        return replace(self, months=found, values=self.values[:, keep])

    def aligned(self, rows: Sequence[Member], months: Sequence[Month]) -> FloatBlock:
        """Return the counts of these rows and months; NaN where there is none."""
        values = np.full((len(rows), len(months)), np.nan)
        row_of = {row: position for position, row in enumerate(self.rows)}
        month_of = {month: position for position, month in enumerate(self.months)}
        into_rows = [position for position, row in enumerate(rows) if row in row_of]
        into_months = [position for position, month in enumerate(months) if month in month_of]
        from_rows = [row_of[rows[position]] for position in into_rows]
        from_months = [month_of[months[position]] for position in into_months]
        values[np.ix_(into_rows, into_months)] = self.values[np.ix_(from_rows, from_months)]
        return values

    def totals(self, column: str, months: Sequence[Month]) -> dict[str, FloatBlock]:
        """Return the sums by one of the columns, each by month; a missing cell is left out."""
        position = self.columns.index(column)
        values = np.nan_to_num(self.aligned(self.rows, months))
        found: dict[str, FloatBlock] = {}
        for row, counts in zip(self.rows, values, strict=True):
            key = row[position]
            found[key] = found[key] + counts if key in found else counts
        return found

    def sum_by_month(self) -> FloatBlock:
        """Return the sum of all rows, one a month."""
        return np.asarray(np.nansum(self.values, axis=0), dtype=np.float64)

    def to_csv(self) -> bytes:
        """Return the table: whole numbers, blank for missing, one column a month."""
        import polars as pl  # noqa: PLC0415 - only where a file is loaded

        names = {name: [row[i] for row in self.rows] for i, name in enumerate(self.columns)}
        frame = pl.DataFrame(names)
        counts = pl.from_numpy(self.values, schema=[str(month) for month in self.months])
        whole = counts.fill_nan(None).cast(pl.Int64)
        out = io.BytesIO()
        frame.hstack(whole.get_columns()).write_csv(out)
        return out.getvalue()


def merged(present: Block | None, new: Block, rows: Sequence[Member]) -> Block:
    """Return what is there with the new block's counts in place of its own, and its new months.

    A month between the two that neither has is a month of missing cells. A cell that the new
    block has not is kept as it is.

    Args:
        present: What is there; None where there is nothing.
        new: What is loaded.
        rows: The rows that the table has.
    """
    months = list(new.months) + (list(present.months) if present else [])
    span = months_between(min(months), max(months))
    values = new.aligned(rows, span)
    if present is not None:
        values = np.where(np.isnan(values), present.aligned(rows, span), values)
    return Block(new.columns, tuple(rows), span, values)

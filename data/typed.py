"""Turns a validated table of text into a table of numbers, and applies the row rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from data.catalogue.model import Column, Dataset
    from data.raw import RawTable


def typed(raw: RawTable, entry: Dataset) -> pd.DataFrame:
    """Return the table with numbers as numbers.

    Integers without blanks become `int64`; with blanks, and month columns, `float64` with NaN for
    missing; flags become booleans; months, quarters and codes stay text.

    Raises:
        DataFileError: A row breaks a rule between its columns.
    """
    named = {column.name: _convert(raw.frame[column.name], column) for column in entry.columns}
    table = pd.DataFrame(named)
    months = [name for name in raw.frame.columns if name not in named]
    if months:
        cells = raw.frame[months].to_numpy().ravel()
        counts = pd.to_numeric(pd.Series(cells, dtype=object).replace("", np.nan)).to_numpy(float)
        block = pd.DataFrame(counts.reshape(len(table), -1), columns=months)
        table = pd.concat([table, block], axis=1)
    for rule in entry.rules:
        broken = ~rule.holds(table).to_numpy(dtype=bool)
        if broken.any():
            index = int(broken.argmax())
            raise raw.error(rule.rule, index, rule.column, raw.frame[rule.column].iloc[index])
    return table


def _convert(cells: pd.Series[str], column: Column) -> pd.Series[float] | pd.Series[str]:
    if column.type in ("integer", "decimal"):
        if column.blank:
            return pd.to_numeric(cells.replace("", np.nan)).astype("float64")
        return pd.to_numeric(cells).astype("int64" if column.type == "integer" else "float64")
    if column.type == "flag":
        return cells.eq("T")
    return cells.astype("str")

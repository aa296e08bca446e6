"""Turns a validated table of text into a table of numbers, and applies the row rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
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
        codes, texts = raw.distinct(months)
        numbers = np.array([float(text) if text else np.nan for text in texts])
        block = pd.DataFrame(numbers[codes].reshape(len(table), -1), columns=months)
        table = pd.concat([table, block], axis=1)
    for rule in entry.rules:
        broken = ~rule.holds(table).to_numpy(dtype=bool)
        if broken.any():
            index = int(broken.argmax())
            raise raw.error(rule.rule, index, rule.column, raw.frame[rule.column].iloc[index])
    return table


def _convert(cells: pd.Series[str], column: Column) -> npt.NDArray[np.generic] | pd.Series[str]:
    if column.type == "integer" and not column.blank:
        return np.array([int(text) for text in cells], dtype=np.int64)
    if column.type in ("integer", "decimal"):
        return np.array([float(text) if text else np.nan for text in cells], dtype=np.float64)
    if column.type == "flag":
        return cells.eq("T").to_numpy()
    return cells.astype("str")

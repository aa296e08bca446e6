"""Tables of words, row by row."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd


def text_rows(table: pd.DataFrame) -> list[dict[str, str]]:
    """Return each row as a mapping from column to text; a missing cell is empty text."""
    columns = [str(column) for column in table.columns]
    cells = (_texts(table[column]) for column in columns)
    return [dict(zip(columns, row, strict=True)) for row in zip(*cells, strict=True)]


def _texts(column: pd.Series) -> list[str]:
    cells = column.tolist()
    if all(isinstance(cell, str) for cell in cells):
        return cells  # as nearly all columns are, and far quicker
    return column.astype("string").fillna("").tolist()

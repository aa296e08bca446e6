"""Turns cells of text into whole numbers, and says of each that is none why."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from data.extracts.findings import MOST_OF_A_KIND, Findings
from data.extracts.sheet import INVISIBLE, Sheet

if TYPE_CHECKING:
    import polars as pl

IntBlock = npt.NDArray[np.int32]

MISSING = "must not be blank: missing is not zero"
NEGATIVE = "must not be negative"
FRACTION = "must be a whole number"
NO_NUMBER = "must be a whole number, digits only"
LONGEST = 15
COLUMNS_AT_ONCE = 24

_WHOLE = re.compile(r"[0-9]{1,15}(\.0+)?")
_THOUSANDS = re.compile(r"[0-9]{1,3}(,[0-9]{3})+|[0-9]{1,3}( [0-9]{3})+")
_SEPARATORS = str.maketrans("", "", ", ")


def whole_number(text: str | None) -> int | str:
    """Return the number that a cell holds, or the rule that it breaks."""
    # Not `tidy`, which would make 82 of an 8 with the mark of a footnote, 8².
    text = " ".join((text or "").translate(INVISIBLE).split())
    if not text:
        return MISSING
    if _WHOLE.fullmatch(text):
        return int(text.partition(".")[0])
    if _THOUSANDS.fullmatch(text) and len(text) <= LONGEST:
        return int(text.translate(_SEPARATORS))
    if re.fullmatch(r"[-\u2212][0-9.,]+", text):
        return NEGATIVE
    return FRACTION if re.fullmatch(r"[0-9]+\.[0-9]+", text) else NO_NUMBER


def counts(
    sheet: Sheet, columns: Sequence[int], findings: Findings, *, maximum: int, unit: str
) -> IntBlock:
    """Return the cells of some columns as numbers, rows × columns; 0 where a finding is made.

    Args:
        sheet: The table.
        columns: Positions of the columns.
        findings: Where cells that are no count are noted.
        maximum: The largest number that is taken for right.
        unit: What a cell counts, in words.
    """
    import polars as pl  # noqa: PLC0415

    block = np.zeros((sheet.cells.height, len(columns)), dtype=np.int32)
    too_large = f"must be at most {maximum:,} {unit}"
    for start in range(0, len(columns), COLUMNS_AT_ONCE):
        some = [str(column) for column in columns[start : start + COLUMNS_AT_ONCE]]
        numbers = sheet.cells.select(pl.col(some).cast(pl.Int64, strict=False))
        for order, name in enumerate(some, start=start):
            values = numbers[name]
            text = sheet.cells[name].str
            signed = text.starts_with("-") | text.starts_with("+")
            fine = (values >= 0) & (values <= maximum) & values.is_not_null() & ~signed
            if not fine.all():
                values = _with_care(
                    sheet, name, values, fine,
                    maximum=maximum, too_large=too_large, findings=findings,
                )  # fmt: skip
            block[:, order] = values.to_numpy()
    return block


def _with_care(
    sheet: Sheet,
    name: str,
    values: pl.Series,
    fine: pl.Series,
    *,
    maximum: int,
    too_large: str,
    findings: Findings,
) -> pl.Series:
    """Read the cells of one column one by one where they are not simply digits."""
    import polars as pl  # noqa: PLC0415

    # What is neither right nor wrong (null) is not right.
    odd = (~fine.fill_null(value=False)).arg_true().to_list()
    texts = sheet.cells[name]
    column = sheet.header[int(name)]
    read: dict[str | None, int | str] = {}
    found: list[int] = []
    told = 0
    for position in odd:
        text = texts[position]
        if text not in read:
            number = whole_number(text)
            read[text] = too_large if isinstance(number, int) and number > maximum else number
        result = read[text]
        found.append(0 if isinstance(result, str) else result)
        if isinstance(result, str):
            told += 1
            if told <= MOST_OF_A_KIND:
                row = sheet.row_of(position)
                findings.add(result, row=row, column=column, value=text)
            else:
                findings.skip(result, 1)
    return values.fill_null(0).scatter(odd, pl.Series(found, dtype=pl.Int64))

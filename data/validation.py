"""Validates a raw table against its catalogue entry: header, cells, gaps, key, completeness.

Every check runs on the text of the cells, so that the error can show what the file holds.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from data.catalogue.model import Column, Dataset, MonthColumns
from data.cells import PATTERNS, Domains, cell_schema, first_fault
from data.errors import DataFileError, InvalidParameter
from data.periods import Month, Quarter

if TYPE_CHECKING:
    from data.raw import RawTable

BoolArray = npt.NDArray[np.bool_]


def validate(raw: RawTable, entry: Dataset, domains: Domains) -> None:
    """Check a table against its entry.

    Args:
        raw: The table as text.
        entry: Its catalogue entry.
        domains: Allowed values of the columns that name a domain.

    Raises:
        DataFileError: The first cell, row or header that breaks a rule.
    """
    months = check_header(raw, entry)
    _check_cells(raw, entry, domains)
    if entry.month_columns is not None:
        _check_counts(raw, entry, entry.month_columns, months)
    _check_key(raw, entry)
    _check_complete(raw, entry, domains)
    _check_periods(raw, entry)


def check_header(raw: RawTable, entry: Dataset) -> list[str]:
    """Check the column names and return the month columns."""
    header = list(raw.frame.columns)
    named = [column.name for column in entry.columns]
    for name in named:
        if name not in header:
            raise DataFileError(raw.file, "the column must be in the file", row=1, column=name)
    others = [name for name in header if name not in named]
    if entry.month_columns is None:
        if others:
            rule = "the file must have no column that its catalogue entry does not name"
            raise DataFileError(raw.file, rule, row=1, column=others[0])
        return []
    _check_month_header(raw.file, others, entry.month_columns)
    return others


def with_further_columns(entry: Dataset, header: Sequence[str]) -> Dataset:
    """Return an entry that names the further columns that a file of it has."""
    further = entry.further_columns
    if further is None:
        return entry
    named = {column.name for column in entry.columns}
    found = tuple(
        replace(further, name=name)
        for name in header
        if name not in named and re.fullmatch(further.name, name)
    )
    return replace(entry, columns=(*entry.columns, *found)) if found else entry


def _check_month_header(file: str, others: list[str], columns: MonthColumns) -> None:
    expected = Month.parse(columns.first)
    for name in others:
        if re.fullmatch(PATTERNS["month"][0], name) is None:
            rule = "a column that the catalogue entry does not name must be a month such as 2018-06"
            raise DataFileError(file, rule, row=1, column=name)
        if name != str(expected):
            rule = f"the months must follow one another: {expected} must stand here"
            raise DataFileError(file, rule, row=1, column=name)
        expected += 1
    if not others:
        raise DataFileError(file, f"the month {columns.first} must be a column", row=1)


def _check_cells(raw: RawTable, entry: Dataset, domains: Domains) -> None:
    """Check the named columns; of several faults the first in the file is reported."""
    found = []
    for order, column in enumerate(entry.columns):
        codes, texts = raw.distinct([column.name])
        fault = first_fault(cell_schema(column, domains), texts)
        if fault is not None:
            # Texts are numbered as they first occur: of faulty ones the first stands first.
            row = int((codes == fault.position).argmax())
            found.append((row, order, column.name, fault))
    if found:
        row, _, name, fault = min(found)
        raise raw.error(fault.rule, row, name, fault.text)


def _check_counts(raw: RawTable, entry: Dataset, columns: MonthColumns, months: list[str]) -> None:
    """Check the month columns: row after row, the first fault is reported."""
    codes, texts = raw.distinct(months)
    column = Column(name="count", type="integer", blank=True, maximum=columns.maximum)
    fault = first_fault(cell_schema(column, {}), texts)
    if fault is not None:
        index, month = divmod(int((codes == fault.position).argmax()), len(months))
        raise raw.error(fault.rule, index, months[month], fault.text)
    is_blank = np.array([text == "" for text in texts])
    _check_blanks(raw, entry, is_blank[codes].reshape(len(raw.frame), -1), months)


def _check_blanks(raw: RawTable, entry: Dataset, blank: BoolArray, months: list[str]) -> None:
    """Check that exactly the cells of the declared gaps are blank."""
    gaps = np.zeros(blank.shape, dtype=np.bool_)
    for gap in entry.gaps:
        rows = raw.frame[gap.where[0]].eq(gap.where[1]).to_numpy()
        inside = [(gap.first or "") <= month <= (gap.last or "9") for month in months]
        cells = rows[:, None] & np.array(inside)[None, :]
        gaps |= cells & ~_counted_again(raw, rows, blank, months)[None, :]
    gaps |= blank & (_not_loaded(blank)[None, :] | _gone(raw, entry, blank))
    wrong = (blank != gaps).ravel()
    if not wrong.any():
        return
    index, month = divmod(int(wrong.argmax()), len(months))
    if blank[index, month]:
        rule = "must not be blank: the catalogue knows no gap here"
    else:
        rule = "must be blank: the catalogue says that the source does not count here"
    raise raw.error(rule, index, months[month], raw.frame[months[month]].iloc[index])


def _counted_again(
    raw: RawTable, rows: BoolArray, blank: BoolArray, months: list[str]
) -> BoolArray:
    """Return the months of which all cells of a gap's rows are filled in, and not with zeros."""
    filled = ~np.logical_or.reduce(blank[rows], axis=0) & rows.any()
    cells = raw.frame.loc[rows, months]
    return np.asarray(filled & (cells.to_numpy() != "0").any(axis=0), dtype=np.bool_)


def _not_loaded(blank: BoolArray) -> BoolArray:
    """Return the months between others of which every cell is blank: no extract has them."""
    empty: BoolArray = np.logical_and.reduce(blank, axis=0)
    counted = np.flatnonzero(~empty)
    if len(counted):
        empty[: counted[0]] = False
        empty[counted[-1] :] = False
    return empty


def _gone(raw: RawTable, entry: Dataset, blank: BoolArray) -> BoolArray:
    """Return the cells of what comes and goes, in the months of which all of it is blank."""
    found = np.zeros(blank.shape, dtype=np.bool_)
    for column, value in entry.month_columns.come_and_go if entry.month_columns else ():
        rows = raw.frame[column].eq(value).to_numpy()
        found |= rows[:, None] & np.logical_and.reduce(blank[rows], axis=0)[None, :]
    return found


def _check_key(raw: RawTable, entry: Dataset) -> None:
    if not entry.key:
        return
    twice = raw.frame.duplicated(list(entry.key)).to_numpy()
    if twice.any():
        index = int(twice.argmax())
        keys = list(raw.frame[list(entry.key)].itertuples(index=False, name=None))
        value = ", ".join(keys[index])
        line = raw.lines[keys.index(keys[index])]
        rule = f"must occur only once (it is in row {line} already)"
        raise raw.error(rule, index, ", ".join(entry.key), value)


def _check_complete(raw: RawTable, entry: Dataset, domains: Domains) -> None:
    """Check that every combination of the `complete` columns has a row."""
    if not entry.complete:
        return
    by_name = {column.name: column for column in entry.columns}
    expected = []
    for name in entry.complete:
        domain = by_name[name].domain
        found = dict.fromkeys(raw.frame[name])
        expected.append(sorted(domains[domain]) if domain is not None else list(found))
    present = set(raw.frame[list(entry.complete)].itertuples(index=False, name=None))
    for combination in itertools.product(*expected):
        if combination not in present:
            value = ", ".join(combination)
            rule = f"there must be a row for {value}"
            raise DataFileError(raw.file, rule, column=", ".join(entry.complete))


_PERIODS: Mapping[str, tuple[Callable[[str], int], Callable[[int], str]]] = {
    "month": (
        lambda text: Month.parse(text).ordinal,
        lambda ordinal: str(Month.from_ordinal(ordinal)),
    ),
    "quarter": (
        lambda text: Quarter.parse(text).ordinal,
        lambda ordinal: str(Quarter.from_ordinal(ordinal)),
    ),
    "integer": (int, str),
}
"""Type of a column of periods: how its cells are numbered, and written."""


def _check_periods(raw: RawTable, entry: Dataset) -> None:
    """Check that the rows' periods begin where they must and follow without a gap."""
    name = entry.period_column
    if name is None:
        return
    number, write = _PERIODS[next(each.type for each in entry.columns if each.name == name)]
    cells = raw.frame[name]
    try:
        periods = sorted({number(text) for text in cells})
    except InvalidParameter as error:
        index = int(cells.eq(error.value).to_numpy().argmax())
        raise raw.error(f"must be {error.allowed}", index, name, error.value) from None
    expected = periods[0] if entry.first_period is None else number(entry.first_period)
    for period in periods:
        if period != expected:
            index = int(cells.eq(write(period)).to_numpy().argmax())
            rule = f"the periods must follow one another: {write(expected)} is missing"
            raise raw.error(rule, index, name, write(period))
        expected += 1

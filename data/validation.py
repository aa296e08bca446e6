"""Validates a raw table against its catalogue entry, with a pandera schema made from it.

Every check runs on the text of the cells, so that the error can show what the file holds; the
first failure in the file, row by row, is the one reported.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Collection, Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from data.catalogue.model import Column, Dataset, Domain, MonthColumns
from data.errors import DataFileError, InvalidParameter
from data.periods import Month, Quarter

if TYPE_CHECKING:
    import pandera.pandas as pa

    from data.raw import RawTable

Domains = Mapping[Domain, Collection[str]]

VALUE = "value"
MONTH_RULE = "must be a month written as 2018-06"
PATTERNS: Mapping[str, tuple[str, str]] = {
    "integer": (r"0|[1-9][0-9]*", "must be a whole number, not negative, digits only"),
    "decimal": (r"[0-9]+(\.[0-9]+)?", "must be a number, not negative"),
    "month": (r"[12][0-9]{3}-(0[1-9]|1[0-2])", MONTH_RULE),
    "quarter": (r"[12][0-9]{3}-[0-9]{2}-Q[1-4]", "must be a quarter written as 2018-19-Q1"),
    "flag": (r"[TF]", "must be T or F"),
}
"""How a cell of each type is written, and the rule in words."""

DOMAIN_RULES: Mapping[Domain, str] = {
    "borough": "must be the code of a borough of boroughs.csv",
    "borough-or-city": "must be the code of a borough of boroughs.csv or the City of London",
    "source": "must be the code of a borough of boroughs.csv, AVIATION or UNKNOWN",
    "knife-area": "must be the code of a borough of boroughs.csv, or UNKNOWN",
    "group": "must be a known offence group",
    "pre-2019-group": "must be one of the nine offence groups used before March 2019",
    "offence": "must be a known offence",
}


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


def matches(cells: pd.Series[str], pattern: str) -> pd.Series[bool]:
    """Return whether each cell matches the whole pattern."""
    compiled = re.compile(pattern)
    accepted = [compiled.fullmatch(text) is not None for text in cells]
    return pd.Series(accepted, index=cells.index, dtype=bool)


def column_checks(column: Column, domains: Domains) -> list[pa.Check]:
    """Return the pandera checks of one column of text."""
    import pandera.pandas as pa  # noqa: PLC0415

    def check(holds: Any, rule: str) -> pa.Check:  # noqa: ANN401 - a vectorised predicate
        return pa.Check(lambda cells: cells.eq("") | holds(cells), error=rule)

    checks = []
    if not column.blank:
        checks.append(pa.Check(lambda cells: cells.ne(""), error="must not be blank"))
    pattern, rule = PATTERNS.get(column.type, (column.pattern, column.rule))
    if pattern is not None:
        checks.append(check(lambda cells: matches(cells, pattern), rule or f"must match {pattern}"))
    if column.type == "integer":
        low, high = column.minimum, column.maximum
        rule = f"must be from {low:,} to {high:,}"
        checks.append(check(lambda cells: _number(cells).between(low, high), rule))
    if column.values is not None:
        values = column.values
        checks.append(check(lambda cells: cells.isin(values), "must be " + " or ".join(values)))
    if column.domain is not None:
        allowed = list(domains[column.domain])
        rule = DOMAIN_RULES[column.domain]
        checks.append(check(lambda cells: cells.isin(allowed), rule))
    return checks


def _number(cells: pd.Series[Any]) -> pd.Series[Any]:
    return pd.to_numeric(cells, errors="coerce")


def schema_of(entry: Dataset, domains: Domains) -> pa.DataFrameSchema:
    """Return the pandera schema of the named columns of a dataset, as text."""
    import pandera.pandas as pa  # noqa: PLC0415

    return pa.DataFrameSchema(
        {
            column.name: pa.Column(object, column_checks(column, domains), nullable=False)
            for column in entry.columns
        }
    )


def _check_cells(raw: RawTable, entry: Dataset, domains: Domains) -> None:
    names = [column.name for column in entry.columns]
    failures = _failures(schema_of(entry, domains), raw.frame[names])
    if failures is not None:
        order = {name: position for position, name in enumerate(names)}
        index, name, rule, value = min(failures, key=lambda each: (each[0], order[each[1]]))
        raise raw.error(rule, index, name, value)


def _failures(
    schema: pa.DataFrameSchema, frame: pd.DataFrame
) -> list[tuple[int, str, str, str]] | None:
    """Return (row, column, rule, value) of each cell that fails, or None when all pass."""
    import pandera.pandas as pa  # noqa: PLC0415

    try:
        schema.validate(frame, lazy=True)
    except pa.errors.SchemaErrors as error:
        cases = error.failure_cases
        return [
            (int(case.index), str(case.column), str(case.check), str(case.failure_case))
            for case in cases.itertuples(index=False)
        ]
    return None


def _check_counts(raw: RawTable, entry: Dataset, columns: MonthColumns, months: list[str]) -> None:
    """Check the month columns, as one column of the distinct texts that they hold."""
    import pandera.pandas as pa  # noqa: PLC0415

    codes, texts = raw.distinct(months)
    distinct = pd.Series(texts, name=VALUE, dtype=object)
    column = Column(name=VALUE, type="integer", blank=True, maximum=columns.maximum)
    schema = pa.DataFrameSchema({VALUE: pa.Column(object, column_checks(column, {}))})
    failures = _failures(schema, distinct.to_frame())
    if failures is not None:
        # The texts are numbered in the order in which they first occur, row after row.
        position, _, rule, value = min(failures)
        index, month = divmod(int((codes == position).argmax()), len(months))
        raise raw.error(rule, index, months[month], value)
    blank = distinct.eq("").to_numpy()[codes].reshape(len(raw.frame), -1)
    _check_blanks(raw, entry, blank, months)


def _check_blanks(
    raw: RawTable, entry: Dataset, blank: npt.NDArray[np.bool_], months: list[str]
) -> None:
    """Check that exactly the cells of the declared gaps are blank."""
    gaps = np.zeros(blank.shape, dtype=np.bool_)
    for gap in entry.gaps:
        rows = raw.frame[gap.where[0]].eq(gap.where[1]).to_numpy()
        inside = [(gap.first or "") <= month <= (gap.last or "9") for month in months]
        gaps |= rows[:, None] & np.array(inside)[None, :]
    wrong = (blank != gaps).ravel()
    if not wrong.any():
        return
    index, month = divmod(int(wrong.argmax()), len(months))
    if blank[index, month]:
        rule = "must not be blank: the catalogue knows no gap here"
    else:
        rule = "must be blank: the catalogue says that the source does not count here"
    raise raw.error(rule, index, months[month], raw.frame[months[month]].iloc[index])


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

"""Periods on a time axis: the date of each, and how often one is written below it."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Final

from data.errors import InvalidParameter
from data.periods import Month, Quarter

FORMAT: Final = "mmm yyyy"
"""How a month is written on an axis, as spreadsheets write formats."""
STEPS: Final = (1, 2, 3, 6, 12, 24, 36, 60, 120)
"""Months between two labels: whole parts of a year, or whole years."""


def dates_of(labels: Sequence[str]) -> list[datetime.date] | None:
    """The first day of each period.

    Args:
        labels: Months or quarters as a table names them: ``June 2018``, ``2018-06``,
            ``April to June 2018``, ``2018-19-Q1``.

    Returns:
        None where any of them is no month and no quarter.
    """
    found = [first_day(label) for label in labels]
    known = [each for each in found if each is not None]
    return known if known and len(known) == len(found) else None


def first_day(label: str) -> datetime.date | None:
    """The first day of one period; None where it is no month and no quarter."""
    start, _, end = label.partition(" to ")
    try:
        if end:
            last = datetime.datetime.strptime(f"1 {end}", "%d %B %Y").date()
            return datetime.datetime.strptime(f"1 {start} {last.year}", "%d %B %Y").date()
        return datetime.datetime.strptime(f"1 {label}", "%d %B %Y").date()
    except ValueError:
        return _canonical(label)


def _canonical(label: str) -> datetime.date | None:
    for parse in (Month.parse, _first_of_quarter):
        try:
            month = parse(label)
        except InvalidParameter:
            continue
        return datetime.date.fromisoformat(f"{month}-01")
    return None


def _first_of_quarter(label: str) -> Month:
    return Quarter.parse(label).first


def step(dates: Sequence[datetime.date], *, most: int) -> int:
    """Months between two labels, so that at most some are written."""
    first, last = dates[0], dates[-1]
    span = (last.year - first.year) * 12 + last.month - first.month
    return next((each for each in STEPS if span // each + 1 <= most), STEPS[-1])

"""Reads months and dates as people and spreadsheets write them."""

from __future__ import annotations

import calendar
import re
from datetime import date

from data.errors import InvalidParameter
from data.periods import Month

CENTURY = 2000
MONTH_NAMES = {
    name.casefold(): number
    for names in (calendar.month_name, calendar.month_abbr)
    for number, name in enumerate(names)
    if name
} | {"sept": 9}
NAME = r"(?P<name>[a-z]+)\.?"
_DATES = (
    re.compile(r"(?P<y>\d{4})-(?P<m>\d{1,2})(?:-(?P<d>\d{1,2}))?(?: 00:00(?::00)?)?"),
    re.compile(r"(?:(?P<d>\d{1,2})[/.])?(?P<m>\d{1,2})[/.](?P<y>\d{4}|\d{2})"),
    re.compile(rf"(?:(?P<d>\d{{1,2}})(?:st|nd|rd|th)?[\s-])?{NAME}[\s,-]+(?P<y>\d{{4}}|\d{{2}})"),
)


def whole_year(year: int) -> int:
    """Return a year in four digits."""
    return year + CENTURY if year < 100 else year  # noqa: PLR2004 - two digits


def month_in(plain: str) -> Month | None:
    """Return the month that is written, or in which the date lies that is; None for other text.

    Args:
        plain: Text in lower case, such as `september 2018`, `sep-18`, `30/09/2018`, `2018-09`.
    """
    found = _read(plain)
    return found[0] if found else None


def first_of_month_in(plain: str) -> Month | None:
    """Return the month that is written, alone or as the date of its first or last day.

    Whoever writes the month before the day writes no such date: 02/01/2018 is nobody's January.
    """
    found = _read(plain)
    if found is None:
        return None
    month, day = found
    last = calendar.monthrange(month.year, month.number)[1]
    return month if day in {None, 1, last} else None


def _read(plain: str) -> tuple[Month, int | None] | None:
    """Return the month and the day, where there is one."""
    for form in _DATES:
        match = form.fullmatch(plain)
        if match is None:
            continue
        parts = match.groupdict()
        name = parts.get("name")
        number = MONTH_NAMES.get(name) if name else int(parts["m"])
        if number is None:
            continue
        year = whole_year(int(parts["y"]))
        try:
            date(year, number, int(parts["d"] or 1))
            month = Month.parse(f"{year:04d}-{number:02d}")
        except (ValueError, InvalidParameter):
            return None
        return month, int(parts["d"]) if parts["d"] else None
    return None

"""Months, financial quarters and financial years, written as in the URLs.

A month is `2018-06`; a quarter `2018-19-Q1` (April to June 2018); a financial year `2018-19`
(April 2018 to March 2019). All are immutable, ordered and hashable.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from typing import Self

from data.errors import InvalidParameter

MONTHS_IN_YEAR = 12
MONTHS_IN_QUARTER = 3
QUARTERS_IN_YEAR = 4
APRIL = 4

MONTH_NAMES = (
    "",
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
"""By number, from 1: the product's language does not depend on the machine's."""

_MONTH = re.compile(r"([12][0-9]{3})-(0[1-9]|1[0-2])")
_YEAR = re.compile(r"([12][0-9]{3})-([0-9]{2})")
_QUARTER = re.compile(r"([12][0-9]{3})-([0-9]{2})-Q([1-4])")

MONTH_FORM = "a month such as 2018-06"
QUARTER_FORM = "a financial quarter such as 2018-19-Q1 (April to June 2018)"
YEAR_FORM = "a financial year such as 2018-19 (April 2018 to March 2019)"


@dataclass(frozen=True, order=True, slots=True)
class Month:
    """A calendar month.

    Attributes:
        year: Calendar year, four digits.
        number: Month of the year, 1 to 12.
    """

    year: int
    number: int

    @classmethod
    def parse(cls, text: str, parameter: str = "month") -> Self:
        """Read `2018-06`.

        Raises:
            InvalidParameter: `text` is not a month in that form.
        """
        match = _MONTH.fullmatch(text)
        if match is None:
            raise InvalidParameter(parameter, text, MONTH_FORM)
        return cls(int(match[1]), int(match[2]))

    @classmethod
    def from_ordinal(cls, ordinal: int) -> Self:
        """Return the month with this `ordinal`."""
        year, zero_based = divmod(ordinal, MONTHS_IN_YEAR)
        return cls(year, zero_based + 1)

    @property
    def ordinal(self) -> int:
        """Months since the start of the year 0; consecutive months differ by one."""
        return self.year * MONTHS_IN_YEAR + self.number - 1

    def __str__(self) -> str:
        """Return the form used in URLs and files."""
        return f"{self.year:04d}-{self.number:02d}"

    def __add__(self, months: int) -> Self:
        """Return the month `months` later (earlier when negative)."""
        return type(self).from_ordinal(self.ordinal + months)

    @property
    def label(self) -> str:
        """The month in words: "June 2018"."""
        return f"{MONTH_NAMES[self.number]} {self.year}"

    @property
    def short_label(self) -> str:
        """The month in short: "Jun 2018"."""
        return f"{MONTH_NAMES[self.number][:3]} {self.year}"

    @property
    def months(self) -> tuple[Month, ...]:
        """The month itself, so that every period has months."""
        return (self,)

    @property
    def first(self) -> Month:
        """The month itself."""
        return self

    @property
    def last(self) -> Month:
        """The month itself."""
        return self

    def previous(self) -> Self:
        """Return the month before."""
        return self + -1

    def year_before(self) -> Self:
        """Return the same month of the year before."""
        return self + -MONTHS_IN_YEAR

    @property
    def quarter(self) -> Quarter:
        """The financial quarter that holds the month."""
        start = self.year if self.number >= APRIL else self.year - 1
        return Quarter(start, (self.number - APRIL) % MONTHS_IN_YEAR // MONTHS_IN_QUARTER + 1)

    @property
    def financial_year(self) -> FinancialYear:
        """The financial year that holds the month."""
        return FinancialYear(self.year if self.number >= APRIL else self.year - 1)


@dataclass(frozen=True, order=True, slots=True)
class Quarter:
    """A quarter of a financial year.

    Attributes:
        start_year: Calendar year in which the financial year begins.
        number: 1 (April to June) to 4 (January to March).
    """

    start_year: int
    number: int

    @classmethod
    def parse(cls, text: str, parameter: str = "quarter") -> Self:
        """Read `2018-19-Q1`.

        Raises:
            InvalidParameter: `text` is not a quarter in that form, or its years do not follow.
        """
        match = _QUARTER.fullmatch(text)
        if match is None or not _consecutive(match):
            raise InvalidParameter(parameter, text, QUARTER_FORM)
        return cls(int(match[1]), int(match[3]))

    @classmethod
    def from_ordinal(cls, ordinal: int) -> Self:
        """Return the quarter with this `ordinal`."""
        year, zero_based = divmod(ordinal, QUARTERS_IN_YEAR)
        return cls(year, zero_based + 1)

    @property
    def ordinal(self) -> int:
        """Quarters since the start of the year 0; consecutive quarters differ by one."""
        return self.start_year * QUARTERS_IN_YEAR + self.number - 1

    def __str__(self) -> str:
        """Return the form used in URLs and files."""
        return f"{self.financial_year}-Q{self.number}"

    def __add__(self, quarters: int) -> Self:
        """Return the quarter `quarters` later (earlier when negative)."""
        return type(self).from_ordinal(self.ordinal + quarters)

    @property
    def first(self) -> Month:
        """First month of the quarter."""
        return Month(self.start_year, APRIL) + MONTHS_IN_QUARTER * (self.number - 1)

    @property
    def last(self) -> Month:
        """Last month of the quarter."""
        return self.first + (MONTHS_IN_QUARTER - 1)

    @property
    def months(self) -> tuple[Month, ...]:
        """The three months."""
        return months_between(self.first, self.last)

    @property
    def label(self) -> str:
        """The quarter in words: "April to June 2018"."""
        return f"{MONTH_NAMES[self.first.number]} to {self.last.label}"

    @property
    def short_label(self) -> str:
        """The quarter in short: "Q1 2018-19"."""
        return f"Q{self.number} {self.financial_year}"

    @property
    def financial_year(self) -> FinancialYear:
        """The financial year that holds the quarter."""
        return FinancialYear(self.start_year)

    def previous(self) -> Self:
        """Return the quarter before."""
        return self + -1

    def year_before(self) -> Self:
        """Return the same quarter of the year before."""
        return self + -QUARTERS_IN_YEAR


@dataclass(frozen=True, order=True, slots=True)
class FinancialYear:
    """A year from April to March.

    Attributes:
        start_year: Calendar year in which it begins.
    """

    start_year: int

    @classmethod
    def parse(cls, text: str, parameter: str = "financial-year") -> Self:
        """Read `2018-19`.

        Raises:
            InvalidParameter: `text` is not a financial year in that form.
        """
        match = _YEAR.fullmatch(text)
        if match is None or not _consecutive(match):
            raise InvalidParameter(parameter, text, YEAR_FORM)
        return cls(int(match[1]))

    def __str__(self) -> str:
        """Return the form used in URLs and files."""
        return f"{self.start_year:04d}-{(self.start_year + 1) % 100:02d}"

    def __add__(self, years: int) -> Self:
        """Return the financial year `years` later (earlier when negative)."""
        return type(self)(self.start_year + years)

    @property
    def first(self) -> Month:
        """April."""
        return Month(self.start_year, APRIL)

    @property
    def last(self) -> Month:
        """March."""
        return Month(self.start_year + 1, APRIL - 1)

    @property
    def months(self) -> tuple[Month, ...]:
        """The twelve months."""
        return months_between(self.first, self.last)

    @property
    def quarters(self) -> tuple[Quarter, ...]:
        """The four quarters."""
        return tuple(Quarter(self.start_year, number) for number in range(1, QUARTERS_IN_YEAR + 1))

    @property
    def label(self) -> str:
        """The year as it is written in reports: "2018-19"."""
        return str(self)

    @property
    def short_label(self) -> str:
        """The same as the label."""
        return str(self)

    def previous(self) -> Self:
        """Return the year before."""
        return self + -1

    def year_before(self) -> Self:
        """Return the year before."""
        return self + -1


Period = Month | Quarter | FinancialYear


@functools.lru_cache(maxsize=256)
def months_between(first: Month, last: Month) -> tuple[Month, ...]:
    """Return every month from `first` to `last`, both included; empty when `last` is earlier."""
    return tuple(Month.from_ordinal(each) for each in range(first.ordinal, last.ordinal + 1))


def _consecutive(match: re.Match[str]) -> bool:
    """Whether the second year of `2018-19` follows the first."""
    return (int(match[1]) + 1) % 100 == int(match[2])

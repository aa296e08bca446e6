"""Stretches of months as a check names them.

Besides a month, a financial quarter and a financial year, a report speaks of calendar years and of
twelve months to a date: `2012` is January to December 2012, `2017-07/2018-06` (an ISO 8601
interval) July 2017 to June 2018, both ends included. `2011-12` could be a month or a financial
year, as could the eleven before it: these are refused, and written as months from and to instead.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from data.errors import InvalidParameter
from data.periods import FinancialYear, Month, Quarter, months_between

SPAN_FORM = (
    "a month (2018-06), a financial quarter (2018-19-Q1), a financial year (2018-19), "
    "a calendar year (2012) or months from and to (2017-07/2018-06)"
)

_CALENDAR_YEAR = re.compile(r"[12][0-9]{3}")
_CANONICAL = re.compile(r"(?<![\w-])[12][0-9]{3}-[0-9]{2}(?:-Q[1-4])?(?![\w-])")
_DECEMBER = 12
_FORMS = (Month, Quarter, FinancialYear)


@dataclass(frozen=True, slots=True)
class Span:
    """Consecutive months.

    Attributes:
        first: The first month.
        last: The last month, not earlier than the first.
        text: As written: `2018-19-Q1`.
        label: In words: "April to June 2018", "2018-19", "July 2017 to June 2018".
    """

    first: Month
    last: Month
    text: str
    label: str

    @property
    def months(self) -> tuple[Month, ...]:
        """Every month, in order."""
        return months_between(self.first, self.last)

    @property
    def quarters(self) -> tuple[Quarter, ...]:
        """The financial quarters that make it up; empty where it does not consist of quarters."""
        first, last = self.first.quarter, self.last.quarter
        if first.first != self.first or last.last != self.last:
            return ()
        return tuple(Quarter.from_ordinal(each) for each in range(first.ordinal, last.ordinal + 1))

    def overlaps(self, other: Span) -> bool:
        """Whether the two have a month in common."""
        return self.first <= other.last and other.first <= self.last

    @classmethod
    def parse(cls, text: str, parameter: str = "period") -> Span:
        """Read a span in any of the forms of `SPAN_FORM`.

        Raises:
            InvalidParameter: It has none of these forms, or ends before it begins.
        """
        if _CALENDAR_YEAR.fullmatch(text):
            return cls(Month(int(text), 1), Month(int(text), _DECEMBER), text, text)
        if "/" in text:
            return cls._from_ends(text, parameter)
        found = [period for form in _FORMS if (period := _parsed(form, text)) is not None]
        if len(found) > 1:
            raise InvalidParameter(parameter, text, _unambiguous(text))
        if not found:
            raise InvalidParameter(parameter, text, SPAN_FORM)
        return cls(found[0].first, found[0].last, text, found[0].label)

    @classmethod
    def _from_ends(cls, text: str, parameter: str) -> Span:
        start, _, end = text.partition("/")
        first, last = Month.parse(start, parameter), Month.parse(end, parameter)
        if last < first:
            raise InvalidParameter(parameter, text, "months from and to, the earlier first")
        return cls(first, last, text, f"{first.label} to {last.label}")


def _parsed(
    form: type[Month] | type[Quarter] | type[FinancialYear], text: str
) -> Month | Quarter | FinancialYear | None:
    try:
        return form.parse(text)
    except InvalidParameter:
        return None


def _unambiguous(text: str) -> str:
    year = FinancialYear.parse(text)
    return (
        f"{text}/{text} for the month {Month.parse(text).label}, "
        f"or {year.first}/{year.last} for the financial year"
    )


def in_words(text: str) -> str:
    """Return a report's own words on a period with its dates written out.

    `2018-19-Q1` becomes "April to June 2018", "since 2016-11" "since November 2016"; years such as
    `2018-19`, and everything else, stay.
    """

    def written_out(match: re.Match[str]) -> str:
        try:
            return Span.parse(match[0]).label
        except InvalidParameter:
            return match[0]

    return _CANONICAL.sub(written_out, text)

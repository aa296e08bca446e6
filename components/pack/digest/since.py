"""What "since" means: a month, or a day with the last month that had ended by then."""

from __future__ import annotations

import calendar
import datetime
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from data import as_at as as_at_months
from data.errors import InvalidParameter
from data.periods import MONTH_NAMES, Month

if TYPE_CHECKING:
    from data.store import Store


@dataclass(frozen=True)
class Since:
    """The moment that a digest looks back to.

    Args:
        month: Findings and boards are compared with those as at this month.
        day: Releases of the data count that were loaded after this day.
        given_as_day: Whether a day was asked for, rather than a month.
    """

    month: Month
    day: datetime.date
    given_as_day: bool = False

    @classmethod
    def parse(cls, text: str, *, store: Store, as_at: Month) -> Self:
        """Read a month (``2018-03``) or a day (``2018-03-31``).

        A day stands for the last month that had ended by its end.

        Raises:
            InvalidParameter: it is neither, lies before the data, or is not before ``as_at``.
        """
        first = as_at_months.first_month(store)
        allowed = (
            f"a month such as {as_at.previous()} or a day such as {end_of(as_at.previous())}, from "
            f"{first} on and before the end of {as_at.label}"
        )
        found = _read(text)
        if found is None or not first <= found[0] < as_at:
            raise InvalidParameter("since", text, allowed)
        return cls(*found)

    @property
    def label(self) -> str:
        """In words: ``March 2018``, or ``15 April 2018``."""
        return in_words(self.day) if self.given_as_day else self.month.label

    @property
    def code(self) -> str:
        """As it stands in names of files: ``2018-03``, or ``2018-04-15``."""
        return self.day.isoformat() if self.given_as_day else str(self.month)

    @property
    def meaning(self) -> str:
        """What it means, in a sentence."""
        compared = "findings and boards are compared with those as at"
        loaded = "releases of the data count that were loaded after"
        if self.given_as_day:
            return (
                f"“Since” is {self.label}: {compared} {self.month.label}, the last month that had "
                f"ended by then; {loaded} that day."
            )
        return (
            f"“Since” is the end of {self.label}: {compared} that month; {loaded} "
            f"{in_words(self.day)}."
        )


def _read(text: str) -> tuple[Month, datetime.date, bool] | None:
    try:
        month = Month.parse(text, "since")
    except InvalidParameter:
        return _read_day(text)
    return month, end_of(month), False


def _read_day(text: str) -> tuple[Month, datetime.date, bool] | None:
    try:
        day = datetime.datetime.strptime(text, "%Y-%m-%d").replace(tzinfo=datetime.UTC).date()
    except ValueError:
        return None
    month = Month(day.year, day.month)
    return (month if day == end_of(month) else month.previous()), day, True


def end_of(month: Month) -> datetime.date:
    """The last day of a month."""
    return datetime.date(month.year, month.number, calendar.monthrange(month.year, month.number)[1])


def in_words(day: datetime.date) -> str:
    """A day as it is read: 31 March 2018."""
    return f"{day.day} {MONTH_NAMES[day.month]} {day.year}"

"""How tests ask for a series."""

from data.periods import Month
from data.queries.series import series
from data.result import Result
from data.store import Store


def month(text: str) -> Month:
    return Month.parse(text)


def between(store: Store, offence: str, area: str, first: str, last: str) -> Result:
    return series(store, offence=offence, area=area, start=month(first), end=month(last))


def total(store: Store, offence: str, area: str, first: str, last: str) -> float:
    return float(between(store, offence, area, first, last).rows["value"].sum())

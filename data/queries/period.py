"""The one period of a comparison, and where it lies in the counts."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from data import as_at as as_at_month
from data.errors import InvalidParameter
from data.periods import FinancialYear, Month, Period, Quarter

if TYPE_CHECKING:
    from data.counts import Counts
    from data.store import Store

EXACTLY_ONE = "exactly one of month, quarter and financial-year"


class Chosen(NamedTuple):
    """A period and the parameter that gave it."""

    parameter: str
    period: Period


def chosen(
    month: Month | None, quarter: Quarter | None, financial_year: FinancialYear | None
) -> Chosen:
    """Return the one period given.

    Raises:
        InvalidParameter: None is given, or more than one.
    """
    found = [
        Chosen(name, period)
        for name, period in (
            ("month", month),
            ("quarter", quarter),
            ("financial-year", financial_year),
        )
        if period is not None
    ]
    if not found:
        raise InvalidParameter("quarter", "", EXACTLY_ONE, f"Give {EXACTLY_ONE}.")
    if len(found) > 1:
        names = " and ".join(each.parameter for each in found)
        message = f"Give {EXACTLY_ONE}, not {names}."
        raise InvalidParameter(found[1].parameter, str(found[1].period), EXACTLY_ONE, message)
    return found[0]


def covered(cube: Counts, choice: Chosen) -> slice:
    """Return where the period lies in a cube of months.

    Raises:
        InvalidParameter: Not all of its months are in the data.
    """
    parameter, period = choice
    if cube.first <= period.first and period.last <= cube.last:
        start = period.first.ordinal - cube.first.ordinal
        return slice(start, start + len(period.months))
    first, last = complete(cube, type(period))
    name = parameter.replace("-", " ")
    runs = f"The data run from {cube.first.label} to {cube.last.label}"
    message = (
        f"{runs}: {period} is not wholly in them. The first {name} is {first}, the last {last}."
    )
    raise InvalidParameter(parameter, str(period), f"a {name} from {first} to {last}", message)


def complete(cube: Counts, kind: type[Period]) -> tuple[Period, Period]:
    """Return the first and the last period of a kind that lie wholly in the data."""
    if kind is Month:
        return cube.first, cube.last
    first: Period = cube.first.quarter if kind is Quarter else cube.first.financial_year
    last: Period = cube.last.quarter if kind is Quarter else cube.last.financial_year
    if first.first < cube.first:
        first += 1
    if last.last > cube.last:
        last = last.previous()
    return first, last


def reported_as_at(store: Store, as_at: Month | None, period: Period) -> Month:
    """Return the last month taken into account: as-at, or the period's end if that is later.

    Raises:
        InvalidParameter: `as_at` lies outside the data.
    """
    if as_at is not None:
        as_at_month.check(store, as_at)
    return max(as_at or as_at_month.newest_report(store), period.last)

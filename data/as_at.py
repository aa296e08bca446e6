"""As at: the last month taken into account.

By default the end of the newest report loaded; one step away, the newest month of data.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from data.errors import InvalidParameter
from data.periods import Month, Quarter, months_between

if TYPE_CHECKING:
    from data.store import Store

RECORDED_CRIME = "recorded-crime"


def newest_report(store: Store) -> Month:
    """Return the last month of the newest reporting quarter loaded; newest data without one."""
    quarter = store.newest_reporting_quarter
    return newest_data(store) if quarter is None else quarter.last


def first_month(store: Store) -> Month:
    """Return the first month of recorded crime: the earliest as-at."""
    return store.cubes[RECORDED_CRIME].first


def newest_data(store: Store) -> Month:
    """Return the newest month of recorded crime: the latest as-at."""
    return store.cubes[RECORDED_CRIME].last


def resolve(store: Store, value: str | None) -> Month:
    """Return the month for the parameter `as-at`; None gives the end of the newest report.

    Raises:
        InvalidParameter: Not a month, or outside the data.
    """
    if value is None:
        return newest_report(store)
    return check(store, Month.parse(value, "as-at"))


def check(store: Store, month: Month) -> Month:
    """Return `month` if it may be an as-at.

    Raises:
        InvalidParameter: It lies outside the data.
    """
    first, last = first_month(store), newest_data(store)
    if not first <= month <= last:
        raise InvalidParameter("as-at", str(month), f"a month from {first} to {last}")
    return month


def choices(store: Store) -> dict[Quarter, tuple[Month, ...]]:
    """Return the months that may be an as-at, newest quarter first, months in order."""
    found: dict[Quarter, tuple[Month, ...]] = {}
    for month in months_between(first_month(store), newest_data(store)):
        found[month.quarter] = (*found.get(month.quarter, ()), month)
    return dict(reversed(found.items()))

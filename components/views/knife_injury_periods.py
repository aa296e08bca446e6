"""The periods that a reader can choose for boroughs and BCUs: years, quarters and months."""

from __future__ import annotations

from calendar import month_abbr
from typing import Final

from components.url_state import Choice, Context
from data.counts import Counts
from data.periods import FinancialYear, Month, Period, Quarter, months_between

BY_AREA: Final = (
    "knife-injury-victims-1-to-24-non-domestic",
    "knife-injury-victims-1-to-24",
    "knife-crime-with-injury",
    "knife-crime",
)
"""The series counted by borough, the page's own question first."""

KINDS: Final[dict[type[Period], str]] = {
    FinancialYear: "Financial years",
    Quarter: "Quarters",
    Month: "Months",
}


def cube_by_area(context: Context) -> Counts:
    """The counts by borough and month."""
    return context.store.cube(context.store.offences.get(BY_AREA[0]))


def starts_later(context: Context) -> bool:
    """Whether the figures by borough start after as-at."""
    return cube_by_area(context).first > context.as_at


def last_month(context: Context) -> Month:
    """The last month of them that is taken into account."""
    return min(context.as_at, cube_by_area(context).last)


def complete(context: Context, kind: type[Period]) -> list[Period]:
    """The complete periods of a kind up to as-at, earliest first."""
    cube = cube_by_area(context)
    found = dict.fromkeys(
        _period(month, kind) for month in months_between(cube.first, last_month(context))
    )
    return [each for each in found if each.first >= cube.first and each.last <= last_month(context)]


def period_choices(context: Context) -> list[Choice]:
    """Every complete period up to as-at, newest first, by kind.

    Where the figures start after as-at nothing of them is on screen; then any period is as good.
    """
    if starts_later(context):
        cube = cube_by_area(context)
        context = Context(context.store, context.area, cube.last)
    return [
        Choice(str(each), period_name(context, each), group=group)
        for kind, group in KINDS.items()
        for each in reversed(complete(context, kind))
    ]


def default_period(context: Context) -> str:
    """The latest complete financial year; the latest quarter or month before there is one."""
    if starts_later(context):
        return ""
    latest = next(found for kind in KINDS if (found := complete(context, kind)))
    return str(latest[-1])


def parse(text: str) -> Period:
    """The period of a choice; the figures start in 2022, so that 2022-23 can be no month."""
    if "Q" in text:
        return Quarter.parse(text, "period")
    year, _, rest = text.partition("-")
    if rest == f"{(int(year) + 1) % 100:02d}":
        return FinancialYear.parse(text, "period")
    return Month.parse(text, "period")


def period_name(context: Context, period: Period) -> str:
    """A period as a choice names it."""
    if isinstance(period, Month):
        cube = cube_by_area(context)
        provisional = cube.newest_provisional and period == cube.last
        return f"{period.label}, provisional" if provisional else period.label
    if isinstance(period, Quarter):
        first, last = month_abbr[period.first.number], month_abbr[period.last.number]
        return f"{period.short_label}, {first} to {last}"
    return period.label


def _period(month: Month, kind: type[Period]) -> Period:
    if kind is Month:
        return month
    return month.quarter if kind is Quarter else month.financial_year

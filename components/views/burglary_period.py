"""The period of the burglary page: a quarter or a whole financial year, by as-at.

One parameter, ``quarter``, takes both (``2018-19-Q1`` or ``2017-18``): a page has one period,
so two parameters could only contradict each other.
"""

from __future__ import annotations

from typing import Final

from components.url_state import Choice, Context
from data.offences import Offence
from data.periods import FinancialYear, Month, Quarter
from data.queries.comparison import comparison
from data.queries.period import complete
from data.result import Result
from data.store import Store

Chosen = Quarter | FinancialYear

NO_PERIOD: Final = ""
"""The value where no quarter is complete by as-at."""


def parse(text: str) -> Chosen:
    """Read the parameter: ``2018-19-Q1`` is a quarter, ``2017-18`` a financial year."""
    return Quarter.parse(text) if "Q" in text else FinancialYear.parse(text, "quarter")


def choices(context: Context) -> list[Choice]:
    """Every complete quarter and financial year by as-at, newest first, by financial year."""
    quarters = _quarters(context)
    found: list[Choice] = []
    for year in dict.fromkeys(quarter.financial_year for quarter in quarters):
        group = str(year)
        inside = [quarter for quarter in quarters if quarter.financial_year == year]
        if len(inside) == len(year.quarters):
            found.append(Choice(str(year), f"{year}, whole year", group=group))
        found.extend(
            Choice(str(each), f"{each.label} (Q{each.number})", group=group) for each in inside
        )
    return found


def newest(context: Context) -> str:
    """The newest complete quarter by as-at; nothing where there is none."""
    quarters = _quarters(context)
    return str(quarters[0]) if quarters else NO_PERIOD


def words(period: Chosen) -> str:
    """The period in a sentence: ``April to June 2018``, ``the financial year 2017-18``."""
    return period.label if isinstance(period, Quarter) else f"the financial year {period}"


def compare(store: Store, *, offence: Offence, period: Chosen, as_at: Month) -> Result:
    """All boroughs in the period; see :func:`data.queries.comparison.comparison`."""
    if isinstance(period, Quarter):
        return comparison(store, offence=offence.slug, by="borough", quarter=period, as_at=as_at)
    return comparison(store, offence=offence.slug, by="borough", financial_year=period, as_at=as_at)


def _quarters(context: Context) -> list[Quarter]:
    cube = context.store.cube(context.store.offences.get("burglary"))
    first, last = complete(cube, Quarter)
    assert isinstance(first, Quarter)  # noqa: S101 - asked for by kind
    assert isinstance(last, Quarter)  # noqa: S101
    last = min(last, context.as_at.quarter)
    if last.last > context.as_at:
        last = last.previous()
    return [last + -back for back in range(last.ordinal - first.ordinal + 1)]

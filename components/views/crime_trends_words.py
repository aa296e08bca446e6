"""Crime trends in words: title, context, and the text alternative of the chart."""

from __future__ import annotations

from typing import Final

from components import formatting, wording
from components.url_state import State
from components.views.crime_trends_question import window
from data.breaks import Break
from data.queries.changes import quarter_change, year_change
from data.queries.quarter_trend import quarter_trend

YEAR: Final = 12


def title(state: State) -> str:
    """The page's title: the finding on the latest complete quarter."""
    offence = state.store.offences.get(state["offence"])
    change = quarter_change(
        state.store, offence=offence.slug, area=state.area.code, as_at=state.as_at
    )
    return wording.finding(offence, state.area, change)


def context(state: State) -> str:
    """The line under the title: area, period and source."""
    offence = state.store.offences.get(state["offence"])
    dataset = state.store.dataset(offence.dataset)
    first, last = window(state)
    if first > last:
        return f"{state.area.label} · {dataset.source}"
    return f"{state.area.label} · {first.label} to {last.label} · {dataset.source}"


def summary(state: State) -> str:
    """The text alternative: the quarter, the twelve months, and what is provisional."""
    store, offence = state.store, state.store.offences.get(state["offence"])
    quarter = quarter_change(store, offence=offence.slug, area=state.area.code, as_at=state.as_at)
    year = year_change(store, offence=offence.slug, area=state.area.code, as_at=state.as_at)
    sentences: list[str] = []
    if quarter is not None:
        sentences.append(wording.against(quarter, offence.unit))
    if year is not None and year.percent is not None:
        sentences.append(
            f"The twelve months to {year.last.label} {wording.moved(year.percent)} "
            f"on the twelve before ({formatting.count(year.before)} to "
            f"{formatting.count(year.value)})."
        )
    trend = quarter_trend(store, offence=offence.slug, area=state.area.code, as_at=state.as_at)
    if trend is not None:
        sentences.append(wording.over_five_years(trend))
    spanned = _spanned(quarter.breaks if quarter else (), year.breaks if year else ())
    if spanned:
        sentences.append(
            f"The comparison spans a break ({spanned}): part of the change may be recording."
        )
    if year is not None and year.provisional:
        sentences.append(f"{year.last.label} is provisional and likely to rise.")
    return " ".join(sentences) or "There is no complete quarter to compare yet."


def _spanned(*groups: tuple[Break, ...]) -> str:
    found = dict.fromkeys(b for group in groups for b in group)
    return "; ".join(f"{b.label}, {b.month.label}" for b in found)

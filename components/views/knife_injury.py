"""Knife injury: are fewer young people being injured? The page's controls, title and first card."""

from __future__ import annotations

from typing import Final

from components import formatting, wording
from components.absent import series_starts_later
from components.chart_card import Absent, Card
from components.links import relative
from components.url_state import Choice, Context, Parameter, State
from components.views import knife_injury_periods as periods
from components.views.knife_injury_process import london_chart, process_card
from components.views.knife_injury_words import NAMES
from data.areas import LONDON
from data.periods import Month
from data.queries.change_test import LEVEL, tested_change
from data.queries.changes import Change, quarter_change, year_change
from data.queries.spc import DEFAULT_MONTHS

PATH: Final = "/knife-injury"
CARD: Final = "under-25"
OFFENCE: Final = "knife-injury-victims-under-25"
NAME: Final = "Knife injury victims aged 1 to 24, not domestic abuse"


def _ranges(context: Context) -> list[Choice]:
    first = context.store.cube(context.store.offences.get(OFFENCE)).first
    return [Choice("all", f"From {first.label}"), Choice("3y", f"{DEFAULT_MONTHS} months")]


def _offences(_: Context) -> list[Choice]:
    return [Choice(slug, NAMES[slug]) for slug in periods.BY_AREA]


def _measures(_: Context) -> list[Choice]:
    return [Choice("count", "Count"), Choice("rate", "Rate per 1,000")]


def _levels(_: Context) -> list[Choice]:
    return [Choice("borough", "Boroughs"), Choice("bcu", "BCUs")]


PARAMETERS: Final = (
    Parameter("range", "Months shown", _ranges, lambda _: "all"),
    Parameter("offence", "What is counted", _offences, lambda _: periods.BY_AREA[0]),
    Parameter("period", "Period", periods.period_choices, periods.default_period),
    Parameter("by", "By", _levels, lambda _: "borough"),
    Parameter("measure", "Measure", _measures, lambda _: "count"),
)


def title(state: State) -> str:
    """The page's title: the quarter on the quarter a year before, and whether that is chance."""
    offence = state.store.offences.get(OFFENCE)
    first = state.store.cube(offence).first
    if first > state.as_at:
        return f"Knife injury victims under 25: figures start in {first.label}"
    change = _quarter(state)
    if change is None or change.value is None:
        return f"Knife injury victims under 25: figures start in {first.label}"
    if change.percent is None:
        value = formatting.count(change.value)
        return f"Knife injury victims under 25: {value} in London in {change.short_label}"
    return (
        f"Knife injury victims under 25 in London {wording.moved(change.percent)} in "
        f"{change.short_label}{_chance(state, change)}"
    )


def _chance(state: State, change: Change) -> str:
    """Whether the change is more than chance would give, where that can be said."""
    test = tested_change(state.store, change, offence=OFFENCE, area=LONDON)
    if test is None or wording.direction(change.percent) == "level":
        return ""
    return f", {'more' if test.p_value < 1 - LEVEL else 'no more'} than chance would give"


def _quarter(state: State) -> Change | None:
    return quarter_change(state.store, offence=OFFENCE, area=LONDON, as_at=state.as_at)


def context(state: State) -> str:
    """The line under the title: area, period and source."""
    offence = state.store.offences.get(OFFENCE)
    cube = state.store.cube(offence)
    source = state.store.dataset(offence.dataset).source
    area = "London" if state.area.kind == "london" else f"London and {state.area.label}"
    if cube.first > state.as_at:
        return f"{area} · as at {state.as_at.label} · {source}"
    return f"{area} · {cube.first.label} to {min(state.as_at, cube.last).label} · {source}"


def card(state: State) -> Card | Absent:
    """Victims under 25 by month as a process-behaviour chart."""
    offence = state.store.offences.get(OFFENCE)
    cube = state.store.cube(offence)
    if cube.first > state.as_at:
        return series_starts_later(
            store=state.store,
            offence=offence,
            as_at=state.as_at,
            href=relative(PATH, area=state.area.code, as_at=str(cube.last)),
        )
    start = cube.first if state["range"] == "all" else None
    return process_card(
        state,
        london_chart(state, offence, start),
        name=NAME,
        summary=_changes(state),
        about=(
            "Counted: victims aged 1 to 24 of knife crime with injury, London. Domestic abuse is "
            "left out. The report calls them victims under 25.",
            *state.store.dataset(offence.dataset).caveats,
        ),
    )


def _changes(state: State) -> list[str]:
    """The quarter and the twelve months, each on the ones before."""
    sentences = []
    change = _quarter(state)
    if change is not None:
        sentences.append(wording.against(change, "victims"))
        if change.breaks:
            sentences.append(_spans(change))
    year = year_change(state.store, offence=OFFENCE, area=LONDON, as_at=settled(state))
    if year is not None and year.value is not None:
        sentences.append(_year(year))
    return sentences


def settled(state: State) -> Month:
    """The last month taken into account that is not provisional."""
    cube = state.store.cube(state.store.offences.get(OFFENCE))
    provisional = cube.newest_provisional and state.as_at >= cube.last
    return cube.last.previous() if provisional else state.as_at


def _year(year: Change) -> str:
    value = formatting.count(year.value)
    if year.percent is None:
        return f"{value} in the twelve months to {year.last.label}."
    return (
        f"{value} in the twelve months to {year.last.label}, against "
        f"{formatting.count(year.before)} in the twelve before "
        f"({formatting.change(year.percent)})."
    )


def _spans(change: Change) -> str:
    breaks = "; ".join(f"{each.label}, {each.month.label}" for each in change.breaks)
    return f"The two quarters lie on two sides of a break ({breaks}), so the change is not tested."


def has_choice_of_range(state: State) -> bool:
    """Whether the series is long enough for the choice of months to matter."""
    cube = state.store.cube(state.store.offences.get(OFFENCE))
    return state.as_at.ordinal - cube.first.ordinal >= DEFAULT_MONTHS

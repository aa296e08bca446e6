"""Knife injury: are fewer young people being injured? The page's controls, title and first card."""

from __future__ import annotations

from typing import Final

from components import formatting, process_words, wording
from components.absent import series_starts_later
from components.chart_card import Absent, Card
from components.links import relative
from components.url_state import Choice, Context, Parameter, State
from components.views import knife_injury_periods as periods
from components.views.knife_injury_process import london_chart, process_card
from components.views.knife_injury_words import NAMES, chance, change_or_chance
from data.areas import LONDON
from data.periods import Month
from data.queries.chance import against_chance
from data.queries.changes import Change, quarter_change, year_change
from data.queries.spc import DEFAULT_MONTHS, ProcessChart

PATH: Final = "/knife-injury"
CARD: Final = "under-25"
OFFENCE: Final = "knife-injury-victims-under-25"
BY_AREA: Final = "knife-injury-victims-1-to-24-non-domestic"
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
    """The page's title: what changed in the chosen area, and whether that is chance.

    A borough or BCU speaks for itself where two years of its figures are there; London's quarter
    stands in before that.
    """
    return _area_title(state) or _london_title(state)


def _area_title(state: State) -> str:
    if state.area.kind == "london" or periods.starts_later(state.context):
        return ""
    year = year_change(
        state.store, offence=BY_AREA, area=state.area.code, as_at=settled(state, BY_AREA)
    )
    if year is None or year.value is None or year.before is None:
        return ""
    test = against_chance(state.store, year, offence=BY_AREA, area=state.area.code)
    verdict = f": {change_or_chance(test)}" if test is not None else ""
    return (
        f"{state.area.label}: {formatting.plural(year.value, 'knife injury victim')} under 25 in "
        f"{year.short_label}, {formatting.count(year.before)} in the 12 before{verdict}"
    )


def _london_title(state: State) -> str:
    offence = state.store.offences.get(OFFENCE)
    first = state.store.cube(offence).first
    change = _quarter(state)
    if first > state.as_at or change is None or change.value is None:
        return f"Knife injury victims under 25: figures start in {first.label}"
    if change.percent is None:
        value = formatting.count(change.value)
        return f"Knife injury victims under 25: {value} in London in {change.short_label}"
    return (
        f"Knife injury victims under 25 in London {wording.moved(change.percent)} in "
        f"{change.short_label}{_verdict(state, change)}"
    )


def _verdict(state: State, change: Change) -> str:
    """A special cause of the latest month; without one, whether the change is chance."""
    chart = _chart(state)
    if chart.signal is not None and chart.signal.rule is not None:
        return f"; {process_words.verdict_clause(chart)}"
    test = against_chance(state.store, change, offence=OFFENCE, area=LONDON)
    if test is None or wording.direction(change.percent) == "level":
        return ""
    return f", {chance(test)}"


def _chart(state: State) -> ProcessChart:
    offence = state.store.offences.get(OFFENCE)
    first = state.store.cube(offence).first
    return london_chart(state, offence, first if state["range"] == "all" else None)


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
    return process_card(
        state,
        _chart(state),
        name=NAME,
        summary=_changes(state),
        about=(
            "Victims aged 1 to 24 of knife crime with injury; domestic abuse is left out. The "
            "report calls them victims under 25. Published by month for London only.",
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
    year = year_change(state.store, offence=OFFENCE, area=LONDON, as_at=settled(state, OFFENCE))
    if year is not None and year.value is not None:
        sentences.append(_year(year))
    return sentences


def settled(state: State, offence: str) -> Month:
    """The last month taken into account that is not provisional."""
    cube = state.store.cube(state.store.offences.get(offence))
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

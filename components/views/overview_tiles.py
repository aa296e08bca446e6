"""The overview's five tiles: the latest quarter, twelve months, and what they mean in words."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Final

from dash import html
from dash.development.base_component import Component

from components import formatting, wording
from components.links import relative
from components.tiles import Move, Spark, Tile
from components.url_state import State
from components.views.overview_gaps import gap_tile
from components.views.overview_series import SUBJECTS, Found, Subject, find
from data.areas import LONDON
from data.breaks import Break
from data.periods import Quarter
from data.queries.changes import Change, quarter_change, year_change
from data.queries.headlines import Headline, annual_headlines
from data.queries.standing import Standing, standing

SPARK_MONTHS: Final = 36
FEWEST_YEARS: Final = 2
"""Years before that a standing needs to be worth a sentence."""

VERDICTS: Final = {
    "agrees": "agrees with the data",
    "close": "close to the data",
    "differs": "differs from the data",
    "cannot-be-checked": "cannot be checked",
}


def overview_tiles(state: State) -> list[Tile]:
    """The tiles for a state, in order; a subject without a figure says why and where it has one."""
    headlines = annual_headlines(state.store, as_at=state.as_at)
    return [_tile(state, subject, headlines) for subject in SUBJECTS]


def _tile(state: State, subject: Subject, headlines: Mapping[str, Headline]) -> Tile:
    found = find(state.store, subject, area=state.area, as_at=state.as_at)
    if found is None:
        return gap_tile(state, subject)
    change = _quarter(state, found)
    if change is None or change.value is None:
        return gap_tile(state, subject)
    year = year_change(
        state.store, offence=found.offence.slug, area=found.area.code, as_at=state.as_at
    )
    return Tile(
        key=subject.key,
        name=subject.name,
        href=_href(state, subject, found),
        value=formatting.count(change.value),
        period=f"{_unit(found, change.value)} in {change.short_label}",
        badge="London only" if found.london_only else "",
        moves=_moves(change, year),
        sentence=reading(state, found, change),
        spark=_spark(state, found),
        notes=_notes(state, subject, found, change, year, headlines),
    )


def _quarter(state: State, found: Found) -> Change | None:
    return quarter_change(
        state.store, offence=found.offence.slug, area=found.area.code, as_at=state.as_at
    )


def _unit(found: Found, value: float) -> str:
    unit = found.offence.unit
    return unit.removesuffix("s") if value == 1 else unit


def _href(state: State, subject: Subject, found: Found) -> str:
    trends = subject.page == "/crime-trends"
    slug = found.offence.slug if trends and found.offence.slug != "all" else None
    return relative(subject.page, area=state.area.code, as_at=str(state.as_at), offence=slug)


def _moves(change: Change, year: Change | None) -> list[Move]:
    nothing = (
        f"None in {change.before_label}, so no change in per cent"
        if change.before == 0
        else "No figure for the year before"
    )
    moves = [Move(change.percent, f"on {change.before_label}", missing=nothing)]
    if year is None or year.value is None:
        moves.append(Move(None, "", missing="Fewer than 12 months of figures yet"))
        return moves
    total = f"12 months: {formatting.count(year.value)}"
    moves.append(
        Move(
            year.percent,
            "on the previous 12",
            before=f"{total},",
            missing=f"{total}; no figure for the previous 12",
        )
    )
    return moves


def reading(state: State, found: Found, change: Change) -> str:
    """One sentence on the quarter: among the same quarters before, and beside London.

    Every part is a comparison of counts; none says why, and none says "significant".
    """
    stands = standing(
        state.store, offence=found.offence.slug, area=found.area.code, as_at=state.as_at
    )
    parts = [text for text in (_standing(stands), _beside_london(state, found)) if text]
    if not parts:
        parts = [_difference(change)]
    sentence = "; ".join(text for text in parts if text)
    return f"{sentence[:1].upper()}{sentence[1:]}." if sentence else ""


def months_of(quarter: Quarter) -> str:
    """The months of a quarter without its year: ``April to June``."""
    return quarter.label.rsplit(" ", 1)[0]


def _standing(stands: Standing | None) -> str:
    if stands is None or stands.years < FEWEST_YEARS:
        return ""
    months, years = months_of(stands.quarter), stands.years
    for run, word in ((stands.years_lower, "highest"), (stands.years_higher, "lowest")):
        if run == years:
            return f"the {word} {months} of the {years + 1} years compared"
        if run >= FEWEST_YEARS:
            year = stands.quarter.first.year - run - 1
            return f"the {word} {months} since {year}"
    low, high = formatting.count(min(stands.before)), formatting.count(max(stands.before))
    if min(stands.before) <= stands.value <= max(stands.before):
        return f"within the range of {months} in the {years} years before ({low} to {high})"
    return ""


def _beside_london(state: State, found: Found) -> str:
    if found.area.code == LONDON:
        return ""
    london = quarter_change(state.store, offence=found.offence.slug, area=LONDON, as_at=state.as_at)
    if london is None or london.percent is None:
        return ""
    return f"in London it {wording.moved(london.percent)}"


def _difference(change: Change) -> str:
    if change.difference is None:
        return ""
    if change.difference == 0:
        return "the same count as a year before"
    word = "more" if change.difference > 0 else "fewer"
    return f"{formatting.count(abs(change.difference))} {word} than a year before"


def _spark(state: State, found: Found) -> Spark | None:
    cube = state.store.cube(found.offence)
    width = SPARK_MONTHS // cube.months_a_period
    stop = sum(1 for period in cube.periods if period.last <= state.as_at)
    start = max(0, stop - width)
    counts = cube.counts(found.area.code, found.offence.slug)[start:stop]
    values = [None if math.isnan(value) else float(value) for value in counts]
    known = [value for value in values if value is not None]
    if len(known) < FEWEST_YEARS:
        return None
    step = "Quarterly" if cube.quarterly else "Monthly"
    first, last = cube.periods[start].label, cube.periods[stop - 1].label
    span = f"between {formatting.count(min(known))} and {formatting.count(max(known))}"
    text = f"{step} counts, {first} to {last}: {span}, last {formatting.count(known[-1])}."
    return Spark(values, text)


def _notes(
    state: State,
    subject: Subject,
    found: Found,
    change: Change,
    year: Change | None,
    headlines: Mapping[str, Headline],
) -> list[str | Component | list[str | Component]]:
    notes: list[str | Component | list[str | Component]] = []
    if change.value is not None and change.value < formatting.SMALL_COUNT:
        notes.append("Small count: read with care.")
    notes.extend(_break_notes(change, year))
    if change.provisional or (year is not None and year.provisional):
        what = "The quarter" if change.provisional else "The 12 months"
        last = state.store.cube(found.offence).last.label
        notes.append(f"{what} include{'s' if change.provisional else ''} {last}, provisional.")
    if subject.key == "knife" and found.offence.slug == "knife-offences":
        notes.append("Home Office count, by quarter, London only.")
    if found.offence.unit == "victims":
        notes.append("Victims aged 1 to 24, domestic abuse left out.")
    headline = headlines.get(subject.headline) or headlines.get(found.offence.slug)
    if headline is not None and found.area.code == LONDON:
        notes.append(
            [
                html.Strong("The report: "),
                f"{headline.text} – ",
                html.A(
                    VERDICTS[headline.verdict],
                    href=relative("/report-check", area=state.area.code, as_at=str(state.as_at)),
                ),
                ".",
            ]
        )
    return notes


def _break_notes(change: Change, year: Change | None) -> list[str]:
    quarter = change.breaks
    months = tuple(each for each in (year.breaks if year else ()) if each not in quarter)
    notes = []
    if quarter:
        notes.append(f"Not fully comparable with a year before: {_named(quarter)}.")
    if months:
        notes.append(f"The 12 months are not fully comparable: {_named(months)}.")
    return notes


def _named(breaks: Sequence[Break]) -> str:
    found = dict.fromkeys((each.label, each.month.label) for each in breaks)
    return formatting.join_words([f"{label} ({month})" for label, month in found])

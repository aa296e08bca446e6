"""The overview's five tiles: the latest quarter, twelve months, and what they mean in words."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Final

from components import formatting
from components.links import relative
from components.tiles import Move, Spark, Tile
from components.url_state import State
from components.views.overview_gaps import gap_tile, suppressed_tile
from components.views.overview_notes import notes
from components.views.overview_reading import reading
from components.views.overview_series import SUBJECTS, Found, Subject, find
from data.queries.changes import Change, quarter_change, year_change
from data.queries.headlines import Headline, annual_headlines
from data.result import UNAVAILABLE

SPARK_MONTHS: Final = 36
FEWEST_POINTS: Final = 2
"""Points that make a line."""


def overview_tiles(state: State) -> list[Tile]:
    """The tiles for a state, in order; a subject without a figure says why and where it has one."""
    headlines = annual_headlines(state.store, as_at=state.as_at)
    return [_tile(state, subject, headlines) for subject in SUBJECTS]


def _tile(state: State, subject: Subject, headlines: Mapping[str, Headline]) -> Tile:
    found = find(state.store, subject, area=state.area, as_at=state.as_at)
    if found is None:
        return gap_tile(state, subject)
    change = _quarter(state, found)
    if change is None or change.symbol == UNAVAILABLE:
        return gap_tile(state, subject)
    if change.value is None:
        return suppressed_tile(state, subject, change.short_label)
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
        notes=notes(
            state, found=found, change=change, year=year, headline=headlines.get(subject.headline)
        ),
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


def _spark(state: State, found: Found) -> Spark | None:
    cube = state.store.cube(found.offence)
    width = SPARK_MONTHS // cube.months_a_period
    stop = sum(1 for period in cube.periods if period.last <= state.as_at)
    start = max(0, stop - width)
    counts = cube.counts(found.area.code, found.offence.slug)[start:stop]
    values = [None if math.isnan(value) else float(value) for value in counts]
    known = [value for value in values if value is not None]
    if len(known) < FEWEST_POINTS:
        return None
    step = "Quarterly" if cube.quarterly else "Monthly"
    first, last = cube.periods[start].label, cube.periods[stop - 1].label
    span = f"between {formatting.count(min(known))} and {formatting.count(max(known))}"
    text = f"{step} counts, {first} to {last}: {span}, last {formatting.count(known[-1])}."
    return Spark(values, text)

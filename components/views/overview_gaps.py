"""A tile for a quarter that no series has: what is published, and the way there."""

from __future__ import annotations

from typing import Final

from dash import html
from dash.development.base_component import Component

from components import formatting
from components.links import relative
from components.tiles import Tile
from components.url_state import State
from components.views.overview_series import Subject, quarter_by
from data.counts import Counts
from data.offences import Offence

TOO_SMALL: Final = "Too small to publish, or another count could be worked out from it."


def gap_tile(state: State, subject: Subject) -> Tile:
    """The tile of a subject whose series do not reach the latest quarter.

    Args:
        state: The page's state.
        subject: What the tile is about.
    """
    offences = _published(state, subject)
    runs = formatting.join_words([_run(state, offence) for offence in offences])
    joined = " The two are never joined." if len(offences) > 1 else ""
    return Tile(
        key=subject.key,
        name=subject.name,
        href=relative(subject.page, area=state.area.code, as_at=str(state.as_at)),
        value=formatting.MISSING,
        period=f"no figure for {quarter_by(state.as_at).label}",
        sentence=f"Published for {runs}.{joined}",
        notes=[_links(state, offences)],
    )


def suppressed_tile(state: State, subject: Subject, quarter: str) -> Tile:
    """The tile of a count that may not be shown: that it is not, and that it is not nothing."""
    return Tile(
        key=subject.key,
        name=subject.name,
        href=relative(subject.page, area=state.area.code, as_at=str(state.as_at)),
        value=formatting.MISSING,
        period=f"suppressed in {quarter}",
        sentence=TOO_SMALL,
    )


def _published(state: State, subject: Subject) -> list[Offence]:
    """The subject's series, earliest first, without those that add nothing to another."""
    every = [state.store.offences.get(slug) for slug in subject.series]
    found = [each for each in every if not any(_within(state, each, other) for other in every)]
    return sorted(found, key=lambda each: state.store.cube(each).first)


def _within(state: State, offence: Offence, other: Offence) -> bool:
    """Whether a series has neither months nor the area beyond another."""
    if offence.slug == other.slug:
        return False
    inner, outer = state.store.cube(offence), state.store.cube(other)
    covered = outer.first <= inner.first and inner.last <= outer.last
    return covered and _has(state, inner) <= _has(state, outer)


def _has(state: State, cube: Counts) -> bool:
    return state.area.code in cube.areas


def _run(state: State, offence: Offence) -> str:
    cube = state.store.cube(offence)
    notes = [f"{cube.first.label} to {cube.last.label}"]
    if cube.quarterly:
        notes.append(f"by quarter, {state.store.dataset(offence.dataset).publisher}")
    if not _has(state, cube):
        notes.append("London only")
    return notes[0] if len(notes) == 1 else f"{notes[0]} ({', '.join(notes[1:])})"


def _links(state: State, offences: list[Offence]) -> list[str | Component]:
    """Links to this page at each series' newest month."""
    months = sorted({state.store.cube(offence).last for offence in offences})
    links: list[str | Component] = []
    for month in months:
        href = relative("/", area=state.area.code, as_at=str(month))
        links.extend([" ", html.A(f"Show {month.label}", href=href, className="tile-link")])
    return links[1:]

"""The overview in the pack: the headline figures as a table, under-25 victims, burglary."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from components.chart_card import Card
from components.pack import charts
from components.pack.model import Item, Section
from components.pack.names import stem
from components.pack.states import Place
from components.table_card import TableCard
from components.tables import Cell, Column, Table
from components.url_state import State
from components.views import overview as view
from components.views import overview_burglary as burglary
from components.views import overview_knife as knife
from components.views.overview_gaps import TOO_SMALL, gap_tile
from components.views.overview_reading import reading
from components.views.overview_series import SUBJECTS, Subject, find, quarter_by
from components.views.overview_tiles import overview_tiles
from data.queries.changes import Change, quarter_change, year_change
from data.result import UNAVAILABLE

PATH: Final = "/"
KNIFE_HEIGHT: Final = 220
LOWER: Final = 0.75
"""Bars are lower on paper than on the screen, where they are targets for a finger."""
TWO_LINES: Final = 14
"""Letters of a name from which it takes two lines beside its bar."""


def section(place: Place) -> Section:
    """The headline figures and the page's charts; the map of burglary is in its own section."""
    state = place.state(PATH, ())
    items = [
        Item(key="overview-headlines", card=headlines(state), path=place.address(PATH)),
        _knife(place, state),
    ]
    ranked = burglary.card(state)
    if ranked is not None:
        items.append(_burglary(place, state, ranked))
    return Section(
        key="overview",
        title="Overview",
        sentence=view.title(state),
        context=view.context(state),
        path=place.address(PATH),
        items=tuple(items),
    )


def _knife(place: Place, state: State) -> Item:
    card = knife.card(state)
    chart = charts.line(card.table, axis="Victims a month") if isinstance(card, Card) else None
    return Item(
        key="overview-under-25",
        card=card,
        path=place.address(PATH, fragment=knife.CARD),
        chart=chart,
        height=KNIFE_HEIGHT,
    )


def _burglary(place: Place, state: State, card: Card) -> Item:
    return Item(
        key="overview-burglary",
        card=card,
        path=place.address(PATH, fragment=burglary.CARD),
        chart=charts.bars(
            card.table,
            axis="Change on a year, per cent",
            columns=("change_percent",),
            only=_drawn(state),
        ),
        height=_height(state),
    )


def _height(state: State) -> int:
    """Lower than the page's, unless two names of two lines might stand on each other."""
    long = [name for name in _drawn(state) if len(name) > TWO_LINES]
    return burglary.height(state) if len(long) > 1 else round(LOWER * burglary.height(state))


def _drawn(state: State) -> frozenset[str]:
    """The names of the boroughs that the page draws: London's two ends, or those of a BCU."""
    found = burglary.boroughs(state)
    if found is None:
        return frozenset()
    names = [str(name) for name in found.scope["name"]]
    if state.area.kind == "london":
        names = [*names[: burglary.HIGHEST], *names[-burglary.LOWEST :]]
    return frozenset(names)


def headlines(state: State) -> TableCard:
    """The five tiles as rows: the latest quarter, twelve months, and what they mean in words."""
    quarter = quarter_by(state.as_at)
    return TableCard(
        title=f"The quarter in five figures: {quarter.label}",
        subtitle=(
            f"Counts in {quarter.short_label} and in 12 months, {state.area.label}, with the "
            "change on the year before"
        ),
        table=Table(
            caption=f"Headline figures, {state.area.label}, {quarter.label}",
            columns=(
                Column("subject", "What is counted", row_header=True),
                Column("area", "Area"),
                Column("count", quarter.short_label, "count"),
                Column("count_year_before", quarter.year_before().short_label, "count"),
                Column("change_percent", "Change", "change"),
                Column("count_12_months", "12 months", "count"),
                Column("count_12_months_before", "Previous 12 months", "count"),
                Column("change_12_months_percent", "Change of 12 months", "change"),
                Column("reading", "In words"),
            ),
            rows=[_row(state, subject) for subject in SUBJECTS],
            filename=stem("headlines", state.area.code, quarter),
            sortable=False,
            source=f"Sources: {view.context(state).split(' · ')[-1]}. As at {state.as_at.label}.",
        ),
        notes=_notes(list(overview_tiles(state))),
    )


def _notes(tiles: Sequence[Any]) -> list[str]:
    """What the tiles say below their numbers, each once, with the names of those that say it."""
    named: dict[str, list[str]] = {}
    for tile in tiles:
        for note in tile.notes:
            if isinstance(note, str):
                named.setdefault(note, []).append(tile.name)
    return [
        note if len(names) == len(tiles) else f"{'; '.join(names)}: {note}"
        for note, names in named.items()
    ]


def _row(state: State, subject: Subject) -> list[Any]:
    found = find(state.store, subject, area=state.area, as_at=state.as_at)
    quarter = None
    if found is not None:
        quarter = quarter_change(
            state.store, offence=found.offence.slug, area=found.area.code, as_at=state.as_at
        )
    if found is None or quarter is None or quarter.symbol == UNAVAILABLE:
        nothing = Cell(None, symbol=UNAVAILABLE)
        return [subject.name, state.area.label, *[nothing] * 6, gap_tile(state, subject).sentence]
    year = year_change(
        state.store, offence=found.offence.slug, area=found.area.code, as_at=state.as_at
    )
    note = "London only" if found.london_only else None
    return [
        subject.name,
        Cell(found.area.label, note=note),
        *_changed(quarter),
        *_changed(year),
        TOO_SMALL if quarter.value is None else reading(state, found, quarter),
    ]


def _changed(change: Change | None) -> list[Cell]:
    if change is None:
        return [Cell(None, symbol=UNAVAILABLE)] * 3
    note = "provisional" if change.provisional else None
    return [
        Cell(change.value, symbol=change.symbol, note=note),
        Cell(change.before, symbol=change.before_symbol),
        Cell(change.percent, symbol=change.percent_symbol),
    ]

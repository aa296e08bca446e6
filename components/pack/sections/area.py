"""The area page in the pack: every offence group, the places beside each other, each place."""

from __future__ import annotations

from typing import Final

from components.chart_card import Absent, Card
from components.pack import charts
from components.pack.model import Item, Section
from components.pack.states import Place
from components.table_card import TableCard
from components.views import area as view
from components.views import area_cards as cards
from components.views import area_places as places
from components.views import area_tables as tables
from components.views.area_rows import Look, finding, look
from data.areas import Area

PATH: Final = "/area"


def section(place: Place) -> Section:
    """The page's tables and its chart; before the first quarter, from when they run."""
    state = place.state(PATH, view.PARAMETERS)
    seen = look(state)
    items = _items(place, seen) if cards.is_counted(seen) else (_nothing_yet(place, seen),)
    return Section(
        key="area",
        title="Area",
        sentence=view.title(seen),
        context=view.context(seen),
        path=place.address(PATH),
        items=items,
    )


def _items(place: Place, seen: Look) -> tuple[Item, ...]:
    children = place.store.areas.children(place.area.code)
    return (
        Item(
            key="area-offence-groups",
            card=cards.offences_card(seen),
            path=place.address(PATH, fragment=cards.OFFENCES),
        ),
        _places(place, seen),
        *(_part(place, seen, part) for part in sorted(children, key=lambda part: part.name)),
    )


def _places(place: Place, seen: Look) -> Item:
    card = places.card(seen)
    chart = None
    if isinstance(card, Card):
        chart = charts.bars(card.table, axis="Offences per 1,000 residents", columns=("rate",))
    return Item(
        key="area-places",
        card=card,
        path=place.address(PATH, fragment=places.CARD),
        chart=chart,
        height=places.height(seen.state),
    )


def _part(place: Place, seen: Look, part: Area) -> Item:
    """Every offence group of a place in the area."""
    counted, most = finding(seen.of_area(part.code))
    found = "; ".join(words for words in (counted, most) if words)
    card = TableCard(
        title=f"{part.label}: {found}" if found else part.label,
        subtitle=cards.offences_card(seen).subtitle,
        table=tables.by_offence(seen, part),
        notes=tables.notes(seen, [part.kind]),
    )
    return Item(
        key=f"area-{part.code.lower()}",
        card=card,
        path=place.address(PATH, fragment=cards.place_id(part)),
    )


def _nothing_yet(place: Place, seen: Look) -> Item:
    offence = seen.state.store.offences.get("all")
    quarter = places.first_quarter(seen.state.store, offence)
    absent = Absent(
        title=f"The first complete quarter is {quarter.label}",
        message=(
            f"The page is as at {place.as_at.label}. Recorded crime by area and offence runs from "
            f"{seen.state.store.cube(offence).first.label}."
        ),
    )
    return Item(key="area-offence-groups", card=absent, path=place.address(PATH))

"""Knife injury in the pack: under-25 victims, knife offences, then boroughs and BCUs."""

from __future__ import annotations

from typing import Final

from components.chart_card import Card
from components.pack import charts
from components.pack.model import Chart, Item, Section
from components.pack.states import Place, titled
from components.views import knife_injury as view
from components.views import knife_injury_areas as areas
from components.views import knife_injury_quarters as quarters

HEIGHT: Final = 380
SUBJECT: Final = "Under-25 knife injuries"
PROCESS: Final = ("value", "mean", "lower_limit", "upper_limit")
"""Columns of a process-behaviour chart that a native chart draws."""


def section(place: Place) -> Section:
    """The page's four cards; one says from when figures by area run, where they start later."""
    state = place.state(view.PATH, view.PARAMETERS)
    return Section(
        key="knife-injury",
        title="Knife injury",
        sentence=view.title(state),
        context=view.context(state),
        path=place.address(view.PATH),
        items=(_under_25(place), _quarters(place), *_by_area(place)),
    )


def _under_25(place: Place) -> Item:
    card = titled(view.card(place.state(view.PATH, view.PARAMETERS)), f"{SUBJECT}:")
    chart = None
    if isinstance(card, Card):
        chart = charts.line(card.table, axis="Victims a month", columns=PROCESS)
    return Item(
        key="knife-injury-under-25",
        card=card,
        path=place.address(view.PATH, fragment=view.CARD),
        headline=True,
        chart=chart,
        height=HEIGHT,
    )


def _quarters(place: Place) -> Item:
    card = quarters.card(place.state(view.PATH, view.PARAMETERS))
    chart = None
    if isinstance(card, Card):
        first = next(iter(quarters.PARTS))
        chart = charts.line(card.table, axis="Offences a quarter", columns=(first,))
    return Item(
        key="knife-injury-offences-by-quarter",
        card=card,
        path=place.address(view.PATH, fragment=quarters.CARD),
        chart=chart,
        height=quarters.HEIGHT,
    )


def _by_area(place: Place) -> list[Item]:
    state = place.state(view.PATH, view.PARAMETERS)
    ranked, over_time, _ = areas.drawn(state)
    path = place.address(view.PATH, fragment=areas.RANKED)
    items = [
        Item(
            key="knife-injury-by-area",
            card=titled(ranked, f"{SUBJECT}:", lower=False),
            path=path,
            chart=_bars(ranked),
            height=areas.ranked_height(state),
        )
    ]
    if areas.absent(state) is None:
        items.append(
            Item(
                key="knife-injury-over-time",
                card=titled(over_time, f"{SUBJECT} in {place.area.label},"),
                path=place.address(view.PATH, fragment=areas.OVER_TIME),
                chart=_over_time(over_time),
                height=areas.OVER_TIME_HEIGHT,
            )
        )
    return items


def _bars(card: object) -> Chart | None:
    if not isinstance(card, Card):
        return None
    return charts.bars(card.table, axis="Victims", columns=("count",))


def _over_time(card: object) -> Chart | None:
    if not isinstance(card, Card):
        return None
    return charts.line(card.table, axis="Victims", columns=("count",))

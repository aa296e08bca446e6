"""Burglary in the pack: the map with every borough's figures, and the funnel."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from components.chart_card import Card
from components.pack import charts
from components.pack.model import Item, Section
from components.pack.states import Place, titled
from components.views import burglary as view
from components.views import burglary_funnel as funnel
from components.views import burglary_map as maps
from components.views import burglary_titles as titles
from components.views import burglary_words as words
from components.views.burglary_table import table

PATH: Final = "/burglary"
CARD: Final = "map"
FUNNEL_HEIGHT: Final = 400


def section(place: Place) -> Section:
    """The page's map and funnel, or from when the figures run."""
    state = place.state(PATH, view.PARAMETERS)
    found = view.ask(state)
    path = place.address(PATH, fragment=CARD)
    if found is None:
        absent = Item(key="burglary-map", card=words.nothing_yet(state), path=path)
        return Section(
            key="burglary",
            title="Burglary",
            sentence=f"Burglary in {place.area.label}",
            context=f"{place.area.label} · as at {place.as_at.label}",
            path=place.address(PATH),
            items=(absent,),
        )
    card = titled(maps.map_card(found), f"{found.subject}:")
    chart = None
    if isinstance(card, Card):
        card = replace(card, table=table(found, exact=True))
        chart = charts.bars(
            card.table, axis="Change on a year, per cent", columns=("change_percent",)
        )
    return Section(
        key="burglary",
        title="Burglary",
        sentence=titles.page_title(found),
        context=titles.page_context(found),
        path=place.address(PATH),
        items=(
            Item(key="burglary-map", card=card, path=path, chart=chart, height=maps.HEIGHT),
            Item(
                key="burglary-funnel",
                card=titled(funnel.funnel_card(found), f"{found.subject}:"),
                path=place.address(PATH, fragment=funnel.CARD),
                height=FUNNEL_HEIGHT,
            ),
        ),
    )

"""Wards of a borough, on the pages that speak of one offence: which, when, and where.

A part of a page: its control, and a section that a callback draws again. A page without wards
(another area, or none loaded) has neither; a borough is told in a line how wards can be had.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from dash import dcc, html
from dash.development.base_component import Component

from components import controls, ids
from components.chart_card import chart_card
from components.dom import dom
from components.figures.heat import height
from components.links import relative
from components.table_card import table_card
from components.url_state import Choice, Context, Parameter, State
from components.views.wards_cards import heat_card, heat_key, ranking_card
from components.views.wards_look import ALL, WARD, Absence, Look, Span, look
from components.views.wards_map import HEIGHT as MAP_HEIGHT
from components.views.wards_map import MAP, has_map, map_card, map_key
from data.errors import EngineUnavailable
from data.queries.small_areas import has_any

SECTION: Final = "wards"
RANKING: Final = "ward-ranking"
MONTHS: Final = "ward-months"


def _choices(context: Context) -> Sequence[Choice]:
    found = [Choice(ALL, "All wards")]
    if not has_any(context.store, WARD, context.area):
        return found
    areas = context.store.small_areas[WARD].within(context.area.code)
    newest = max(each.last for each in areas)
    return found + [
        Choice(
            each.code,
            each.name if each.last == newest else f"{each.name} (to {each.last.label})",
        )
        for each in areas
    ]


PARAMETER: Final = Parameter("ward", "Ward", _choices, lambda _: ALL)


def part(state: State, *, path: str, span: Span | None) -> list[Component]:
    """What a page holds for wards: the control and the section.

    Args:
        state: The page's state.
        path: The page's path.
        span: The months that the page speaks of; None where there are none.
    """
    if not has_any(state.store, WARD, state.area):
        value = dcc.Input(id=ids.control(WARD, path), type="hidden", value=state[WARD])
        told = _how_to_have(state)
        return [html.Div([value, *told], className="wards-note-frame", id=SECTION)]
    return [
        html.Div(
            [
                html.H2(f"Wards of {state.area.name}", className="wards-heading"),
                controls.searchable(PARAMETER, state),
            ],
            className="wards-head",
        ),
        html.Div(section(state, path=path, span=span), id=SECTION, className="wards"),
    ]


def is_shown(state: State) -> bool:
    """Whether the page has a section of wards that follows its controls."""
    return has_any(state.store, WARD, state.area)


def section(state: State, *, path: str, span: Span | None) -> list[Component]:
    """The cards of wards for a state; one sentence where there is nothing to show."""
    try:
        seen = look(state, path=path, span=span)
    except EngineUnavailable as error:
        message = f"Figures by ward cannot be shown now: {error} The rest of the page is complete."
        return [_absent(Absence(message))]
    if isinstance(seen, Absence):
        return [_absent(seen)]
    return [*_cards(state, seen)]


def _cards(state: State, seen: Look) -> list[Component]:
    found: list[Component] = [table_card(RANKING, ranking_card(seen), heading=3)]
    if has_map(seen):
        found.append(
            chart_card(
                MAP,
                map_card(seen),
                view=state.view,
                height=MAP_HEIGHT,
                heading=3,
                extra=(map_key(seen),),
            )
        )
    found.append(
        chart_card(
            MONTHS,
            heat_card(seen),
            view=state.view,
            height=height(len(seen.shown)),
            heading=3,
            extra=(heat_key(seen),),
            class_name="heat-card",
            scrolls=True,
        )
    )
    return found


def _absent(seen: Absence) -> html.Section:
    link: list[Component] = []
    if seen.href:
        link = [html.P(html.A(seen.link, href=seen.href, className="button"))]
    return html.Section(
        [html.P(seen.message), *link],
        className="panel absent",
        **dom(aria_label="Wards", aria_live="polite"),
    )


def _how_to_have(state: State) -> list[Component]:
    """One line for a borough: the next question of its commander is which wards."""
    if state.area.kind != "borough":
        return []
    return [
        html.P(
            [
                f"Wards: no figures by ward are loaded for {state.area.name}. The Met publishes "
                "them; ",
                html.A("About", href=relative("/about", fragment="wards")),
                " says how they are added.",
            ],
            className="wards-note",
        )
    ]

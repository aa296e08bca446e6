"""Each area's offence groups: a card for the chosen area, a section that opens for each place."""

from __future__ import annotations

import math
from typing import Final

from dash import html
from dash.development.base_component import Component

from components import ids
from components.chart_card import Absent, absent_content
from components.dom import dom
from components.links import relative
from components.table_card import TableCard, table_actions
from components.tables import data_table
from components.url_state import State
from components.views import area_tables as tables
from components.views.area_places import first_quarter
from components.views.area_rows import Look, finding
from data.areas import Area
from data.offences import ALL

OFFENCES: Final = "offence-groups"
EACH: Final = "each-place"
TABLE_CLASS: Final = "is-whole area-table"


def is_counted(seen: Look) -> bool:
    """Whether any quarter of recorded crime is complete by as-at."""
    return not math.isnan(seen.rows[seen.state.area.code, ALL]["count"])


def nothing_yet(seen: Look) -> html.Section:
    """What stands in place of the page before the first complete quarter."""
    state = seen.state
    offence = state.store.offences.get(ALL)
    quarter = first_quarter(state.store, offence)
    return html.Section(
        absent_content(
            Absent(
                title=f"The first complete quarter is {quarter.label}",
                message=(
                    f"The page is as at {state.as_at.label}. Recorded crime by area and offence "
                    f"runs from {state.store.cube(offence).first.label}."
                ),
                link_text=f"Show {quarter.last.label}",
                link_href=relative("/area", area=state.area.code, as_at=str(quarter.last)),
            )
        ),
        className="panel",
    )


def offences_card(seen: Look) -> TableCard:
    """Every offence group of the chosen area."""
    found, area = seen.found, seen.state.area
    return TableCard(
        title=f"Every offence group in {area.label}",
        subtitle=(
            f"Offences in {found.quarter.label}, change on {found.quarter.year_before().label}; "
            f"offences per 1,000 residents in the 12 months to {found.last.label}"
        ),
        table=tables.by_offence(seen, area),
        notes=tables.notes(seen, [area.kind]),
    )


def has_places(state: State) -> bool:
    """Whether the area is made of others: London of BCUs, a BCU of boroughs."""
    return state.area.kind != "borough"


def each_heading(state: State) -> html.Header:
    """The heading of the places' own tables."""
    london = state.area.kind == "london"
    kind = "BCU" if london else "borough"
    among = "the 12 BCUs" if london else "the 32 boroughs"
    return html.Header(
        [
            html.H2(f"Every offence group, {kind} by {kind}", className="section-title"),
            html.P(
                f"Each {kind}'s own table opens and closes; its ranks are among {among}.",
                className="card-subtitle",
            ),
        ],
        className="section-header",
    )


def each_place(seen: Look) -> list[Component]:
    """A table for each place of the area; a BCU's boroughs are open, London's twelve are not."""
    children = seen.state.store.areas.children(seen.state.area.code)
    return [_place(seen, place) for place in sorted(children, key=lambda place: place.name)]


def place_id(place: Area) -> str:
    """The id of a place's card."""
    return f"place-{place.code}"


def _place(seen: Look, place: Area) -> html.Details:
    state, card_id = seen.state, place_id(place)
    counted, most = finding(seen.of_area(place.code))
    href = relative("/area", area=place.code, as_at=str(state.as_at))
    return html.Details(
        [
            html.Summary(
                [
                    html.H3(place.label, id=ids.card(card_id, "title"), className="place-name"),
                    html.Span("; ".join(part for part in (counted, most) if part)),
                ],
                className="place-summary",
            ),
            html.Div(
                [
                    html.A(f"{place.label} on a page of its own", href=href),
                    table_actions(card_id),
                ],
                className="table-card-bar",
            ),
            data_table(
                ids.card(card_id, "table"), tables.by_offence(seen, place), class_name=TABLE_CLASS
            ),
        ],
        id=card_id,
        open=state.area.kind == "bcu",
        className="panel place",
        **dom(data_card=card_id, data_island="place"),
    )

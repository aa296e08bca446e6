"""The contents of a pack: every page's cards for an area and a month, from the pages' own views.

Nothing is asked of the data here that a page does not ask: a section builds the state in which
its page opens, and takes the cards that the page shows.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Final

from components.pack.model import Chart, Item, Pack, Section
from components.pack.sections import (
    area,
    burglary,
    crime_trends,
    knife_injury,
    milestones,
    overview,
    report_check,
    sources,
)
from components.pack.states import Place
from components.views.overview_findings import tested
from data import as_at as as_at_months
from data.queries.findings import what_stands_out

if TYPE_CHECKING:
    from data.periods import Month
    from data.store import Store

SECTIONS: Final[Mapping[str, Callable[[Place], Section]]] = {
    "overview": overview.section,
    "crime-trends": crime_trends.section,
    "knife-injury": knife_injury.section,
    "burglary": burglary.section,
    "area": area.section,
    "milestones": milestones.section,
    "report-check": report_check.section,
    "sources": sources.section,
}
"""What makes each section, in the order of a pack."""


def pack(
    store: Store,
    *,
    area: str,
    as_at: Month,
    made: datetime.date,
    marking: str | None = None,
) -> Pack:
    """Everything that the product says of an area as at a month.

    Args:
        store: The loaded data.
        area: Code of the area.
        as_at: The last month taken into account.
        made: The day on which it is made.
        marking: A protective marking.

    Raises:
        InvalidParameter: there is no such area, or no such month in the data.
    """
    place = Place(store, store.areas.get(area), as_at_months.check(store, as_at))
    found = what_stands_out(store, area=place.area.code, as_at=place.as_at)
    return Pack(
        store=store,
        area=place.area,
        as_at=place.as_at,
        release=store.release,
        made=made,
        marking=marking or None,
        findings=found.findings,
        tested=tested(found),
        sections=tuple(make(place) for make in SECTIONS.values()),
    )


__all__ = ["SECTIONS", "Chart", "Item", "Pack", "Section", "pack"]

"""The contents of a pack: every page's cards for an area and a month, from the pages' own views.

Nothing is asked of the data here that a page does not ask: a section builds the state in which
its page opens, or in which its reader left it, and takes the cards that the page shows.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Final

from components.pack.controls import checked, in_words
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
from components.url_state import Context
from components.views.overview_findings import tested
from data import as_at as as_at_months
from data.errors import InvalidParameter
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

SOURCES: Final = sources.KEY
ABOUT: Final = "about"
"""The page whose section has the sources and notes; it stands last in every pack."""

PAGES: Final = tuple(ABOUT if key == SOURCES else key for key in SECTIONS)
"""The pages that a pack may be of, as their paths call them."""

NO_CONTROLS: Final[Mapping[str, str]] = {}
Step = Callable[[], None]


def nothing() -> None:
    """Do nothing between two sections."""


def pack(
    store: Store,
    *,
    area: str,
    as_at: Month,
    made: datetime.date,
    marking: str | None = None,
    page: str | None = None,
    controls: Mapping[str, str] = NO_CONTROLS,
    step: Step = nothing,
) -> Pack:
    """Everything that the product says of an area as at a month.

    Args:
        store: The loaded data.
        area: Code of the area.
        as_at: The last month taken into account.
        made: The day on which it is made.
        marking: A protective marking.
        page: One page, whose section is made, with the sources and notes; by default all are.
        controls: Values of that page's controls by parameter, as in its address; by default they
            are as the page opens.
        step: Called between two sections; whoever has waited enough raises from it.

    Raises:
        InvalidParameter: there is no such area, page, control or value, or no such month in the
            data.
    """
    makers = _makers(page)
    context = Context(store, store.areas.get(area), as_at_months.check(store, as_at))
    given = checked(page, controls, context)
    place = Place(store, context.area, context.as_at, given)
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
        sections=tuple(_sections(makers, place, step)),
        controls=in_words(page, given, context),
    )


def check_page(page: str) -> str:
    """Return the page if a pack may be of it.

    Raises:
        InvalidParameter: It may not.
    """
    if page not in PAGES:
        raise InvalidParameter("page", page, PAGES)
    return page


def _makers(page: str | None) -> list[Callable[[Place], Section]]:
    """What makes the sections of a page; those of every page where none is named."""
    if page is None:
        return list(SECTIONS.values())
    check_page(page)
    keys = [SOURCES] if page == ABOUT else [page, SOURCES]
    return [SECTIONS[key] for key in keys]


def _sections(
    makers: Iterable[Callable[[Place], Section]], place: Place, step: Step
) -> Iterator[Section]:
    for make in makers:
        step()
        yield make(place)


__all__ = ["SECTIONS", "Chart", "Item", "Pack", "Section", "pack"]

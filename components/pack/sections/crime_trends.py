"""Crime trends in the pack: every offence group month by month, the headline series first."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from components.chart_card import Card
from components.pack import charts
from components.pack.model import Item, Section
from components.pack.states import Place
from components.url_state import State
from components.views import crime_trends as view
from components.views.offence_choices import has_area
from components.views.overview_series import SUBJECTS, Subject, find
from data.offences import ALL

PATH: Final = "/crime-trends"
HEIGHT: Final = 400
RECORDED: Final = "recorded-crime"
UNDER_25: Final = "under-25"
"""The subject of the overview that has a section of its own."""


def section(place: Place) -> Section:
    """All recorded crime and every offence group that the area has, with knife crime.

    With a control that a reader changed, what the page then shows: one series.
    """
    state = place.state(PATH, view.PARAMETERS)
    if place.controls:
        return _section(place, state, (_item(place, state["offence"], headline=True),))
    headlines = headline_series(place)
    groups = [
        offence.slug
        for offence in place.store.offences.groups()
        if offence.dataset == RECORDED and has_area(state.context, offence)
    ]
    slugs = dict.fromkeys([*headlines, *groups])
    items = tuple(_item(place, slug, headline=slug in headlines) for slug in slugs)
    return _section(place, state, items)


def _section(place: Place, state: State, items: tuple[Item, ...]) -> Section:
    return Section(
        key="crime-trends",
        title="Crime trends",
        sentence=view.title(state),
        context=view.context(state),
        path=place.address(PATH),
        items=items,
    )


def headline_series(place: Place) -> list[str]:
    """Slugs of the series behind the overview's tiles, under-25 victims aside."""
    found = (_series(place, subject) for subject in SUBJECTS if subject.key != UNDER_25)
    return [slug for slug in found if slug is not None]


def _series(place: Place, subject: Subject) -> str | None:
    """The series that has the latest quarter for the area, or else the first that has the area."""
    answer = find(place.store, subject, area=place.area, as_at=place.as_at)
    if answer is not None and not answer.london_only:
        return answer.offence.slug
    context = place.state(PATH, view.PARAMETERS).context
    known = (slug for slug in subject.series if has_area(context, place.store.offences.get(slug)))
    return next(known, None)


def _item(place: Place, slug: str, *, headline: bool) -> Item:
    given = {} if slug == ALL else {"offence": slug}
    state = place.state(PATH, view.PARAMETERS, **given)
    card, chart = view.card(state), None
    if isinstance(card, Card):
        # On its page the title leaves the series unsaid: the page's own title names it.
        card = replace(card, title=view.title(state))
        offence = place.store.offences.get(slug)
        step = "a quarter" if place.store.cube(offence).quarterly else "a month"
        chart = charts.line(card.table, axis=f"{offence.unit.capitalize()} {step}")
    return Item(
        key=f"crime-trends-{slug}",
        card=card,
        path=place.address(PATH, fragment=view.CARD, **given),
        headline=headline,
        chart=chart,
        height=HEIGHT,
    )

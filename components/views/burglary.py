"""Burglary: where, and is it different from chance? The page's parameters and its parts."""

from __future__ import annotations

from typing import Final

from components.url_state import Choice, Context, Parameter, State
from components.views import burglary_period as periods
from components.views import wards
from components.views.burglary_picture import CHANGE, MEASURES, Picture, picture
from components.views.wards_look import Span

OFFENCES: Final = {
    "burglary": "All burglary",
    "burglary-residential": "Residential",
    "burglary-business-and-community": "Business and community",
}
ADJUSTED: Final = {"yes": "Usual spread of boroughs", "no": "Chance alone"}


def _offences(_: Context) -> list[Choice]:
    return [Choice(slug, label) for slug, label in OFFENCES.items()]


def _measures(_: Context) -> list[Choice]:
    return [Choice(each.slug, each.label) for each in MEASURES.values()]


def _adjusted(_: Context) -> list[Choice]:
    return [Choice(slug, label) for slug, label in ADJUSTED.items()]


PARAMETERS: Final = (
    Parameter("offence", "Offence", _offences, lambda _: "burglary"),
    Parameter("measure", "Map shows", _measures, lambda _: CHANGE.slug),
    Parameter("quarter", "Period", periods.choices, periods.newest),
    Parameter("adjusted", "Boroughs judged against", _adjusted, lambda _: "yes"),
    wards.PARAMETER,
)


def span(state: State) -> Span | None:
    """The months of the chosen period, for the wards; ``None`` where there is no period."""
    if not state["quarter"]:
        return None
    period = periods.parse(state["quarter"])
    return Span(period.first, period.last, periods.words(period))


def ask(state: State) -> Picture | None:
    """The picture for a page's state; ``None`` where no quarter is complete by as-at."""
    if not state["quarter"]:
        return None
    return picture(
        state.store,
        offence=state["offence"],
        area=state.area,
        period=periods.parse(state["quarter"]),
        as_at=state.as_at,
        measure=MEASURES[state["measure"]],
        adjusted=state["adjusted"] == "yes",
    )

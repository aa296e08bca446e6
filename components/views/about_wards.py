"""About: wards, as far as they are loaded, and how they can be."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from dash import html
from dash.development.base_component import Component

from components import formatting
from components.links import relative
from components.url_state import State
from components.views.about_parts import bullets
from data.small_areas import Register
from data.store import Store

WARD: Final = "ward"
HOW: Final = (
    "The Met publishes recorded crime by ward on the London Datastore (MPS Recorded Crime: "
    "Geographic Breakdown). Whoever keeps this dashboard loads that file with “python -m data "
    "load”; the server takes it up by itself. Crime trends and Burglary then show the wards of a "
    "borough, and the data API answers with by=ward."
)
NONE: Final = "No figures by ward are loaded."
KNOW: Final = (
    "A ward has counts, and no rates: no residents are loaded by ward. So no ward is judged "
    "against chance either.",
    "Wards do not add up to their borough: offences without a known place are in none. The pages "
    "say how many.",
    "A code stands for the same ground as long as it is in use. Where boundaries are revised a new "
    "code begins; the two are shown apart, and never joined.",
    "A month of which an extract holds only a fragment is missing, not low.",
)


def body(state: State) -> Sequence[Component]:
    """The section."""
    register = state.store.small_areas.get(WARD)
    if register is None:
        return [html.P(f"{NONE} {HOW}")]
    return [
        html.P(_loaded(state.store, register)),
        bullets(KNOW),
        *_changes(state.store, register),
        html.P(_links(state, register)),
        html.P(HOW),
    ]


def _loaded(store: Store, register: Register) -> str:
    names = [store.areas.get(code).name for code in register.boroughs]
    first = min(each.first for each in register.spells)
    last = max(each.last for each in register.spells)
    where = "all 32 boroughs"
    if len(names) < len(store.areas.boroughs()):
        where = formatting.join_words(sorted(names))
    return (
        f"Recorded crime of {formatting.plural(len(register), 'ward')} in {where}, "
        f"{first.label} to {last.label}."
    )


def _changes(store: Store, register: Register) -> list[Component]:
    found = [
        f"{store.areas.get(code).name}: {change.sentence()}"
        for code in register.boroughs
        for change in register.changes(code)
    ]
    if not found:
        return []
    return [html.H3("Codes, names and boroughs that changed"), bullets(found)]


def _links(state: State, register: Register) -> list[Component | str]:
    """The pages of the first borough with wards, at the newest month of these."""
    code = register.boroughs[0]
    name = state.store.areas.get(code).name
    last = min(
        max(each.last for each in register.within(code)),
        state.store.cubes["recorded-crime"].last,
    )
    href = relative("/crime-trends", area=code, as_at=str(last), fragment="wards")
    return ["See ", html.A(f"the wards of {name}", href=href), "."]

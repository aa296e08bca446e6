"""One offence, place by place: the rates as bars beside London's, and the places' table."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

import pandas as pd

from components import formatting, wording
from components.chart_card import Absent, Card
from components.figures.bars import pixels_a_bar, ranked_bars
from components.links import relative
from components.url_state import State
from components.views import area_tables as tables
from components.views.area_rows import Look, Row, places
from data.offences import Offence
from data.periods import Quarter
from data.store import Store

if TYPE_CHECKING:
    import plotly.graph_objects as go

CARD: Final = "places"
BAR_GAP, FRAME = 2, 46
RATE, COUNT = "rate", "count"


def height(state: State) -> int:
    """The height that the bars need, in pixels."""
    shown = places(state)
    return FRAME + (pixels_a_bar(area.name for area in shown) + BAR_GAP) * len(shown)


def card(seen: Look) -> Card | Absent:
    """The chosen offence in each place; counts where 12 months are not there for a rate yet."""
    state = seen.state
    offence = state.store.offences.get(state["offence"])
    rows = seen.of_offence(offence.slug, places(state))
    measure = RATE if _known(rows, RATE) else COUNT
    rows = sorted(_known(rows, measure), key=lambda row: -row[measure])
    if not rows:
        return _absent(state, offence)
    return Card(
        title=_title(state, rows, measure),
        subtitle=_subtitle(seen, offence, measure),
        figure=_bars(state, rows, measure),
        table=tables.by_place(seen, rows),
        summary=_summary(state, rows, measure),
        about=_about(seen),
    )


def _known(rows: Sequence[Row], measure: str) -> list[Row]:
    return [row for row in rows if not math.isnan(row[measure])]


def first_quarter(store: Store, offence: Offence) -> Quarter:
    """The first quarter that a series has in full."""
    first = store.cube(offence).first
    return first.quarter if first.quarter.first == first else first.quarter + 1


def _absent(state: State, offence: Offence) -> Absent:
    quarter = first_quarter(state.store, offence)
    return Absent(
        title=f"{wording.offence_name(offence)}: no complete quarter by {state.as_at.label}",
        message=f"The first quarter that is counted in full is {quarter.label}.",
        link_text=f"Show {quarter.last.label}",
        link_href=relative(
            "/area",
            area=state.area.code,
            as_at=str(quarter.last),
            offence=None if offence.slug == "all" else offence.slug,
        ),
    )


def _ranked(state: State, rows: Sequence[Row]) -> list[Row]:
    """The places of one kind: a BCU is not ranked among its boroughs."""
    kind = "bcu" if state.area.kind == "london" else "borough"
    return [row for row in rows if row["kind"] == kind]


def _title(state: State, rows: Sequence[Row], measure: str) -> str:
    """A finding: which place has the highest rate."""
    highest = _ranked(state, rows)[0]
    what = "rate" if measure == RATE else "count"
    return f"{highest['label']}: highest {what} in {_label(state, highest)}"


def _label(state: State, row: Row) -> str:
    return state.store.areas.get(row["area"]).label


def _subtitle(seen: Look, offence: Offence, measure: str) -> str:
    state = seen.state
    where = "the 12 BCUs"
    if state.area.kind != "london":
        where = f"boroughs of {state.store.areas.get(str(state.area.bcu)).label}, and the BCU"
    what = offence.unit.capitalize()
    if measure == RATE:
        return (
            f"{what} per 1,000 residents, {where}, 12 months to {seen.found.last.label}; "
            "the dashed line is London's rate"
        )
    return f"{what}, {where}, {seen.found.quarter.label}; no 12 months to make a rate of yet"


def _bars(state: State, rows: Sequence[Row], measure: str) -> go.Figure:
    digits = 1 if measure == RATE else 0
    # Where every bar is a BCU, the subtitle says so.
    short = state.area.kind == "london"
    frame = pd.DataFrame(
        {
            "key": [row["area"] for row in rows],
            "name": [row["name"] if short else _label(state, row) for row in rows],
            "value": [row[measure] for row in rows],
            "text": [formatting.decimal(row[measure], digits) for row in rows],
        }
    )
    if measure == COUNT:
        return ranked_bars(frame, focus=_focus(state))
    return ranked_bars(
        frame,
        focus=_focus(state),
        reference=rows[0]["london_rate"],
        reference_label="London",
    )


def _focus(state: State) -> set[str]:
    """The chosen borough; of a BCU its boroughs, the BCU itself in grey; of London all."""
    if state.area.kind == "borough":
        return {state.area.code}
    kind = "bcu" if state.area.kind == "london" else "borough"
    return {place.code for place in places(state) if place.kind == kind}


def _summary(state: State, rows: Sequence[Row], measure: str) -> str:
    """The ends of the ranking, how many are above London, and the rank of a chosen borough."""
    ranked = _ranked(state, rows)
    digits = 1 if measure == RATE else 0
    highest, lowest = (
        f"{_label(state, row)}, {formatting.decimal(row[measure], digits)}"
        for row in (ranked[0], ranked[-1])
    )
    ends = f"Highest: {highest}; lowest: {lowest}."
    if measure == COUNT:
        return f"{ends} A rate needs 12 months of figures."
    london = rows[0]["london_rate"]
    above = sum(row[RATE] > london for row in ranked)
    what = "BCUs" if state.area.kind == "london" else "boroughs"
    sentences = [
        ends,
        f"{_how_many(above, len(ranked), what)} a higher rate than London "
        f"({formatting.decimal(london)}).",
    ]
    sentences += [
        f"{state.area.label} ranks {formatting.ordinal(int(row['rank']))} of "
        f"{int(row['rank_of'])} boroughs by rate; the 1st is the highest."
        for row in ranked
        if row["area"] == state.area.code and not math.isnan(row["rank"])
    ]
    return " ".join(sentences)


def _how_many(number: int, of: int, what: str) -> str:
    """The start of a sentence on some of several: "None of the 4 boroughs has", "1 of 4 … has"."""
    if number == 0:
        return f"None of the {of} {what} has"
    if number == of:
        return f"All {of} {what} have"
    return f"{number} of {of} {what} {'has' if number == 1 else 'have'}"


def _about(seen: Look) -> list[str]:
    meta = seen.found.result.meta
    kinds = dict.fromkeys(place.kind for place in places(seen.state))
    return [
        "The rate is the count of 12 months per 1,000 residents, with the residents of the "
        "calendar year in which they begin. People who work in or visit an area are not among its "
        "residents: rates of central London are high for this reason too.",
        f"Source: {meta.source}. {meta.licence}.",
        *meta.notes,
        *tables.notes(seen, kinds),
    ]

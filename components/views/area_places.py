"""One offence, place by place: the rates as bars beside London's, and the places' table."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from components import formatting, wording
from components.chart_card import Absent, Card
from components.figures.bars import PIXELS_A_BAR, ranked_bars
from components.links import relative
from components.url_state import State
from components.views import area_tables as tables
from components.views.area import places
from data.offences import Offence
from data.periods import Quarter
from data.queries.profile import Profile, profile
from data.store import Store

if TYPE_CHECKING:
    import plotly.graph_objects as go

CARD: Final = "places"
BAR_GAP, FRAME = 2, 46
RATE, COUNT = "rate", "count"


def codes(state: State) -> list[str]:
    """The places by code: London's BCUs, or a BCU's boroughs and the BCU itself."""
    found = [place.code for place in places(state)]
    return found if state.area.kind == "london" else [*found, str(state.area.bcu)]


def height(state: State) -> int:
    """The height that the bars need, in pixels."""
    return FRAME + (PIXELS_A_BAR + BAR_GAP) * len(codes(state))


def card(state: State) -> Card | Absent:
    """The chosen offence in each place; counts where 12 months are not there for a rate yet."""
    offence = state.store.offences.get(state["offence"])
    found = profile(state.store, areas=codes(state), offences=[offence.slug], as_at=state.as_at)
    rows = found.result.rows
    measure = RATE if rows[RATE].notna().any() else COUNT
    if rows[measure].isna().all():
        return _absent(state, offence)
    rows = rows.sort_values(measure, ascending=False, kind="stable")
    return Card(
        title=_title(state, rows, offence, measure),
        subtitle=_subtitle(state, found, offence, measure),
        figure=_bars(state, rows, measure),
        table=tables.by_place(state, found, tables.recents(state, found)),
        summary=_summary(state, rows, found, measure),
        about=_about(found),
    )


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


def _title(state: State, rows: pd.DataFrame, offence: Offence, measure: str) -> str:
    """A finding: which place has the highest rate, or how the chosen borough compares."""
    name = wording.offence_name(offence)
    single = rows[rows["kind"] == ("bcu" if state.area.kind == "london" else "borough")]
    highest = state.store.areas.get(str(single.iloc[0]["area"])).label
    what = "rate" if measure == RATE else "count"
    return f"{name}: highest {what} in {highest}"


def _subtitle(state: State, found: Profile, offence: Offence, measure: str) -> str:
    if state.area.kind == "london":
        where = "the 12 BCUs"
    else:
        bcu = state.store.areas.get(str(state.area.bcu))
        where = f"boroughs of {bcu.label}, and the BCU"
    if measure == RATE:
        return (
            f"{offence.unit.capitalize()} per 1,000 residents, {where}, 12 months to "
            f"{found.last.label}; the dashed line is London's rate"
        )
    return f"{offence.unit.capitalize()}, {where}, {found.quarter.label}; no 12 months yet"


def _bars(state: State, rows: pd.DataFrame, measure: str) -> go.Figure:
    digits = 1 if measure == RATE else 0
    areas = [state.store.areas.get(str(code)) for code in rows["area"]]
    # Where every bar is a BCU, the subtitle says so.
    labels = [area.name if state.area.kind == "london" else area.label for area in areas]
    frame = pd.DataFrame(
        {
            "key": rows["area"].to_list(),
            "name": labels,
            "value": rows[measure].to_list(),
            "text": [formatting.decimal(value, digits) for value in rows[measure]],
        }
    )
    if measure == COUNT:
        return ranked_bars(frame, focus=_focus(state))
    return ranked_bars(
        frame,
        focus=_focus(state),
        reference=float(rows["london_rate"].iloc[0]),
        reference_label="London",
    )


def _focus(state: State) -> set[str]:
    """The chosen borough; of a BCU its boroughs, the BCU itself in grey; of London all."""
    if state.area.kind == "borough":
        return {state.area.code}
    return {place.code for place in places(state)}


def _summary(state: State, rows: pd.DataFrame, found: Profile, measure: str) -> str:
    """The ends of the ranking, the chosen borough and London's rate, in words."""
    kind = "bcu" if state.area.kind == "london" else "borough"
    ranked = rows[(rows["kind"] == kind) & rows[measure].notna()]
    highest, lowest = ranked.iloc[0], ranked.iloc[-1]

    def said(row: pd.Series[Any]) -> str:
        label = state.store.areas.get(str(row["area"])).label
        return f"{label}, {formatting.decimal(row[measure], 1 if measure == RATE else 0)}"

    sentences = [f"Highest: {said(highest)}; lowest: {said(lowest)}."]
    if measure == COUNT:
        return f"{sentences[0]} A rate needs 12 months of figures."
    london = float(rows["london_rate"].iloc[0])
    above = int((ranked[RATE] > london).sum())
    number = formatting.decimal(london)
    what = "BCUs" if kind == "bcu" else "boroughs"
    sentences.append(f"{above} of {len(ranked)} {what} have a higher rate than London ({number}).")
    if state.area.kind == "borough":
        own = ranked[ranked["area"] == state.area.code]
        sentences += [_own(state, row) for row in own.to_dict("records")]
    return " ".join(sentences)


def _own(state: State, row: Mapping[Any, Any]) -> str:
    return (
        f"{state.area.label} is {formatting.ordinal(int(row['rank']))} of {int(row['rank_of'])} "
        "boroughs in London by rate, the highest first."
    )


def _about(found: Profile) -> list[str]:
    meta = found.result.meta
    return [
        "The rate is the count of 12 months per 1,000 residents, with the residents of the "
        "calendar year in which they begin. People who work in or visit an area are not among its "
        "residents: rates of central London are high for this reason too.",
        f"Source: {meta.source}. {meta.licence}.",
        *meta.notes,
        *tables.notes(found),
    ]

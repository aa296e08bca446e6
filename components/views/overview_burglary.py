"""The overview's burglary bars: where it rose and where it fell most, on a year before."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import pandas as pd

from components import formatting, wording
from components.chart_card import Card
from components.figures.bars import pixels_a_bar, ranked_bars
from components.pack.names import stem
from components.tables import Cell, Column, Table
from components.url_state import State
from components.views.overview_series import quarter_by
from data.areas import LONDON, Area
from data.periods import Quarter
from data.queries.changes import Change, quarter_change
from data.queries.comparison import comparison
from data.result import Result

CARD: Final = "burglary-ranked"
OFFENCE: Final = "burglary"
HIGHEST, LOWEST = 5, 4
"""Boroughs shown for London at each end."""

BAR_GAP, FRAME = 2, 20


@dataclass(frozen=True)
class Boroughs:
    """The change of burglary in each borough.

    Attributes:
        quarter: The quarter compared with the same quarter a year before.
        every: All 32 boroughs, the largest rise first.
        scope: Those that the page is about: all of London's, or the BCU's.
        answer: Where they come from.
    """

    quarter: Quarter
    every: pd.DataFrame
    scope: pd.DataFrame
    answer: Result

    @property
    def rose(self) -> int:
        """How many boroughs of the scope rose."""
        return int((self.scope["change_percent"] > 0).sum())

    @property
    def fell(self) -> int:
        """How many boroughs of the scope fell."""
        return int((self.scope["change_percent"] < 0).sum())


def boroughs(state: State) -> Boroughs | None:
    """Burglary by borough in the latest quarter; ``None`` without the quarter a year before."""
    quarter = quarter_by(state.as_at)
    if quarter.year_before().first < state.store.cubes["recorded-crime"].first:
        return None
    answer = comparison(
        state.store, offence=OFFENCE, by="borough", quarter=quarter, as_at=state.as_at
    )
    every = answer.rows.sort_values("change_percent", ascending=False, kind="stable")
    bcu = _bcu(state)
    scope = every if bcu is None else every[every["bcu"] == bcu.code]
    return Boroughs(quarter, every, scope, answer)


def card(state: State) -> Card | None:
    """The ranked bars: London's two ends, or the boroughs of a BCU beside it and London.

    Returns:
        None where the quarter has no year before it to compare with.
    """
    found = boroughs(state)
    if found is None:
        return None
    shown = _shown(state, found)
    return Card(
        title=bars_title(state, found),
        subtitle=_subtitle(state, found, shown),
        figure=ranked_bars(shown, signed=True, focus=_focus(state, found)),
        table=_table(found),
        summary=summary(state, found),
        about=_about(found),
    )


def height(state: State) -> int:
    """The height that the bars need, in pixels."""
    bcu = _bcu(state)
    areas = state.store.areas
    shown = areas.boroughs() if bcu is None else areas.children(bcu.code)
    bars = HIGHEST + LOWEST if bcu is None else len(shown) + 2
    return FRAME + (pixels_a_bar(area.name for area in shown) + BAR_GAP) * bars


def bars_title(state: State, found: Boroughs) -> str:
    """The title: the map beside it says where it rose and fell most."""
    bcu = _bcu(state)
    if bcu is None:
        return "Highest and lowest change in burglary"
    return f"Burglary: boroughs of {bcu.label}"


def summary(state: State, found: Boroughs) -> str:
    """How many boroughs rose and fell, then the counts of the area and of London."""
    level = len(found.scope) - found.rose - found.fell
    ways = wording.ways(found.rose, found.fell, level)
    bcu = _bcu(state)
    where = "" if bcu is None else f" of {bcu.label}"
    text = f"Of the {len(found.scope)} boroughs{where}, burglary {ways}."
    places = dict.fromkeys((state.area, state.store.areas.london))
    counts = " ".join(_counts(state, place) for place in places)
    spanned = (
        " The comparison spans a break in recording." if found.every["spans_break"].any() else ""
    )
    return f"{text} {counts}{spanned}"


def _bcu(state: State) -> Area | None:
    return None if state.area.bcu is None else state.store.areas.get(state.area.bcu)


def _change(state: State, place: Area) -> Change | None:
    return quarter_change(state.store, offence=OFFENCE, area=place.code, as_at=state.as_at)


def _counts(state: State, place: Area) -> str:
    change = _change(state, place)
    if change is None:
        return ""
    return (
        f"{place.label}: {formatting.count(change.before)} to {formatting.count(change.value)} "
        f"({formatting.change(change.percent)})."
    )


def _shown(state: State, found: Boroughs) -> pd.DataFrame:
    """The rows drawn, as :func:`ranked_bars` takes them."""
    rows = found.scope[["area", "name", "change_percent"]]
    bcu = _bcu(state)
    if bcu is None:
        rows = pd.concat([rows.head(HIGHEST), rows.tail(LOWEST)])
    else:
        places = (bcu, state.store.areas.london)
        changes = [_change(state, place) for place in places]
        beside = pd.DataFrame(
            {
                "area": [place.code for place in places],
                "name": [place.label for place in places],
                "change_percent": [None if each is None else each.percent for each in changes],
            }
        )
        rows = pd.concat([rows, beside]).sort_values(
            "change_percent", ascending=False, kind="stable"
        )
    rows = rows[rows["change_percent"].notna()]
    return pd.DataFrame(
        {
            "key": rows["area"].to_list(),
            "name": rows["name"].to_list(),
            "value": rows["change_percent"].astype("float64").to_list(),
            "text": [formatting.change(value) for value in rows["change_percent"]],
        }
    )


def _focus(state: State, found: Boroughs) -> set[str]:
    """For London all; else the boroughs of the BCU, or the one chosen."""
    if state.area.kind == "london":
        return set()
    if state.area.kind == "borough":
        return {state.area.code}
    return set(found.scope["area"])


def _subtitle(state: State, found: Boroughs, shown: pd.DataFrame) -> str:
    bcu = _bcu(state)
    which = (
        f"{len(shown)} of {len(found.every)} boroughs, highest and lowest"
        if bcu is None
        else f"boroughs of {bcu.label}, beside it and London"
    )
    return (
        f"Recorded burglaries, per cent, {found.quarter.short_label} on "
        f"{found.quarter.year_before().short_label}, {which}"
    )


def _table(found: Boroughs) -> Table:
    quarter, before = found.quarter.short_label, found.quarter.year_before().short_label
    rows = [
        [
            row["name"],
            row["count"],
            row["count_year_before"],
            Cell(row["change_percent"], symbol=row["symbol"]),
        ]
        for row in found.every.to_dict("records")
    ]
    return Table(
        caption=f"Recorded burglaries by borough, {quarter} on {before}",
        columns=(
            Column("area", "Borough", row_header=True),
            Column("count", quarter, "count"),
            Column("count_year_before", before, "count"),
            Column("change_percent", "Change", "change"),
        ),
        rows=rows,
        filename=stem("burglary-change-by-borough", LONDON, found.quarter),
        source=f"Source: {found.answer.meta.source}.",
    )


def _about(found: Boroughs) -> list[str]:
    meta = found.answer.meta
    return [
        "Burglary of every kind, by the borough in which it was recorded. The change is on the "
        "same quarter a year before, so that the time of year plays no part.",
        f"Source: {meta.source}. {meta.licence}.",
        *meta.notes,
    ]

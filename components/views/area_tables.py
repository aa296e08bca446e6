"""The tables of the area page: every offence of one place, or every place for one offence."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any, Final

import pandas as pd

from components import formatting, wording
from components.links import relative
from components.tables import Cell, Column, Table
from components.url_state import State
from components.views.area import STANDS_APART, ordered
from data.areas import LONDON, Area
from data.offences import ALL
from data.queries.profile import KNIFE_CRIME, Profile
from data.queries.recent import MONTHS, Recent, recent

Recents = Mapping[tuple[str, str], Recent]

NO_BREAK_HYPHEN: Final = "\N{NON-BREAKING HYPHEN}"
CUTS_ACROSS: Final = "counted within the groups too"


def recents(state: State, found: Profile) -> Recents:
    """The last months of every row of a profile."""
    rows = found.result.rows
    return recent(
        state.store,
        areas=list(dict.fromkeys(rows["area"])),
        offences=list(dict.fromkeys(rows["offence"])),
        as_at=state.as_at,
    )


def by_offence(state: State, area: Area, found: Profile, series: Recents) -> Table:
    """Every offence group of one area: all recorded crime first, then the groups as ordered.

    Args:
        state: The page's state; its order is that of the groups.
        area: The area.
        found: A profile that holds the area.
        series: The last months of its rows.
    """
    rows = found.result.rows
    rows = rows[rows["area"] == area.code]
    rows = rows.assign(_label=[_label(state, offence) for offence in rows["offence"]])
    first = rows[rows["offence"] == ALL]
    last = rows[rows["offence"] == KNIFE_CRIME]
    groups = rows[~rows["offence"].isin(STANDS_APART)]
    shown = pd.concat([first, ordered(groups, state["sort"], name="_label"), last])
    return Table(
        caption=f"Recorded crime in {area.label} by offence group, {found.quarter.label}",
        columns=_columns(found, "Offence group", ranked=area.code != LONDON),
        rows=[
            [_offence_cell(state, area, row), *_cells(row, series, ranked=area.code != LONDON)]
            for row in shown.to_dict("records")
        ],
        filename=f"offence-groups_{area.code}_{found.quarter}",
        source=f"Source: {found.result.meta.source}. As at {state.as_at.label}.",
        row_keys=[str(offence) for offence in shown["offence"]],
        order=state["sort"],
    )


def by_place(state: State, found: Profile, series: Recents) -> Table:
    """One offence in the places set beside each other, as ordered.

    Args:
        state: The page's state.
        found: A profile of the places, with the one offence.
        series: The last months of its rows.
    """
    rows = ordered(found.result.rows, state["sort"], name="name")
    offence = state.store.offences.get(state["offence"])
    return Table(
        caption=f"{wording.offence_name(offence)} by area, {found.quarter.label}",
        columns=_columns(found, "Area", ranked=True),
        rows=[
            [_place_cell(state, row), *_cells(row, series, ranked=True)]
            for row in rows.to_dict("records")
        ],
        filename=f"{offence.slug}-by-area_{state.area.code}_{found.quarter}",
        source=f"Source: {found.result.meta.source}. As at {state.as_at.label}.",
        row_keys=[str(code) for code in rows["area"]],
        order=state["sort"],
    )


def _columns(found: Profile, first: str, *, ranked: bool) -> list[Column]:
    quarter = found.quarter
    columns = [
        Column("offence" if first == "Offence group" else "area", first, row_header=True),
        Column("months", f"Last {MONTHS} months", "spark"),
        Column("count", _unbroken(quarter.short_label), "count"),
        Column("count_year_before", _unbroken(quarter.year_before().short_label), "count"),
        Column("change_percent", "Change", "change"),
        Column("rate", "Rate per 1,000", "decimal"),
    ]
    if ranked:
        columns += [
            Column("against_london_percent", "Against London", "change"),
            Column("rank", "Rank", "count"),
        ]
    return columns


def _unbroken(label: str) -> str:
    """A quarter's name that no line end parts."""
    return label.replace(" ", formatting.NO_BREAK).replace("-", NO_BREAK_HYPHEN)


def _cells(row: Mapping[Any, Any], series: Recents, *, ranked: bool) -> list[Any]:
    change, counts = row["change_percent"], (row["count"], row["count_year_before"])
    small = not math.isnan(change) and min(counts) < formatting.SMALL_COUNT
    cells: list[Any] = [
        _spark(series.get((row["area"], row["offence"]))),
        _counted(row["count"]),
        _counted(row["count_year_before"]),
        Cell(
            change,
            symbol=row["symbol"],
            mark=None if math.isnan(change) else wording.arrow(change),
            note="small counts" if small else None,
        ),
        _counted(row["rate"]),
    ]
    if ranked:
        cells += [_counted(row["against_london_percent"]), _rank(row)]
    return cells


def _counted(value: float) -> Cell:
    return Cell(value, symbol="x" if math.isnan(value) else None)


def _rank(row: Mapping[Any, Any]) -> Cell:
    if math.isnan(row["rank"]):
        return Cell(None, symbol="x")
    shared = ", shared" if row["rank_shared"] else ""
    return Cell(int(row["rank"]), mark=f"of {int(row['rank_of'])}{shared}")


def _spark(found: Recent | None) -> Cell:
    if found is None:
        return Cell(None, symbol="x")
    return Cell([None if math.isnan(count) else int(count) for count in found.counts])


def _label(state: State, offence: str) -> str:
    return wording.offence_name(state.store.offences.get(offence))


def _offence_cell(state: State, area: Area, row: Mapping[Any, Any]) -> Cell:
    slug = str(row["offence"])
    href = relative(
        "/crime-trends",
        area=area.code,
        as_at=str(state.as_at),
        offence=None if slug == ALL else slug,
    )
    note = CUTS_ACROSS if slug == KNIFE_CRIME else None
    return Cell(row["_label"], href=href, note=note)


def _place_cell(state: State, row: Mapping[Any, Any]) -> Cell:
    code = str(row["area"])
    note = "chosen" if code == state.area.code else None
    label = state.store.areas.get(code).label
    href = relative("/area", area=code, as_at=str(state.as_at))
    return Cell(label, href=href, note=note)


def notes(found: Profile) -> list[str]:
    """What must be known to read a table: what is provisional, breaks, what ranks count.

    Args:
        found: The profile of the table.
    """
    rows = found.result.rows
    said: list[str] = []
    if bool(rows["provisional"].any()):
        said.append(f"The quarter includes {found.last.label}, which is provisional.")
    elif bool(rows["provisional_12_months"].any()):
        said.append(f"The 12 months include {found.last.label}, which is provisional.")
    said += [
        f"The changes span a break, so that part of them may be recording: {each.description}"
        for each in found.breaks
    ]
    meaning = {"bcu": "the 12 BCUs", "borough": "the 32 boroughs"}
    ranked = [meaning[kind] for kind in dict.fromkeys(rows["kind"]) if kind in meaning]
    if ranked:
        said.append(
            f"Rates are compared with London's; rank 1 is the highest rate among "
            f"{formatting.join_words(ranked)}."
        )
    return said

"""The tables of the area page: every offence of one place, or every place for one offence."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any, Final

from components import formatting, wording
from components.links import relative
from components.pack.names import stem
from components.tables import Cell, Column, Table
from components.views.area_rows import STANDS_APART, Look, Row, is_small, ordered
from data.areas import LONDON, Area
from data.offences import ALL
from data.queries.profile import KNIFE_CRIME, Profile
from data.queries.recent import MONTHS, Recent

CUTS_ACROSS: Final = "counted within the groups too"
VARIATIONS: Final = {
    "concern": ("▲", "worse"),
    "neither": ("◆", "changed"),
    "improvement": ("▼", "better"),
    "common-cause": ("●", "chance"),
    "not-judged": ("–", "no verdict"),
}
"""Shape and word of each kind of variation."""

AGAINST: Final = {"above": "higher", "below": "lower", "alike": "alike"}
AMONG: Final = {"bcu": "the 12 BCUs", "borough": "the 32 boroughs"}


def by_offence(seen: Look, area: Area) -> Table:
    """Every offence group of one area: all recorded crime first, then the groups as ordered.

    Args:
        seen: The page's data; the order of its state is that of the groups.
        area: One of its areas.
    """
    state, ranked = seen.state, area.code != LONDON
    rows = seen.of_area(area.code)
    groups = [row for row in rows if row["offence"] not in STANDS_APART]
    shown = [
        *(row for row in rows if row["offence"] == ALL),
        *ordered(groups, state["sort"], name="label"),
        *(row for row in rows if row["offence"] == KNIFE_CRIME),
    ]
    return Table(
        caption=f"Recorded crime in {area.label} by offence group, {seen.found.quarter.label}",
        columns=_columns(
            seen.found, Column("offence", "Offence group", row_header=True), ranked=ranked
        ),
        rows=[[_offence_cell(seen, area, row), *_cells(row, seen, ranked=ranked)] for row in shown],
        filename=stem("offence-groups", area.code, seen.found.quarter),
        source=f"Source: {seen.found.result.meta.source}. As at {state.as_at.label}.",
        row_keys=[row["offence"] for row in shown],
        order=state["sort"],
    )


def by_place(seen: Look, rows: Iterable[Row]) -> Table:
    """The chosen offence in the places set beside each other.

    Args:
        seen: The page's data.
        rows: The places' rows of the offence, in the order of the table.
    """
    state, shown = seen.state, list(rows)
    offence = state.store.offences.get(state["offence"])
    return Table(
        caption=f"{wording.offence_name(offence)} by area, {seen.found.quarter.label}",
        columns=_columns(seen.found, Column("area", "Area", row_header=True), ranked=True),
        rows=[[_place_cell(seen, row), *_cells(row, seen, ranked=True)] for row in shown],
        filename=stem(f"{offence.slug}-by-area", state.area.code, seen.found.quarter),
        source=f"Source: {seen.found.result.meta.source}. As at {state.as_at.label}.",
        row_keys=[row["area"] for row in shown],
    )


def _columns(found: Profile, first: Column, *, ranked: bool) -> list[Column]:
    quarter = found.quarter
    columns = [
        first,
        Column("months", f"Last {MONTHS} months", "spark"),
        Column("count", formatting.unbroken(quarter.short_label), "count"),
        Column(
            "count_year_before", formatting.unbroken(quarter.year_before().short_label), "count"
        ),
        Column("change_percent", "Change", "change"),
        Column("variation", "Variation"),
        Column("rate", "Rate per 1,000", "decimal"),
    ]
    if ranked:
        columns += [
            Column("against_london_percent", "Against London", "change"),
            Column("rank", "Rank", "count"),
        ]
    return columns


def _cells(row: Row, seen: Look, *, ranked: bool) -> list[Any]:
    change = row["change_percent"]
    small = not math.isnan(change) and is_small(row)
    cells: list[Any] = [
        _spark(seen.series.get((row["area"], row["offence"]))),
        Cell(row["count"], symbol=row["count_symbol"]),
        Cell(row["count_year_before"], symbol=row["count_year_before_symbol"]),
        Cell(
            change,
            symbol=row["symbol"],
            mark=None if math.isnan(change) else wording.arrow(change),
            note="small counts" if small else None,
        ),
        _variation(row),
        Cell(row["rate"], symbol=row["rate_symbol"]),
    ]
    if ranked:
        cells += [_against(row), _rank(row)]
    return cells


def _variation(row: Row) -> Cell:
    """The mark of the process-behaviour chart: shape and word, the reason as its title."""
    mark = row["variation"]
    shape, word = VARIATIONS[mark.kind]
    return Cell(f"{shape} {word}", title=mark.why)


def _against(row: Row) -> Cell:
    """How far the rate is from London's, and whether its interval leaves London's out."""
    value = row["against_london_percent"]
    return Cell(
        value,
        symbol="x" if math.isnan(value) else None,
        mark=None if math.isnan(value) else AGAINST.get(row["against_london"]),
    )


def _rank(row: Row) -> Cell:
    if math.isnan(row["rank"]):
        return Cell(None, symbol="x")
    shared = ", shared" if row["rank_shared"] else ""
    return Cell(int(row["rank"]), mark=f"of {int(row['rank_of'])}{shared}")


def _spark(found: Recent | None) -> Cell:
    if found is None:
        return Cell(None, symbol="x")
    return Cell([None if math.isnan(count) else int(count) for count in found.counts])


def _offence_cell(seen: Look, area: Area, row: Row) -> Cell:
    slug = row["offence"]
    href = relative(
        "/crime-trends",
        area=area.code,
        as_at=str(seen.state.as_at),
        offence=None if slug == ALL else slug,
    )
    return Cell(row["label"], href=href, note=CUTS_ACROSS if slug == KNIFE_CRIME else None)


def _place_cell(seen: Look, row: Row) -> Cell:
    state, code = seen.state, row["area"]
    href = relative("/area", area=code, as_at=str(state.as_at))
    note = "this page" if code == state.area.code else None
    return Cell(state.store.areas.get(code).label, href=href, note=note)


def notes(seen: Look, kinds: Iterable[str]) -> list[str]:
    """What must be known to read a table: what is provisional, breaks, what ranks count.

    Args:
        seen: The page's data.
        kinds: The kinds of area in the table.
    """
    rows, last = seen.found.result.rows, seen.found.last.label
    said: list[str] = []
    if bool(rows["provisional"].any()):
        said.append(f"The quarter includes {last}, which is provisional.")
    elif bool(rows["provisional_12_months"].any()):
        said.append(f"The 12 months include {last}, which is provisional.")
    spanned = dict.fromkeys(each for kind in kinds for each in seen.found.breaks.get(kind, ()))
    said += [
        f"The changes span a break, so that part of them may be recording: {each.description}"
        for each in spanned
    ]
    said.append(
        "Variation: ▲ worse, ▼ better and ◆ changed mark a special cause in the latest month that "
        "counts, more than chance would give; ● is everyday variation. Higher and lower: London's "
        "rate lies outside the 95 % interval of the area's."
    )
    among = [AMONG[kind] for kind in kinds if kind in AMONG]
    if among:
        said.append(
            "Rates are compared with London's; rank 1 is the highest rate among "
            f"{formatting.join_words(among)}."
        )
    return said

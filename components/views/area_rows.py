"""The rows of the area page: one look at the data for the area and every place set beside it."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from components import formatting, wording
from components.url_state import State
from data.areas import Area
from data.offences import ALL
from data.queries.area_marks import ATTENTION as URGENCY
from data.queries.area_marks import against_london, variation
from data.queries.profile import KNIFE_CRIME, Profile, profile
from data.queries.recent import Recent, recent

Row = Mapping[str, Any]
"""A row of a profile, with ``label`` (how the offence is called on screen), ``variation`` and
``against_london`` (its two marks)."""

STANDS_APART: Final = (ALL, KNIFE_CRIME)
"""What stands beside the groups: the total, and knife crime, which cuts across them."""

ATTENTION, ALPHABETICAL, RISE, FALL, RATE = "attention", "a-z", "rise", "fall", "rate"

SMALLEST_RANKED: Final = 30
"""A smaller count swings too much by itself to be said to have moved most."""


@dataclass(frozen=True)
class Look:
    """What the page shows is taken from.

    Attributes:
        state: The page's state.
        found: The profile of the area and all places beside it.
        rows: Its rows by area and offence.
        series: The last months of each.
    """

    state: State
    found: Profile
    rows: Mapping[tuple[str, str], Row]
    series: Mapping[tuple[str, str], Recent]

    def of_area(self, area: str) -> list[Row]:
        """Every offence of an area."""
        return [row for (code, _), row in self.rows.items() if code == area]

    def of_offence(self, offence: str, areas: Iterable[Area]) -> list[Row]:
        """One offence in each of these areas."""
        return [self.rows[area.code, offence] for area in areas]


def look(state: State) -> Look:
    """Look up the area, the places in it and those beside it, every offence of each."""
    areas = state.store.areas
    parts = (state.area, *areas.children(state.area.code), *places(state))
    codes = list(dict.fromkeys(area.code for area in parts))
    found = profile(state.store, areas=codes, as_at=state.as_at)
    table = found.result.rows
    against = against_london(table["count_12_months"], table["population"], table["london_rate"])
    rows: dict[tuple[str, str], Row] = {
        (row["area"], row["offence"]): {
            **{str(name): value for name, value in row.items()},
            "label": wording.offence_name(state.store.offences.get(row["offence"])),
            "variation": variation(
                state.store, offence=row["offence"], area=row["area"], as_at=state.as_at
            ),
            "against_london": mark,
        }
        for row, mark in zip(table.to_dict("records"), against, strict=True)
    }
    offences = list(dict.fromkeys(offence for _, offence in rows))
    series = recent(state.store, areas=codes, offences=offences, as_at=state.as_at)
    return Look(state, found, rows, series)


def places(state: State) -> tuple[Area, ...]:
    """The areas set beside each other: London's BCUs, or a BCU's boroughs, then the BCU."""
    areas = state.store.areas
    if state.area.kind == "london":
        return areas.bcus()
    bcu = areas.get(str(state.area.bcu))
    return (*sorted(areas.children(bcu.code), key=lambda area: area.name), bcu)


def ordered(rows: Iterable[Row], order: str, *, name: str) -> list[Row]:
    """Rows in a chosen order.

    Args:
        rows: Rows of a profile.
        order: ``attention``, ``a-z``, ``rise``, ``fall`` or ``rate``.
        name: The field that A to Z goes by.

    Returns:
        The rows. By attention, special causes for the worse come first, then other special causes,
        each kind with rates above London's first. By change, those with fewer than ten in either
        quarter come after the others, since small counts swing widely; what is missing comes last.
    """

    def by_change(row: Row) -> tuple[bool, bool, float]:
        change = row["change_percent"]
        if math.isnan(change):
            return True, True, 0.0
        return False, is_small(row), change if order == FALL else -change

    def by_rate(row: Row) -> tuple[bool, float]:
        return math.isnan(row["rate"]), -row["rate"]

    def by_attention(row: Row) -> tuple[int, bool, float]:
        rate = row["against_london_percent"]
        above = row["against_london"] == "above"
        return URGENCY.index(row["variation"].kind), not above, 0.0 if math.isnan(rate) else -rate

    if order == ATTENTION:
        return sorted(rows, key=by_attention)
    if order == RATE:
        return sorted(rows, key=by_rate)
    if order in {RISE, FALL}:
        return sorted(rows, key=by_change)
    return sorted(rows, key=lambda row: row[name])


def is_small(row: Row, *, below: int = formatting.SMALL_COUNT) -> bool:
    """Whether either quarter of a row counts fewer than ``below``; missing is not small."""
    return bool(min(row["count"], row["count_year_before"]) < below)


def finding(rows: Iterable[Row]) -> tuple[str, str]:
    """How many offence groups of one area rose, and which moved most.

    Args:
        rows: The area's rows.

    Returns:
        Two clauses; the first is empty where no group has a change, the second where none has
        counts large enough to speak of.
    """
    known = [
        row
        for row in rows
        if row["offence"] not in STANDS_APART and not math.isnan(row["change_percent"])
    ]
    if not known:
        return "", ""
    rose = sum(row["change_percent"] > 0 for row in known)
    counted = f"{rose} of {len(known)} offence groups rose"
    large = [row for row in known if not is_small(row, below=SMALLEST_RANKED)]
    if not large:
        return counted, ""
    most = max(large, key=lambda row: abs(row["change_percent"]))
    name = f"{most['label'][:1].lower()}{most['label'][1:]}"
    return counted, f"{name} {wording.moved(most['change_percent'])}"

"""The area page: every offence group for an area and the places in it."""

from __future__ import annotations

from typing import Final

import pandas as pd

from components import formatting, wording
from components.url_state import Choice, Context, Parameter, State
from data.areas import Area
from data.offences import ALL
from data.queries.profile import KNIFE_CRIME, Profile, profile, profile_offences

SMALLEST_RANKED: Final = 30
"""A smaller count swings too much by itself to be said to have moved most."""

STANDS_APART: Final = (ALL, KNIFE_CRIME)
"""What stands beside the groups: the total, and knife crime, which cuts across them."""

ALPHABETICAL, RISE, FALL, RATE = "a-z", "rise", "fall", "rate"


def _offences(context: Context) -> list[Choice]:
    choices = []
    for slug in profile_offences(context.store, as_at=context.as_at):
        offence = context.store.offences.get(slug)
        choices.append(Choice(slug, wording.offence_name(offence)))
    return choices


def _orders(_: Context) -> list[Choice]:
    return [
        Choice(ALPHABETICAL, "A to Z"),
        Choice(RISE, "Largest rise first"),
        Choice(FALL, "Largest fall first"),
        Choice(RATE, "Highest rate first"),
    ]


PARAMETERS: Final = (
    Parameter("sort", "Order", _orders, lambda _: ALPHABETICAL),
    Parameter("offence", "Offence", _offences, lambda _: ALL),
)


def places(state: State) -> tuple[Area, ...]:
    """The areas set beside each other: London's BCUs, or a BCU's boroughs with the BCU."""
    areas = state.store.areas
    if state.area.kind == "london":
        return areas.bcus()
    bcu = areas.get(str(state.area.bcu))
    return tuple(sorted(areas.children(bcu.code), key=lambda area: area.name))


def own(state: State) -> Profile:
    """The profile of the chosen area."""
    return profile(state.store, areas=[state.area.code], as_at=state.as_at)


def title(state: State) -> str:
    """The finding: how many offence groups rose, and which moved most."""
    found = own(state)
    counted, most = finding(state, found.result.rows)
    if not counted:
        return _without_change(state, found)
    return "; ".join(part for part in (f"{counted} in {state.area.label}", most) if part)


def finding(state: State, rows: pd.DataFrame) -> tuple[str, str]:
    """How many offence groups of one area rose, and which moved most.

    Args:
        state: The page's state.
        rows: The area's rows of a profile.

    Returns:
        Two clauses; the first is empty where no group has a change, the second where none has
        counts large enough to speak of.
    """
    groups = rows[~rows["offence"].isin(STANDS_APART)]
    known = groups[groups["change_percent"].notna()]
    if known.empty:
        return "", ""
    rose = int((known["change_percent"] > 0).sum())
    counted = f"{rose} of {len(known)} offence groups rose"
    large = known[known[["count", "count_year_before"]].min(axis=1) >= SMALLEST_RANKED]
    if large.empty:
        return counted, ""
    most = max(large.to_dict("records"), key=lambda row: abs(row["change_percent"]))
    name = state.store.offences.get(most["offence"]).name
    return counted, f"{_lower(name)} {wording.moved(most['change_percent'])}"


def context(state: State) -> str:
    """The line under the title: area, the periods compared, source."""
    found = own(state)
    source = state.store.dataset("recorded-crime").publisher
    where = state.area.label
    if state.area.kind == "borough":
        where = f"{where}, {state.store.areas.get(str(state.area.bcu)).label}"
    return (
        f"{where} · {found.quarter.label} against {found.quarter.year_before().label}; "
        f"rates of the 12 months to {found.last.label} · {source}"
    )


def ordered(rows: pd.DataFrame, order: str, *, name: str) -> pd.DataFrame:
    """Rows in a chosen order.

    Args:
        rows: Rows of a profile.
        order: A value of the parameter ``sort``.
        name: The column that A to Z goes by.

    Returns:
        The same rows. In an order by change, those with fewer than ten in either quarter come
        after the others, since small counts swing widely; what is missing comes last.
    """
    if order == ALPHABETICAL:
        return rows.sort_values(name, kind="stable")
    if order == RATE:
        return rows.sort_values("rate", ascending=False, na_position="last", kind="stable")
    small = rows[["count", "count_year_before"]].min(axis=1) < formatting.SMALL_COUNT
    keyed = rows.assign(_small=small | rows["change_percent"].isna())
    keyed = keyed.sort_values(
        ["_small", "change_percent"], ascending=[True, order == FALL], na_position="last"
    )
    return keyed.drop(columns="_small")


def _lower(name: str) -> str:
    return f"{name[:1].lower()}{name[1:]}"


def _without_change(state: State, found: Profile) -> str:
    """The title where there is no year before to compare with."""
    total = found.result.rows.iloc[0]["count"]
    if pd.isna(total):
        return f"{state.area.label}: no complete quarter of recorded crime yet"
    return f"{formatting.count(total)} offences in {state.area.label} in {found.quarter.label}"

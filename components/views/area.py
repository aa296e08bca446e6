"""The area page: its parameters, its title and the line under it."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Final

from components import formatting, wording
from components.url_state import Choice, Context, Parameter
from components.views.area_rows import (
    ALPHABETICAL,
    ATTENTION,
    FALL,
    RATE,
    RISE,
    Look,
    finding,
    look,
)
from components.views.overview_series import settled
from data.offences import ALL
from data.queries.profile import profile_offences


def _offences(context: Context) -> list[Choice]:
    choices = []
    for slug in profile_offences(context.store, as_at=context.as_at):
        offence = context.store.offences.get(slug)
        choices.append(Choice(slug, wording.offence_name(offence)))
    return choices


def _orders(_: Context) -> list[Choice]:
    return [
        Choice(ATTENTION, "Needs attention first"),
        Choice(ALPHABETICAL, "A to Z"),
        Choice(RISE, "Largest rise first"),
        Choice(FALL, "Largest fall first"),
        Choice(RATE, "Highest rate first"),
    ]


PARAMETERS: Final = (
    Parameter("sort", "Order of offence groups", _orders, lambda _: ATTENTION),
    Parameter("offence", "Offence to compare", _offences, lambda _: ALL),
)


def title(seen: Look) -> str:
    """The finding: how many offence groups rose, and which moved most.

    A quarter that holds a provisional month makes no finding: the one before it does.
    """
    state = seen.state
    month = settled(state.store, state.as_at)
    where = state.area.label
    if month != state.as_at and month.quarter != state.as_at.quarter.previous():
        seen = look(replace(state, context=replace(state.context, as_at=month)))
        where = f"{where} in {seen.found.quarter.short_label}"
    counted, most = finding(seen.of_area(state.area.code))
    if counted:
        return "; ".join(part for part in (f"{counted} in {where}", most) if part)
    total = seen.rows[state.area.code, ALL]["count"]
    if math.isnan(total):
        return f"{state.area.label}: no complete quarter of recorded crime yet"
    return f"{formatting.count(total)} offences in {state.area.label} in {seen.found.quarter.label}"


def context(seen: Look) -> str:
    """The line under the title: area, the periods compared, source, what is not comparable."""
    state, quarter = seen.state, seen.found.quarter
    where = state.area.label
    if state.area.kind == "borough":
        where = f"{where}, {state.store.areas.get(str(state.area.bcu)).label}"
    own = seen.rows[state.area.code, ALL]
    if math.isnan(own["count"]):
        periods = f"as at {state.as_at.label}"
    elif math.isnan(own["count_year_before"]):
        periods = f"{quarter.label}, without a year before to compare with"
    else:
        periods = f"{quarter.label} against {quarter.year_before().label}"
    if not math.isnan(own["rate"]):
        periods = f"{periods}; rates of the 12 months to {seen.found.last.label}"
    parts = [
        where,
        periods,
        state.store.dataset("recorded-crime").publisher,
    ]
    if own["spans_break"] and not math.isnan(own["change_percent"]):
        parts.append("the comparison spans a break in recording")
    return " · ".join(parts)

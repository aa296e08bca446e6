"""The series beside one row of the board: before, at and after its report; context, not proof."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from dash import html
from dash.development.base_component import Component

from components import formatting, wording
from components.links import relative
from components.url_state import State
from components.views.milestones_parts import detail_table
from data.areas import Area
from data.offences import Offence
from data.periods import Quarter
from data.queries.changes import Change, latest_quarter, quarter_change
from data.queries.milestone_detail import MilestoneDetail

YEAR: Final = 4


@dataclass(frozen=True)
class Line:
    """One series in one area: the same quarter of the year before, at the report, a year after."""

    offence: Offence
    area: Area
    at: Change | None
    after: Change | None


def context_series(state: State, found: MilestoneDetail) -> list[Component]:
    """A table of the row's series; nothing where it names none that is loaded for its areas."""
    lines = [
        _line(state, offence, area, found.milestone.reported_quarter)
        for offence in found.offences
        for area in places(state, found)
        if area.code in state.store.cube(offence).areas
    ]
    if not lines:
        return []
    quarter = found.milestone.reported_quarter
    has_after = any(line.after is not None for line in lines)
    quarters = [quarter.year_before(), quarter, *([quarter + YEAR] if has_after else [])]
    names = ["Series", *(each.short_label for each in quarters), "Change on a year"]
    return [
        html.H3("Crime beside it: context, not proof", className="detail-heading"),
        html.P(
            "The same quarter of each year, so that seasons do not mislead. Many things move "
            "these counts: a change beside a milestone does not show that it caused it.",
            className="card-subtitle",
        ),
        detail_table(
            "Recorded counts by quarter",
            names,
            [_cells(state, line, has_after) for line in lines],
            numbers=range(1, len(names)),
        ),
    ]


def places(state: State, found: MilestoneDetail) -> list[Area]:
    """The areas whose series show the context: those named, with London where it is pan-London."""
    london = [state.store.areas.london] if found.milestone.reach == "london" else []
    if found.milestone.reach == "borough":
        return [area for area in found.areas if area.kind == "borough"]
    return [*london, *found.areas]


def _line(state: State, offence: Offence, area: Area, quarter: Quarter) -> Line:
    def at(wanted: Quarter) -> Change | None:
        known = latest_quarter(state.store, offence=offence.slug, as_at=wanted.last)
        if known != wanted or wanted.last > state.as_at:
            return None
        return quarter_change(state.store, offence=offence.slug, area=area.code, as_at=wanted.last)

    return Line(offence, area, at(quarter), at(quarter + YEAR))


def _cells(state: State, line: Line, has_after: bool) -> list[str | Component | list[Component]]:
    href = relative(
        "/crime-trends", area=line.area.code, as_at=str(state.as_at), offence=line.offence.slug
    )
    name = f"{wording.offence_name(line.offence)}, {line.area.label}"
    at, after = line.at, line.after
    values = [at.before if at else None, at.value if at else None]
    if has_after:
        values.append(after.value if after else None)
    return [
        html.A(name, href=href),
        *(formatting.count(value) for value in values),
        _changes(line, has_after),
    ]


def _changes(line: Line, has_after: bool) -> str:
    first = formatting.change(line.at.percent if line.at else None)
    if not has_after:
        return first
    return f"{first}, then {formatting.change(line.after.percent if line.after else None)}"

"""What the ward cards know for one question, found once: every card reads it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from components import formatting
from components.links import relative
from components.map_classes import PEAKS, Classed, amount_classes
from components.url_state import State
from data.offences import Offence
from data.periods import Month
from data.queries.small_area_comparison import small_areas_beside
from data.queries.small_area_series import small_area_series
from data.queries.small_areas import RECORDED_CRIME, Reconciled, cube_within, reconciled
from data.result import Meta
from data.small_areas import Change

WARD: Final = "ward"
ALL: Final = "all"
"""The value of the control where no ward is chosen."""

MOST_MONTHS: Final = 24
YEAR: Final = 12

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Span:
    """The months that a page speaks of.

    Args:
        first: First month.
        last: Last month.
        label: The period in a sentence.
    """

    first: Month
    last: Month
    label: str


@dataclass(frozen=True)
class Absence:
    """Why there is nothing of wards to show, and the way on."""

    message: str
    link: str = ""
    href: str = ""


@dataclass(frozen=True)
class Look:
    """One question and its answer.

    Args:
        state: The page's state.
        path: The page's path.
        offence: The offence.
        span: The months compared.
        rows: The wards in these months, the highest count first, then what has none.
        meta: What must be known to read them.
        months: The months of the heat map.
        values: Counts by ward code, one a month.
        provisional: Which of these months are.
        beside: What the wards sum to beside their borough.
        changes: Codes, names and boroughs that changed.
    """

    state: State
    path: str
    offence: Offence
    span: Span
    rows: Sequence[Row]
    meta: Meta
    months: Sequence[Month]
    values: Mapping[str, Sequence[float | None]]
    provisional: Sequence[bool]
    beside: Reconciled | None
    changes: Sequence[Change]

    @property
    def borough(self) -> str:
        """Name of the borough."""
        return self.state.area.name

    @property
    def chosen(self) -> str | None:
        """Code of the chosen ward."""
        return None if self.state[WARD] == ALL else self.state[WARD]

    @cached_property
    def chosen_row(self) -> Row | None:
        """The chosen ward in the period; None where none is chosen or it has no figures then."""
        return next((row for row in self.rows if row["area"] == self.chosen), None)

    @cached_property
    def known(self) -> Sequence[Row]:
        """The wards that have a count in the period."""
        return [row for row in self.rows if row["count"] is not None]

    @cached_property
    def shown(self) -> Sequence[Row]:
        """The rows of the heat map: wards with figures in its months, in the order of `rows`."""
        order = {row["area"]: place for place, row in enumerate(self.rows)}
        found = [
            {"area": code, "name": self.names[code], "sum": _sum(values)}
            for code, values in self.values.items()
        ]
        return sorted(found, key=lambda row: order.get(row["area"], len(order)))

    @cached_property
    def names(self) -> Mapping[str, str]:
        """Name of each ward; with its code where another has the same."""
        areas = self.state.store.small_areas[WARD].within(self.state.area.code)
        taken = [each.name for each in areas]
        return {
            each.code: each.name if taken.count(each.name) == 1 else f"{each.name} ({each.code})"
            for each in areas
        }

    @cached_property
    def classed(self) -> Classed:
        """The class of each cell of the heat map, row by row."""
        flat = [value for row in self.shown for value in self.values[row["area"]]]
        return amount_classes(flat, words=formatting.count, shares=PEAKS)


def look(state: State, *, path: str, span: Span | None) -> Look | Absence:
    """Ask for the wards of the chosen borough.

    Args:
        state: The page's state, whose area has wards.
        path: The page's path.
        span: The months that the page speaks of; None where there are none.
    """
    store, borough = state.store, state.area
    offence = store.offences.get(state["offence"])
    if offence.dataset != RECORDED_CRIME:
        return Absence(f"{offence.name} is not published by ward: recorded crime is.")
    cube = cube_within(store, WARD, borough.code, offence.slug)
    part = _within(span, cube.first, cube.last)
    if part is None:
        href = relative(
            path, area=borough.code, as_at=str(min(cube.last, store.cube(offence).last)),
            offence=offence.slug,
            ward=None if state[WARD] == ALL else state[WARD],
        )  # fmt: skip
        return Absence(
            f"Figures by ward of {borough.name} run from {cube.first.label} to {cube.last.label}; "
            f"the page is as at {state.as_at.label}.",
            "Show their newest months",
            href,
        )
    first, last = max(cube.first, part.last + (1 - MOST_MONTHS)), part.last
    answer = small_areas_beside(
        store, offence=offence.slug, by=WARD, area=borough.code, first=part.first, last=part.last
    )
    return Look(
        state=state,
        path=path,
        offence=offence,
        span=part,
        rows=sorted(answer.to_records(), key=_by_count),
        meta=answer.meta,
        months=[first + step for step in range(last.ordinal - first.ordinal + 1)],
        values=_by_month(state, offence, first, last),
        provisional=[month == cube.last for month in _months(first, last)],
        beside=reconciled(
            store, by=WARD, borough=borough, offence=offence, first=part.first, last=part.last
        ),
        changes=store.small_areas[WARD].changes(borough.code),
    )


def _within(span: Span | None, first: Month, last: Month) -> Span | None:
    """Return the part of a period for which there are wards; None for none."""
    if span is None or span.first > last or span.last < first:
        return None
    if first <= span.first and span.last <= last:
        return span
    begin, end = max(first, span.first), min(last, span.last)
    return Span(begin, end, f"{begin.label} to {end.label}")


def twelve_months(state: State) -> Span:
    """The twelve months to as-at: what a page speaks of that has no period of its own."""
    last = state.as_at
    first = last + (1 - YEAR)
    return Span(first, last, f"the twelve months to {last.label}")


def _by_month(
    state: State, offence: Offence, first: Month, last: Month
) -> dict[str, list[float | None]]:
    answer = small_area_series(
        state.store, by=WARD, area=state.area.code, offence=offence.slug, start=first, end=last
    )
    found: dict[str, list[float | None]] = {}
    for row in answer.to_records():
        found.setdefault(row["area"], []).append(row["value"])
    return found


def _months(first: Month, last: Month) -> list[Month]:
    return [first + step for step in range(last.ordinal - first.ordinal + 1)]


def _by_count(row: Row) -> tuple[bool, float, str]:
    count = row["count"]
    return count is None, -(count or 0), row["name"]


def _sum(values: Sequence[float | None]) -> float:
    return sum(value for value in values if value is not None)

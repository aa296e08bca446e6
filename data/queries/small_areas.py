"""Wards and neighbourhoods of a borough: which there are, and their counts."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from data.cube import Cube
from data.engine import counts_by_period, engine_of
from data.errors import InvalidParameter
from data.periods import Month, months_between
from data.remembering import remembered
from data.small_areas import LEVELS
from data.words import number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from data.areas import Area
    from data.counts import Counts
    from data.offences import Offence
    from data.small_areas import Level, Register, SmallArea
    from data.store import Store

RECORDED_CRIME = "recorded-crime"
HOW_TO_LOAD = "load the publisher’s {level} extract with “python -m data load FILE”"
NO_RATES = (
    "No residents are loaded by {level}, so population, rates and what is expected are not "
    "available (z): a count says nothing of how likely an offence is for those who live there."
)
PART = "Some sums leave out offences that an extract does not have."


class Within(NamedTuple):
    """The small areas of a borough that a question is about.

    Attributes:
        level: What they are.
        register: All that are loaded.
        borough: The borough.
        areas: Those of the borough, by name.
    """

    level: Level
    register: Register
    borough: Area
    areas: Sequence[SmallArea]


class Reconciled(NamedTuple):
    """What the small areas of a borough sum to, and what the borough has.

    Attributes:
        inside: Sum of the small areas.
        borough: The borough's own count.
    """

    inside: float
    borough: float

    def sentence(self, borough: str, plural: str) -> str:
        """Return it in words."""
        start = (
            f"The {plural} of {borough} sum to {number(self.inside)} of the borough’s "
            f"{number(self.borough)} offences"
        )
        if self.inside == self.borough:
            return f"{start}: all of them."
        if self.inside > self.borough:
            return (
                f"The {plural} of {borough} sum to {number(self.inside)}, more than the "
                f"{number(self.borough)} of the borough: the two extracts are of different dates."
            )
        rest = self.borough - self.inside
        share = number(100 * rest / self.borough, 1)
        return (
            f"{start}; the other {number(rest)} ({share}\N{NO-BREAK SPACE}%) have no known place "
            "within it, or are in an extract of another date."
        )


def within(
    store: Store, by: str, area: str | None, *, instead: str | list[str] = "nothing"
) -> Within:
    """Return the small areas of a borough.

    Args:
        store: The data.
        by: The level, `ward` or `neighbourhood`.
        area: Code of the borough.
        instead: What may be asked for where none of the level are loaded.

    Raises:
        InvalidParameter: None of the level are loaded, or none of the area, or it is no borough.
    """
    level, register = LEVELS[by], store.small_areas.get(by)
    how = HOW_TO_LOAD.format(level=by)
    if register is None:
        allowed = instead if isinstance(instead, str) else ", ".join(instead)
        message = f"No figures by {by} are loaded: {how}. Allowed until then: {allowed}."
        raise InvalidParameter("by", by, instead, message)

    def refuse(message: str) -> InvalidParameter:
        return InvalidParameter("area", area or "", list(register.boroughs), message)

    if not area:
        raise refuse(f"By {by} the area must be a borough: give its ONS code.")
    inside = register.get(area)
    if inside is not None:
        raise refuse(
            f"{area} is a {by}: give the code of its borough ({inside.borough or 'not known'}), "
            f"whose {level.plural} are the rows."
        )
    borough = store.areas.get(area)
    if borough.kind != "borough":
        raise refuse(f"By {by} the area must be a borough, not {borough.label}.")
    if area not in register.boroughs:
        raise refuse(f"No {level.plural} of {borough.name} are loaded: {how}.")
    return Within(level, register, borough, register.within(area))


def has_any(store: Store, by: str, area: Area) -> bool:
    """Whether an area is a borough of which small areas of a level are loaded."""
    register = store.small_areas.get(by)
    return register is not None and area.code in register.boroughs


def counted_by(by: str, offence: Offence) -> None:
    """Check that an offence is one of recorded crime.

    Raises:
        InvalidParameter: It is another series.
    """
    if offence.dataset != RECORDED_CRIME:
        message = f"“{offence.name}” is not published by {by}: recorded crime is."
        raise InvalidParameter(
            "offence", offence.slug, "an offence or group of recorded crime, or all", message
        )


@remembered(64)
def cube_within(store: Store, by: str, borough: str, offence: str) -> Cube:
    """Return the counts of one offence in the small areas of a borough, every month of theirs.

    Args:
        store: The data.
        by: The level.
        borough: Code of a borough that has some.
        offence: Slug of an offence of recorded crime, a group or `all`.

    Returns:
        Counts of areas by code; a month for which an area has no figures is missing, not zero.

    Raises:
        EngineUnavailable: The engine cannot answer.
    """
    level, areas = LEVELS[by], store.small_areas[by].within(borough)
    first = min(each.first for each in areas)
    last = max(each.last for each in areas)
    found = counts_by_period(
        engine_of(store),
        level.dataset,
        areas={each.code: (each.code,) for each in areas},
        offences={offence: store.offences.leaves(offence)},
        first=first,
        last=last,
    )
    entry = store.dataset(level.dataset)
    return Cube(
        dataset=level.dataset,
        periods=tuple(months_between(first, last)),
        areas={each.code: row for row, each in enumerate(areas)},
        offences={offence: 0},
        values=np.array(found.values),
        incomplete=np.array(found.incomplete),
        suppressed=np.array(found.hidden),
        newest_provisional=entry.provisional == "newest",
    )


def reconciled(
    store: Store, *, by: str, borough: Area, offence: Offence, first: Month, last: Month
) -> Reconciled | None:
    """Return what the small areas sum to beside their borough; None where a month is missing.

    Raises:
        EngineUnavailable: The engine cannot answer.
    """
    cube, own = cube_within(store, by, borough.code, offence.slug), store.cube(offence)
    if not (cube.first <= first <= last <= min(cube.last, own.last) and own.first <= first):
        return None
    counts = cube.values[:, 0, _part(cube, first, last)]
    known = own.counts(borough.code, offence.slug)[_part(own, first, last)]
    if np.isnan(known).any() or np.isnan(counts).all(axis=0).any():
        return None
    return Reconciled(float(np.nansum(counts)), float(known.sum()))


def _part(cube: Counts, first: Month, last: Month) -> slice:
    start = first.ordinal - cube.first.ordinal
    return slice(start, start + last.ordinal - first.ordinal + 1)

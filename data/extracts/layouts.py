"""Recognises the layout of a file by its header: whatever the file is called."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

from data.extracts.sheet import fold
from data.periods import Month
from data.written_dates import first_of_month_in

Kind = Literal["boroughs", "small-areas", "knife", "population", "labels"]
Role = Literal[
    "area", "group", "label", "code", "name", "month", "area-type", "kind", "subtype", "measure",
    "count", "refreshed", "area-code",
]  # fmt: skip

_MONTH = re.compile(r"(19[89][0-9]|20[0-9]{2})[-/_ ]?(0[1-9]|1[0-2])(?:-01)?(?:\.0)?")
_POPULATION = re.compile(r"population_([12][0-9]{3})")

LABEL_COLUMNS = (
    "layout", "group_label", "label", "first_month", "last_month", "group", "offence",
    "comparable", "note",
)  # fmt: skip

_NAMES: Mapping[Role, tuple[str, ...]] = {
    "area": (r"borough", r"(lookup_?)?borough ?name"),
    "group": (r"major ?(category|text)",),
    "label": (r"minor ?(category|text)",),
    "code": (r"(ward|wd) ?([0-9]{2})? ?(code|cd)", r"lsoa ?([0-9]{2})? ?(code|cd)"),
    "name": (r"(ward|wd) ?([0-9]{2})? ?(name|nm)", r"lsoa ?([0-9]{2})? ?(name|nm)"),
}
_KNIFE: Mapping[Role, tuple[str, ...]] = {
    "month": (r"month_year",),
    "area-type": (r"area type",),
    "area": (r"borough_snt",),
    "name": (r"area name",),
    "area-code": (r"area code",),
    "kind": (r"crime type",),
    "subtype": (r"crime subtype",),
    "measure": (r"measure",),
    "count": (r"count",),
    "refreshed": (r"refresh date",),
}
_POPULATIONS: Mapping[Role, tuple[str, ...]] = {
    "area-code": (r"lad(code)?[0-9]{2}(cd)?",),
    "name": (r"la(d|name)?[0-9]{2}(nm)?",),
}

_EXAMPLES: Mapping[Role, str] = {
    "area": "Borough (Borough_SNT in knife crime)",
    "group": "MajorText",
    "label": "MinorText",
    "month": "Month_Year",
    "area-type": "Area Type",
    "kind": "Crime Type",
    "subtype": "Crime Subtype",
    "measure": "Measure",
    "count": "Count",
    "area-code": "ladcode20",
}
"""A column's name as the publisher writes it."""

_KNIFE_NEEDS: tuple[Role, ...] = (
    "month", "area-type", "area", "kind", "subtype", "measure", "count",
)  # fmt: skip
_LAYOUTS: tuple[tuple[Kind, Mapping[Role, tuple[str, ...]], tuple[Role, ...]], ...] = (
    ("boroughs", _NAMES, ("area", "group", "label")),
    ("knife", _KNIFE, _KNIFE_NEEDS),
    ("population", _POPULATIONS, ("area-code",)),
)
"""The layouts with columns of their own, and which of them there must be."""

TITLES: Mapping[Kind, str] = MappingProxyType(
    {
        "boroughs": "recorded crime by borough",
        "small-areas": "recorded crime by ward or neighbourhood",
        "knife": "the monthly dashboard extract of knife crime",
        "population": "the ONS file of population estimates",
        "labels": "the table of offence labels",
    }
)


@dataclass(frozen=True, slots=True)
class Recognised:
    """What a header was taken for.

    Attributes:
        kind: The kind of file.
        roles: Position of each column that has a meaning of its own.
        months: Position and month of each month column, from the left.
        years: Position and year of each column of residents.
        others: Positions of the columns that mean nothing to us.
        twice: Positions of columns whose meaning another column has already.
        level: `ward` or `neighbourhood`, in a file of small areas.
    """

    kind: Kind
    roles: Mapping[Role, int]
    months: tuple[tuple[int, Month], ...] = ()
    years: tuple[tuple[int, int], ...] = ()
    others: tuple[int, ...] = ()
    twice: tuple[int, ...] = ()
    level: str = ""
    names: Mapping[str, int] = field(default_factory=dict)

    @property
    def title(self) -> str:
        """What it is, in words."""
        if self.kind == "small-areas":
            return f"recorded crime by {self.level}"
        return TITLES[self.kind]


def month_of(name: str) -> Month | None:
    """Return the month that a column's name is, such as `201806` or `jun-18`; None for others."""
    match = _MONTH.fullmatch(name)
    return Month(int(match[1]), int(match[2])) if match else first_of_month_in(name)


def recognise(header: Sequence[str]) -> Recognised | None:
    """Return what a row is as a header; None where it is none that we know."""
    folded = [fold(name) for name in header]
    if set(LABEL_COLUMNS) <= set(folded):
        names = {name: folded.index(name) for name in LABEL_COLUMNS}
        others = tuple(i for i, name in enumerate(folded) if name not in names)
        return Recognised("labels", {}, others=others, names=names)
    for take in (_crime, _knife, _population):
        found = take(folded)
        if found is not None:
            return found
    return None


def nearest(header: Sequence[str]) -> tuple[int, str]:
    """Say which layout comes nearest to a row as a header, and what it lacks.

    Returns:
        How many of the layout's columns it has, and the sentence; empty where it has none.
    """
    folded = [fold(name) for name in header]
    best, said = 0, ""
    for kind, names, needed in _LAYOUTS:
        roles, _ = _roles(folded, names)
        missing = [_EXAMPLES[role] for role in needed if role not in roles]
        others = [name for at, name in enumerate(header) if name and at not in roles.values()]
        found = f" (“{others[0][:30]}” is none)" if others else ""
        if kind == "boroughs" and not any(month_of(name) for name in folded):
            missing.append(f"one column a month, headed 201806{found}")
        if kind == "population" and not any(_POPULATION.fullmatch(name) for name in folded):
            missing.append("one column a year, headed population_2019")
        if len(roles) > best:
            said = f"It is nearest to {TITLES[kind]}, but lacks: {', '.join(missing)}"
            best = len(roles)
    return best, said


def _roles(
    folded: Sequence[str], names: Mapping[Role, tuple[str, ...]]
) -> tuple[dict[Role, int], list[int]]:
    """Return the position of each role, and columns that claim one that is taken."""
    roles: dict[Role, int] = {}
    twice: list[int] = []
    for position, name in enumerate(folded):
        for role, patterns in names.items():
            if any(re.fullmatch(pattern, name) for pattern in patterns):
                if role in roles:
                    twice.append(position)
                roles.setdefault(role, position)
    return roles, twice


def _crime(folded: Sequence[str]) -> Recognised | None:
    roles, twice = _roles(folded, _NAMES)
    months: list[tuple[int, Month]] = []
    for position, name in enumerate(folded):
        month = month_of(name)
        if month is not None:
            months.append((position, month))
    small = "code" in roles
    needed: tuple[Role, ...] = ("group", "label") if small else ("group", "label", "area")
    if not months or not all(role in roles for role in needed):
        return None
    known = {*roles.values(), *twice, *(position for position, _ in months)}
    others = tuple(i for i in range(len(folded)) if i not in known)
    level = ""
    if small:
        level = "neighbourhood" if folded[roles["code"]].startswith("lsoa") else "ward"
    kind: Kind = "small-areas" if small else "boroughs"
    return Recognised(kind, roles, tuple(months), (), others, tuple(twice), level)


def _knife(folded: Sequence[str]) -> Recognised | None:
    roles, twice = _roles(folded, _KNIFE)
    found = all(role in roles for role in _KNIFE_NEEDS)
    return Recognised("knife", roles, twice=tuple(twice)) if found else None


def _population(folded: Sequence[str]) -> Recognised | None:
    roles, twice = _roles(folded, _POPULATIONS)
    years = tuple(
        (position, int(match[1]))
        for position, name in enumerate(folded)
        if (match := _POPULATION.fullmatch(name))
    )
    if "area-code" not in roles or not years:
        return None
    return Recognised("population", roles, years=years, twice=tuple(twice))

"""Wards and neighbourhoods: areas inside a borough, and how their codes change over time.

A ward whose boundaries are revised gets a new code, so a code stands for the same ground for as
long as it is in use. Codes come and go, names change; none of it is joined here: each code is an
area of its own, known from its first to its last month, and what changed is said.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

from data.periods import Month

if TYPE_CHECKING:
    import pandas as pd

Kind = Literal["new-code", "no-longer", "new", "renamed", "moved"]


@dataclass(frozen=True, slots=True)
class Level:
    """One kind of small area.

    Attributes:
        slug: Its name in URLs: `ward`.
        plural: Several of them.
        code: Form of their ONS codes, as a regular expression.
        dataset: The catalogue entry of their counts.
        register: The catalogue entry of their names and months.
    """

    slug: str
    plural: str
    code: str
    dataset: str
    register: str


LEVELS: Mapping[str, Level] = MappingProxyType(
    {
        each.slug: each
        for each in (
            Level("ward", "wards", "E05[0-9]{6}", "recorded-crime-by-ward", "wards"),
            Level(
                "neighbourhood",
                "neighbourhoods",
                "E01[0-9]{6}",
                "recorded-crime-by-neighbourhood",
                "neighbourhoods",
            ),
        )
    }
)

REGISTER_COLUMNS = ("area_code", "area_name", "borough", "first_month", "last_month")


@dataclass(frozen=True, slots=True, order=True)
class Spell:
    """A code under one name in one borough.

    Attributes:
        code: ONS code.
        first: First month of it.
        last: Last month of it.
        name: Name; empty where no file had one.
        borough: ONS code of the borough; empty where no file had one.
    """

    code: str
    first: Month
    last: Month
    name: str
    borough: str


@dataclass(frozen=True, slots=True)
class SmallArea:
    """One code, under the name that it had last.

    Attributes:
        code: ONS code.
        name: Its newest name; the code where it has none.
        borough: ONS code of its borough; empty where it is not known.
        first: First month for which there are figures.
        last: Last such month.
    """

    code: str
    name: str
    borough: str
    first: Month
    last: Month


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that changed.

    Attributes:
        kind: `new-code` (a name goes on under another code: boundaries revised), `no-longer` (a
            code ends), `new` (a code begins), `renamed` or `moved` (to another borough).
        borough: ONS code of the borough.
        month: The first month after the change.
        code: The code; of a new code the earlier one.
        name: Its name; before a renaming the earlier one.
        other: The code, name or borough that comes after; empty where nothing does.
    """

    kind: Kind
    borough: str
    month: Month
    code: str
    name: str
    other: str = ""

    def sentence(self) -> str:
        """Return it in words."""
        at = self.month.label
        if self.kind == "new-code":
            return (
                f"{self.name} has the code {self.other} from {at}, before it had {self.code}: a "
                "ward whose boundaries are revised gets a new code. The two are not joined."
            )
        if self.kind == "no-longer":
            return f"{self.name} ({self.code}) has no figures from {at}."
        if self.kind == "new":
            return f"{self.name} ({self.code}) has figures from {at} only."
        if self.kind == "renamed":
            return f"{self.code} is called {self.other} from {at}, before it was {self.name}."
        return f"{self.name} ({self.code}) is in another borough ({self.other}) from {at}."


class Register:
    """The small areas of one level, as far as they have been loaded.

    Args:
        level: What they are.
        spells: Every code under each name that it had.
    """

    def __init__(self, level: Level, spells: Iterable[Spell]) -> None:
        self.level = level
        self.spells = tuple(sorted(spells))
        by_code: dict[str, list[Spell]] = defaultdict(list)
        for spell in self.spells:
            by_code[spell.code].append(spell)
        self._spells_of = by_code
        self._areas = {code: _area(found) for code, found in by_code.items()}
        self._within: dict[str, list[SmallArea]] = defaultdict(list)
        for area in sorted(self._areas.values(), key=lambda each: (each.name, each.code)):
            self._within[area.borough].append(area)

    @classmethod
    def of_table(cls, level: Level, table: pd.DataFrame) -> Register:
        """Return the register in a table with the columns `REGISTER_COLUMNS`."""
        columns = (table[name].tolist() for name in REGISTER_COLUMNS)
        return cls(
            level,
            (
                Spell(code, Month.parse(first), Month.parse(last), name, borough)
                for code, name, borough, first, last in zip(*columns, strict=True)
            ),
        )

    def rows(self) -> list[tuple[str, str, str, str, str]]:
        """Return the rows of the table, in the order of `REGISTER_COLUMNS`."""
        return [(s.code, s.name, s.borough, str(s.first), str(s.last)) for s in self.spells]

    def get(self, code: str) -> SmallArea | None:
        """Return the area with this code; None where there is none."""
        return self._areas.get(code)

    def within(self, borough: str) -> Sequence[SmallArea]:
        """Return the areas of a borough by name; those of which it is not known for `""`."""
        return self._within.get(borough, [])

    @property
    def boroughs(self) -> tuple[str, ...]:
        """Codes of the boroughs that have any, in order."""
        return tuple(sorted(code for code in self._within if code))

    def __iter__(self) -> Iterator[str]:
        """Iterate over the codes, in order."""
        return iter(self._areas)

    def __len__(self) -> int:
        """Return how many codes there are."""
        return len(self._areas)

    def changes(self, borough: str) -> tuple[Change, ...]:
        """Return what changed within a borough, by month and name."""
        areas = self.within(borough)
        if not areas:
            return ()
        begins, ends = min(each.first for each in areas), max(each.last for each in areas)
        begun = [each for each in areas if each.first > begins]
        ended = [each for each in areas if each.last < ends]
        pairs = _continued(ended, begun)
        found = [
            Change("new-code", borough, later.first, earlier.code, later.name, later.code)
            for earlier, later in pairs
        ]
        said = {area.code for pair in pairs for area in pair}
        found += [
            Change("no-longer", borough, each.last + 1, each.code, each.name)
            for each in ended
            if each.code not in {earlier.code for earlier, _ in pairs}
        ]
        found += [
            Change("new", borough, each.first, each.code, each.name)
            for each in begun
            if each.code not in said
        ]
        for area in areas:
            found += _within_code(self._spells_of[area.code], borough)
        return tuple(sorted(found, key=lambda each: (each.month, each.name, each.code)))


def _area(spells: Sequence[Spell]) -> SmallArea:
    newest = spells[-1]
    named = next((each.name for each in reversed(spells) if each.name), newest.code)
    borough = next((each.borough for each in reversed(spells) if each.borough), "")
    return SmallArea(newest.code, named, borough, spells[0].first, newest.last)


def _continued(
    ended: Sequence[SmallArea], begun: Sequence[SmallArea]
) -> list[tuple[SmallArea, SmallArea]]:
    """Return the pairs of codes of which the later one takes up the earlier one's name."""
    by_name: dict[str, list[SmallArea]] = defaultdict(list)
    for each in begun:
        by_name[each.name.casefold()].append(each)
    pairs = []
    for earlier in sorted(ended, key=lambda each: each.last):
        candidates = by_name[earlier.name.casefold()]
        later = next((each for each in candidates if each.first > earlier.last), None)
        if later is not None:
            candidates.remove(later)
            pairs.append((earlier, later))
    return pairs


def _within_code(spells: Sequence[Spell], borough: str) -> list[Change]:
    found = []
    for before, after in pairwise(spells):
        if before.name and after.name and before.name != after.name:
            found.append(
                Change("renamed", borough, after.first, before.code, before.name, after.name)
            )
        if before.borough and after.borough and before.borough != after.borough:
            found.append(
                Change("moved", borough, after.first, before.code, after.name, after.borough)
            )
    return found

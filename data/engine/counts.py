"""What can be asked of an engine: counts of areas by offence and period.

Missing is not zero: a sum of which no member is counted is NaN, and every sum says how many of
its members it found and should have.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from data.engine.counted import Beside, Counted, IntBlock
from data.engine.expressions import Shape, Values
from data.engine.model import Table
from data.periods import Month, months_between

if TYPE_CHECKING:
    from data.engine.engine import Engine
    from data.engine.model import Column

SUMS = ("total", "found", "rows")


def counts_by_period(
    engine: Engine,
    dataset: str,
    *,
    areas: Mapping[str, Collection[str]],
    offences: Mapping[str, Collection[str]],
    first: Month,
    last: Month,
) -> Counted:
    """Return counts of groups of areas and offences, period by period.

    Args:
        engine: The engine, on a release's tables.
        dataset: Id of the dataset.
        areas: Codes of the members of each group by its name; one area is a group of one.
        offences: Slugs of the members of each group by its name.
        first: First month.
        last: Last month, not before the first.

    Raises:
        EngineUnavailable: The engine cannot answer.
    """
    periods = months_between(first, last)
    members = list(dict.fromkeys(code for group in areas.values() for code in group))
    asked = _Asked(engine, Table(dataset, "facts"), members, first, last)
    by_member = asked.groups([frozenset(group) for group in offences.values()])
    # Whole numbers all the way: no sum is ever rounded.
    total, found, there = _added_up(by_member, [set(group) for group in areas.values()], members)
    hidden = there > found
    expected = np.outer(
        [len(set(group)) for group in areas.values()],
        [len(set(group)) for group in offences.values()],
    )
    return Counted(
        tuple(areas),
        tuple(offences),
        tuple(periods),
        np.where((found > 0) & ~hidden, total, np.nan),
        found,
        expected.astype(np.int64),
        hidden,
    )


def counts_beside(
    engine: Engine,
    dataset: str,
    *,
    offences: Collection[str],
    spans: Sequence[tuple[Month, Month]],
    areas: Collection[str] | None = None,
) -> Beside:
    """Return every area's count of one group of offences over some spans of months.

    The engine adds up: it returns one row an area and span, however many months a span has.

    Args:
        engine: The engine, on a release's tables.
        dataset: Id of the dataset, of months.
        offences: Slugs of the members.
        spans: First and last month of each.
        areas: Codes of the areas; None for every area that the dataset has.

    Raises:
        EngineUnavailable: The engine cannot answer.
    """
    if areas is None:
        known = engine.ask_once(Shape(Table(dataset, "places")), Values())
        every = [str(code) for code in known["area_code"]]
    else:
        every = list(areas)
    table = Table(dataset, "facts")
    sums = np.zeros((3, len(every), len(spans)), dtype=np.int64)
    shape = Shape(table, ("area_code",), areas=areas is not None, offences=True, periods=True)
    for column, (first, last) in enumerate(spans):
        if not every or not offences:
            continue
        values = Values(areas or (), tuple(offences), first=first.ordinal, last=last.ordinal)
        answer = engine.ask(shape, values)
        rows = _positions(every, answer["area_code"])
        for place, name in enumerate(SUMS):
            sums[place, rows, column] = answer[name]
    total, found, there = sums
    hidden = there > found
    return Beside(
        tuple(every),
        np.where((found > 0) & ~hidden, total, np.nan),
        found,
        np.array(
            [len(set(offences)) * len(months_between(*span)) for span in spans], dtype=np.int64
        ),
        hidden,
    )


@dataclass(frozen=True, slots=True)
class _Asked:
    """Asks for the sums of single areas, period by period.

    Attributes:
        engine: The engine.
        table: The facts.
        members: Codes of the areas.
        first: First month.
        last: Last month.
    """

    engine: Engine
    table: Table
    members: Sequence[str]
    first: Month
    last: Month

    def groups(self, wanted: Sequence[frozenset[str]]) -> IntBlock:
        """Return total, found and rows of groups of offences: (3, areas, groups, periods).

        Single offences come in one answer; a group is added up by the engine, or here where the
        answer has all of its members anyway.
        """
        periods = self.last.ordinal - self.first.ordinal + 1
        sums = np.zeros((len(SUMS), len(self.members), len(wanted), periods), dtype=np.int64)
        if not self.members:
            return sums
        singles = sorted({each for group in wanted if len(group) == 1 for each in group})
        alone = self._each(singles) if singles else sums[:, :, :0]
        for column, group in enumerate(wanted):
            if group <= set(singles):
                columns = [singles.index(each) for each in group]
                sums[:, :, column] = alone[:, :, columns].sum(axis=2)
            elif group:
                sums[:, :, column] = self._together(group)
        return sums

    def _each(self, offences: list[str]) -> IntBlock:
        """Return the sums of each offence, (3, areas, offences, periods)."""
        answer = self._ask(("area_code", "offence", "period"), offences)
        periods = self.last.ordinal - self.first.ordinal + 1
        sums = np.zeros((len(SUMS), len(self.members), len(offences), periods), dtype=np.int64)
        columns = _positions(offences, answer["offence"])
        rows, places = self._where(answer)
        for place, name in enumerate(SUMS):
            sums[place, rows, columns, places] = answer[name]
        return sums

    def _together(self, offences: Collection[str]) -> IntBlock:
        """Return the sums of a group of offences, (3, areas, periods)."""
        answer = self._ask(("area_code", "period"), offences)
        periods = self.last.ordinal - self.first.ordinal + 1
        sums = np.zeros((len(SUMS), len(self.members), periods), dtype=np.int64)
        rows, places = self._where(answer)
        for place, name in enumerate(SUMS):
            sums[place, rows, places] = answer[name]
        return sums

    def _ask(self, by: tuple[str, ...], offences: Collection[str]) -> Mapping[str, Column]:
        shape = Shape(self.table, by, areas=True, offences=True, periods=True)
        first, last = self.first.ordinal, self.last.ordinal
        return self.engine.ask(shape, Values(self.members, offences, first=first, last=last))

    def _where(self, answer: Mapping[str, Column]) -> tuple[IntBlock, IntBlock]:
        """Return the positions of each row's area and period."""
        rows = _positions(self.members, answer["area_code"])
        periods = np.asarray(answer["period"], dtype=np.int64) - self.first.ordinal
        return rows, periods


def _added_up(
    by_member: IntBlock, groups: Sequence[Collection[str]], members: Sequence[str]
) -> IntBlock:
    """Return the sums of groups of areas, (3, groups, …), from those of single areas."""
    if all(len(group) == 1 for group in groups) and len(groups) == len(members):
        return by_member
    position = {code: place for place, code in enumerate(members)}
    rows = [[position[code] for code in group] for group in groups]
    return np.stack([by_member[:, each].sum(axis=1) for each in rows], axis=1)


def _positions(known: Sequence[str], column: Column) -> IntBlock:
    """Return where each value of a column stands among those that are known."""
    position = {name: place for place, name in enumerate(known)}
    return np.fromiter(map(position.__getitem__, column), np.int64, len(column))

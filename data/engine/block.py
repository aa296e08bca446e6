"""The counts of a dataset that lie on an engine: what the product's queries ask of any counts."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from data.counts import BoolBlock, Counts, FloatBlock
from data.engine.counts import counts_by_period
from data.engine.facts import Facts, Tables
from data.engine.use import engine_of

if TYPE_CHECKING:
    from data.engine.engine import Engine
    from data.store_model import Store


class _Answer(NamedTuple):
    """Of every area (rows) and period (columns): its count, and why there is none."""

    values: FloatBlock
    hidden: BoolBlock
    incomplete: BoolBlock


@dataclass(frozen=True, eq=False, kw_only=True)
class EngineCounts(Counts):
    """Counts on an engine; an offence that was asked for once is kept, since a release is fixed.

    Attributes:
        engine: The engine, on the release's tables.
        facts: What each area and series adds up; its own numbers are not used.
    """

    engine: Engine = field(repr=False)
    facts: Facts = field(repr=False)
    kept: dict[str, _Answer] = field(init=False, default_factory=dict, repr=False)

    def of_offence(self, offence: str) -> FloatBlock:
        """Return the counts of every area, (areas, periods): NaN is missing; read-only.

        Raises:
            EngineUnavailable: The engine cannot answer.
        """
        return self._answer(offence).values

    def hidden_of(self, offence: str) -> BoolBlock:
        """Return where a count may not be shown, (areas, periods); read-only.

        Raises:
            EngineUnavailable: The engine cannot answer.
        """
        return self._answer(offence).hidden

    def incomplete_of(self, offence: str) -> BoolBlock:
        """Return where a sum leaves out a member that is missing, (areas, periods); read-only.

        Raises:
            EngineUnavailable: The engine cannot answer.
        """
        return self._answer(offence).incomplete

    def _answer(self, offence: str) -> _Answer:
        if offence not in self.kept:
            self.kept[offence] = self._ask(offence)
        return self.kept[offence]

    def _ask(self, offence: str) -> _Answer:
        counted = counts_by_period(
            self.engine,
            self.dataset,
            areas=self.facts.area_groups,
            offences={offence: self.facts.offence_groups[offence]},
            first=self.first,
            last=self.last,
        )
        # A quarter is counted at its first month.
        whole = slice(None, None, self.months_a_period)
        answer = _Answer(
            np.ascontiguousarray(counted.values[:, 0, whole]),
            np.ascontiguousarray(counted.hidden[:, 0, whole]),
            np.ascontiguousarray(counted.incomplete[:, 0, whole]),
        )
        for array in answer:
            array.flags.writeable = False
        return answer


def on_engine(store: Store) -> Store:
    """Return a release whose every count is asked of the engine in use, none held in memory."""
    tables, engine = Tables.of(store), engine_of(store)
    nothing = np.empty((0, 0, 0))
    cubes = {
        name: EngineCounts(
            dataset=name,
            periods=counts.periods,
            areas=counts.areas,
            offences=counts.offences,
            newest_provisional=counts.newest_provisional,
            engine=engine,
            facts=replace(tables.facts(name), values=nothing, hidden=nothing.astype(np.bool_)),
        )
        for name, counts in store.cubes.items()
    }
    return replace(store, cubes=MappingProxyType(cubes))

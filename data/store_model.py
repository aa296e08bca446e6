"""What a release of the data is once it is loaded: tables, counts, areas, boundaries."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from data.errors import InvalidParameter
from data.fingerprint import fingerprint
from data.periods import Quarter
from data.small_areas import LEVELS, Register

if TYPE_CHECKING:
    from concurrent.futures import Future

    from cachetools import LRUCache

    from data.areas import Areas
    from data.catalogue.model import Dataset
    from data.counts import Counts
    from data.geo import Boundaries
    from data.offences import Offence, Offences
    from data.population import Populations
    from data.releases.model import Release
    from data.ward_shapes import WardShapes

MILESTONES = "milestones"


class Tables(Mapping[str, pd.DataFrame]):
    """The tables by dataset id. Each access gives a copy, made lazily by pandas on writing."""

    def __init__(self, frames: Mapping[str, pd.DataFrame]) -> None:
        self._frames = dict(frames)

    def __getitem__(self, dataset_id: str) -> pd.DataFrame:
        """Return a copy of the table; writing into it leaves the release as it is."""
        return self._frames[dataset_id].copy(deep=False)

    def __iter__(self) -> Iterator[str]:
        """Iterate over the dataset ids."""
        return iter(self._frames)

    def __len__(self) -> int:
        """Return the number of tables."""
        return len(self._frames)


@dataclass(frozen=True, kw_only=True, eq=False)
class Store:
    """One release of the data.

    Attributes:
        directory: Where it was loaded from.
        release: First 16 hexadecimal digits of the SHA-256 of all files: equal data, equal id.
        catalogue: The entries of the datasets.
        areas: London, BCUs and boroughs.
        offences: Every series.
        tables: The tables as loaded, by dataset id.
        cubes: The counts, by dataset id.
        populations: Residents by area and year.
        boundaries: Boundaries of boroughs and BCUs.
        wards: Boundaries of wards by borough, as far as they are loaded.
        origin: Which release of the data directory it is; None for tables loaded by themselves.
        known: Ids of the releases of the data directory that there were, which the ledger compares.
        remembered: Answers computed from it, by function; see `data.remembering`.
        fallback: Where a file is that `directory` has not; None for nowhere.
    """

    directory: Path
    release: str
    catalogue: tuple[Dataset, ...]
    areas: Areas
    offences: Offences
    tables: Tables = field(repr=False)
    cubes: Mapping[str, Counts] = field(repr=False)
    populations: Populations = field(repr=False)
    boundaries: Boundaries = field(repr=False)
    wards: Mapping[str, WardShapes] = field(default_factory=dict, repr=False)
    origin: Release | None = field(default=None, repr=False)
    known: tuple[str, ...] = field(default=(), repr=False)
    remembered: dict[Callable[..., object], LRUCache[Hashable, Future[Any]]] = field(
        init=False, default_factory=dict, repr=False
    )
    fallback: Path | None = field(default=None, repr=False)

    @cached_property
    def edition(self) -> str:
        """Name of everything that answers follow from: the release, and those beside it."""
        if not self.known:
            return self.release
        return f"{self.release}.{fingerprint(' '.join(self.known).encode())[:8]}"

    @cached_property
    def newest_reporting_quarter(self) -> Quarter | None:
        """The newest quarter that a loaded report covers; None without a report."""
        if MILESTONES not in self.tables:
            return None
        return max(map(Quarter.parse, set(self.tables[MILESTONES]["reported_quarter"])))

    @cached_property
    def _entries(self) -> Mapping[str, Dataset]:
        return {entry.id: entry for entry in self.catalogue}

    @cached_property
    def small_areas(self) -> Mapping[str, Register]:
        """The wards and neighbourhoods by level; a level of which nothing is loaded is absent."""
        return {
            slug: Register.of_table(level, self.tables[level.register])
            for slug, level in LEVELS.items()
            if level.register in self.tables and level.dataset in self._entries
        }

    def dataset(self, dataset_id: str) -> Dataset:
        """Return the catalogue entry with this id.

        Raises:
            InvalidParameter: There is none.
        """
        entry = self._entries.get(dataset_id)
        if entry is None:
            raise InvalidParameter("dataset", dataset_id, list(self._entries))
        return entry

    def table(self, dataset_id: str) -> pd.DataFrame:
        """Return a copy of the table with this dataset id."""
        return self.tables[dataset_id]

    def path(self, entry: Dataset) -> Path:
        """Return where the file of a dataset is, whether it is there or not."""
        own = self.directory / entry.file
        return own if own.exists() or self.fallback is None else self.fallback / entry.file

    def cube(self, offence: Offence) -> Counts:
        """Return the counts that hold an offence."""
        return self.cubes[offence.dataset]

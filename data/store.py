"""The data of a release: loaded once, validated whole, read-only.

`get_store()` gives the data of the configured directory. A file that breaks a rule stops the
load with a `DataFileError`: there is never half a release.
"""

from __future__ import annotations

import hashlib
import os
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from data import snapshots
from data.areas import AVIATION, CITY_OF_LONDON, UNKNOWN, Areas
from data.catalogue import CATALOGUE
from data.cubes import build_cubes
from data.errors import InvalidParameter
from data.geo import Boundaries, load_boundaries
from data.offences import PRE_2019, RECORDED, Offences
from data.periods import Quarter
from data.population import Populations
from data.raw import parse, read_bytes
from data.reference import check_boroughs
from data.report_references import REPORT_TABLES, check_references
from data.typed import typed
from data.validation import validate

if TYPE_CHECKING:
    from data.catalogue.model import Dataset
    from data.cells import Domains
    from data.cube import Cube
    from data.offences import Offence
    from data.raw import RawTable
    from data.snapshots import Snapshot

DEFAULT_DIRECTORY = Path(__file__).resolve().parent / "files"
DIRECTORY_VARIABLE = "DATA_DIR"
MILESTONES = "milestones"
BOROUGHS = "boroughs"


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
    """

    directory: Path
    release: str
    catalogue: tuple[Dataset, ...]
    areas: Areas
    offences: Offences
    tables: Tables = field(repr=False)
    cubes: Mapping[str, Cube] = field(repr=False)
    populations: Populations = field(repr=False)
    boundaries: Boundaries = field(repr=False)

    @cached_property
    def newest_reporting_quarter(self) -> Quarter | None:
        """The newest quarter that a loaded report covers; None without a report."""
        if MILESTONES not in self.tables:
            return None
        return max(map(Quarter.parse, set(self.tables[MILESTONES]["reported_quarter"])))

    @cached_property
    def _entries(self) -> Mapping[str, Dataset]:
        return {entry.id: entry for entry in self.catalogue}

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

    def cube(self, offence: Offence) -> Cube:
        """Return the counts that hold an offence."""
        return self.cubes[offence.dataset]


def load_store(directory: Path, catalogue: tuple[Dataset, ...] = CATALOGUE) -> Store:
    """Load and validate every dataset of the catalogue, with its snapshots, from `directory`.

    Args:
        directory: Where the files are.
        catalogue: The entries; those of the product unless a test declares others.

    Raises:
        DataFileError: A file is missing or breaks a rule; nothing is loaded.
    """
    contents = {entry.id: read_bytes(directory, entry.file) for entry in catalogue}
    entries = [entry for entry in catalogue if entry.format == "csv"]
    # The boroughs come first: what the other tables may name follows from them.
    entries.sort(key=lambda entry: entry.id != BOROUGHS)
    frames: dict[str, pd.DataFrame] = {}
    report: dict[str, RawTable] = {}
    domains: Domains = {}
    later = snapshots.contents(directory)
    for entry in entries:
        base = load_table(entry, contents[entry.id], domains)
        raw, frames[entry.id] = snapshots.stacked(base, _later(entry, later, domains))
        if entry.id in REPORT_TABLES:
            report[entry.id] = raw
        if entry.id == BOROUGHS:
            domains = domains_of(frames[entry.id])
    areas, offences = Areas(frames[BOROUGHS]), Offences()
    cubes = build_cubes({entry.id: entry for entry in catalogue}, frames, areas)
    check_references(report, areas)
    return Store(
        directory=directory,
        release=_release(contents | {each.file: content for each, content in later.items()}),
        catalogue=catalogue,
        areas=areas,
        offences=offences,
        tables=Tables(frames),
        cubes=cubes,
        populations=Populations(
            frames["population-by-year"], frames["population-census-2021"], areas
        ),
        boundaries=load_boundaries(contents, frames[BOROUGHS]),
    )


def load_table(entry: Dataset, content: bytes, domains: Domains) -> tuple[RawTable, pd.DataFrame]:
    """Return the table of one dataset as text, and validated with numbers as numbers.

    Args:
        entry: Its catalogue entry.
        content: The file.
        domains: What the table may name; see `domains_of`.

    Raises:
        DataFileError: The file breaks a rule.
    """
    raw = parse(entry.file, content)
    validate(raw, entry, domains)
    if entry.id == BOROUGHS:
        check_boroughs(raw)
    return raw, typed(raw, entry)


def try_snapshot(store: Store, snapshot: Snapshot, content: bytes) -> None:
    """Check a snapshot as the next load will, before it is a file.

    Raises:
        DataFileError: With it, a table of the report breaks a rule.
    """
    later = snapshots.contents(store.directory, {snapshot: content})
    report: dict[str, RawTable] = {}
    for name in REPORT_TABLES:
        entry = store.dataset(name)
        base = load_table(entry, read_bytes(store.directory, entry.file), {})
        report[name], _ = snapshots.stacked(base, _later(entry, later, {}))
    check_references(report, store.areas)


def _later(
    entry: Dataset, later: Mapping[Snapshot, bytes], domains: Domains
) -> list[tuple[Quarter, RawTable, pd.DataFrame]]:
    """Return quarter, text and typed table of each snapshot of one dataset."""
    found = []
    for snapshot, content in later.items():
        if snapshot.dataset == entry.id:
            raw, table = load_table(snapshots.entry_of(entry, snapshot), content, domains)
            snapshots.check_quarter(raw, snapshot.quarter)
            found.append((snapshot.quarter, raw, table))
    return found


def domains_of(boroughs: pd.DataFrame) -> Domains:
    """Return what the tables may name, given the table of boroughs."""
    codes = tuple(boroughs["area_code"])
    counted = tuple(code for code in codes if code != CITY_OF_LONDON)
    return {
        "borough": counted,
        "borough-or-city": codes,
        "source": (*counted, AVIATION, UNKNOWN),
        "knife-area": (*counted, UNKNOWN),
        "group": tuple(RECORDED),
        "offence": tuple(offence for offences in RECORDED.values() for offence in offences),
        "pre-2019-group": PRE_2019,
    }


def _release(contents: Mapping[str, bytes]) -> str:
    digest = hashlib.sha256()
    for dataset_id, content in sorted(contents.items()):
        digest.update(f"{dataset_id}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()[:16]


class _Current:
    """The store in use and the directory it comes from; guarded by a lock."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.directory: Path | None = None
        self.store: Store | None = None


_current = _Current()


def configured_directory() -> Path:
    """Return the data directory: as configured, or `DATA_DIR`, or the bundled files."""
    return _current.directory or Path(os.environ.get(DIRECTORY_VARIABLE) or DEFAULT_DIRECTORY)


def configure(directory: Path | str | None) -> None:
    """Use another data directory from now on; None for `DATA_DIR` or the bundled files."""
    with _current.lock:
        _current.directory = None if directory is None else Path(directory)
        _current.store = None


def clear() -> None:
    """Forget the loaded data; the next question loads them anew."""
    with _current.lock:
        _current.store = None


def reload() -> Store:
    """Load the configured directory anew and use it from now on.

    Raises:
        DataFileError: A file is missing or breaks a rule; the data in use stay in use.
    """
    store = load_store(configured_directory())
    with _current.lock:
        _current.store = store
    return store


def get_store() -> Store:
    """Return the data of the configured directory, loaded at the first call.

    Raises:
        DataFileError: A file is missing or breaks a rule.
    """
    store = _current.store
    if store is None:
        with _current.lock:
            if _current.store is None:
                _current.store = load_store(configured_directory())
            store = _current.store
    return store

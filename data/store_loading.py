"""Loads and validates a directory of tables whole: there is never half a release."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from data import snapshots
from data.areas import AVIATION, CITY_OF_LONDON, UNKNOWN, Areas
from data.catalogue import CATALOGUE
from data.catalogue.report_sources import STACKED, with_reports
from data.content import content_id
from data.cubes import build_cubes
from data.geo import load_boundaries
from data.offences import PRE_2019, RECORDED, Offences
from data.periods import Quarter
from data.population import Populations
from data.raw import parse, read_bytes
from data.reference import check_boroughs
from data.report_references import REPORT_TABLES, check_references
from data.snapshots import QUARTER_COLUMN
from data.store_model import Store, Tables
from data.typed import typed
from data.validation import validate, with_further_columns
from data.ward_shapes import WARD_BOUNDARIES, ward_shapes

if TYPE_CHECKING:
    from data.catalogue.model import Dataset
    from data.cells import Domains
    from data.raw import RawTable
    from data.snapshots import Snapshot

BOROUGHS = "boroughs"


def load_tables(
    directory: Path, catalogue: tuple[Dataset, ...] = CATALOGUE, *, fallback: Path | None = None
) -> Store:
    """Load and validate every dataset of the catalogue, with its snapshots, from `directory`.

    Args:
        directory: Where the files are.
        catalogue: The entries; those of the product unless a test declares others.
        fallback: Where a file is that `directory` has not: a dataset that the product got after
            the release was made.

    Raises:
        DataFileError: A file is missing or breaks a rule; nothing is loaded.
    """
    catalogue = tuple(
        entry
        for entry in catalogue
        if not entry.optional or (_place(directory, entry.file, fallback) / entry.file).exists()
    )
    contents = {
        entry.id: read_bytes(_place(directory, entry.file, fallback), entry.file)
        for entry in catalogue
    }
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
    catalogue = tuple(
        with_further_columns(entry, [*frames[entry.id].columns]) if entry.id in frames else entry
        for entry in catalogue
    )
    catalogue = tuple(
        with_reports(entry, frames[entry.id][QUARTER_COLUMN]) if entry.id in STACKED else entry
        for entry in catalogue
    )
    areas, offences = Areas(frames[BOROUGHS]), Offences()
    cubes = build_cubes({entry.id: entry for entry in catalogue}, frames, areas)
    check_references(report, areas)
    return Store(
        directory=directory,
        fallback=fallback,
        release=content_id(contents, later),
        catalogue=catalogue,
        areas=areas,
        offences=offences,
        tables=Tables(frames),
        cubes=cubes,
        populations=Populations(
            frames["population-by-year"], frames["population-census-2021"], areas
        ),
        boundaries=load_boundaries(contents, frames[BOROUGHS]),
        wards=ward_shapes(contents[WARD_BOUNDARIES]) if WARD_BOUNDARIES in contents else {},
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
    entry = with_further_columns(entry, list(raw.frame.columns))
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


def _place(directory: Path, file: str, fallback: Path | None) -> Path:
    if fallback is None or (directory / file).exists():
        return directory
    return fallback

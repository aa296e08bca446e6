"""The value of a series in each version of the data: in every release, and in earlier extracts.

A version is a release of the data directory, or an earlier extract of the same figures that the
product ships or that was loaded beside the one in use: two extracts of victims under 25, and
recorded crime in the classification before March 2019 (`data.ledger_extracts`).
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import numpy as np
import numpy.typing as npt

from data.areas import LONDON
from data.cube import Cube, added_up
from data.disclosure import threshold
from data.errors import DataFileError
from data.layouts import LAYOUTS
from data.ledger_extracts import EARLIER, earlier_extracts
from data.offences import RECORDED, slug_of
from data.raw import read_bytes
from data.releases.reading import all_releases, at, verify
from data.remembering import remembered
from data.store_loading import domains_of, load_table

if TYPE_CHECKING:
    from data.releases.model import Release
    from data.store_model import Store

RECORDED_CRIME = "recorded-crime"
UNDER_25, VICTIMS = "knife-injury-under-25", "knife-injury-victims-under-25"
LABELS, NINE = "offence-labels", "nine-groups"
EXTRACT = re.compile(r"extract_(\d{4})_(\d{2})")
Kind = Literal["extract", "release"]
Values = npt.NDArray[np.float64] | npt.NDArray[np.float32]
"""Counts by area, offence and period; NaN is missing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One version of a dataset's counts.

    Attributes:
        name: Id of the release, or what the extract is called.
        kind: `extract` or `release`.
        published: Month or year in which the publisher put an extract out, as far as it is known.
        loaded: When a release was made, in UTC; None for an extract.
        in_use: Whether the product answers from it.
    """

    name: str
    kind: Kind
    published: str | None = None
    loaded: str | None = None
    in_use: bool = False
    areas: Mapping[str, int] = field(repr=False)
    offences: Mapping[str, int] = field(repr=False)
    periods: Mapping[str, int] = field(repr=False)
    values: Values = field(repr=False)

    @property
    def key(self) -> str:
        """What it is called in an address: `extract-2019`, `release-3`."""
        if self.kind == "extract":
            return f"extract-{self.published or self.name}"
        return key_of(self.name)

    def value(self, area: str, offence: str, period: str) -> float:
        """Return a count; NaN where the version has none."""
        try:
            place = self.areas[area], self.offences[offence], self.periods[period]
        except KeyError:
            return math.nan
        return float(self.values[place])


def key_of(release_id: str) -> str:
    """Return what a release is called in an address: `release-3`."""
    return f"release-{int(release_id.partition('-')[0])}"


@remembered(4)
def versions(store: Store, dataset: str) -> tuple[Version, ...]:
    """Return the versions of a dataset, the oldest first.

    Extracts that the product ships come first, then the releases by number. A release that is
    damaged is left out. Of a dataset that is suppressed there is only the one in use, so that
    nothing can be found out from differences.
    """
    entry = store.dataset(dataset)
    if threshold(entry) is not None:
        return ()
    return (*extracts(store, dataset), *_releases(store, dataset))


def extracts(store: Store, dataset: str) -> Iterator[Version]:
    """Yield the extracts of a dataset that stand beside the releases, the oldest first."""
    if dataset == UNDER_25:
        rows = store.table(UNDER_25)
        months = {str(month): place for place, month in enumerate(rows["month"])}
        for name in sorted(str(each) for each in rows.columns if EXTRACT.fullmatch(str(each))):
            year, month = name.split("_")[1:]
            yield Version(
                name=f"{year}-{month}",
                kind="extract",
                published=f"{year}-{month}",
                areas={LONDON: 0},
                offences={VICTIMS: 0},
                periods=months,
                values=rows[name].to_numpy(dtype=np.float64)[None, None],
            )
    if dataset == RECORDED_CRIME and EARLIER in store.cubes:
        yield from earlier_extracts(store, comparable_groups(store))


def comparable_groups(store: Store) -> tuple[str, ...]:
    """Return the groups that mean the same in both classifications, by the table of labels."""
    if LABELS not in store.tables:
        return ()
    rows = store.table(LABELS)
    nine = rows[rows["layout"] == NINE]
    whole = nine.groupby("group")["comparable"].agg(lambda marks: set(marks) == {"yes"})
    return tuple(slug_of(name) for name in RECORDED if whole.get(name, False))


def _releases(store: Store, dataset: str) -> Iterator[Version]:
    used = store.origin
    if used is None or dataset not in LAYOUTS:
        return
    for release in all_releases(root_of(store)):
        try:
            yield release_version(store, dataset, release.id)
        except DataFileError:
            continue


@remembered(64)
def other_releases(store: Store, dataset: str) -> tuple[Release, ...]:
    """Return the releases in which a dataset's table may differ from the one in use.

    Nothing of their tables is read.
    """
    used, entry = store.origin, store.dataset(dataset)
    if used is None or dataset not in LAYOUTS or threshold(entry) is not None:
        return ()
    return tuple(
        each
        for each in all_releases(root_of(store))
        if each.id != used.id and not _same(each, used, entry.file)
    )


@remembered(64)
def release_version(store: Store, dataset: str, release_id: str) -> Version:
    """Return one release as a version of a dataset.

    Raises:
        DataFileError: It is damaged.
    """
    used = store.origin
    in_use = used is not None and release_id == used.id
    release = used if used is not None and in_use else at(root_of(store), release_id)
    block = _of_store(store, dataset) if in_use else _block(store, dataset, release)
    return Version(
        name=release.id,
        kind="release",
        loaded=release.made.isoformat() if release.number else None,
        in_use=in_use,
        areas=block.areas,
        offences=block.offences,
        periods=block.periods,
        values=block.values,
    )


@dataclass(frozen=True, slots=True)
class _Block:
    areas: Mapping[str, int]
    offences: Mapping[str, int]
    periods: Mapping[str, int]
    values: Values


def _of_store(store: Store, dataset: str) -> _Block:
    cube = store.cubes[dataset]
    periods = {str(each): place for place, each in enumerate(cube.periods)}
    return _Block(cube.areas, cube.offences, periods, _whole(store, dataset))


@remembered(4)
def _whole(store: Store, dataset: str) -> Values:
    """Return every count of a dataset: one block, so that equal versions are the same one."""
    cube = store.cubes[dataset]
    if isinstance(cube, Cube):
        return cube.values
    return np.stack([cube.of_offence(slug) for slug in cube.offences], axis=1)


def _block(store: Store, dataset: str, release: Release) -> _Block:
    """Return the counts in another release; the store's own where the table is the same."""
    entry = store.dataset(dataset)
    used = store.origin
    if used is not None and _same(release, used, entry.file):
        return _of_store(store, dataset)
    verify(release)
    content = read_bytes(release.path, entry.file)
    _, table = load_table(entry, content, domains_of(store.table("boroughs")))
    layout = LAYOUTS[dataset](table, store.areas)
    values, _ = added_up(layout.source, list(layout.areas.values()), list(layout.offences.values()))
    return _Block(
        {code: row for row, code in enumerate(layout.areas)},
        {slug: row for row, slug in enumerate(layout.offences)},
        {str(each): place for place, each in enumerate(layout.periods)},
        # Whole numbers below 16 million are exact in half the memory.
        values.astype(np.float32),
    )


def _same(one: Release, other: Release, file: str) -> bool:
    digest = one.files.get(file)
    return digest is not None and digest == other.files.get(file)


def root_of(store: Store) -> Path:
    """Return the data directory that a store's release belongs to."""
    origin = store.origin
    return store.directory if origin is None or not origin.number else store.directory.parents[1]

"""A series as a version of the data had it then, beside what it is now."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
import pandas as pd

from data.disclosure import threshold
from data.errors import InvalidParameter
from data.ledger import UNDER_25, Version, extracts, key_of, other_releases, release_version
from data.queries import measures
from data.queries.series import cube_for, series
from data.remembering import remembered

if TYPE_CHECKING:
    from data.areas import Area
    from data.counts import Counts as Cube
    from data.offences import Offence
    from data.periods import Month
    from data.store import Store

FloatArray = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Known:
    """A version that there is, before its numbers are read.

    Attributes:
        key: What it is called in an address: `extract-2019`, `release-3`.
        published: Year or month in which an extract was published; None for a release.
        made: Day on which a release was loaded, `2026-03-20`; None for an extract or release zero.
    """

    key: str
    published: str | None = None
    made: str | None = None


def all_known(store: Store) -> tuple[Known, ...]:
    """Return the versions, besides the one in use, that any series may have."""
    datasets = dict.fromkeys(each.dataset for each in store.offences.all())
    found = {each.key: each for name in datasets for each in _known(store, name)}
    return tuple(found.values())


@remembered(2000)
def known_versions(store: Store, offence: Offence, area: Area) -> tuple[Known, ...]:
    """Return the versions of a series besides the one in use, the oldest first.

    Args:
        store: The data.
        offence: A series; only one by month has versions.
        area: The area.
    """
    cube = store.cube(offence)
    if cube.quarterly or area.code not in cube.areas:
        return ()
    has = {each.key: each for each in _extracts(store, offence.dataset)}
    return tuple(
        each
        for each in _known(store, offence.dataset)
        if each.key not in has or _has_any(has[each.key], area, offence, cube)
    )


@remembered(16)
def _known(store: Store, dataset: str) -> tuple[Known, ...]:
    named = [Known(each.key, published=each.published) for each in _extracts(store, dataset)]
    for release in other_releases(store, dataset):
        day = str(release.made.date()) if release.number else None
        named.append(Known(key_of(release.id), made=day))
    return tuple(named)


@remembered(16)
def _extracts(store: Store, dataset: str) -> tuple[Version, ...]:
    if threshold(store.dataset(dataset)) is not None:
        return ()
    found = tuple(extracts(store, dataset))
    # Of victims under 25 the newest extract is what is shown now.
    return found[:-1] if dataset == UNDER_25 else found


def version_of(store: Store, offence: Offence, area: Area, key: str) -> Version:
    """Return a version of a series, its numbers read.

    Raises:
        InvalidParameter: The series has no such version.
        DataFileError: The release is damaged.
    """
    allowed = [each.key for each in known_versions(store, offence, area)]
    if key not in allowed:
        none = "nothing: this series has no other version than the one in use"
        raise InvalidParameter("version", key, allowed or none)
    for version in _extracts(store, offence.dataset):
        if version.key == key:
            return version
    release = next(
        each for each in other_releases(store, offence.dataset) if key_of(each.id) == key
    )
    return release_version(store, offence.dataset, release.id)


def _has_any(version: Version, area: Area, offence: Offence, cube: Cube) -> bool:
    """Whether a version has a count of a series for any period."""
    counts = (version.value(area.code, offence.slug, str(each)) for each in cube.periods)
    return any(not math.isnan(count) for count in counts)


def counts_of(version: Version, area: Area, offence: Offence, cube: Cube) -> FloatArray:
    """Return the counts of a version, one for each period of a cube; NaN where it has none."""
    return np.array([version.value(area.code, offence.slug, str(each)) for each in cube.periods])


def published(
    store: Store,
    version: Version,
    *,
    offence: str,
    area: str,
    measure: str = "count",
    start: Month | None = None,
    end: Month | None = None,
) -> pd.DataFrame:
    """Return a series now and as a version had it.

    Args:
        store: The data.
        version: As `version_of` gives it.
        offence: Slug of a series by month.
        area: Code of an area that it has.
        measure: As for `series`.
        start: First month.
        end: Last month.

    Returns:
        Columns `month, now, then`, one row a month; NaN where there is none. A sum of twelve
        months or a change on a year is missing where the version has not all that it takes.
    """
    found, place = store.offences.get(offence), store.areas.get(area)
    cube = cube_for(store, found, place)
    rows = series(store, offence=offence, area=area, measure=measure, start=start, end=end).rows
    then = _measured(store, cube, place, counts_of(version, place, found, cube), measure)
    by_month = dict(zip((str(each) for each in cube.periods), then, strict=True))
    return pd.DataFrame(
        {
            "month": list(rows["month"]),
            "now": rows["value"].to_numpy(dtype=np.float64),
            "then": [by_month[month] for month in rows["month"]],
        }
    )


def _measured(store: Store, cube: Cube, area: Area, counts: FloatArray, measure: str) -> FloatArray:
    hidden, months = np.zeros(counts.shape, dtype=np.bool_), cube.months_a_period
    if measure == "rate":
        residents = store.populations.over(area, cube.years)
        found = measures.rate(counts, hidden, residents, months)
    elif measure == "rolling-12":
        found = measures.rolling_year(counts, hidden, months)
    elif measure == "change-on-year":
        found = measures.change_on_year(counts, hidden, months)
    else:
        found = measures.count(counts, hidden)
    return found.values

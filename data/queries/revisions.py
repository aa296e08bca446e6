"""How figures were revised: the value of a series in each version of the data."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
import pandas as pd

from data.describe import provenance
from data.errors import InvalidParameter
from data.ledger import RECORDED_CRIME, Version, versions
from data.periods import Month
from data.remembering import remembered
from data.result import Meta, Result

if TYPE_CHECKING:
    from data.areas import Area
    from data.store import Store

COLUMNS = {
    "month": "Calendar month",
    "version": "Id of the release, or what the earlier extract is called",
    "kind": "release, or extract: an earlier extract of the same figures that is loaded beside",
    "published": "Month or year in which the publisher put an extract out; blank for a release",
    "loaded": "When the release was made (UTC); blank for an extract and for release zero",
    "in_use": "Whether the product answers from it",
    "value": "The count in that version; blank where it has none",
    "symbol": "x where the version has no value",
    "difference": "The value less that of the version before it that has one",
    "difference_percent": "The same, in per cent of the version before",
}
LARGEST_COLUMNS = ("offence", "area", "month", "older", "newer", "before", "now", "difference")


def revisions(
    store: Store,
    *,
    offence: str = "all",
    area: str = "london",
    month: Month | None = None,
    version: str | None = None,
) -> Result:
    """Return the value of a series in each version of the data.

    Args:
        store: The data.
        offence: Slug of a monthly series.
        area: An area that the series has.
        month: The month; None for every month that was revised.
        version: Key of a version (`extract-2019`, `release-3`): only its values and those in use,
            for every month that it has; None for every version.

    Returns:
        Rows as in `COLUMNS`: by month, then versions from the oldest to the newest.

    Raises:
        InvalidParameter: The offence or the area is unknown, the series has not the area, is
            not monthly or has no such version, or no version has the month.
    """
    found, place = store.offences.get(offence), store.areas.get(area)
    cube = store.cube(found)
    if cube.quarterly:
        raise InvalidParameter("offence", offence, "a series by month")
    if place.code not in cube.areas:
        raise InvalidParameter("area", area, f"an area of {found.name}: {', '.join(cube.areas)}")
    every = versions(store, found.dataset)
    if version is not None:
        every = _one_and_in_use(every, version)
    months = [str(month)]
    if month is None:
        months = _revised(every, place.code, offence)
        if version is not None:
            months = [each for each in every[0].periods if _has(every[0], place, offence, each)]
    rows = [row for each in months for row in _rows(every, place.code, offence, each)]
    if month is not None and not any(row["symbol"] is None for row in rows):
        allowed = f"a month from {cube.first} to {cube.last}"
        raise InvalidParameter("month", str(month), allowed)
    entry = store.dataset(found.dataset)
    meta = Meta(
        title=f"{found.name}, {place.name}: the value in each version of the data",
        unit=found.unit,
        notes=_notes(every),
        columns=dict(COLUMNS),
        release=store.release,
        first=months[0] if months else None,
        last=months[-1] if months else None,
        **provenance(entry),
    )
    return Result(pd.DataFrame(rows, columns=list(COLUMNS)), meta)


def _one_and_in_use(every: tuple[Version, ...], key: str) -> tuple[Version, ...]:
    one = [each for each in every if each.key == key]
    if not one:
        raise InvalidParameter("version", key, [each.key for each in every])
    return (*one, *(each for each in every if each.in_use and each.key != key))


def _has(version: Version, area: Area, offence: str, month: str) -> bool:
    return not math.isnan(version.value(area.code, offence, month))


def _rows(
    every: tuple[Version, ...], area: str, offence: str, month: str
) -> Iterator[dict[str, object]]:
    before = math.nan
    for each in every:
        value = each.value(area, offence, month)
        if each.kind == "extract" and math.isnan(value):
            continue
        difference = value - before
        yield {
            "month": month,
            "version": each.name,
            "kind": each.kind,
            "published": each.published,
            "loaded": each.loaded,
            "in_use": each.in_use,
            "value": value,
            "symbol": "x" if math.isnan(value) else None,
            "difference": difference,
            "difference_percent": 100 * difference / before if before else math.nan,
        }
        before = before if math.isnan(value) else value


def _revised(every: tuple[Version, ...], area: str, offence: str) -> list[str]:
    """Return the months in which two versions differ."""
    months = sorted({month for each in every for month in each.periods})

    def differ(month: str) -> bool:
        values = {each.value(area, offence, month) for each in every}
        return len({value for value in values if not math.isnan(value)}) > 1

    return [month for month in months if differ(month)]


def _notes(every: tuple[Version, ...]) -> tuple[str, ...]:
    releases = sum(each.kind == "release" for each in every)
    extracts = len(every) - releases
    notes = [
        f"Compared: earlier extracts that are loaded beside ({extracts}), and releases of the data "
        f"({releases})."
    ]
    if any(each.name == "earlier classification" for each in every):
        notes.append(
            "The extract of 2019 is in the classification before March 2019; it is compared for "
            "the groups that mean the same in both, for London from January 2017."
        )
    return tuple(notes)


@remembered(4)
def largest(store: Store, *, dataset: str, number: int = 20) -> pd.DataFrame:
    """Return the largest revisions of a dataset between two versions that follow each other.

    Args:
        store: The data.
        dataset: Id of a dataset of monthly counts.
        number: How many at most.

    Returns:
        Columns as in `LARGEST_COLUMNS`, the largest absolute difference first: the two versions
        (`older`, `newer`), the values (`before`, `now`) and their difference.
    """
    every = versions(store, dataset)
    found: list[tuple[object, ...]] = []
    for older, newer in _pairs(every, dataset):
        found += _differences(older, newer, number)
    frame = pd.DataFrame(found, columns=list(LARGEST_COLUMNS))
    order = frame["difference"].abs().sort_values(ascending=False, kind="stable").index
    return frame.loc[order].head(number).reset_index(drop=True)


def _pairs(every: tuple[Version, ...], dataset: str) -> Iterator[tuple[Version, Version]]:
    """Yield each version with the next; extracts of recorded crime with the first release."""
    extracts = [each for each in every if each.kind == "extract"]
    releases = [each for each in every if each.kind == "release"]
    if dataset == RECORDED_CRIME:
        yield from ((each, releases[0]) for each in extracts if releases)
    else:
        yield from itertools.pairwise(extracts)
    yield from itertools.pairwise(releases)


def _differences(older: Version, newer: Version, number: int) -> list[tuple[object, ...]]:
    if older.values is newer.values:
        return []
    shared = [
        [name for name in getattr(older, each) if name in getattr(newer, each)]
        for each in ("areas", "offences", "periods")
    ]
    if not all(shared):
        return []

    def block(version: Version) -> npt.NDArray[np.float64]:
        places = (version.areas, version.offences, version.periods)
        wanted = [
            [place[name] for name in names] for place, names in zip(places, shared, strict=True)
        ]
        return version.values[np.ix_(*wanted)].astype(np.float64)

    before, now = block(older), block(newer)
    difference = np.nan_to_num(now - before)
    order = np.argsort(-np.abs(difference), axis=None, kind="stable")[:number]
    rows: list[tuple[object, ...]] = []
    for flat in order:
        a, o, m = np.unravel_index(flat, difference.shape)
        if difference[a, o, m] == 0:
            break
        names = shared[1][o], shared[0][a], shared[2][m], older.name, newer.name
        rows.append((*names, before[a, o, m], now[a, o, m], difference[a, o, m]))
    return rows

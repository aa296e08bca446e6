"""Recorded crime as extracts in the classification before March 2019 published it.

Of London's table of nine groups, the groups that mean the same today; and, where such an extract
was loaded, its comparable offences by borough, BCU and in London.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np

from data.areas import LONDON
from data.offences import PRE_2019_SUFFIX, slug_of
from data.periods import Month, months_between

if TYPE_CHECKING:
    import numpy.typing as npt
    import pandas as pd

    from data.ledger import Version
    from data.store_model import Store

EARLIER, AS_PUBLISHED = "recorded-crime-pre-2019", "recorded-crime-as-published"
EARLIER_NAME, EARLIER_PUBLISHED = "earlier classification", "2019"
EARLIER_FROM = Month(2017, 1)
"""From here on the earlier classification counts Heathrow, as the later one does."""

Rows = dict[tuple[str, str], "npt.NDArray[np.float64]"]
"""Counts by area and offence, one a month."""


def earlier_extracts(store: Store, groups: Sequence[str]) -> Iterator[Version]:
    """Yield a version for each extract in the earlier classification, the oldest first.

    Args:
        store: The data.
        groups: Slugs of the groups that mean the same in both classifications.
    """
    cube = store.cubes[EARLIER]
    first = max(EARLIER_FROM.ordinal - cube.first.ordinal, 0)
    months = [str(each) for each in cube.periods[first:]]
    shipped = {
        (LONDON, slug): np.asarray(cube.counts(LONDON, slug + PRE_2019_SUFFIX)[first:])
        for slug in groups
    }
    kept = _kept(store)
    # The table of nine groups is of the extract that ends with it.
    own = kept.pop(str(cube.last), None)
    for name, (own_months, rows) in sorted(kept.items()):
        yield _version(f"extract to {name}", name, own_months, rows)
    if own is not None:
        shipped |= {key: _within(counts, own[0], months) for key, counts in own[1].items()}
    yield _version(EARLIER_NAME, EARLIER_PUBLISHED, months, shipped)


def _kept(store: Store) -> dict[str, tuple[list[str], Rows]]:
    """Return months and counts of each extract that was kept by area, by its last month."""
    if AS_PUBLISHED not in store.tables:
        return {}
    table = store.table(AS_PUBLISHED)
    return {str(name): _rows(store, part) for name, part in table.groupby("extract")}


def _rows(store: Store, part: pd.DataFrame) -> tuple[list[str], Rows]:
    wide = part.pivot_table(index=["area_code", "offence"], columns="month", values="count")
    months = [
        str(each)
        for each in months_between(
            Month.parse(str(wide.columns.min())), Month.parse(str(wide.columns.max()))
        )
    ]
    wide = wide.reindex(columns=months)
    rows: Rows = {}
    for offence in dict.fromkeys(wide.index.get_level_values("offence")):
        by_source = wide.xs(offence, level="offence")
        for area in store.areas.all():
            there = [code for code in area.sources if code in by_source.index]
            if there:
                block = by_source.loc[there].to_numpy(dtype=np.float64)
                rows[area.code, slug_of(str(offence))] = block.sum(axis=0)
    return months, rows


def _within(
    counts: npt.NDArray[np.float64], own: Sequence[str], months: Sequence[str]
) -> npt.NDArray[np.float64]:
    place = {month: position for position, month in enumerate(own)}
    return np.array([counts[place[each]] if each in place else np.nan for each in months])


def _version(name: str, published: str, months: Sequence[str], rows: Rows) -> Version:
    from data.ledger import Version  # noqa: PLC0415 - it asks for these

    areas = {area: at for at, area in enumerate(dict.fromkeys(area for area, _ in rows))}
    offences = {slug: at for at, slug in enumerate(dict.fromkeys(slug for _, slug in rows))}
    values = np.full((len(areas) or 1, len(offences), len(months)), np.nan)
    for (area, offence), counts in rows.items():
        values[areas[area], offences[offence]] = counts
    return Version(
        name=name,
        kind="extract",
        published=published,
        areas=areas or {LONDON: 0},
        offences=offences,
        periods={month: place for place, month in enumerate(months)},
        values=values,
    )

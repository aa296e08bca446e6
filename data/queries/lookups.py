"""The lists that a reader chooses from: areas, offences and datasets."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from data.breaks import BREAKS
from data.describe import provenance
from data.remembering import remembered
from data.result import Meta, Result

WARD = "ward"

if TYPE_CHECKING:
    from data.catalogue.model import Dataset
    from data.offences import Offence
    from data.store import Store


def areas(store: Store) -> Result:
    """Return every area: London, then each BCU followed by its boroughs, each with its wards.

    Rows `area`, `name`, `kind` (`london`, `bcu`, `borough`, or `ward` where wards are loaded),
    `bcu` (None for London).
    """
    found: list[tuple[str, str, str, str | None]] = []
    wards = store.small_areas.get(WARD)
    for area in store.areas.all():
        found.append((area.code, area.name, area.kind, area.bcu))
        if wards is not None and area.kind == "borough":
            found += [(each.code, each.name, WARD, area.bcu) for each in wards.within(area.code)]
    notes: tuple[str, ...] = (
        "The City of London has its own police force and is not counted.",
        "AVIATION (Heathrow and London City airports) counts towards London and, by "
        "convention, the West BCU; UNKNOWN counts towards London only.",
    )
    if wards is not None:
        notes += (
            "Wards, after their borough, are counted with by=ward; they are no value of area.",
        )
    meta = Meta(
        title="Areas",
        unit=None,
        notes=notes,
        columns={
            "area": "`london`, slug of the BCU, or ONS code of the borough or ward",
            "name": "Name",
            "kind": "london, bcu, borough or ward",
            "bcu": "Slug of the BCU; blank for London",
        },
        release=store.release,
        **provenance(store.dataset("boroughs")),
    )
    rows = pd.DataFrame(found, columns=["area", "name", "kind", "bcu"], dtype=object)
    return Result(rows, meta)


def offences(store: Store) -> Result:
    """Return every series, in the order of the offence picker.

    Rows `offence`, `name`, `parent`, `first_month`, `last_month` (of what is counted in London).
    """
    found = []
    for offence in store.offences.all():
        first, last = months_of(store, offence)
        found.append((offence.slug, offence.name, offence.parent, first, last))
    columns = ["offence", "name", "parent", "first_month", "last_month"]
    meta = Meta(
        title="Offences and other series",
        unit=None,
        notes=(
            "Slugs that end in -pre-2019 are the nine groups used before March 2019: not "
            "comparable with the others.",
        ),
        columns={
            "offence": "Slug",
            "name": "Name",
            "parent": "Slug of the series that it is part of; blank at the top",
            "first_month": "First month counted",
            "last_month": "Last month counted",
        },
        release=store.release,
        **provenance(store.dataset("recorded-crime")),
    )
    return Result(pd.DataFrame(found, columns=columns, dtype=object), meta)


def months_of(store: Store, offence: Offence) -> tuple[str, str]:
    """Return the first and the last month in which London has a count of an offence."""
    cube = store.cube(offence)
    counted = np.flatnonzero(~np.isnan(cube.counts("london", offence.slug)))
    first, last = cube.periods[counted[0]], cube.periods[counted[-1]]
    return str(first.first), str(last.last)


def datasets(store: Store) -> Result:
    """Return the catalogue.

    Rows `dataset, title, description, file, rows, unit, first, last, columns, source, source_url,
    publisher, licence, licence_url, attribution, breaks, gaps, caveats, provisional, disclosure`;
    `columns` and `breaks` hold records, `gaps` and `caveats` sentences.
    """
    records = [record_of(store, entry) for entry in store.catalogue]
    meta = Meta(
        title="Datasets",
        unit=None,
        source="The publishers named in each row",
        licence="As stated in each row",
        release=store.release,
    )
    return Result(pd.DataFrame(records, dtype=object), meta)


def record_of(store: Store, entry: Dataset) -> dict[str, object]:
    """Return one catalogue entry as a record, with what the loaded file adds to it."""
    first, last = period_of(store, entry)
    return {
        "dataset": entry.id,
        "title": entry.title,
        "description": entry.description,
        "file": entry.file,
        "rows": len(store.tables[entry.id]) if entry.id in store.tables else None,
        "unit": entry.unit,
        "first": first,
        "last": last,
        "columns": columns_of(entry),
        "source": entry.source,
        "source_url": entry.source_url,
        "publisher": entry.publisher,
        "licence": entry.licence,
        "licence_url": entry.licence_url,
        "attribution": entry.attribution,
        "breaks": [
            each.to_record()
            for each in BREAKS
            if entry.unit is not None and (each.datasets is None or entry.id in each.datasets)
        ],
        "gaps": [gap.note for gap in entry.gaps],
        "caveats": list(entry.caveats),
        "provisional": entry.provisional_note or None,
        "disclosure": entry.disclosure,
    }


def columns_of(entry: Dataset) -> list[dict[str, object]]:
    """Return the columns of a dataset as records: name, type, unit, description."""
    found: list[dict[str, object]] = [
        {
            "name": column.name,
            "type": column.type,
            "unit": column.unit,
            "description": column.description,
        }
        for column in entry.columns
    ]
    if entry.month_columns is not None:
        found.append(
            {
                "name": f"{entry.month_columns.first} and every month after",
                "type": "integer",
                "unit": entry.month_columns.unit,
                "description": entry.month_columns.description,
            }
        )
    return found


def period_of(store: Store, entry: Dataset) -> tuple[str | None, str | None]:
    """Return the first and the last period of a dataset, as the file writes them."""
    return _period_of(store, entry.id)


@remembered(256)
def _period_of(store: Store, dataset: str) -> tuple[str | None, str | None]:
    entry = store.dataset(dataset)
    if entry.period is not None:
        return entry.period, entry.period
    if entry.id not in store.tables:
        return None, None
    table = store.tables[entry.id]
    if entry.month_columns is not None:
        months = table.columns[len(entry.columns) :]
        return str(months[0]), str(months[-1])
    named = [
        column.name
        for column in entry.columns
        if column.type in ("month", "quarter") or column.name == "year"
    ]
    column = entry.period_column or next(iter(named), None)
    if column is None:
        return None, None
    return str(table[column].min()), str(table[column].max())

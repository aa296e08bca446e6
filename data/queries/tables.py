"""A dataset's table as it is loaded, for download."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data.breaks import BREAKS
from data.describe import provenance
from data.queries.lookups import period_of
from data.result import Meta, Result

if TYPE_CHECKING:
    from data.catalogue.model import Dataset
    from data.store import Store


def table(store: Store, *, dataset: str) -> Result:
    """Return a dataset's table: what queries see, after disclosure control.

    Args:
        store: The data.
        dataset: Id of the dataset.

    Returns:
        Rows and columns as in the file; a blank cell is missing.

    Raises:
        InvalidParameter: There is no such dataset.
        KeyError: It has no table (boundaries).
    """
    entry = store.dataset(dataset)
    rows = store.table(entry.id)
    first, last = period_of(store, entry)
    notes = (*entry.caveats, *(gap.note for gap in entry.gaps))
    meta = Meta(
        title=entry.title,
        unit=entry.unit,
        breaks=tuple(
            each.to_record()
            for each in BREAKS
            if each.datasets is not None and entry.id in each.datasets
        ),
        notes=(*notes, entry.provisional_note) if entry.provisional_note else notes,
        first=first,
        last=last,
        columns=_meanings(entry, [str(name) for name in rows.columns]),
        release=store.release,
        **provenance(entry),
    )
    return Result(rows, meta)


def _meanings(entry: Dataset, names: list[str]) -> dict[str, str]:
    """Return what each column means; every month column of a wide table means the same."""
    found = {column.name: column.description for column in entry.columns}
    if entry.month_columns is not None:
        found |= {name: entry.month_columns.description for name in names if name not in found}
    return found

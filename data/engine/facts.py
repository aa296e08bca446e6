"""The product's own tables as an engine holds them: one row an area, part and period.

What the table counts itself goes to the engine (recorded crime by borough and offence); sums over
areas and offences are questions. Of a table that is suppressed only what may be seen goes there.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from data.disclosure import threshold
from data.layouts import LAYOUTS

if TYPE_CHECKING:
    import numpy.typing as npt
    import pandas as pd

    from data.areas import Areas
    from data.catalogue.model import Dataset
    from data.counts import BoolBlock, FloatBlock
    from data.store_model import Store

Groups = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True, eq=False)
class Facts:
    """A table of counts, ready for an engine.

    Attributes:
        areas: Codes.
        offences: Names of the parts.
        periods: Ordinal of each period's first month.
        values: Counts, (areas, offences, periods); NaN where missing.
        hidden: Where a count may not be shown, same shape; it is NaN there.
        area_groups: Codes that each area adds up.
        offence_groups: Parts that each series adds up.
    """

    areas: tuple[str, ...]
    offences: tuple[str, ...]
    periods: tuple[int, ...]
    values: FloatBlock = field(repr=False)
    hidden: BoolBlock = field(repr=False)
    area_groups: Groups = field(repr=False)
    offence_groups: Groups = field(repr=False)

    def columns(self) -> dict[str, npt.NDArray[np.generic]]:
        """Return `offence, area_code, area_name, borough, period, count` and `there`.

        One row a cell that is counted or hidden, by offence, area and period; `there` tells
        whether there is a number.
        """
        order = np.argsort(np.array(self.offences)), np.argsort(np.array(self.areas))
        values = self.values.transpose(1, 0, 2)[np.ix_(*order)]
        hidden = self.hidden.transpose(1, 0, 2)[np.ix_(*order)]
        known = ~np.isnan(values)
        offence, area, period = np.nonzero(known | hidden)
        codes = np.array(self.areas, dtype=object)[order[1]][area]
        found = known[offence, area, period]
        return {
            "offence": np.array(self.offences, dtype=object)[order[0]][offence],
            "area_code": codes,
            "area_name": codes,
            "borough": np.full(len(codes), "", dtype=object),
            "period": np.array(self.periods, dtype=np.int32)[period],
            "count": np.where(found, values[offence, area, period], 0).astype(np.int32),
            "there": found,
        }


@dataclass(frozen=True, slots=True, eq=False)
class Tables:
    """Every table of counts of one release.

    Attributes:
        release: Content of the release, as its id ends.
        files: Parquet file of each dataset that is kept as one.
        entries: Catalogue entry of each of the product's own tables.
        frames: Their tables.
        areas: The areas.
        kept: Counts of those that are suppressed, as they may be seen.
    """

    release: str
    files: Mapping[str, Path]
    entries: Mapping[str, Dataset]
    frames: Mapping[str, pd.DataFrame] = field(repr=False)
    areas: Areas = field(repr=False)
    kept: Mapping[str, Facts] = field(repr=False)

    @classmethod
    def of(cls, store: Store) -> Tables:
        """Return the tables of a loaded release; what is returned does not hold on to it."""
        entries = {entry.id: entry for entry in store.catalogue if entry.id in LAYOUTS}
        return cls(
            store.release,
            {entry.id: store.path(entry) for entry in store.catalogue if entry.format == "parquet"},
            entries,
            store.tables,
            store.areas,
            {
                name: _suppressed(store, name)
                for name, entry in entries.items()
                if threshold(entry) is not None
            },
        )

    def facts(self, dataset: str) -> Facts:
        """Return one of the product's own tables."""
        if dataset in self.kept:
            return self.kept[dataset]
        layout = LAYOUTS[dataset](self.frames[dataset], self.areas)
        return Facts(
            layout.sources,
            layout.parts,
            tuple(each.first.ordinal for each in layout.periods),
            layout.source,
            np.zeros(layout.source.shape, dtype=np.bool_),
            {
                code: tuple(layout.sources[place] for place in places)
                for code, places in layout.areas.items()
            },
            {
                slug: tuple(layout.parts[place] for place in places)
                for slug, places in layout.offences.items()
            },
        )


def _suppressed(store: Store, dataset: str) -> Facts:
    """Return what may be seen of a table: every sum is a cell of its own."""
    counts = store.cubes[dataset]
    blocks = [(counts.of_offence(slug), counts.hidden_of(slug)) for slug in counts.offences]
    return Facts(
        tuple(counts.areas),
        tuple(counts.offences),
        tuple(each.first.ordinal for each in counts.periods),
        np.stack([values for values, _ in blocks], axis=1),
        np.stack([hidden for _, hidden in blocks], axis=1),
        {code: (code,) for code in counts.areas},
        {slug: (slug,) for slug in counts.offences},
    )

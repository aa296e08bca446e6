"""Makes the blocks of counts from the loaded tables, and hides what may not be shown."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np

from data.cube import Cube, added_up
from data.disclosure import protect, threshold
from data.layouts import LAYOUTS

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from data.areas import Areas
    from data.catalogue.model import Dataset


def build_cubes(
    entries: Mapping[str, Dataset], frames: dict[str, pd.DataFrame], areas: Areas
) -> Mapping[str, Cube]:
    """Return the counts of every dataset that has series.

    Args:
        entries: Catalogue entries by id.
        frames: Tables by id. The table of a dataset that is to be suppressed is replaced here by
            one without what is hidden, so that nothing else ever sees it.
        areas: The areas.

    Raises:
        ValueError: A dataset is to be suppressed of which no layout is known.
    """
    for entry in entries.values():
        if threshold(entry) is not None and entry.id not in LAYOUTS:
            message = f"{entry.id} is to be suppressed, but data.layouts does not say how"
            raise ValueError(message)
    cubes = {}
    for dataset_id, lay_out in LAYOUTS.items():
        entry, layout = entries[dataset_id], lay_out(frames[dataset_id], areas)
        values, incomplete = added_up(
            layout.source, list(layout.areas.values()), list(layout.offences.values())
        )
        suppressed = np.zeros(values.shape, dtype=np.bool_)
        below = threshold(entry)
        if below is not None:
            values, suppressed, hidden = protect(layout, entry, below)
            frames[dataset_id] = layout.hide(hidden)
        cubes[dataset_id] = Cube(
            dataset=entry.id,
            periods=layout.periods,
            areas=MappingProxyType({code: row for row, code in enumerate(layout.areas)}),
            offences=MappingProxyType({slug: row for row, slug in enumerate(layout.offences)}),
            values=values,
            incomplete=incomplete,
            suppressed=suppressed,
            newest_provisional=entry.provisional == "newest",
        )
    return MappingProxyType(cubes)

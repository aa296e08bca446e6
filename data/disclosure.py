"""Disclosure control at load: what a dataset's catalogue entry asks for, done once.

A dataset that says `suppress-below: N` is added up and suppressed here, at its coarsest period
(the financial year); what is hidden is in no table, cube or total that a query can see.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from data.errors import DataFileError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from data.catalogue.model import Dataset
    from data.counts import BoolBlock, FloatBlock
    from data.layouts import Layout
    from data.statistics.hierarchy import Hierarchy

PUBLISHED = "published"
_SUPPRESS = re.compile(r"suppress-below: ([1-9][0-9]*)")
UNNAMED = "part"
TOP = "top"


class Protected(NamedTuple):
    """What is left to see.

    Attributes:
        values: (areas, offences, periods); NaN where hidden or missing.
        suppressed: Where it is hidden, same shape.
        hidden: For each offence, where the sources' own counts are hidden: (sources, periods).
    """

    values: FloatBlock
    suppressed: BoolBlock
    hidden: Mapping[str, BoolBlock]


def threshold(entry: Dataset) -> int | None:
    """Return the smallest count that may be shown; None for a dataset shown as published.

    Raises:
        ValueError: The entry's `disclosure` says neither `published` nor `suppress-below: N`.
    """
    if entry.disclosure == PUBLISHED:
        return None
    match = _SUPPRESS.fullmatch(entry.disclosure)
    if match is None:
        message = f"disclosure of {entry.id} must be “published” or “suppress-below: N”"
        raise ValueError(message)
    return int(match[1])


def protect(layout: Layout, entry: Dataset, below: int) -> Protected:
    """Add up a table and hide counts below a threshold, and what would give them away.

    Raises:
        DataFileError: The table cannot be protected, since it is missing for part of an area and
            part of an offence.
    """
    from data.statistics.suppression import suppress  # noqa: PLC0415

    areas = tree(layout.areas, layout.source.shape[0])
    offences = tree(layout.offences, layout.source.shape[1])
    by_leaf = np.ix_(_leaves(areas, layout.areas), _leaves(offences, layout.offences))
    blocks = [str(period.first.financial_year) for period in layout.periods]
    try:
        table = suppress(layout.source[by_leaf], areas, offences, blocks, below=below)
    except ValueError as error:
        raise DataFileError(entry.file, f"the counts cannot be suppressed: {error}") from error
    rows = [areas.nodes.index(name) for name in layout.areas]
    columns = [offences.nodes.index(name) for name in layout.offences]
    sources = np.argsort(_leaves(areas, layout.areas))
    own = np.array([areas.nodes.index(name) for name in areas.leaves])[sources]
    return Protected(
        table.values[np.ix_(rows, columns)],
        table.suppressed[np.ix_(rows, columns)],
        {
            name: table.suppressed[own, column]
            for name, column in zip(layout.offences, columns, strict=True)
        },
    )


def tree(groups: Mapping[str, list[int]], size: int) -> Hierarchy:
    """Return the tree of groups of parts: a group's parent is the smallest that holds it.

    Parts that no group names alone become leaves `part 0`, `part 1`, …; where no group holds all
    the parts, `top` does.

    Args:
        groups: For each name, the positions of its parts; of two groups one holds the other, or
            they have no part in common.
        size: How many parts there are.
    """
    from data.statistics.hierarchy import Hierarchy  # noqa: PLC0415

    held = {name: frozenset(parts) for name, parts in groups.items()}
    alone = {next(iter(parts)) for parts in held.values() if len(parts) == 1}
    held |= {f"{UNNAMED} {part}": frozenset({part}) for part in range(size) if part not in alone}
    if not any(len(parts) == size for parts in held.values()):
        held[TOP] = frozenset(range(size))
    # Larger first: the last of the larger ones that holds a group is its parent.
    order = sorted(held, key=lambda name: -len(held[name]))
    parents: dict[str, str | None] = {}
    for place, name in enumerate(order):
        above = [each for each in order[:place] if held[each] >= held[name]]
        parents[name] = above[-1] if above else None
    return Hierarchy.from_parents(parents)


def _leaves(hierarchy: Hierarchy, groups: Mapping[str, list[int]]) -> list[int]:
    """Return the position in the source of each leaf of the tree."""
    return [
        int(name.removeprefix(f"{UNNAMED} ")) if name not in groups else groups[name][0]
        for name in hierarchy.leaves
    ]

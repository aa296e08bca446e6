"""How each table of counts is laid out: which cell belongs to which source, series and period.

One function a dataset that has series; `data.cubes` adds up what they return.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from data.areas import LONDON
from data.offences import ALL, ALL_PRE_2019, PRE_2019_SUFFIX, RECORDED, slug_of
from data.periods import Month, Quarter

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import pandas as pd

    from data.areas import Areas
    from data.counts import BoolBlock, FloatBlock

    Hidden = Mapping[str, BoolBlock]

UNDER_25 = "knife-injury-victims-under-25"
KNIFE_OFFENCES = "knife-offences"
KNIFE_PARTS = (
    "knife-crime-without-injury",
    "knife-crime-with-injury",
    "knife-injury-victims-1-to-24-domestic",
    "knife-injury-victims-1-to-24-non-domestic",
)
"""The table's counts without what is within another."""


@dataclass(frozen=True, slots=True)
class Layout:
    """A table of counts as a block.

    Attributes:
        periods: Months or quarters, in order.
        source: Counts, (sources, parts, periods), NaN for missing; no part is within another.
        sources: Name of each source.
        parts: Name of each part.
        areas: For each area, the positions of its sources.
        offences: For each series, the positions of its parts.
        hide: Function from what is suppressed (for each series, sources × periods) to the table
            with those cells missing, and with it every number that is in no series.
    """

    periods: tuple[Month, ...] | tuple[Quarter, ...]
    source: FloatBlock
    sources: tuple[str, ...]
    parts: tuple[str, ...]
    areas: Mapping[str, list[int]]
    offences: Mapping[str, list[int]]
    hide: Callable[[Hidden], pd.DataFrame]


def _months(names: list[str]) -> tuple[Month, ...]:
    return tuple(Month.parse(name) for name in names)


def recorded_crime(table: pd.DataFrame, areas: Areas) -> Layout:
    """Lay out recorded crime: every area; offences, groups and all."""
    months = list(table.columns[3:])
    sources = list(dict.fromkeys(table["area_code"]))
    position = {source: row for row, source in enumerate(sources)}
    members = [(group, name) for group, names in RECORDED.items() for name in names]
    keys = list(zip(table["area_code"], table["group"], table["offence"], strict=True))
    row_of = {key: row for row, key in enumerate(keys)}
    order = [row_of[source, *member] for source in sources for member in members]
    block = table[months].to_numpy(dtype=np.float64)[order]
    offences = {ALL: list(range(len(members)))}
    for group in RECORDED:
        offences[slug_of(group)] = [i for i, member in enumerate(members) if member[0] == group]
    for i, (_, name) in enumerate(members):
        offences.setdefault(slug_of(name), [i])

    def hide(hidden: Hidden) -> pd.DataFrame:
        mask = np.array([hidden[slug_of(name)][position[source]] for source, _, name in keys])
        return table.assign(
            **{month: table[month].mask(mask[:, i]) for i, month in enumerate(months)}
        )

    return Layout(
        _months(months),
        block.reshape(len(sources), len(members), len(months)),
        tuple(sources),
        tuple(slug_of(name) for _, name in members),
        {area.code: [position[source] for source in area.sources] for area in areas.all()},
        offences,
        hide,
    )


def pre_2019(table: pd.DataFrame, _: Areas) -> Layout:
    """Lay out London in the earlier classification: nine groups and all."""
    months = list(table.columns[1:])
    slugs = [slug_of(name) + PRE_2019_SUFFIX for name in table["group"]]
    offences = {ALL_PRE_2019: list(range(len(table)))}
    offences |= {slug: [i] for i, slug in enumerate(slugs)}

    def hide(hidden: Hidden) -> pd.DataFrame:
        mask = np.array([hidden[slug][0] for slug in slugs])
        return table.assign(
            **{month: table[month].mask(mask[:, i]) for i, month in enumerate(months)}
        )

    block = table[months].to_numpy(dtype=np.float64)[None]
    return Layout(_months(months), block, (LONDON,), tuple(slugs), {LONDON: [0]}, offences, hide)


def under_25(table: pd.DataFrame, _: Areas) -> Layout:
    """Lay out under-25 knife injury victims: each month from the newest extract that has it."""
    ordered = table.sort_values("month", ignore_index=True)
    extracts = sorted(ordered.columns[1:], reverse=True)
    newest = ordered[extracts].bfill(axis=1).iloc[:, 0].to_numpy(dtype=np.float64)

    def hide(hidden: Hidden) -> pd.DataFrame:
        return _hide_rows(ordered, hidden[UNDER_25][0], extracts)

    return Layout(
        _months(list(ordered["month"])),
        newest[None, None],
        (LONDON,),
        (UNDER_25,),
        {LONDON: [0]},
        {UNDER_25: [0]},
        hide,
    )


def knife_by_area(table: pd.DataFrame, areas: Areas) -> Layout:
    """Lay out knife crime and its victims: every area; London includes `UNKNOWN`."""
    ordered = table.sort_values(["area_code", "month"], ignore_index=True)
    months, sources = sorted(set(ordered["month"])), sorted(set(ordered["area_code"]))
    columns = list(ordered.columns[2:])
    counts = ordered[columns].to_numpy(dtype=np.float64)
    crime, with_injury, victims, non_domestic = counts.T
    # What is within another is taken off it, so that the parts of a series are disjoint.
    parts = np.stack([crime - with_injury, with_injury, victims - non_domestic, non_domestic])
    position = {source: row for row, source in enumerate(sources)}
    slugs = [slug_of(name) for name in columns]

    def hide(hidden: Hidden) -> pd.DataFrame:
        masked = {
            name: ordered[name].mask(hidden[slug].ravel())
            for name, slug in zip(columns, slugs, strict=True)
        }
        return ordered.assign(**masked)

    return Layout(
        _months(months),
        parts.reshape(len(parts), len(sources), len(months)).transpose(1, 0, 2),
        tuple(sources),
        KNIFE_PARTS,
        {
            area.code: [position[source] for source in area.sources if source in position]
            for area in areas.all()
        },
        dict(zip(slugs, ([0, 1], [1], [2, 3], [3]), strict=True)),
        hide,
    )


def knife_by_quarter(table: pd.DataFrame, _: Areas) -> Layout:
    """Lay out the Home Office's knife offences, London, by quarter."""
    ordered = table.sort_values("quarter", ignore_index=True)
    counts = ordered["knife_or_sharp_instrument_offences"].to_numpy(dtype=np.float64)

    def hide(hidden: Hidden) -> pd.DataFrame:
        shown = _hide_rows(ordered, hidden[KNIFE_OFFENCES][0], list(ordered.columns[1:2]))
        return shown.assign(**dict.fromkeys(ordered.columns[2:], np.nan))

    return Layout(
        tuple(Quarter.parse(text) for text in ordered["quarter"]),
        counts[None, None],
        (LONDON,),
        (KNIFE_OFFENCES,),
        {LONDON: [0]},
        {KNIFE_OFFENCES: [0]},
        hide,
    )


def _hide_rows(table: pd.DataFrame, rows: BoolBlock, columns: list[str]) -> pd.DataFrame:
    return table.assign(**{name: table[name].mask(rows) for name in columns})


LAYOUTS: Mapping[str, Callable[[pd.DataFrame, Areas], Layout]] = {
    "recorded-crime": recorded_crime,
    "recorded-crime-pre-2019": pre_2019,
    "knife-injury-under-25": under_25,
    "knife-crime-by-area": knife_by_area,
    "knife-offences-by-quarter": knife_by_quarter,
}
"""Dataset id and the function that lays out its table."""

"""Makes the blocks of counts from the loaded tables: one function a dataset that has series."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np

from data.areas import LONDON
from data.catalogue import dataset
from data.cube import Cube, FloatBlock, added_up
from data.offences import ALL, ALL_PRE_2019, PRE_2019_SUFFIX, RECORDED, slug_of
from data.periods import Month, Quarter

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import pandas as pd

    from data.areas import Areas

UNDER_25 = "knife-injury-victims-under-25"
KNIFE_OFFENCES = "knife-offences"


def _months(names: list[str]) -> tuple[Month, ...]:
    return tuple(Month.parse(name) for name in names)


def _cube(
    dataset_id: str,
    periods: tuple[Month, ...] | tuple[Quarter, ...],
    source: FloatBlock,
    areas: Mapping[str, list[int]],
    offences: Mapping[str, list[int]],
) -> Cube:
    values, incomplete = added_up(source, list(areas.values()), list(offences.values()))
    return Cube(
        dataset=dataset_id,
        periods=periods,
        areas=MappingProxyType({code: row for row, code in enumerate(areas)}),
        offences=MappingProxyType({slug: row for row, slug in enumerate(offences)}),
        values=values,
        incomplete=incomplete,
        newest_provisional=dataset(dataset_id).provisional == "newest",
    )


def recorded_crime(table: pd.DataFrame, areas: Areas) -> Cube:
    """Return recorded crime of every area: offences, groups and all."""
    months = list(table.columns[3:])
    sources = list(dict.fromkeys(table["area_code"]))
    members = [(group, name) for group, names in RECORDED.items() for name in names]
    keys = zip(table["area_code"], table["group"], table["offence"], strict=True)
    row_of = {key: row for row, key in enumerate(keys)}
    order = [row_of[source, *member] for source in sources for member in members]
    block = table[months].to_numpy(dtype=np.float64)[order]
    position = {source: row for row, source in enumerate(sources)}
    offences = {ALL: list(range(len(members)))}
    for group in RECORDED:
        offences[slug_of(group)] = [i for i, member in enumerate(members) if member[0] == group]
    for i, (_, name) in enumerate(members):
        offences.setdefault(slug_of(name), [i])
    return _cube(
        "recorded-crime",
        _months(months),
        block.reshape(len(sources), len(members), len(months)),
        {area.code: [position[source] for source in area.sources] for area in areas.all()},
        offences,
    )


def pre_2019(table: pd.DataFrame, _: Areas) -> Cube:
    """Return London in the earlier classification: nine groups and all."""
    months = list(table.columns[1:])
    offences = {ALL_PRE_2019: list(range(len(table)))}
    offences |= {slug_of(name) + PRE_2019_SUFFIX: [i] for i, name in enumerate(table["group"])}
    block = table[months].to_numpy(dtype=np.float64)[None]
    return _cube("recorded-crime-pre-2019", _months(months), block, {LONDON: [0]}, offences)


def under_25(table: pd.DataFrame, _: Areas) -> Cube:
    """Return under-25 knife injury victims, London: each month from the newest extract with it."""
    table = table.sort_values("month")
    extracts = table[sorted(table.columns[1:], reverse=True)]
    newest = extracts.bfill(axis=1).iloc[:, 0].to_numpy(dtype=np.float64)
    months = _months(list(table["month"]))
    return _cube(
        "knife-injury-under-25", months, newest[None, None], {LONDON: [0]}, {UNDER_25: [0]}
    )


def knife_by_area(table: pd.DataFrame, areas: Areas) -> Cube:
    """Return knife crime and its victims, for every area; London includes `UNKNOWN`."""
    columns = list(table.columns[2:])
    months, sources = sorted(set(table["month"])), sorted(set(table["area_code"]))
    ordered = table.set_index(["area_code", "month"]).sort_index()
    block = ordered[columns].to_numpy(dtype=np.float64)
    position = {source: row for row, source in enumerate(sources)}
    return _cube(
        "knife-crime-by-area",
        _months(months),
        block.reshape(len(sources), len(months), len(columns)).transpose(0, 2, 1),
        {
            area.code: [position[source] for source in area.sources if source in position]
            for area in areas.all()
        },
        {slug_of(name): [i] for i, name in enumerate(columns)},
    )


def knife_by_quarter(table: pd.DataFrame, _: Areas) -> Cube:
    """Return the Home Office's knife offences, London, by quarter."""
    table = table.sort_values("quarter")
    counts = table["knife_or_sharp_instrument_offences"].to_numpy(dtype=np.float64)
    quarters = tuple(Quarter.parse(text) for text in table["quarter"])
    return _cube(
        "knife-offences-by-quarter",
        quarters,
        counts[None, None],
        {LONDON: [0]},
        {KNIFE_OFFENCES: [0]},
    )


BUILDERS: Mapping[str, Callable[[pd.DataFrame, Areas], Cube]] = {
    "recorded-crime": recorded_crime,
    "recorded-crime-pre-2019": pre_2019,
    "knife-injury-under-25": under_25,
    "knife-crime-by-area": knife_by_area,
    "knife-offences-by-quarter": knife_by_quarter,
}
"""Dataset id and the function that makes its block of counts."""


def build_cubes(frames: Mapping[str, pd.DataFrame], areas: Areas) -> Mapping[str, Cube]:
    """Return the counts of every dataset that has series."""
    return MappingProxyType({name: make(frames[name], areas) for name, make in BUILDERS.items()})

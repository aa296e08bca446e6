"""Says what a file brought: what is new, what was revised, what is still missing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from data.words import change, listed, number, signed

if TYPE_CHECKING:
    from data.extracts.block import Block, FloatBlock
    from data.periods import Month

MOST_REVISIONS = 5
MOST_GAPS = 6


def changes(
    present: Block | None, new: Block, unit: str, names: Mapping[str, str]
) -> tuple[list[str], int]:
    """Return what a block adds and revises, in sentences, and how many cells it revises.

    Args:
        present: What was there; None where there was nothing.
        new: What is loaded.
        unit: What is counted.
        names: Names of areas.
    """
    known = set(_counted(present)) if present is not None else set()
    fresh = [month for month in new.months if month not in known]
    said = []
    if fresh:
        total = float(np.nansum(new.aligned(new.rows, fresh)))
        said.append(f"New: {_months(fresh)}, {number(total)} {unit}.")
    common = [month for month in new.months if month in known]
    if present is None or not common:
        return said, 0
    old, now = present.aligned(new.rows, common), new.aligned(new.rows, common)
    moved = (old != now) & ~np.isnan(now)
    cells = int(moved.sum())
    if not cells:
        said.append(f"Loaded already, with the same counts: {_months(common)}.")
        return said, 0
    before, after = float(np.nansum(np.where(moved, old, 0))), float(now[moved].sum())
    total = float(np.nansum(old))
    per_cent = f" ({change((after - before) / total * 100, 2)})" if total else ""
    said.append(
        f"Revised: {number(cells)} of {number(int((~np.isnan(now)).sum()))} counts in "
        f"{_months(common)}; in all {signed(after - before)}{per_cent}."
    )
    by = np.where(moved, np.nan_to_num(now) - np.nan_to_num(old), 0)
    said += _largest(new, common, by, old, now, names=names)
    return said, cells


def still_missing(block: Block) -> list[str]:
    """Return the months between others of which nothing is known, in a sentence."""
    counted = set(_counted(block))
    gaps = [month for month in block.months if month not in counted]
    if not gaps:
        return []
    return [f"Still missing, since no extract that is loaded has it: {_months(gaps)}."]


def _largest(
    block: Block,
    months: Sequence[Month],
    by: FloatBlock,
    old: FloatBlock,
    now: FloatBlock,
    *,
    names: Mapping[str, str],
) -> list[str]:
    """Return the largest revisions, one a line."""
    order = np.argsort(-np.abs(by), axis=None, kind="stable")[:MOST_REVISIONS]
    said = []
    for index in order:
        row, column = divmod(int(index), by.shape[1])
        if not by[row, column]:
            break
        what = ", ".join(
            [*(names.get(each, each) for each in _named(block, row)), months[column].label]
        )
        before = "missing" if np.isnan(old[row, column]) else number(float(old[row, column]))
        said.append(f"  {what}: {before} → {number(float(now[row, column]))}")
    return said


def _named(block: Block, row: int) -> list[str]:
    """Return what identifies a row, without the group of an offence."""
    return [
        each
        for name, each in zip(block.columns, block.rows[row], strict=True)
        if name != "group" or "offence" not in block.columns
    ]


def _counted(block: Block) -> list[Month]:
    there = np.flatnonzero((~np.isnan(block.values)).any(axis=0))
    return [block.months[position] for position in there]


def _months(months: Sequence[Month]) -> str:
    """Return months as stretches: "April 2010 to January 2024, March 2024"."""
    stretches: list[list[Month]] = []
    for month in months:
        if stretches and stretches[-1][-1] + 1 == month:
            stretches[-1].append(month)
        else:
            stretches.append([month])
    said = [
        each[0].label if len(each) == 1 else f"{each[0].label} to {each[-1].label}"
        for each in stretches[:MOST_GAPS]
    ]
    if len(stretches) > MOST_GAPS:
        said.append(f"{len(stretches) - MOST_GAPS} more stretches")
    return listed(said)

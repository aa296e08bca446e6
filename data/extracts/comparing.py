"""Checks a file's counts against what is loaded: totals, likeness of areas, sudden jumps.

Revisions are of one or two per cent. The bounds stand well beyond what was ever published; what
lies outside must be confirmed, since it is far more often a mistake than a fact.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

from data.areas import AVIATION, UNKNOWN
from data.extracts.numbers import IntBlock

if TYPE_CHECKING:
    from data.extracts.block import Block, FloatBlock
    from data.extracts.findings import Accept, Findings
    from data.periods import Month

TOLERANCE: Mapping[str, float] = {"area_code": 0.03, "offence": 0.05, "group": 0.03}
"""How far the sum of an area, an offence or a group over the common months may differ."""
SMALLEST_DIFFERENCE = 25
UNLIKE = 0.15
"""How far an area's cells may differ from what is loaded, added up without signs."""
STEP: Mapping[str, tuple[float, float]] = {
    "area_code": (0.6, 1.75),
    "offence": (0.35, 2.6),
    "group": (0.35, 2.6),
}
"""New months' mean in proportion to that of the twelve loaded months next to them."""
SMALLEST_MEAN = 50
YEAR = 12
SPIKE, SPIKE_FROM, SMALL, AROUND = 15, 200, 10, 6
"""A cell from 200 is a spike above 15 times the median of the months around it and 10; the highest
ever published is 9.9 times."""
CLEARLY = 2.5
FEWEST_LIKENESS = 10
"""With fewer offences, areas are too like each other to tell them by these."""
OPTION: Accept = "totals"


def check_against(
    file: Block, present: Block, findings: Findings, names: Mapping[str, str]
) -> None:
    """Compare a file with what is loaded: common months cell by cell, new months by their level.

    Args:
        file: The file's counts.
        present: What is loaded.
        findings: Where doubts are noted.
        names: Names of areas.
    """
    counted = [
        month
        for month in present.months
        if month in file.months and not np.isnan(_month(present, month)).all()
    ]
    new = [month for month in file.months if month not in counted]
    # The newest month loaded is provisional: it may grow by more than a revision.
    settled = [month for month in counted if month != present.months[-1]]
    if settled:
        _check_totals(file, present, settled, findings, names)
    if new:
        old = _next_to(present, new)
        if old:
            fresh = sorted(new, key=lambda month: _distance(month, old))[:YEAR]
            _check_steps(file, present, fresh, old, findings=findings, names=names)
            _check_swapped(file, present, fresh, old, findings=findings, names=names)


def check_spikes(file: Block, findings: Findings, names: Mapping[str, str]) -> None:
    """Note cells that stand far above the months around them."""
    if not file.values.size:
        return
    # The median around a cell is at least the row's smallest count.
    least = np.nanmin(np.nan_to_num(file.values, nan=np.inf), axis=1, keepdims=True)
    high = (file.values >= SPIKE_FROM) & (file.values > SPIKE * (least + SMALL))
    for row, column in np.argwhere(high):
        count, low = file.values[row, column], max(0, column - AROUND)
        around = np.delete(file.values[row, low : column + AROUND + 1], column - low)
        median = float(np.nanmedian(around)) if np.any(~np.isnan(around)) else count
        if count > SPIKE * (median + SMALL):
            what = ", ".join(dict.fromkeys(names.get(key, key) for key in file.rows[row]))
            rule = (
                f"{what}, {file.months[column].label}: {count:,.0f} is far above the months around "
                f"it (median {median:,.0f})"
            )
            findings.add(
                rule, column=str(file.months[column]), value=f"{count:,.0f}", accept=OPTION,
                kind="far above",
            )  # fmt: skip


def _month(block: Block, month: Month) -> FloatBlock:
    return block.values[:, block.months.index(month)]


def _distance(month: Month, others: list[Month]) -> int:
    return min(abs(month.ordinal - other.ordinal) for other in others)


def _next_to(present: Block, new: list[Month]) -> list[Month]:
    """Return up to twelve loaded months next to the new ones."""
    known = [month for month in present.months if not np.isnan(_month(present, month)).all()]
    return sorted(known, key=lambda month: _distance(month, new))[:YEAR]


def _check_totals(
    file: Block,
    present: Block,
    months: list[Month],
    findings: Findings,
    names: Mapping[str, str],
) -> None:
    old = present.aligned(file.rows, months)
    values = np.where(np.isnan(old), np.nan, file.aligned(file.rows, months))
    for column, tolerance in TOLERANCE.items():
        if column not in file.columns:
            continue
        keys = [row[file.columns.index(column)] for row in file.rows]
        for key in dict.fromkeys(keys):
            mine = [position for position, each in enumerate(keys) if each == key]
            before, now = float(np.nansum(old[mine])), float(np.nansum(values[mine]))
            apart = float(np.nansum(np.abs(values[mine] - old[mine])))
            unlike = column == "area_code" and apart > UNLIKE * before
            differs = abs(now - before) > tolerance * before
            if max(abs(now - before), apart if unlike else 0) > SMALLEST_DIFFERENCE and (
                differs or unlike
            ):
                findings.add(
                    _total_rule(names.get(key, key), before, now, apart, months),
                    value=f"{now:,.0f}", accept=OPTION, kind=f"total by {column}",
                )  # fmt: skip


def _total_rule(name: str, before: float, now: float, apart: float, months: list[Month]) -> str:
    period = f"{months[0].label} to {months[-1].label}"
    change = f" ({now / before - 1:+.1%})" if before else ""
    return (
        f"{name}, {period}: {now:,.0f} against {before:,.0f} loaded{change}, cell by cell "
        f"{apart:,.0f} apart: more than a revision"
    )


def _means(block: Block, column: str, months: list[Month]) -> dict[str, float]:
    return {key: float(each.mean()) for key, each in block.totals(column, months).items()}


def _check_steps(
    file: Block,
    present: Block,
    new: list[Month],
    old: list[Month],
    *,
    findings: Findings,
    names: Mapping[str, str],
) -> None:
    for column, (low, high) in STEP.items():
        if column not in file.columns:
            continue
        before = _means(present, column, old)
        for key, now in _means(file, column, new).items():
            was = before.get(key, 0.0)
            if key in {AVIATION, UNKNOWN} or was < SMALLEST_MEAN or low <= now / was <= high:
                continue
            rule = (
                f"{names.get(key, key)}: {now:,.0f} a month in the new months against {was:,.0f} "
                "in the loaded months next to them: more than a usual change"
            )
            findings.add(rule, value=f"{now:,.0f}", accept=OPTION, kind=f"step by {column}")


def _check_swapped(
    file: Block,
    present: Block,
    new: list[Month],
    old: list[Month],
    *,
    findings: Findings,
    names: Mapping[str, str],
) -> None:
    """Note two areas whose new months look like each other's loaded months, by their offences."""
    if "area_code" not in file.columns:
        return
    areas = [area for area in dict.fromkeys(row[0] for row in file.rows) if area in names]
    members = list(dict.fromkeys(row[1:] for row in file.rows))
    if len(members) < FEWEST_LIKENESS:
        return
    rows = [(area, *member) for area in areas for member in members]
    shape = (len(areas), len(members))
    now = np.nan_to_num(file.aligned(rows, new)).mean(axis=1).reshape(shape)
    was = np.nan_to_num(present.aligned(rows, old)).mean(axis=1).reshape(shape)
    # What changes in all of London is no difference between areas; square roots of counts all
    # have about the same variance.
    was = was * now.sum(axis=0) / np.maximum(was.sum(axis=0), 0.5)
    apart = ((np.sqrt(now)[:, None, :] - np.sqrt(was)[None, :, :]) ** 2).sum(axis=2)
    nearest: IntBlock = apart.argmin(axis=1).astype(np.int32)
    for one, other in enumerate(nearest):
        mutual = one < other and nearest[other] == one
        if mutual and all(apart[i, i] > CLEARLY * apart[i, nearest[i]] for i in (one, other)):
            rule = (
                f"the new months of {names[areas[one]]} look like {names[areas[other]]}’s, and the "
                "reverse: the two may be swapped"
            )
            findings.add(rule, accept=OPTION, kind="swapped")

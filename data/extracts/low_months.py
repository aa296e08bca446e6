"""Finds months that are too low to be whole.

The bounds stand well beyond what has happened: in the first lockdown (April 2020) London fell to
64 % of the months around it and Westminster to 37 %.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from data.areas import AVIATION, UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Mapping

    from data.extracts.block import Block, FloatBlock
    from data.extracts.findings import Findings
    from data.periods import Month

STUB = 0.05
"""A first or last month below this part of the months around it is a fragment: missing."""
LOWEST_LONDON = 0.6
LOWEST_AREA = 0.35
STEADY_ABOVE = 300
"""Months of at least this median fall by chance far less than the bounds."""
NEVER_ZERO_ABOVE = 15
"""An offence or area of this median never has a month without any."""
NOT_STEADY = frozenset((AVIATION, UNKNOWN, "Fraud and forgery (historical)"))
"""What comes and goes: the airports, unknown boroughs, and fraud, which left in 2013."""
FEWEST = 3
AROUND = 6


def without_stubs(block: Block, notes: list[str]) -> Block:
    """Leave out a first or last month that holds a fragment only: it is missing.

    Args:
        block: The file's counts.
        notes: Where it is said.
    """
    totals = block.sum_by_month()
    bounds = STUB * _medians(totals)
    months = list(block.months)
    for edge in (0, -1):
        position = block.months.index(months[edge])
        if len(months) > FEWEST and totals[position] < bounds[position]:
            found = totals[position]
            notes.append(
                f"{months[edge].label} holds {found:,.0f} offences, a fragment of a month: "
                "treated as missing."
            )
            del months[edge]
    return block if len(months) == len(block.months) else block.only(months)


def check_low(file: Block, context: Block, findings: Findings, names: Mapping[str, str]) -> None:
    """Note the months of a file that are too low, in all, in an area or of an offence.

    Args:
        file: The file's counts.
        context: The same within what is loaded, where the months around it are.
        findings: Where it is noted.
        names: Names of areas.
    """
    found = _low("London", context, context.sum_by_month(), LOWEST_LONDON)
    for column, lowest in (("area_code", LOWEST_AREA), ("offence", 0.0)):
        if column not in file.columns:
            continue
        in_file = {row[file.columns.index(column)] for row in file.rows}
        for key, totals in context.totals(column, context.months).items():
            if key in in_file - NOT_STEADY:
                found += _low(names.get(key, key), context, totals, lowest)
    for month, rule, value in found:
        if month in file.months:
            findings.add(rule, column=str(month), value=value, accept="low-month", kind="low month")


def _low(
    name: str, context: Block, totals: FloatBlock, lowest: float
) -> list[tuple[Month, str, str]]:
    """Return the months that are too low, each with a sentence and the count."""
    found = []
    for position, (month, median) in enumerate(zip(context.months, _medians(totals), strict=True)):
        bound = lowest * median if median >= STEADY_ABOVE else 0
        count = totals[position]
        if median >= NEVER_ZERO_ABOVE and (count < bound or count == 0):
            rule = (
                f"{name}, {month.label}: {count:,.0f} is {count / median:.0%} of the months around "
                "it, too low for a whole month"
            )
            found.append((month, rule, f"{count:,.0f}"))
    return found


def _medians(totals: FloatBlock) -> FloatBlock:
    """Return the median of up to six months on either side of each; 0 with fewer than three."""
    padded = np.full(len(totals) + 2 * AROUND, np.nan)
    padded[AROUND : AROUND + len(totals)] = np.where(totals > 0, totals, np.nan)
    windows = np.lib.stride_tricks.sliding_window_view(padded, 2 * AROUND + 1)
    around = np.sort(np.delete(windows, AROUND, axis=1), axis=1)  # what is missing stands last
    counted = np.count_nonzero(~np.isnan(around), axis=1)
    each = np.arange(len(totals))
    middle = around[each, np.maximum(counted - 1, 0) // 2] + around[each, counted // 2]
    return np.where(counted >= FEWEST, middle / 2, 0.0)

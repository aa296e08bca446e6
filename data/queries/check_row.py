"""One row of the report check, and the words that its reasons share."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

from data.result import UNAVAILABLE
from data.words import listed

if TYPE_CHECKING:
    from data.breaks import Break
    from data.verdicts import Verdict

COLUMNS: Mapping[str, str] = {
    "id": "Name of the figure or claim",
    "theme": "Chapter of the report",
    "reported": "What the report states; none for a claim in words",
    "qualifier": "The report’s word before it, as “over”",
    "loaded": "What the loaded data give",
    "difference": "Loaded less reported, in the unit; percentage points where the unit is %",
    "unit": "What is counted; %; £m",
    "period": "The period in the report’s terms",
    "verdict": "agrees, close, differs or cannot-be-checked",
    "reason": "How the verdict comes about, in words",
    "source": "The publication that the loaded value comes from",
    "symbol": "x where nothing is loaded",
    "kind": "figure or claim",
    "measure": "What the figure measures, or the claim in words",
    "decimals": "Decimal places to which the report states the figure",
    "reported_earlier": "The figure that the report sets it against",
    "loaded_earlier": "What the loaded data give for that",
    "earlier_period": "Its period in the report’s terms",
    "dataset": "Id of the dataset that the loaded value comes from",
    "reported_quarter": "The quarter whose report states it",
}
"""Columns of the answer, with their meaning."""

Shown = int | float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckRow:
    """One figure or claim, checked; the attributes are those of `COLUMNS`, in order."""

    id: str
    theme: str
    reported: Shown = None
    qualifier: str | None = None
    loaded: Shown = None
    difference: Shown = None
    unit: str | None = None
    period: str | None = None
    verdict: Verdict
    reason: str
    source: str | None = None
    symbol: str | None = UNAVAILABLE
    kind: str
    measure: str
    decimals: int | None = None
    reported_earlier: Shown = None
    loaded_earlier: Shown = None
    earlier_period: str | None = None
    dataset: str | None = None
    reported_quarter: str

    def cells(self) -> tuple[object, ...]:
        """Return the values in the order of `COLUMNS`."""
        # `dataclasses.astuple` copies each value deeply, at thirty times the cost.
        return tuple(getattr(self, name) for name in COLUMNS)


if tuple(COLUMNS) != tuple(each.name for each in fields(CheckRow)):
    raise TypeError("COLUMNS and CheckRow must name the same columns in the same order")


def with_breaks(breaks: Iterable[Break]) -> str:
    """Return a sentence on the breaks within a comparison; empty where there is none."""
    named = [f"{each.label} ({each.month.label})" for each in dict.fromkeys(breaks)]
    return f" Not fully comparable: {listed(named)}." if named else ""

"""Where the report's tables come from, in words: the reports of the quarters that they hold."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING, Final

from data.periods import Quarter
from data.words import listed

if TYPE_CHECKING:
    from data.catalogue.model import Dataset

REPORT: Final = "Business Plan progress update"
PUBLISHER: Final = "Metropolitan Police Service"
STACKED: Final = ("milestones", "report-figures", "report-claims")
"""The datasets whose rows come from one report a quarter."""


def report_source(quarters: Collection[Quarter]) -> str:
    """Return the publication: `Business Plan progress updates 2018-19, quarters 1 and 2`."""
    ordered = sorted(quarters)
    years = [
        _of_year(year, [each.number for each in found])
        for year, found in groupby(ordered, lambda each: str(each.financial_year))
    ]
    return f"{REPORT}{'s' if len(ordered) > 1 else ''} {'; '.join(years)}"


def report_attribution(quarters: Collection[Quarter]) -> str:
    """Return the attribution: the publication, and the months of a single quarter."""
    months = f" ({next(iter(quarters)).label})" if len(quarters) == 1 else ""
    return f"Facts and figures: {PUBLISHER}, {report_source(quarters)}{months}."


def with_reports(entry: Dataset, reported: Iterable[str]) -> Dataset:
    """Return a catalogue entry whose source names the reports that its table holds.

    Args:
        entry: Any entry; those that are not of `STACKED` stay as they are.
        reported: The quarters of its rows, as they are written in the table.
    """
    quarters = set(map(Quarter.parse, set(reported)))
    if entry.id not in STACKED or not quarters:
        return entry
    return replace(entry, source=report_source(quarters), attribution=report_attribution(quarters))


def _of_year(year: str, numbers: list[int]) -> str:
    word = "quarter" if len(numbers) == 1 else "quarters"
    several = len(numbers) > 2  # noqa: PLR2004 - two are joined by a word
    in_a_row = several and numbers == list(range(numbers[0], numbers[-1] + 1))
    said = f"{numbers[0]} to {numbers[-1]}" if in_a_row else listed(map(str, numbers))
    return f"{year}, {word} {said}"

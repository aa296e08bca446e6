"""A month that has not begun cannot have been counted."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from data.periods import Month

if TYPE_CHECKING:
    from data.extracts.findings import Findings


def check_not_ahead(last: Month, findings: Findings, *, row: int | None = None) -> None:
    """Note a last month that lies ahead, as a wrong year in a header makes it.

    Args:
        last: The last month of a file.
        findings: Where it is noted.
        row: Row of the header, where the month stands in it.
    """
    today = date.today()
    if last > Month(today.year, today.month):
        rule = f"a month must not lie ahead (this is {Month(today.year, today.month)})"
        findings.add(rule, row=row, column=str(last))

"""What a pack must hold, worked out from the data API's own queries, table by table.

Each function gives what one table has to say, as rows of plain values; the tests of the pack and
of the files written from it read them.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from components.tables import Cell, Table
from data.periods import Month, Quarter
from data.queries.comparison import comparison
from data.queries.milestones import milestones
from data.queries.report_check import report_check
from data.queries.series import series
from data.store import Store

YEAR = 12


def values(table: Table, key: str) -> list[Any]:
    """A column's values as a table has them; None where missing."""
    place = [column.key for column in table.columns].index(key)
    cells = (row[place] for row in table.rows)
    return [_plain(cell.value if isinstance(cell, Cell) else cell) for cell in cells]


def _plain(value: Any) -> Any:
    return None if isinstance(value, float) and math.isnan(value) else value


def counts(store: Store, offence: str, area: str, as_at: Month) -> dict[str, float | None]:
    """A series as the API gives it: the newest five years by as-at, newest first."""
    records = series(store, offence=offence, area=area, end=as_at).to_records()
    newest = records[-5 * YEAR :] if "month" in records[0] else records[-5 * YEAR // 3 :]
    return {str(each.get("month", each.get("quarter"))): each["value"] for each in newest[::-1]}


def quarter_count(store: Store, offence: str, area: str, quarter: Quarter) -> float | None:
    """The API's months of a quarter added up; None where one is missing."""
    found = series(
        store, offence=offence, area=area, start=quarter.first, end=quarter.last
    ).to_records()
    months = [each["value"] for each in found]
    return None if None in months or not months else sum(months)


def burglary(store: Store, quarter: Quarter, as_at: Month) -> Mapping[str, Mapping[str, Any]]:
    """Every borough's burglary by name, as the API compares them."""
    found = comparison(store, offence="burglary", by="borough", quarter=quarter, as_at=as_at)
    return {each["name"]: each for each in found.to_records()}


def board(store: Store, area: str, as_at: Month) -> list[dict[str, Any]]:
    """The milestones that the API gives for an area."""
    return milestones(store, area=area, as_at=as_at).to_records()


def checked(store: Store) -> list[dict[str, Any]]:
    """The report check as the API gives it."""
    return report_check(store).to_records()

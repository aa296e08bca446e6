"""Every number of a workbook is the data API's, read back from the file."""

from __future__ import annotations

import datetime
import math
import random
from typing import Any

import pytest

from components.pack.contents import Pack
from components.tables import Cell
from components.workbook import FORMATS
from components.workbook.contents import of_pack
from data.periods import Month
from data.store import Store, get_store
from tests.unit.components.pack import equal
from tests.unit.components.pack.conftest import Made
from tests.unit.components.workbook.conftest import Written
from tests.unit.components.workbook.readback import Read, read

AREAS = ("london", "south-west", "west", "central-east", "north", "E09000002",
         "E09000016", "E09000021", "E09000027", "E09000033")  # fmt: skip
MONTHS = ("2018-06", "2026-02")
ALL = [(area, month) for area in AREAS for month in MONTHS]
SAMPLE = random.Random(11).sample(ALL, 2)  # noqa: S311 - a seeded sample


@pytest.mark.parametrize("place", SAMPLE)
def test_a_sample_equals_the_api(packed: Made, written: Written, place: tuple[str, str]) -> None:
    _check(packed(*place), written, place)


@pytest.mark.full
@pytest.mark.parametrize("place", ALL)
def test_all_equal_the_api(packed: Made, written: Written, place: tuple[str, str]) -> None:
    _check(packed(*place), written, place)


def _check(pack: Pack, written: Written, place: tuple[str, str]) -> None:
    names = {sheet.title: sheet.name for sheet in of_pack(pack).sheets}
    for form in FORMATS:
        sheets = read(written(*place, form), form)
        shown = 0
        for item in pack.items:
            if item.table is None or not item.table.rows:
                continue
            sheet = sheets[names[" ".join(item.title.split())]]
            _same_as_on_screen(item.table, sheet)
            shown += 1
        assert shown >= 25
        _same_as_the_api(pack, {item.key: sheets[names[" ".join(item.title.split())]]
                                for item in pack.items if item.table is not None})  # fmt: skip


def _same_as_on_screen(table: Any, sheet: Read) -> None:
    """Each cell of a page's table is in the file: the number unrounded, or its symbol."""
    columns = [place for place, column in enumerate(table.columns) if column.type != "spark"]
    assert len(sheet.rows) == len(table.rows)
    for row, found in zip(table.rows, sheet.rows, strict=True):
        for place, cell in zip(columns, found, strict=False):
            value = row[place].value if isinstance(row[place], Cell) else row[place]
            symbol = row[place].symbol if isinstance(row[place], Cell) else None
            _same(value, symbol, cell, table.columns[place].type)


def _same(value: Any, symbol: str | None, cell: Any, kind: str) -> None:
    if value is None or (isinstance(value, float) and math.isnan(value)):
        textual = kind in ("text", "month")
        assert cell == (f"[{symbol or 'x'}]" if symbol or not textual else None)
    elif kind == "month" and isinstance(cell, datetime.date):
        assert f"{cell:%Y-%m}" == value
    elif isinstance(value, bool) or not isinstance(value, int | float):
        item = getattr(value, "item", None)
        plain = item() if callable(item) else value
        assert cell == (plain if isinstance(plain, int | float) else str(plain) or None)
    else:
        # XLSX keeps sixteen digits of a number.
        assert cell == pytest.approx(value, rel=1e-15)


def _same_as_the_api(pack: Pack, sheets: dict[str, Read]) -> None:
    store, area, as_at = pack.store, pack.area.code, pack.as_at
    series = [key for key in sheets if key.startswith("crime-trends-")]
    assert len(series) >= 12
    for key in series:
        wanted = equal.counts(store, key.removeprefix("crime-trends-"), area, as_at)
        numbers = [None if isinstance(cell, str) else cell for cell in sheets[key].column(
            sheets[key].headings[1])]  # fmt: skip
        assert numbers == list(wanted.values()), key
    quarter = as_at.quarter if as_at.quarter.last <= as_at else as_at.quarter.previous()
    compared = equal.burglary(store, quarter, as_at)
    boroughs = sheets["burglary-map"]
    for row in boroughs.rows:
        assert compared[row[0]]["count"] in row, row[0]
        assert compared[row[0]]["count_year_before"] in row, row[0]
    table = pack.item("area-offence-groups").table
    assert table is not None
    place = [column.key for column in table.columns if column.type != "spark"].index("count")
    counted = [row[place] for row in sheets["area-offence-groups"].rows]
    for slug, value in zip(table.row_keys, counted, strict=True):
        wanted_count = equal.quarter_count(store, slug, area, quarter)
        assert value == ("[x]" if wanted_count is None else wanted_count), slug
    board = sheets["milestones-board"]
    assert [row[0] for row in board.rows] == [each["title"] for each in equal.board(
        store, area, as_at)]  # fmt: skip
    assert len(sheets["report-check"].rows) == len(equal.checked(store))


def test_as_many_places_as_promised(store: Store) -> None:
    assert len({area for area, _ in ALL}) == 10
    assert all(store.areas.get(area) for area in AREAS)
    assert get_store().release == store.release
    assert all(Month.parse(month) for month in MONTHS)

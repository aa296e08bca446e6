"""Names of files that are safe everywhere and say what they are."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.pack.names import file_name, slug, stem
from tests.unit.components.pack.conftest import Made


def test_says_what_where_and_when() -> None:
    assert (
        file_name("workbook", "south-west", "2018-06", "xlsx") == "workbook_south-west_2018-06.xlsx"
    )
    assert (
        file_name("Burglary rate", "E09000016", "2018-19-Q1", "csv")
        == "burglary-rate_E09000016_2018-19-Q1.csv"
    )


def test_slug() -> None:
    assert slug("  Café “Thames” & co. ") == "cafe-thames-co"


@given(st.text(), st.text(), st.text())
def test_never_a_path_nor_an_empty_name(what: str, area: str, period: str) -> None:
    name = file_name(what, area, period, "csv")
    assert re.fullmatch(r"[A-Za-z0-9_-]{0,120}\.csv", name)


def test_a_span_names_both_ends_and_one_period_once() -> None:
    assert (
        stem("all-count", "london", "2013-07", "2018-06") == "all-count_london_2013-07-to-2018-06"
    )
    assert stem("all-count", "london", "2018-06", "2018-06") == "all-count_london_2018-06"


PERIOD = r"(\d{4}-\d\d|\d{4}-\d\d-Q[1-4])"


@pytest.mark.parametrize("place", [("london", "2018-06"), ("E09000016", "2026-02")])
def test_every_table_is_named_by_what_where_and_when(packed: Made, place: tuple[str, str]) -> None:
    pack = packed(*place)
    tables = [item.table for item in pack.items if item.table is not None]
    codes = "|".join(area.code for area in pack.store.areas.all())
    for table in tables:
        assert re.fullmatch(rf"[a-z0-9-]+_({codes})_{PERIOD}(-to-{PERIOD})?", table.filename), table
    assert len({table.filename for table in tables}) == len(tables)

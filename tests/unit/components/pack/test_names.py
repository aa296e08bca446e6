"""Names of files that are safe everywhere and say what they are."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from components.pack.names import file_name, slug


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

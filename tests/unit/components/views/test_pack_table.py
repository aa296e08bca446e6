"""Tables on paper: every cell as on the screen, whole, with headings that readers hear."""

from __future__ import annotations

from typing import Any

import pytest
from dash import html

from components.tables import Cell, CellType, Column, Table
from components.views.pack_table import in_columns, printed_table, readable
from tests.unit.components.reading import parts_of, text_of, with_class


def table(*columns: Column, rows: list[list[Any]], caption: str = "Caption") -> Table:
    return Table(caption, columns, rows, filename="table", source="Source: a test.")


def cells(content: Any, kind: type) -> list[Any]:
    return [part for part in parts_of(content) if isinstance(part, kind)]


@pytest.mark.parametrize(
    ("value", "kind", "expected"),
    [
        ("Havering", "text", "Havering"),
        (18839, "count", "18,839"),
        (-4, "count", "−4"),
        (6.35, "decimal", "6.4"),
        (0.125, "hundredths", "0.13"),
        (8.2, "percent", "8.2\u00a0%"),
        (8.24, "change", "+8.2\u00a0%"),
        (-30, "change", "−30.0\u00a0%"),
        (0.04, "change", "0.0\u00a0%"),
        (1426, "difference", "+1,426"),
        ("2018-06", "month", "June 2018"),
        (None, "count", "–"),
        (None, "text", "–"),
    ],
)
def test_a_value_reads_as_on_the_screen(value: Any, kind: CellType, expected: str) -> None:
    assert readable(value, kind) == expected


def test_caption_headings_and_scopes() -> None:
    shown = printed_table(
        table(
            Column("name", "Name", row_header=True),
            Column("count", "Count", "count"),
            rows=[["Barnet", 3], ["Brent", 4]],
        )
    )
    assert [text_of(each) for each in cells(shown, html.Caption)] == ["Caption"]
    assert [(text_of(each), each.scope) for each in cells(shown, html.Th)] == [
        ("Name", "col"),
        ("Count", "col"),
        ("Barnet", "row"),
        ("Brent", "row"),
    ]
    assert [text_of(each) for each in cells(shown, html.Td)] == ["3", "4"]
    assert text_of(shown).endswith("Source: a test.")


def test_without_a_row_header_the_first_cell_is_one() -> None:
    shown = printed_table(
        table(Column("month", "Month", "month"), Column("n", "n", "count"), rows=[["2018-06", 1]])
    )
    assert [text_of(each) for each in cells(shown, html.Th) if each.scope == "row"] == ["June 2018"]


def test_suppressed_missing_and_provisional_survive() -> None:
    shown = printed_table(
        table(
            Column("name", "Name", row_header=True),
            Column("count", "Count", "count"),
            rows=[
                ["A", Cell(None, symbol="c")],
                ["B", Cell(None, symbol="x")],
                ["C", Cell(7, note="provisional", mark="▲")],
                ["D", Cell(None, note="no date given")],
            ],
        )
    )
    assert [text_of(each) for each in cells(shown, html.Td)] == [
        "[c]",
        "[x]",
        "7 ▲ provisional",
        "– no date given",
    ]
    said = text_of(with_class(shown, "table-source")[0])
    assert said == "[c] suppressed: too small to publish; [x] not available"


def test_links_stay_behind_and_long_addresses_may_part() -> None:
    shown = printed_table(
        table(
            Column("name", "Name", row_header=True),
            Column("url", "Address"),
            rows=[[Cell("Burglary", href="/burglary"), "https://example.org/a/b"]],
        )
    )
    assert cells(shown, html.A) == []
    assert text_of(cells(shown, html.Td)[0]) == "https://example.org/a/b"
    assert len(cells(shown, html.Wbr)) == 4


def test_a_long_narrow_table_stands_beside_itself() -> None:
    months = [[f"20{year}-{month:02}", 1] for year in range(10, 15) for month in range(1, 13)]
    long = table(Column("month", "Month", "month"), Column("n", "n", "count"), rows=months)
    assert in_columns(long)
    assert with_class(printed_table(long), "in-columns-4")
    assert len(cells(printed_table(long), html.Tr)) == 61
    wordy = table(Column("name", "Name"), Column("why", "Why"), rows=[["a", "b"]] * 60)
    assert not in_columns(wordy)
    assert not in_columns(table(*long.columns, rows=months[:3]))


def test_an_empty_table_says_so() -> None:
    assert "No rows to show." in text_of(printed_table(table(Column("a", "A"), rows=[])))

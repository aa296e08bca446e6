"""Tables on slides: cells in words, columns that fill the room, parts that fit."""

from __future__ import annotations

import pytest

from components.pack.deck.geometry import Frame
from components.pack.deck.tables import column_widths, leaves
from components.pack.grid import Grid, cell_text, grid_of, symbols_in
from components.tables import Cell, Column, Table

COUNT = Column("count", "Q1 2018-19", "count")
CHANGE = Column("change", "Change", "change")
MONTH = Column("due_by", "Due by", "month")
STATUS = Column("status", "Status")
ROOM = Frame.of(0, 0, 10, 4)


@pytest.mark.parametrize(
    ("cell", "column", "expected"),
    [
        (18839.0, COUNT, "18,839"),
        (None, COUNT, "–"),
        (Cell(None, symbol="c"), COUNT, "[c]"),
        (Cell(78.0, note="provisional"), COUNT, "78 (provisional)"),
        (Cell(-30.0, mark="▼"), CHANGE, "▼ −30.0\N{NO-BREAK SPACE}%"),
        (Cell(127.6, mark="higher"), CHANGE, "+127.6\N{NO-BREAK SPACE}% higher"),
        ("2018-06", MONTH, "June 2018"),
        (Cell("2018-06", note="April to June 2018"), MONTH, "April to June 2018"),
        (Cell(None, note="“in the near future”"), MONTH, "“in the near future”"),
        (Cell("○ not assessed", note="due"), STATUS, "○ not assessed: due"),
        ("=1+1\x07\tcmd", STATUS, "=1+1 cmd"),
    ],
)
def test_cells_in_words(cell: object, column: Column, expected: str) -> None:
    assert cell_text(cell, column) == expected


def test_a_grid_leaves_out_small_lines_and_keeps_a_quarter_together() -> None:
    columns = (Column("name", "Name"), Column("months", "Months", "spark"), COUNT)
    table = Table("Caption", columns, [["Theft", [1, 2], Cell(None, symbol="x")]], "file")
    grid = grid_of(table)
    assert grid.rows == (("Theft", "[x]"),)
    assert grid.head == ("Name", "Q1\N{NO-BREAK SPACE}2018\N{NON-BREAKING HYPHEN}19")
    assert grid.right == (False, True)
    assert symbols_in(grid) == "[x] not available"


def _grid(rows: int, words: str = "A borough of some length") -> Grid:
    return Grid(("Borough", "Count"), tuple((words, str(n)) for n in range(rows)), (False, True))


def test_columns_fill_the_room() -> None:
    widths = column_widths(_grid(3), 14, ROOM.width_points)
    assert sum(widths) == pytest.approx(ROOM.width_points)


@pytest.mark.parametrize("rows", [1, 5, 12, 40, 95])
def test_parts_fit_and_lose_no_row(rows: int) -> None:
    grid = _grid(rows)
    parts = leaves(grid, ROOM)
    assert [row for part in parts for row in part.grid.rows] == list(grid.rows)
    for part in parts:
        assert sum(part.heights) <= ROOM.height_points + 0.01
        assert part.of == len(parts)
    sizes = [len(part.grid.rows) for part in parts]
    assert max(sizes) - min(sizes) <= 2, "parts are about even"


def test_a_short_table_is_set_large_a_long_one_is_split() -> None:
    assert [part.size for part in leaves(_grid(4), ROOM)] == [16]
    assert len(leaves(_grid(60), ROOM)) > 1

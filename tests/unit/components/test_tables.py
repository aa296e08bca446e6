"""A table is data: what travels to the browser is exact and complete."""

import json
import math

import numpy as np

from components.tables import Cell, Column, Table


def decoded(rows: list[list[object]]) -> list[list[object]]:
    columns = [Column("area", "Area", row_header=True), Column("value", "Value", "count")]
    table = Table(caption="c", columns=columns, rows=rows, filename="f")
    found: list[list[object]] = json.loads(table.to_json())["rows"]
    return found


def test_numbers_stay_unrounded_and_whole_numbers_stay_whole() -> None:
    assert decoded([["a", 8.189283868374202], ["b", np.float64(12.0)], ["c", np.int64(3)]]) == [
        ["a", 8.189283868374202],
        ["b", 12],
        ["c", 3],
    ]


def test_missing_is_null_and_never_zero() -> None:
    assert decoded([["a", None], ["b", math.nan], ["c", 0]]) == [["a", None], ["b", None], ["c", 0]]


def test_a_cell_keeps_symbol_note_and_link() -> None:
    cell = Cell(None, symbol="c", note="read with care", href="/area", mark="▲")
    assert decoded([["a", cell]]) == [
        ["a", {"v": None, "s": "c", "n": "read with care", "h": "/area", "m": "▲"}]
    ]


def test_headings_keep_key_label_type_and_row_header() -> None:
    table = Table(caption="c", columns=[Column("k", "L", "change", True)], rows=[], filename="f")
    assert json.loads(table.to_json())["columns"] == [["k", "L", "change", 1]]

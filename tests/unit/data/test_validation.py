"""Each rule of a data file's cells and columns, on the bundled files with one thing changed."""

from __future__ import annotations

import pytest

from data.catalogue import dataset
from data.store import Store, domains_of, load_table
from tests.unit.data.edits import Refused, Rows, plain_rows, put, without, written


def test_an_unedited_file_is_accepted(store: Store) -> None:
    domains = domains_of(store.table("boroughs"))
    for dataset_id in ("recorded-crime", "knife-crime-by-area", "boroughs"):
        _, table = load_table(dataset(dataset_id), written(plain_rows(dataset_id)), domains)
        assert table.equals(store.table(dataset_id))


@pytest.mark.parametrize(
    ("value", "rule"),
    [
        ("-1", "whole number, not negative"),
        ("1.5", "whole number, not negative"),
        ("1.0", "whole number, not negative"),
        ("1e3", "whole number, not negative"),
        ("1,000", "whole number, not negative"),
        (" 7", "whole number, not negative"),
        ("07", "whole number, not negative"),
        ("seven", "whole number, not negative"),
        ("nan", "whole number, not negative"),
        ("NA", "whole number, not negative"),
        ("..", "whole number, not negative"),
        ("inf", "whole number, not negative"),
        ("１", "whole number, not negative"),
        ("1000001", "from 0 to 1,000,000"),
        ("9" * 400, "from 0 to 1,000,000"),
        ("", "must not be blank"),
    ],
)
def test_a_count_that_is_no_count_is_refused_at_its_cell(
    refused: Refused, value: str, rule: str
) -> None:
    error = refused("recorded-crime", put(60, "2018-06", value))
    assert (error.row, error.column) == (60, "2018-06")
    assert rule in error.rule
    assert error.value == value[:100]


def test_the_first_of_several_faults_is_the_one_reported(refused: Refused) -> None:
    def edit(rows: Rows) -> None:
        put(500, "2011-01", "-1")(rows)
        put(61, "2024-01", "x")(rows)
        put(61, "2018-06", "-9")(rows)

    error = refused("recorded-crime", edit)
    assert (error.row, error.column, error.value) == (61, "2018-06", "-9")


def test_an_unknown_area_is_refused(refused: Refused) -> None:
    error = refused("recorded-crime", put(100, "area_code", "E09000099"))
    assert (error.row, error.column, error.value) == (100, "area_code", "E09000099")
    assert "boroughs.csv" in error.rule


def test_the_city_of_london_is_not_counted(refused: Refused) -> None:
    error = refused("recorded-crime", put(100, "area_code", "E09000001"))
    assert error.value == "E09000001"


def test_an_unknown_offence_is_refused(refused: Refused) -> None:
    error = refused("recorded-crime", put(100, "offence", "Jaywalking"))
    assert (error.row, error.column, error.value) == (100, "offence", "Jaywalking")
    assert error.rule == "must be a known offence"


def test_an_unknown_group_is_refused(refused: Refused) -> None:
    error = refused("recorded-crime", put(100, "group", "burglary"))
    assert (error.row, error.column, error.rule) == (100, "group", "must be a known offence group")


def test_an_offence_in_another_group_than_its_own_is_refused(refused: Refused) -> None:
    row = next(
        number
        for number, cells in enumerate(plain_rows("recorded-crime"), start=1)
        if cells[2] == "Rape"
    )
    error = refused("recorded-crime", put(row, "group", "Theft"))
    assert (error.row, error.column) == (row, "group")
    assert "group that the offence belongs to" in error.rule


def test_a_row_twice_is_refused_with_both_rows(refused: Refused) -> None:
    error = refused("recorded-crime", lambda rows: rows.append(rows[41]))
    assert error.row == len(plain_rows("recorded-crime")) + 1
    assert "row 42" in error.rule
    assert error.column == "area_code, group, offence"


def test_a_missing_row_is_refused(refused: Refused) -> None:
    gone = plain_rows("recorded-crime")[299]
    error = refused("recorded-crime", lambda rows: rows.pop(299))
    assert f"{gone[0]}, {gone[2]}" in error.rule
    assert "there must be a row" in error.rule


def test_a_missing_month_column_is_refused_with_the_month(refused: Refused) -> None:
    error = refused("recorded-crime", without("2018-06"))
    assert (error.row, error.column) == (1, "2018-07")
    assert "2018-06 must stand here" in error.rule


def test_a_missing_first_month_is_refused(refused: Refused) -> None:
    error = refused("recorded-crime", without("2010-04"))
    assert "2010-04 must stand here" in error.rule


def test_months_out_of_order_are_refused(refused: Refused) -> None:
    def edit(rows: Rows) -> None:
        rows[0][10], rows[0][11] = rows[0][11], rows[0][10]

    assert "must stand here" in refused("recorded-crime", edit).rule


@pytest.mark.parametrize("name", ["total", "2018-6", "Jun-18", "201806"])
def test_a_column_that_is_neither_named_nor_a_month_is_refused(refused: Refused, name: str) -> None:
    def edit(rows: Rows) -> None:
        for number, row in enumerate(rows):
            row.append("1" if number else name)

    error = refused("recorded-crime", edit)
    assert (error.row, error.column) == (1, name)


def test_no_month_at_all_is_refused(refused: Refused) -> None:
    def edit(rows: Rows) -> None:
        rows[:] = [row[:3] for row in rows]

    assert "2010-04" in refused("recorded-crime", edit).rule


def test_a_missing_named_column_is_refused(refused: Refused) -> None:
    error = refused("recorded-crime", without("group"))
    assert (error.row, error.column) == (1, "group")


def test_an_unknown_column_is_refused(refused: Refused) -> None:
    def edit(rows: Rows) -> None:
        for number, row in enumerate(rows):
            row.append("1" if number else "knives_seized")

    error = refused("knife-crime-by-area", edit)
    assert (error.row, error.column) == (1, "knives_seized")

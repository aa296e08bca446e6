"""Each rule of a data file's rows: what must be there, and what must fit together."""

from __future__ import annotations

import pytest

from tests.unit.data.edits import Edit, Refused, Rows, plain_rows, put


def test_missing_is_not_zero_where_the_source_does_not_count(refused: Refused) -> None:
    row = next(
        number
        for number, cells in enumerate(plain_rows("recorded-crime"), start=1)
        if cells[0] == "AVIATION"
    )
    error = refused("recorded-crime", put(row, "2024-03", "0"))
    assert (error.row, error.column, error.value) == (row, "2024-03", "0")
    assert "must be blank" in error.rule


def test_a_missing_month_of_rows_is_refused(refused: Refused) -> None:
    def edit(rows: Rows) -> None:
        rows[:] = [row for row in rows if row[0] != "2024-05"]

    error = refused("knife-crime-by-area", edit)
    assert "2024-05 is missing" in error.rule
    assert error.column == "month"


def test_a_missing_first_month_of_rows_is_refused(refused: Refused) -> None:
    error = refused("knife-injury-under-25", lambda rows: rows.pop(1))
    assert "2017-04 is missing" in error.rule
    assert error.row == 2


def test_a_missing_area_in_a_month_is_refused(refused: Refused) -> None:
    error = refused("knife-crime-by-area", lambda rows: rows.pop(40))
    assert "there must be a row for" in error.rule


def test_a_missing_quarter_is_refused(refused: Refused) -> None:
    error = refused("knife-offences-by-quarter", lambda rows: rows.pop(6))
    assert "2009-10-Q2 is missing" in error.rule


def test_a_quarter_whose_years_do_not_follow_is_refused(refused: Refused) -> None:
    error = refused("knife-offences-by-quarter", put(7, "quarter", "2009-11-Q2"))
    assert (error.row, error.column, error.value) == (7, "quarter", "2009-11-Q2")


@pytest.mark.parametrize("value", ["2022-3", "2022-13", "03/2022", ""])
def test_a_month_in_another_form_is_refused(refused: Refused, value: str) -> None:
    error = refused("knife-crime-by-area", put(2, "month", value))
    assert (error.row, error.column, error.value) == (2, "month", value)


def test_a_part_larger_than_the_whole_is_refused(refused: Refused) -> None:
    error = refused("knife-crime-by-area", put(9, "knife_crime_with_injury", "5000"))
    assert (error.row, error.column, error.value) == (9, "knife_crime_with_injury", "5000")
    assert "at most knife_crime" in error.rule


def test_parts_that_do_not_add_up_are_refused(refused: Refused) -> None:
    error = refused("knife-offences-by-quarter", put(5, "other_knife_enabled", "1"))
    assert error.row == 5
    assert "sum of its three parts" in error.rule


def test_a_month_without_any_extract_is_refused(refused: Refused) -> None:
    error = refused("knife-injury-under-25", put(4, "extract_2024_04", ""))
    assert error.row == 4
    assert "at least one extract" in error.rule


def test_a_population_of_nobody_is_refused(refused: Refused) -> None:
    error = refused("population-by-year", put(30, "population", "0"))
    assert (error.row, error.column) == (30, "population")
    assert "from 1 to 2,000,000" in error.rule


def test_a_missing_year_of_population_is_refused(refused: Refused) -> None:
    def edit(rows: Rows) -> None:
        rows[:] = [row for row in rows if row[1] != "2011"]

    error = refused("population-by-year", edit)
    assert "2011 is missing" in error.rule


@pytest.mark.parametrize(
    ("edit", "column", "rule"),
    [
        (put(3, "bcu", ""), "bcu", "every borough must be in a BCU"),
        (put(3, "bcu", "North West"), "bcu", "lower-case words"),
        (put(3, "bcu", "south-west"), "bcu", "must have one slug"),
        (put(3, "bcu_name", "Nord-Ouest"), "bcu_name", "must have one name"),
        (put(2, "bcu", "east"), "bcu", "City of London is in no BCU"),
        (put(3, "area_code", "E0900003"), "area_code", "ONS code"),
        (put(3, "inner_london", "yes"), "inner_london", "T or F"),
        (put(3, "hectares", "-5"), "hectares", "not negative"),
        (put(3, "area_name", ""), "area_name", "must not be blank"),
    ],
)
def test_boroughs_and_bcus_must_fit_together(
    refused: Refused, edit: Edit, column: str, rule: str
) -> None:
    error = refused("boroughs", edit)
    assert error.column == column
    assert rule in error.rule
    assert error.row in (2, 3)


def test_a_missing_borough_is_refused(refused: Refused) -> None:
    error = refused("boroughs", lambda rows: rows.pop(5))
    assert error.value == "31 boroughs"

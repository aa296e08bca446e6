"""Each rule of a data file, on the bundled files with one thing changed."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from data.catalogue import dataset
from data.errors import DataFileError
from data.store import DEFAULT_DIRECTORY, Store, domains_of, load_table

Rows = list[list[str]]
Edit = Callable[[Rows], object]


def plain_rows(dataset_id: str) -> Rows:
    """Return the cells of a bundled file that holds no quoted cell but in its first columns."""
    import csv  # noqa: PLC0415

    path = DEFAULT_DIRECTORY / dataset(dataset_id).file
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def written(rows: Rows) -> bytes:
    import csv  # noqa: PLC0415
    import io  # noqa: PLC0415

    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue().encode()


@pytest.fixture
def refused(store: Store) -> Callable[[str, Edit], DataFileError]:
    """Return a function that changes a bundled file and gives the error of loading it."""
    domains = domains_of(store.table("boroughs"))

    def change(dataset_id: str, edit: Edit) -> DataFileError:
        entry, rows = dataset(dataset_id), plain_rows(dataset_id)
        edit(rows)
        with pytest.raises(DataFileError) as caught:
            load_table(entry, written(rows), domains)
        assert caught.value.file == entry.file
        return caught.value

    return change


Refused = Callable[[str, Edit], DataFileError]


def put(row: int, column: str, value: str) -> Edit:
    """Return an edit that writes a cell; `row` counts as an editor does, the header being 1."""

    def edit(rows: Rows) -> None:
        rows[row - 1][rows[0].index(column)] = value

    return edit


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


def without(column: str) -> Edit:
    def edit(rows: Rows) -> None:
        place = rows[0].index(column)
        for row in rows:
            del row[place]

    return edit


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

"""What may be missing: a month that no extract has, what comes and goes, and nothing else."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest

from data.catalogue import dataset
from data.errors import DataFileError
from data.store import DEFAULT_DIRECTORY, domains_of, get_store, load_table

Rows = list[list[str]]


def rows_of(name: str) -> Rows:
    text = (DEFAULT_DIRECTORY / dataset(name).file).read_text(encoding="utf-8")
    return list(csv.reader(io.StringIO(text, newline="")))


def loaded(name: str, rows: Rows) -> pd.DataFrame:
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\n").writerows(rows)
    domains = domains_of(get_store().table("boroughs"))
    return load_table(dataset(name), out.getvalue().encode(), domains)[1]


def put(rows: Rows, month: str, text: str, holds: Callable[[list[str]], bool]) -> Rows:
    column = rows[0].index(month)
    for row in rows[1:]:
        if holds(row):
            row[column] = text
    return rows


def everything(_: list[str]) -> bool:
    return True


def airports(row: list[str]) -> bool:
    return row[0] == "AVIATION"


def airports_rape(row: list[str]) -> bool:
    return airports(row) and row[2] == "Rape"


def test_a_month_that_no_extract_has_is_missing_everywhere() -> None:
    table = loaded("recorded-crime", put(rows_of("recorded-crime"), "2024-02", "", everything))
    assert np.isnan(table["2024-02"]).all()
    assert table["2024-01"].notna().any()


@pytest.mark.parametrize("month", ["2010-04", "2026-02"])
def test_the_first_and_the_last_month_are_never_blank(month: str) -> None:
    with pytest.raises(DataFileError, match="must not be blank"):
        loaded("recorded-crime", put(rows_of("recorded-crime"), month, "", everything))


def test_a_month_is_not_blank_in_some_boroughs_only() -> None:
    rows = put(rows_of("recorded-crime"), "2024-02", "", lambda row: row[0] != "E09000002")
    with pytest.raises(DataFileError, match="must not be blank"):
        loaded("recorded-crime", rows)


def test_the_airports_may_be_gone_for_a_month_but_not_by_halves() -> None:
    rows = put(rows_of("recorded-crime"), "2015-03", "", airports)
    assert loaded("recorded-crime", rows).loc[0:28, "2015-03"].notna().sum() == 0
    with pytest.raises(DataFileError, match="must not be blank"):
        loaded("recorded-crime", put(rows_of("recorded-crime"), "2015-03", "", airports_rape))


def test_the_airports_may_be_counted_again_but_not_by_halves_nor_as_zeros() -> None:
    rows = put(rows_of("recorded-crime"), "2026-02", "3", airports)
    assert loaded("recorded-crime", rows).loc[0:28, "2026-02"].eq(3).all()
    for holds, text in ((airports, "0"), (airports_rape, "3")):
        with pytest.raises(DataFileError, match="must be blank"):
            loaded("recorded-crime", put(rows_of("recorded-crime"), "2026-02", text, holds))


def test_a_month_of_knife_crime_is_blank_whole_or_not_at_all() -> None:
    name = "knife-crime-by-area"

    def blanked(month: str, columns: slice, areas: str) -> Rows:
        rows = rows_of(name)
        for row in rows[1:]:
            if row[0] == month and row[1].startswith(areas):
                row[columns] = [""] * len(row[columns])
        return rows

    table = loaded(name, blanked("2024-05", slice(2, None), ""))
    assert table[table["month"] == "2024-05"]["knife_crime"].isna().all()
    for month, columns, areas in (
        ("2024-05", slice(2, None), "E0900001"),
        ("2024-05", slice(2, 3), ""),
        ("2022-03", slice(2, None), ""),
        ("2026-02", slice(2, None), ""),
    ):
        with pytest.raises(DataFileError, match="must not be blank"):
            loaded(name, blanked(month, columns, areas))


def test_victims_under_25_may_be_missing_between_extracts_only() -> None:
    name = "knife-injury-under-25"
    rows = rows_of(name)
    later = [["2026-03", "", "", ""], ["2026-04", "", "", "90"]]
    rows = [[*rows[0], "extract_2026_05"], *([*row, ""] for row in rows[1:]), *later]
    table = loaded(name, rows)
    assert table["extract_2026_05"].tolist()[-2:] == pytest.approx([np.nan, 90], nan_ok=True)
    for row in rows[1:]:
        row[1:] = ["", "", ""] if row[0] == "2019-06" else row[1:]
    with pytest.raises(DataFileError, match="a month must have a count"):
        loaded(name, rows)


def test_a_further_column_must_be_an_extract() -> None:
    rows = rows_of("knife-injury-under-25")
    rows = [[*rows[0], "extract_2026_13"], *([*row, ""] for row in rows[1:])]
    with pytest.raises(DataFileError, match="no column that its catalogue entry does not name"):
        loaded("knife-injury-under-25", rows)


def test_a_dataset_that_is_optional_is_there_with_its_file() -> None:
    assert "recorded-crime-as-published" not in get_store().tables
    assert [entry.id for entry in get_store().catalogue if entry.optional] == []

from __future__ import annotations

import json

import pytest

from data.catalogue import CATALOGUE
from data.queries import lookups
from data.store import Store


def test_areas_are_listed_as_in_the_picker(store: Store) -> None:
    rows = lookups.areas(store).to_records()
    assert len(rows) == 45
    assert list(rows[0]) == ["area", "name", "kind", "bcu"]
    assert rows[0] == {"area": "london", "name": "London", "kind": "london", "bcu": None}
    assert {"area": "E09000016", "name": "Havering", "kind": "borough", "bcu": "east"} in rows


def test_offences_are_listed_with_their_parents_and_months(store: Store) -> None:
    result = lookups.offences(store)
    rows = {row["offence"]: row for row in result.to_records()}
    assert list(rows) == [offence.slug for offence in store.offences.all()]
    assert rows["burglary-residential"] == {
        "offence": "burglary-residential", "name": "Burglary: residential", "parent": "burglary",
        "first_month": "2010-04", "last_month": "2026-02",
    }  # fmt: skip
    assert rows["all"]["parent"] is None


@pytest.mark.parametrize(
    ("offence", "first", "last"),
    [
        ("death-or-serious-injury-by-illegal-driving", "2024-02", "2026-02"),
        ("knife-injury-victims-under-25", "2017-04", "2026-02"),
        ("knife-crime", "2022-03", "2026-02"),
        ("knife-offences", "2008-04", "2019-03"),
        ("burglary-pre-2019", "2008-01", "2018-12"),
    ],
)
def test_the_months_of_a_series_are_those_counted(
    store: Store, offence: str, first: str, last: str
) -> None:
    assert lookups.months_of(store, store.offences.get(offence)) == (first, last)


def test_the_catalogue_lists_every_dataset_with_all_it_must_say(store: Store) -> None:
    rows = lookups.datasets(store).to_records()
    assert [row["dataset"] for row in rows] == [
        entry.id for entry in CATALOGUE if not entry.optional
    ]
    for row in rows:
        for name in ("title", "description", "file", "source", "publisher", "licence"):
            assert row[name], (row["dataset"], name)
        assert row["attribution"]
        assert row["columns"]
        assert row["disclosure"] == "published"
        for column in row["columns"]:
            assert column["name"]
            assert column["description"], (row["dataset"], column["name"])


def test_periods_are_those_of_the_files(store: Store) -> None:
    periods = {
        row["dataset"]: (row["first"], row["last"]) for row in lookups.datasets(store).to_records()
    }
    assert periods["recorded-crime"] == ("2010-04", "2026-02")
    assert periods["recorded-crime-pre-2019"] == ("2008-01", "2018-12")
    assert periods["knife-offences-by-quarter"] == ("2008-09-Q1", "2018-19-Q4")
    assert periods["population-by-year"] == ("2001", "2020")
    assert periods["population-census-2021"] == ("2021", "2021")
    assert periods["boroughs"] == (None, None)


def test_a_dataset_lists_its_breaks_gaps_and_what_is_provisional(store: Store) -> None:
    rows = {row["dataset"]: row for row in lookups.datasets(store).to_records()}
    recorded = rows["recorded-crime"]
    assert "2024-03" in [each["month"] for each in recorded["breaks"]]
    assert len(recorded["gaps"]) == 3
    assert "newest month" in recorded["provisional"]
    assert rows["knife-offences-by-quarter"]["provisional"] is None
    assert rows["boroughs"]["breaks"] == []


def test_each_list_can_be_downloaded(store: Store) -> None:
    for result in (lookups.areas(store), lookups.offences(store), lookups.datasets(store)):
        assert result.to_csv().count("\r\n") == len(result.rows) + 1
        json.dumps(result.to_records(), allow_nan=False)
        json.dumps(result.csv_metadata("x"))

"""The value of a figure in each version: in earlier extracts and in every release."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from data import releases
from data.errors import InvalidParameter
from data.ledger import comparable_groups, versions
from data.periods import Month
from data.queries.revisions import largest, revisions
from data.store import DEFAULT_DIRECTORY, Store, load_store

FILE = "recorded_crime.csv"
JUNE = Month(2018, 6)


@pytest.fixture(scope="module")
def revised(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """Two releases: residential burglary in one borough +100 in June 2018, then back by 30."""
    place = tmp_path_factory.mktemp("data") / "files"
    place.mkdir()
    for file in DEFAULT_DIRECTORY.iterdir():
        if file.is_file():
            shutil.copy(file, place)
    for number in (100, 70):
        tables: dict[str, Path | bytes] = {FILE: changed(number)}
        releases.publish(place, tables, sources=[], by="a tester")
    return load_store(place)


def changed(number: int) -> bytes:
    header, *rows = (DEFAULT_DIRECTORY / FILE).read_text(encoding="utf-8").splitlines()
    column = header.split(",").index(str(JUNE))
    for place, row in enumerate(rows):
        cells = row.split(",")
        if cells[0] == "E09000001":
            continue
        if cells[0] == "E09000027" and "Burglary: residential" in row:
            cells[column] = str(int(cells[column]) + number)
            rows[place] = ",".join(cells)
    return "\n".join([header, *rows, ""]).encode()


def test_each_release_has_its_value(revised: Store) -> None:
    result = revisions(revised, offence="burglary", area="E09000027", month=JUNE)
    rows = result.to_records()
    assert [row["kind"] for row in rows] == ["release"] * 3
    first = rows[0]["value"]
    assert isinstance(first, (int, float))
    assert [row["value"] for row in rows] == [first, first + 100, first + 70]
    assert [row["difference"] for row in rows] == [None, 100, -30]
    assert rows[1]["difference_percent"] == pytest.approx(100 * 100 / first)
    assert [row["in_use"] for row in rows] == [False, False, True]
    assert [str(row["version"])[:4] for row in rows] == ["0000", "0001", "0002"]
    assert rows[0]["loaded"] is None
    assert str(rows[2]["loaded"]).endswith("+00:00")


def test_sums_are_revised_with_their_parts(revised: Store) -> None:
    for offence, area in (("all", "london"), ("burglary-residential", "south-west")):
        rows = revisions(revised, offence=offence, area=area, month=JUNE).rows
        made = rows[rows["kind"] == "release"]
        assert made["difference"].tolist()[1:] == [100, -30]


def test_an_extract_of_2019_stands_before_the_releases(revised: Store) -> None:
    rows = revisions(revised, offence="burglary", month=JUNE).to_records()
    # As published in 2019, then as published later: 6,093 and 6,094.
    assert [row["value"] for row in rows] == [6093, 6094, 6194, 6164]
    assert (rows[0]["kind"], rows[0]["published"], rows[0]["difference"]) == (
        "extract",
        "2019",
        None,
    )
    assert rows[1]["difference"] == 1


def test_only_groups_that_mean_the_same_are_compared(revised: Store) -> None:
    assert comparable_groups(revised) == ("burglary", "robbery", "sexual-offences")
    rows = revisions(revised, offence="violence-against-the-person", month=JUNE).rows
    assert set(rows["kind"]) == {"release"}
    # Before 2017 the earlier classification leaves Heathrow out.
    early = revisions(revised, offence="burglary", month=Month(2016, 12)).rows
    assert set(early["kind"]) == {"release"}


def test_without_a_month_every_revised_month_is_listed(revised: Store) -> None:
    rows = revisions(revised, offence="burglary", area="E09000027").rows
    assert set(rows["month"]) == {"2018-06"}
    assert revisions(revised, offence="robbery", area="E09000027").rows.empty
    victims = revisions(revised, offence="knife-injury-victims-under-25").rows
    march = victims[victims["month"] == "2022-03"]
    assert march["value"].tolist()[:2] == [111, 106]
    assert march["published"].tolist()[:2] == ["2024-04", "2026-03"]


def test_the_largest_revisions_come_first(revised: Store) -> None:
    found = largest(revised, dataset="recorded-crime", number=200)
    sizes = found["difference"].abs().tolist()
    assert sizes == sorted(sizes, reverse=True)
    assert set(found["month"][:4]) == {"2018-06"}
    assert found["difference"][0] == 100
    extract = found[found["older"] == "earlier classification"].iloc[0]
    assert (extract["offence"], extract["month"], extract["before"], extract["now"]) == (
        "sexual-offences",
        "2018-07",
        2013,
        2041,
    )
    victims = largest(revised, dataset="knife-injury-under-25").iloc[0]
    assert (victims["month"], victims["difference"]) == ("2022-12", -7)


def test_tables_that_did_not_change_are_not_read_again(revised: Store) -> None:
    every = versions(revised, "knife-crime-by-area")
    # Release zero has no digests; the two loaded releases share one block with the store.
    assert every[1].values is every[2].values
    assert largest(revised, dataset="knife-crime-by-area").empty


def test_a_damaged_release_is_left_out(tmp_path: Path) -> None:
    place = tmp_path / "files"
    place.mkdir()
    for file in DEFAULT_DIRECTORY.iterdir():
        if file.is_file():
            shutil.copy(file, place)
    damaged = releases.publish(place, {FILE: changed(5)}, sources=[], by="a tester")
    releases.publish(place, {FILE: changed(7)}, sources=[], by="a tester")
    (damaged.path / FILE).unlink()
    rows = revisions(load_store(place), offence="all", month=JUNE).rows
    assert [name[:4] for name in rows["version"]] == ["0000", "0002"]


@pytest.mark.parametrize(
    ("question", "parameter"),
    [
        ({"offence": "knife-offences"}, "offence"),
        ({"offence": "nonsense"}, "offence"),
        ({"area": "nowhere"}, "area"),
        ({"offence": "knife-injury-victims-under-25", "area": "E09000001"}, "area"),
        ({"month": Month(1999, 1)}, "month"),
    ],
)
def test_what_cannot_be_asked_is_named(
    revised: Store, question: dict[str, object], parameter: str
) -> None:
    with pytest.raises(InvalidParameter) as caught:
        revisions(revised, **question)  # type: ignore[arg-type]
    assert caught.value.parameter == parameter

"""The report check says how much of a difference is revision, where a version shows it."""

from __future__ import annotations

import shutil

import pytest

from data import releases
from data.queries.report_check import report_check
from data.store import DEFAULT_DIRECTORY, Store, load_store

FILE = "recorded_crime.csv"


def reasons(store: Store) -> dict[str, str]:
    rows = report_check(store).to_records()
    return {str(row["id"]): str(row["reason"]).replace("\u00a0", " ") for row in rows}


@pytest.fixture(scope="module")
def revised(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """A release in which 1,000 residential burglaries were added to Havering in June 2018."""
    place = tmp_path_factory.mktemp("data") / "files"
    place.mkdir()
    for file in DEFAULT_DIRECTORY.iterdir():
        if file.is_file():
            shutil.copy(file, place)
    header, *rows = (place / FILE).read_text(encoding="utf-8").splitlines()
    column = header.split(",").index("2018-06")
    for number, row in enumerate(rows):
        if row.startswith("E09000016") and "Burglary: residential" in row:
            cells = row.split(",")
            cells[column] = str(int(cells[column]) + 1000)
            rows[number] = ",".join(cells)
    content = "\n".join([header, *rows, ""]).encode()
    releases.publish(place, {FILE: content}, sources=[], by="a tester")
    return load_store(place)


def test_the_extract_of_2019_shows_the_revision(store: Store) -> None:
    # 17,409 and 18,828 in the earlier extract: +8.15 %; 17,413 and 18,839 in the later: +8.19 %.
    earlier = store.cubes["recorded-crime-pre-2019"]
    first = earlier.labels.tolist().index("2017-04")
    counts = earlier.counts("london", "burglary-pre-2019")
    before, after = counts[first : first + 3].sum(), counts[first + 12 : first + 15].sum()
    said = f"The extract of 2019 gives +{100 * (after / before - 1):.2f} %"
    reason = reasons(store)["burglary-change"]
    assert said in reason
    assert "revision since then moved the change up by 0.04 percentage points." in reason


def test_a_release_shows_what_it_revised(revised: Store) -> None:
    found = reasons(revised)
    # 389 became 1,389 on 556: from -30.04 % to +149.82 %, 179.86 points.
    assert "Release 0 gives −30.04 %" in found["havering-change"]
    assert "moved the change up by 179.86 percentage points." in found["havering-change"]


def test_an_unrevised_count_says_so(revised: Store) -> None:
    assert reasons(revised)["tno"].endswith(
        "Release 0 counts the same: none of the difference is revision since then."
    )


def test_without_another_version_nothing_is_said(store: Store) -> None:
    found = reasons(store)
    for name in ("tno", "vap", "knife", "havering-change"):
        assert "revision since then" not in found[name]
    # Only one of the two extracts has these months: the one that is in use.
    assert "revision since then" not in found["u25-change"]

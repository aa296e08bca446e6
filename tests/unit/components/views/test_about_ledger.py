"""About: how recorded crime was revised, and which releases there are."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from components import formatting
from components.views import about_ledger
from data import releases
from data.store import DEFAULT_DIRECTORY, Store, load_store
from tests.unit.components.reading import text_of

FILE = "recorded_crime.csv"


@pytest.fixture(scope="module")
def directory(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("data") / "files"
    place.mkdir()
    for file in DEFAULT_DIRECTORY.iterdir():
        if file.is_file():
            shutil.copy(file, place)
    return place


@pytest.fixture(scope="module")
def bundled(directory: Path) -> Store:
    return load_store(directory)


def test_the_extract_of_2019_against_the_later_one(bundled: Store) -> None:
    text = about_ledger.summary(bundled)
    assert "January 2017 to December 2018" in text
    # By hand: the sums over these 24 months of both tables.
    later = bundled.cubes["recorded-crime"]
    earlier = bundled.cubes["recorded-crime-pre-2019"]
    first = later.labels.tolist().index("2017-01")
    now = later.counts("london", "burglary")[first : first + 24].sum()
    before = earlier.counts("london", "burglary-pre-2019")[-24:].sum()
    assert f"burglary {formatting.change(100 * (now - before) / before)}" in text
    assert "violence" not in text


def test_the_largest_revisions_are_listed_with_their_versions(bundled: Store) -> None:
    shown = text_of(about_ledger.body(bundled))
    assert "Sexual offences" in shown
    assert "July 2018" in shown
    assert "extract of 2019" in shown
    assert "2,013" in shown
    assert "2,041" in shown
    assert "+28" in shown
    assert "shipped with the product" in shown


def test_a_load_shows_as_a_release(directory: Path) -> None:
    content = (directory / FILE).read_text(encoding="utf-8").splitlines()
    column = content[0].split(",").index("2018-06")
    cells = content[1].split(",")
    cells[column] = str(int(cells[column]) + 5000)
    content[1] = ",".join(cells)
    made = releases.publish(
        directory, {FILE: "\n".join([*content, ""]).encode()}, sources=[], by="a tester"
    )
    shown = text_of(about_ledger.body(load_store(directory)))
    assert made.id in shown
    assert "in use" in shown
    assert "release\N{NO-BREAK SPACE}0" in shown
    assert "release\N{NO-BREAK SPACE}1" in shown
    assert "+5,000" in shown

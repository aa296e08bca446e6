"""What the publisher put out in 2019 against what is loaded, from the two files themselves."""

from __future__ import annotations

import csv
import shutil
from collections import defaultdict
from pathlib import Path

import pytest

from data.__main__ import main
from data.periods import Month
from data.queries.published import known_versions, published, version_of
from data.store import DEFAULT_DIRECTORY, Store, load_store

OFFICIAL = Path(__file__).resolve().parents[3] / "shared" / "official"
THEN = OFFICIAL / "mps_borough_level_crime_2017-01_2018-12_published_2019.csv"
NOW = OFFICIAL / "mps_borough_level_crime_2010-04_2022-01.csv"
pytestmark = pytest.mark.skipif(
    not THEN.is_file(), reason="the publisher’s files are not beside the repository"
)
GROUPS = {"burglary": "Burglary", "robbery": "Robbery", "sexual-offences": "Sexual Offences"}
LAST = Month(2018, 12)


def sums(path: Path, column: str, wanted: str, borough: str = "") -> dict[str, int]:
    """By month the sum of the rows whose column holds a text, in London or one borough."""
    found: dict[str, int] = defaultdict(int)
    with path.open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            place = next(text for name, text in row.items() if "borough" in name.lower())
            text = row[next(name for name in row if column in name.lower())]
            if text.strip().lower() == wanted.lower() and borough in ("", place.strip()):
                for name, count in row.items():
                    if name.isdecimal():
                        found[f"{name[:4]}-{name[4:]}"] += int(count)
    return found


def compared(store: Store, offence: str, area: str) -> dict[str, tuple[float, float]]:
    version = version_of(store, store.offences.get(offence), store.areas.get(area), "extract-2019")
    rows = published(store, version, offence=offence, area=area, start=Month(2017, 1), end=LAST)
    pairs = zip(rows["now"].tolist(), rows["then"].tolist(), strict=True)
    return dict(zip(rows["month"].tolist(), pairs, strict=True))


@pytest.mark.parametrize(("slug", "group"), GROUPS.items())
def test_londons_groups_are_those_of_the_two_files(slug: str, group: str) -> None:
    store = load_store(DEFAULT_DIRECTORY)
    now, then = sums(NOW, "major", group), sums(THEN, "major", group)
    months = sorted(then)
    assert len(months) == 24
    rows = compared(store, slug, "london")
    assert rows == {month: (now[month], then[month]) for month in months}


def test_boroughs_can_be_compared_once_the_extract_is_loaded(tmp_path: Path) -> None:
    ignored = shutil.ignore_patterns("releases")
    place = Path(shutil.copytree(DEFAULT_DIRECTORY, tmp_path / "tables", ignore=ignored))
    assert main(["load", str(THEN), "--data-dir", str(place)]) == 0
    store = load_store(place)
    offence, area = store.offences.get("robbery-of-personal-property"), store.areas.get("E09000033")
    assert "extract-2019" in [each.key for each in known_versions(store, offence, area)]
    then = sums(THEN, "minor", "Personal Property", "Westminster")
    now = sums(NOW, "minor", "Robbery of Personal Property", "Westminster")
    rows = compared(store, offence.slug, area.code)
    assert rows == {month: (now[month], then[month]) for month in sorted(then)}
    # A BCU is the sum of its boroughs.
    parts = [compared(store, offence.slug, each) for each in store.areas.get("west").boroughs]
    whole = compared(store, offence.slug, "west")
    assert all(whole[month][1] >= sum(part[month][1] for part in parts) for month in whole)

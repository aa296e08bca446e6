"""A series now and as a version had it: numbers by hand from both tables, and made-up releases."""

from __future__ import annotations

import math
import shutil
from pathlib import Path

import pytest

from data import releases
from data.errors import InvalidParameter
from data.ledger import release_version
from data.periods import Month
from data.queries.published import known_versions, published, version_of
from data.queries.revisions import revisions
from data.store import DEFAULT_DIRECTORY, Store, load_store
from tests.unit.data.queries.test_revisions import FILE, changed

JUNE = Month(2018, 6)


@pytest.fixture(scope="module")
def revised(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """Two releases: residential burglary in one borough +100 in June 2018, then back by 30."""
    place = tmp_path_factory.mktemp("data") / "files"
    ignored = shutil.ignore_patterns("releases")
    shutil.copytree(DEFAULT_DIRECTORY, place, ignore=ignored)
    for number in (100, 70):
        tables: dict[str, Path | bytes] = {FILE: changed(number)}
        releases.publish(place, tables, sources=[], by="a tester")
    return load_store(place)


def compared(store: Store, key: str, **asked: str) -> dict[str, tuple[float, float]]:
    """By month: now and then."""
    offence, area = store.offences.get(asked["offence"]), store.areas.get(asked["area"])
    version = version_of(store, offence, area, key)
    rows = published(store, version, **asked, end=JUNE)  # type: ignore[arg-type]
    pairs = zip(rows["now"].tolist(), rows["then"].tolist(), strict=True)
    return dict(zip(rows["month"].tolist(), pairs, strict=True))


def keys(store: Store, offence: str, area: str) -> list[str]:
    found = known_versions(store, store.offences.get(offence), store.areas.get(area))
    return [each.key for each in found]


def test_a_series_has_the_versions_that_hold_it(revised: Store) -> None:
    assert keys(revised, "burglary", "london") == ["extract-2019", "release-0", "release-1"]
    # Violence is not comparable across the two classifications; boroughs are in no such table.
    assert keys(revised, "violence-against-the-person", "london") == ["release-0", "release-1"]
    assert keys(revised, "burglary", "E09000027") == ["release-0", "release-1"]
    # What is in use is compared with nothing, nor are quarters.
    assert keys(revised, "knife-injury-victims-under-25", "london")[0] == "extract-2024-04"
    assert "extract-2026-03" not in keys(revised, "knife-injury-victims-under-25", "london")
    assert keys(revised, "knife-offences", "london") == []


def test_the_extract_of_2019_beside_what_is_now(revised: Store) -> None:
    rows = compared(revised, "extract-2019", offence="burglary", area="london")
    # By hand, from the table of nine groups and the one of twelve.
    assert rows["2017-02"] == (6141, 6118)
    assert rows["2018-06"] == (6094 + 70, 6093)
    assert math.isnan(rows["2016-12"][1])
    assert rows["2016-12"][0] > 0


def test_a_release_beside_what_is_now(revised: Store) -> None:
    rows = compared(revised, "release-1", offence="burglary", area="E09000027")
    now, then = rows["2018-06"]
    assert then - now == 30
    assert all(now == then for month, (now, then) in rows.items() if month != "2018-06")
    # Nothing but what is asked for was read.
    assert release_version(revised, "recorded-crime", str(revised.origin and revised.origin.id))


def test_measures_draw_on_the_versions_own_months(revised: Store) -> None:
    counts = compared(revised, "extract-2019", offence="robbery", area="london")
    sums = compared(revised, "extract-2019", offence="robbery", area="london", measure="rolling-12")
    months = [str(Month(2017, 1) + step) for step in range(12)]
    assert sums["2017-12"][1] == sum(counts[month][1] for month in months)
    # Eleven months of the extract make no year.
    assert math.isnan(sums["2017-11"][1])
    assert sums["2017-11"][0] > 0
    change = compared(
        revised, "extract-2019", offence="robbery", area="london", measure="change-on-year"
    )
    then = 100 * (counts["2018-06"][1] - counts["2017-06"][1]) / counts["2017-06"][1]
    assert change["2018-06"][1] == pytest.approx(then)
    rate = compared(revised, "extract-2019", offence="robbery", area="london", measure="rate")
    assert rate["2018-06"][1] / rate["2018-06"][0] == pytest.approx(
        counts["2018-06"][1] / counts["2018-06"][0]
    )


def test_a_version_that_the_series_has_not_is_named(revised: Store) -> None:
    with pytest.raises(InvalidParameter) as caught:
        compared(revised, "extract-2019", offence="burglary", area="E09000027")
    assert caught.value.parameter == "version"
    assert caught.value.allowed == ["release-0", "release-1"]


def test_the_ledger_gives_one_version_beside_the_one_in_use(revised: Store) -> None:
    rows = revisions(revised, offence="burglary", version="extract-2019").rows
    assert len(rows) == 2 * 24
    june = rows[rows["month"] == "2018-06"]
    assert june["value"].tolist() == [6093, 6164]
    assert june["in_use"].tolist() == [False, True]
    with pytest.raises(InvalidParameter, match="release-9"):
        revisions(revised, offence="burglary", version="release-9")

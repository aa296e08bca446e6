"""What was loaded since a day, and how the figures differ from what was in use then."""

from __future__ import annotations

import datetime
import json
import shutil
from pathlib import Path

import pytest

from components.pack.digest import digest
from data import releases
from data.periods import Month
from data.queries.release_movement import revised_since, steps_since
from data.store import DEFAULT_DIRECTORY, Store, load_store
from tests.unit.data.queries.test_revisions import FILE, JUNE, changed

BEFORE, FIRST = datetime.date(2026, 1, 31), datetime.date(2026, 2, 28)
SERIES = ("all", "burglary", "violence-against-the-person")


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """Release 1 of 10 February 2026 (+100 in June 2018), release 2 of 10 March (+70)."""
    place = tmp_path_factory.mktemp("data") / "files"
    place.mkdir()
    for file in DEFAULT_DIRECTORY.iterdir():
        if file.is_file():
            shutil.copy(file, place)
    for number in (100, 70):
        tables: dict[str, Path | bytes] = {FILE: changed(number)}
        releases.publish(
            place, tables, sources=[], by="a tester", notes=(f"{number} more burglaries",)
        )
    pointer = place / "releases" / "current"
    known = json.loads(pointer.read_text(encoding="utf-8"))
    for each, month in zip(known["history"], (2, 3), strict=True):
        each["at"] = f"2026-0{month}-10T09:00:00+00:00"
    pointer.write_text(json.dumps(known), encoding="utf-8")
    return load_store(place)


def test_every_change_of_release_after_the_day(loaded: Store) -> None:
    assert [step.switch.release[:4] for step in steps_since(loaded, BEFORE)] == ["0001", "0002"]
    (second,) = steps_since(loaded, FIRST)
    assert second.release is not None
    assert second.release.number == 2
    assert steps_since(loaded, datetime.date(2026, 3, 10)) == ()


@pytest.mark.parametrize(("day", "difference"), [(BEFORE, 70), (FIRST, -30)])
def test_figures_differ_from_the_release_in_use_then(
    loaded: Store, day: datetime.date, difference: float
) -> None:
    found = revised_since(loaded, area="E09000027", offences=SERIES, day=day, as_at=Month(2026, 2))
    assert [each.offence.slug for each in found] == ["all", "burglary"]
    for each in found:
        assert (each.months, each.difference, each.largest) == (1, difference, JUNE)
        assert each.now - each.before == difference
        assert each.added == ()


def test_months_after_as_at_and_other_areas_do_not_count(loaded: Store) -> None:
    early = {"offences": SERIES, "day": BEFORE, "as_at": Month(2018, 5)}
    assert revised_since(loaded, area="E09000027", **early) == ()  # type: ignore[arg-type]
    late = {"offences": SERIES, "day": BEFORE, "as_at": Month(2026, 2)}
    assert revised_since(loaded, area="E09000016", **late) == ()  # type: ignore[arg-type]


def test_the_digest_tells_of_both(loaded: Store) -> None:
    found = digest(
        loaded, area="E09000027", since="2026-01", as_at=Month(2026, 2),
        made=datetime.date(2026, 4, 1),
    )  # fmt: skip
    part = next(each for each in found.parts if each.key == "data")
    assert part.short == (
        "Data: 2 changes of release after 31 January 2026; 2 headline series differ from before."
    )
    first, second = part.groups[0].lines
    assert first.text.startswith("10 February 2026: Loaded release 0001-")
    assert first.details == ("100 more burglaries.",)
    assert second.text.startswith("10 March 2026: Loaded release 0002-")
    assert (
        part.groups[1]
        .lines[1]
        .text.startswith("Burglary: 1 month revised, together +70; most in June 2018, from ")
    )


def test_release_zero_alone_is_nothing_new(store: Store) -> None:
    assert steps_since(store, datetime.date(2000, 1, 1)) == ()
    assert (
        revised_since(store, area="london", offences=SERIES, day=BEFORE, as_at=Month(2026, 2)) == ()
    )

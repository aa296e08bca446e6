"""What was loaded since a day, and how the figures differ from what was in use then."""

from __future__ import annotations

import datetime

import pytest

from data.periods import Month
from data.queries.release_movement import revised_since, steps_since
from data.store import Store
from tests.unit.data.queries.test_revisions import JUNE
from tests.unit.data.queries.two_releases import two_releases

BEFORE, FIRST = datetime.date(2026, 1, 31), datetime.date(2026, 2, 28)
SERIES = ("all", "burglary", "violence-against-the-person")


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return two_releases(tmp_path_factory.mktemp("data") / "files")


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


def test_release_zero_alone_is_nothing_new(store: Store) -> None:
    assert steps_since(store, datetime.date(2000, 1, 1)) == ()
    assert (
        revised_since(store, area="london", offences=SERIES, day=BEFORE, as_at=Month(2026, 2)) == ()
    )

"""What the digest tells of loads since the day."""

from __future__ import annotations

import datetime

import pytest

from components.pack.digest import digest
from data.periods import Month
from data.store import Store
from tests.unit.data.queries.two_releases import two_releases


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return two_releases(tmp_path_factory.mktemp("data") / "files")


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

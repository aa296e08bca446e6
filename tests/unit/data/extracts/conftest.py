"""A data directory of one's own, and the extract that would come next."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from data.store import DEFAULT_DIRECTORY
from tests.unit.data.extracts import made_up


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    """A copy of the bundled tables, of which nothing is a release."""
    place = tmp_path / "tables"
    ignored = shutil.ignore_patterns("releases")
    return Path(shutil.copytree(DEFAULT_DIRECTORY, place, ignore=ignored))


@pytest.fixture(scope="session")
def following() -> made_up.Rows:
    """The extract after the newest that is loaded: April 2024 to March 2026."""
    months = made_up.months_from("2024-04", 24)
    return made_up.extract(months, like={"2026-03": "2025-03"})


@pytest.fixture(scope="session")
def earlier() -> made_up.Rows:
    """An extract in the earlier labels, as it is loaded: February 2022 to January 2024."""
    return made_up.extract(made_up.months_from("2022-02", 24), "twelve-groups")

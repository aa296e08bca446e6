"""What tests of the pack share: the data, packs, and the prefix of addresses."""

from __future__ import annotations

import datetime
import functools
from collections.abc import Callable, Iterator

import pytest
from dash._get_paths import CONFIG

from components.pack.contents import Pack, pack
from data.periods import Month
from data.store import Store, get_store

MADE = datetime.date(2026, 3, 2)
Made = Callable[[str, str], Pack]


@pytest.fixture(scope="session", autouse=True)
def _served_at_the_root() -> Iterator[None]:
    missing = "requests_pathname_prefix" not in CONFIG
    if missing:
        CONFIG["requests_pathname_prefix"] = "/"
    yield
    if missing:
        del CONFIG["requests_pathname_prefix"]


@pytest.fixture(scope="session")
def store() -> Store:
    return get_store()


@pytest.fixture(scope="session")
def packed(store: Store) -> Made:
    """Makes a pack for an area and a month, each once."""

    @functools.cache
    def made(area: str, as_at: str) -> Pack:
        return pack(store, area=area, as_at=Month.parse(as_at), made=MADE)

    return made

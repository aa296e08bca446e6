"""The bundled data, loaded once for all tests of the data layer."""

from __future__ import annotations

import pytest

from data.store import DEFAULT_DIRECTORY, Store, load_store


@pytest.fixture(scope="session")
def store() -> Store:
    return load_store(DEFAULT_DIRECTORY)

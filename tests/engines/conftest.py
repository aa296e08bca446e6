"""Releases and engines for the tests of the engines."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from data.engine import configure
from data.engine.address import EMBEDDED
from data.store import DEFAULT_DIRECTORY, Store, load_store
from tests.engines.postgresql import Server
from tests.unit.data.engine import made_up


@pytest.fixture(scope="package")
def release(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """The bundled tables with wards made by the tests; every count in memory."""
    store, _ = made_up.wards(tmp_path_factory.mktemp("release"))
    return store


@pytest.fixture(scope="package")
def postgresql() -> Iterator[Server]:
    server = Server()
    yield server
    server.remove()


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    """A server of the module's own, which may be stopped and frozen."""
    server = Server()
    yield server
    server.remove()


@pytest.fixture(autouse=True)
def _embedded() -> Iterator[None]:
    """Leave no test another engine than the product's own."""
    yield
    configure(EMBEDDED)


@pytest.fixture
def bundled() -> Store:
    return load_store(DEFAULT_DIRECTORY)

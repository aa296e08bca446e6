"""The product of the tests of files over HTTP."""

from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from app import create_app
from server.settings import Settings
from tests.app.registry import own_pages

BROWSER = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
"""What a browser asks for when a person follows a link."""


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """The product with a queue in which nobody may wait, and with a marking."""
    settings = Settings(
        cache_dir=tmp_path_factory.mktemp("cache"),
        warm_up=False,
        exports_waiting=0,
        marking="OFFICIAL-SENSITIVE",
    )
    with (
        own_pages(),
        TestClient(create_app(settings).server, raise_server_exceptions=False) as client,
    ):
        yield client

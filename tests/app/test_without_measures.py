"""The product by default: no measures, no sub-path."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

import app as product
from server.settings import Settings
from tests.app.registry import own_pages


@pytest.fixture
def client(tmp_path: Path) -> Iterator[TestClient]:
    with own_pages():
        app = product.create_app(Settings(cache_dir=tmp_path, warm_up=False))
        with TestClient(app.server) as client:
            yield client


def test_without_the_settings_there_is_neither(client: TestClient) -> None:
    assert client.get("/metrics").status_code == 404
    answer = client.get("/crime-trends/", follow_redirects=False)
    assert answer.headers["location"] == "/crime-trends"
    assert client.get("/readyz").json()["status"] == "ready"

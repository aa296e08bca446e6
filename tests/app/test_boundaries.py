"""The product's boundaries: one address for one content, and old addresses lead to it."""

from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

import app as product
from components.boundaries import boundaries_url
from data.store import get_store
from server.settings import Settings
from tests.app.registry import own_pages


@pytest.fixture(scope="module")
def client(settings: Settings) -> Iterator[TestClient]:
    with own_pages(), TestClient(product.create_app(settings).server) as client:
        yield client


@pytest.mark.parametrize(("level", "areas"), [("boroughs", 33), ("bcus", 12)])
def test_a_map_finds_its_boundaries(client: TestClient, level: str, areas: int) -> None:
    url = boundaries_url(get_store(), "boroughs" if level == "boroughs" else "bcus")
    answer = client.get(url)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/geo+json"
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert answer.headers["content-encoding"] in {"br", "gzip", "zstd"}
    features = answer.json()["features"]
    assert len({feature["id"] for feature in features}) == areas


def test_an_address_from_before_the_data_changed_still_has_the_content(client: TestClient) -> None:
    """Of two servers with different data each answers for the other's address."""
    url = boundaries_url(get_store())
    answer = client.get("/boundaries/0123456789abcdef/boroughs.json")
    assert (answer.status_code, answer.history) == (200, [])
    assert answer.content == client.get(url).content
    assert answer.headers["cache-control"] == "no-store"


def test_other_boundaries_are_not_there(client: TestClient) -> None:
    answer = client.get("/boundaries/0/wards.json")
    assert answer.status_code == 404
    assert answer.json()["error"]["allowed"] == ["bcus", "boroughs"]

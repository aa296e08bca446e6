"""Several applications in one process: each complete, each with its own layers."""

from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

import app as product
from server.dashboard import Dashboard
from server.settings import Settings
from tests.app.questions import ROUTE, count, say, visit
from tests.app.registry import own_pages
from tests.app.sample import Release, sample_app


@pytest.fixture(scope="module")
def pair(settings: Settings) -> Iterator[list[Dashboard]]:
    with own_pages():
        yield [sample_app(settings, Release()) for _ in range(2)]


@pytest.mark.parametrize("which", [0, 1])
def test_each_is_complete(pair: list[Dashboard], which: int) -> None:
    with TestClient(pair[which].server) as client:
        assert client.get("/chart").status_code == 200
        assert client.get("/nope").status_code == 404
        assert client.post(ROUTE, json=say("hello")).status_code == 200
        assert client.post(ROUTE, json=count(1)).status_code == 200
        assert "Home" in client.post(ROUTE, json=visit("/")).text


def test_both_at_once(pair: list[Dashboard]) -> None:
    with TestClient(pair[0].server) as first, TestClient(pair[1].server) as second:
        pages = [client.get("/") for client in (first, second)]
        dependencies = [client.get("/_dash-dependencies").json() for client in (first, second)]
    assert {page.status_code for page in pages} == {200}
    assert dependencies[0] == dependencies[1]
    policies = {page.headers["content-security-policy"] for page in pages}
    assert len(policies) == 1


def test_answers_are_each_ones_own(pair: list[Dashboard]) -> None:
    for application in pair:
        application.answers.clear()
    with TestClient(pair[0].server) as client:
        client.post(ROUTE, json=say("mine"))
    assert [application.answers.misses for application in pair] == [1, 0]


def test_the_product_can_be_built_twice(settings: Settings) -> None:
    with own_pages():
        first, second = product.create_app(settings), product.create_app(settings)
        # A callback registered when a module is imported would be missing from the second.
        assert set(first.callback_map) == set(second.callback_map)
        for application in (first, second):
            with TestClient(application.server) as client:
                assert client.get("/_dash-layout").status_code == 200
                assert len(client.get("/_dash-dependencies").json()) == len(first.callback_map)

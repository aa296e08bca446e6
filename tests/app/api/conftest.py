"""The product's own application, asked through HTTP as a program would ask it."""

from collections.abc import Callable, Iterator
from typing import Any

import dash
import pytest
from starlette.testclient import TestClient

from app import create_app
from server.settings import Settings
from tests.app.registry import own_pages

ROOT = "/api/v1"

Json = dict[str, Any]


@pytest.fixture(scope="session")
def api(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """A client of the product; a failure is answered with status 500, as a reader would see it."""
    settings = Settings(cache_dir=tmp_path_factory.mktemp("cache"))
    with own_pages():
        dash.page_registry.clear()
        with TestClient(create_app(settings).server, raise_server_exceptions=False) as client:
            yield client


@pytest.fixture(scope="session")
def ask(api: TestClient) -> Callable[[str], Json]:
    """Ask a question (`/series?offence=burglary`) that has an answer in JSON."""

    def get(question: str) -> Json:
        response = api.get(ROOT + question)
        assert response.status_code == 200, response.text
        answer: Json = response.json()
        return answer

    return get


@pytest.fixture(scope="session")
def refused(api: TestClient) -> Callable[[str], Json]:
    """Ask a question that cannot be answered; the error."""

    def get(question: str) -> Json:
        response = api.get(ROOT + question)
        assert response.status_code == 422, response.text
        assert list(response.json()) == ["error"]
        error: Json = response.json()["error"]
        assert list(error) == ["parameter", "value", "allowed", "message"]
        return error

    return get

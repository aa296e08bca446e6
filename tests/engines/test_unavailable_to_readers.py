"""What readers see while an engine is down, hangs or lacks a table."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import dash
import pytest
from fastapi.testclient import TestClient

from app import create_app
from data import store as stores
from data.engine import configure
from data.store import Store
from server.settings import Settings, load_settings
from tests.engines.postgresql import USER, Server, free_port
from tests.unit.data.engine import made_up


@contextmanager
def product(settings: Settings) -> Iterator[TestClient]:
    """A client of the product; afterwards its engine and data are the usual ones again."""
    with TestClient(create_app(settings).server) as client:
        yield client
    configure()
    stores.configure(None)
    stores.clear()


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[TestClient, int]]:
    """The product with every count on an engine that is not there yet."""
    port = free_port()
    monkeypatch.setenv("ENGINE_URL", f"postgresql://{USER}:pa55word@127.0.0.1:{port}/figures")
    monkeypatch.setenv("ENGINE_TABLES", "all")
    monkeypatch.setenv("WARM_UP", "false")
    with product(Settings(cache_dir=tmp_path)) as client:
        yield client, port


def test_pages_and_data_api_say_so_and_the_rest_keeps_working(
    site: tuple[TestClient, int],
) -> None:
    client, port = site
    answer = client.get("/api/v1/series?offence=burglary")
    said = f"PostgreSQL at 127.0.0.1:{port} cannot be reached."
    assert answer.status_code == 503
    assert answer.json() == {
        "error": {"parameter": None, "value": None, "allowed": None, "message": said}
    }
    assert "no-store" in answer.headers["cache-control"]
    page = client.get("/_dash-update-component/page?pathname=/crime-trends&search=")
    assert page.status_code == 200
    assert said in page.text
    assert "The counts cannot be shown now" in page.text
    assert page.headers["cache-control"] == "no-store"
    assert "etag" not in page.headers
    assert "pa55word" not in page.text + answer.text
    # What is no count is told all the same, and a person gets a page, not JSON.
    about = client.get("/_dash-update-component/page?pathname=/about&search=").text
    assert f"This cannot be shown now: {said}" in about
    assert "Accessibility statement" in about
    file = client.get("/exports/workbook", headers={"Accept": "text/html"})
    assert (file.status_code, said in file.text) == (503, True)
    assert "could not be made this time" in file.text
    milestones = client.get("/_dash-update-component/page?pathname=/milestones&search=")
    assert "cannot be shown now" not in milestones.text
    assert client.get("/api/v1/milestones").status_code == 200


def test_the_data_api_is_described_though_its_examples_cannot_be_had(
    site: tuple[TestClient, int],
) -> None:
    client, port = site
    said = f"This example cannot be shown now: PostgreSQL at 127.0.0.1:{port} cannot be reached."
    for path in ("/api/v1/openapi.json", "/api/v1/docs"):
        answer = client.get(path)
        assert answer.status_code == 200, path
        assert answer.headers["cache-control"] == "no-store"
        assert said in answer.text
    document = client.get("/api/v1/openapi.json").json()
    paths = document["paths"]
    content = paths["/api/v1/series"]["get"]["responses"]["200"]["content"]["application/json"]
    assert content["examples"]["series"]["description"] == said
    assert "value" not in content["examples"]["series"]
    # Of what needs no engine there is one.
    content = paths["/api/v1/areas"]["get"]["responses"]["200"]["content"]["application/json"]
    assert content["examples"]["areas"]["value"]["rows"]


@pytest.fixture(params=["down", "hangs", "unpublished"])
def fault(
    request: pytest.FixtureRequest, release: Store, server: Server, monkeypatch: pytest.MonkeyPatch
) -> Iterator[tuple[TestClient, str]]:
    """The product with wards on an engine in trouble, and what is said of it."""
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        port = silent.getsockname()[1]
        where = f"PostgreSQL at 127.0.0.1:{port}"
        url, said = f"postgresql://{USER}:pa55@127.0.0.1:{port}/x", f"{where} cannot be reached."
        if request.param == "hangs":
            silent.listen()
            said = f"{where} did not accept a connection in time."
        if request.param == "unpublished":
            server.execute(f'DROP SCHEMA IF EXISTS "release_{release.release}" CASCADE')
            url, said = server.url, "It must be published there: python -m data publish."
        settings = {
            "ENGINE_URL": url,
            "ENGINE_CONNECT_SECONDS": "2",
            "DATA_DIR": str(release.directory),
            "WARM_UP": "false",
        }
        for name, value in settings.items():
            monkeypatch.setenv(name, value)
        with product(load_settings()) as client:
            yield client, said


def test_every_page_and_file_goes_on_and_wards_are_said_to_be_missing(
    fault: tuple[TestClient, str],
) -> None:
    client, said = fault
    borough = made_up.BOROUGHS[0]
    of_wards = {"/crime-trends", "/burglary"}
    paths = {page["relative_path"] for page in dash.page_registry.values() if "order" in page}
    assert of_wards < paths
    for path in (*sorted(paths), "/pack"):
        search = quote(f"?area={borough}&as-at=2025-12")
        page = client.get(f"/_dash-update-component/page?pathname={path}&search={search}")
        assert page.status_code == 200
        assert (said in page.text) == (path in of_wards), path
        assert ("Figures by ward cannot be shown now" in page.text) == (path in of_wards)
        assert (page.headers.get("cache-control") == "no-store") == (path in of_wards)
        assert "counts cannot be shown" not in page.text
    of_borough = f"/api/v1/series?offence=burglary&area={borough}"
    assert client.get(of_borough).status_code == 200
    beside = f"/api/v1/comparison?offence=burglary&area={borough}&quarter=2025-26-Q1&by=ward"
    for path in (f"{of_borough}&by=ward", beside):
        answer = client.get(path)
        assert answer.status_code == 503, answer.text
        assert said in answer.json()["error"]["message"]
    assert client.get("/api/v1/areas").status_code == 200
    assert client.get(f"/exports/workbook?area={borough}&page=burglary").status_code == 200
    # It can serve what needs no engine; why the engine gave no answer is for whoever runs it.
    ready = client.get("/readyz")
    assert ready.status_code == 200
    assert said in ready.json()["engine"]

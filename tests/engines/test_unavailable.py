"""An engine that is down, hangs, is slow or lacks a table: said in words, within its time."""

from __future__ import annotations

import logging
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import dash
import pytest
from fastapi.testclient import TestClient

from app import create_app
from data import store as stores
from data.engine import configure, counts_by_period, engine_of, months
from data.engine.address import AddressError, parse
from data.engine.publishing import publish
from data.engine.session import Failed
from data.errors import EngineUnavailable, noting_engines
from data.patience import one_request, waiting
from data.periods import Month
from data.store import Store
from server.settings import Settings, SettingsError, load_settings
from tests.engines.postgresql import PASSWORD, USER, Server, free_port
from tests.unit.data.engine import made_up

WARDS = made_up.WARDS


def ask(store: Store) -> int:
    """Ask for one ward; return how many of its members are found."""
    counted = counts_by_period(
        engine_of(store),
        WARDS,
        areas={"one": [made_up.CODES[0]]},
        offences={"all": made_up.OFFENCES},
        first=Month(2025, 1),
        last=Month(2025, 1),
    )
    return int(counted.found.sum())


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    """A server of this module's own: it is stopped and frozen."""
    server = Server()
    yield server
    server.remove()


@pytest.fixture
def published(release: Store, server: Server) -> str:
    publish(release, parse(server.url))
    return server.url


def test_a_stopped_server_is_said_at_once_and_comes_back_by_itself(
    release: Store, published: str, server: Server, caplog: pytest.LogCaptureFixture
) -> None:
    configure(published, connect=2, answer=2, retry=0.2)
    assert ask(release) == 3
    server.stop()
    with caplog.at_level(logging.DEBUG), pytest.raises(EngineUnavailable) as fault:
        ask(release)
    where = f"PostgreSQL at 127.0.0.1:{server.port}"
    assert str(fault.value) == f"{where} cannot be reached."
    assert where in caplog.text
    for secret in (PASSWORD, "p%40ss", USER):
        assert secret not in caplog.text + str(fault.value)
    server.start()
    time.sleep(0.3)
    assert ask(release) == 3


def test_a_server_that_hangs_is_given_up_in_its_time_and_then_answered_at_once(
    release: Store, published: str, server: Server
) -> None:
    configure(published, connect=2, answer=1, retry=1)
    assert ask(release) == 3
    server.freeze()
    try:
        with pytest.raises(EngineUnavailable, match=r"did not (answer|accept a connection)"):
            ask(release)
        # Nobody else waits for it meanwhile.
        with pytest.raises(EngineUnavailable), noting_engines() as noted:
            ask(release)
        assert len(noted) == 1
    finally:
        server.thaw()
    time.sleep(1.1)
    assert ask(release) == 3


def test_a_listener_that_never_answers_is_given_up(release: Store) -> None:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        port = listening.getsockname()[1]
        configure(f"postgresql://{USER}:{PASSWORD[:3]}@127.0.0.1:{port}/x", connect=2, answer=1)
        with pytest.raises(EngineUnavailable, match="did not accept a connection"):
            ask(release)


def test_a_slow_question_is_given_up_by_the_server_and_others_are_answered(
    release: Store, published: str, server: Server
) -> None:
    configure(published, connect=2, answer=1, retry=60)
    assert ask(release) == 3
    schema = f"release_{release.release}"
    facts = f'"{schema}".facts_recorded_crime_by_ward'
    locked, done = threading.Event(), threading.Event()

    def hold() -> None:
        import psycopg  # noqa: PLC0415

        with psycopg.connect(server.url) as connection:
            connection.execute(f"LOCK TABLE {facts} IN ACCESS EXCLUSIVE MODE".encode())
            locked.set()
            done.wait(30)
            connection.rollback()

    holder = threading.Thread(target=hold)
    holder.start()
    locked.wait(10)
    with pytest.raises(EngineUnavailable, match="did not answer within 1 seconds"):
        ask(release)
    assert len(months(engine_of(release), WARDS)) == len(made_up.MONTHS) - 1
    done.set()
    holder.join()
    assert ask(release) == 3


def test_a_release_that_is_not_published_is_named_as_what_is_missing(
    bundled: Store, published: str
) -> None:
    configure(published)
    with pytest.raises(EngineUnavailable, match=f"has no facts of {WARDS} in the release that is"):
        ask(bundled)


def test_a_wrong_password_is_said_without_it(release: Store, server: Server) -> None:
    configure(f"postgresql://{USER}:wrong-secret@127.0.0.1:{server.port}/figures")
    with pytest.raises(EngineUnavailable) as fault:
        ask(release)
    assert "refuses the user or the password of ENGINE_URL" in str(fault.value)
    assert "wrong-secret" not in str(fault.value)


def test_the_server_may_not_be_written_to(release: Store, published: str, server: Server) -> None:
    configure(published)
    engine = engine_of(release)
    session = engine._driver.open()
    with pytest.raises(Failed, match="lets this connection read only"):
        session.run("CREATE TABLE public.mine (one integer)")
    session.close()
    assert server.execute("SELECT to_regclass('public.mine')") == [(None,)]


def test_one_transaction_publishes_all_or_nothing_and_old_releases_go(
    release: Store, server: Server, bundled: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = parse(server.url)
    server.execute(f'DROP SCHEMA IF EXISTS "release_{bundled.release}" CASCADE')

    def fail(*_: object) -> None:
        raise KeyboardInterrupt

    from data.engine.drivers import postgresql_publishing  # noqa: PLC0415

    with monkeypatch.context() as patched:
        patched.setattr(postgresql_publishing, "_prune", fail)
        with pytest.raises(KeyboardInterrupt):
            publish(bundled, address)
    schemas = "SELECT nspname FROM pg_namespace WHERE nspname LIKE 'release_%'"
    assert (f"release_{bundled.release}",) not in server.execute(schemas)
    assert publish(bundled, address).rows
    assert publish(bundled, address).rows == {}
    assert publish(release, address, keep=1).removed == (f"release_{bundled.release}",)


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[TestClient, int]]:
    """The product with every count on an engine that is not there yet."""
    port = free_port()
    monkeypatch.setenv("ENGINE_URL", f"postgresql://{USER}:pa55word@127.0.0.1:{port}/figures")
    monkeypatch.setenv("ENGINE_TABLES", "all")
    monkeypatch.setenv("WARM_UP", "false")
    settings = Settings(cache_dir=tmp_path)
    with TestClient(create_app(settings).server) as client:
        yield client, port
    configure()
    stores.configure(None)
    stores.clear()


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
        with TestClient(create_app(load_settings()).server) as client:
            yield client, said
    configure()
    stores.configure(None)
    stores.clear()


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


def test_a_request_waits_no_longer_than_one_question_may(release: Store) -> None:
    configure(connect=5, answer=0.5)
    engine = engine_of(release)
    assert months(engine, WARDS)
    with one_request():
        with waiting():
            time.sleep(0.6)
        with pytest.raises(EngineUnavailable, match=r"did not answer within 0.5 seconds"):
            ask(release)
    assert ask(release) == 3


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("mysql://user:pa55@host/x", "“mysql” names no engine"),
        ("postgresql://user:pa55@host:port/x", "no address of an engine"),
        ("duckdb://?memroy=1GB", "“memroy” is no option of duckdb. Allowed: memory, threads"),
        ("figures.duckdb", "names no engine"),
    ],
)
def test_an_address_that_cannot_be_used_is_refused_without_its_password(
    url: str, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(AddressError, match=said.replace("?", r"\?")) as fault:
        parse(url)
    assert "pa55" not in str(fault.value)
    monkeypatch.setenv("ENGINE_URL", url)
    with pytest.raises(SettingsError, match=r"ENGINE_URL=.* cannot be used") as refused:
        load_settings()
    assert "pa55" not in str(refused.value)

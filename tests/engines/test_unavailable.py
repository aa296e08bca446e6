"""An engine that is down, hangs, is slow or lacks a table: said in words, within its time."""

from __future__ import annotations

import logging
import socket
import threading
import time

import pytest

from data.engine import configure, counts_by_period, engine_of, months
from data.engine.address import AddressError, parse
from data.engine.publishing import publish
from data.engine.session import Failed
from data.errors import EngineUnavailable, noting_engines
from data.patience import one_request, waiting
from data.periods import Month
from data.store import Store
from server.settings import SettingsError, load_settings
from tests.engines.postgresql import PASSWORD, USER, Server
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

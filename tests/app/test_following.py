"""A running server takes up a new release by itself; nobody is cut off, nothing is mixed."""

import asyncio
import concurrent.futures
import contextlib
import json
import logging
import shutil
import threading
import time
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path

import pytest
from starlette.types import Message, Receive, Scope, Send

from data import releases
from data.errors import DataFileError
from data.releases.model import Switch
from data.releases.pointer import point
from data.store import DEFAULT_DIRECTORY, load_store
from server.following import Following, OneRelease, Source
from tests.app.loops import finish
from tests.app.processes import free_port, serving, wait_until

FILE = "recorded_crime.csv"
QUESTION = "/api/v1/series?offence=all&area=london&from=2018-06&to=2018-06"


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    """The bundled files, as a data directory of the test's own."""
    place = tmp_path / "data"
    place.mkdir()
    for file in DEFAULT_DIRECTORY.iterdir():
        if file.is_file():
            shutil.copy(file, place)
    return place


def more(directory: Path, number: int) -> bytes:
    """Recorded crime with so many more offences in June 2018, in one borough."""
    header, *rows = (directory / FILE).read_text(encoding="utf-8").splitlines()
    column = header.split(",").index("2018-06")
    cells = rows[0].split(",")
    cells[column] = str(int(cells[column]) + number)
    return "\n".join([header, ",".join(cells), *rows[1:], ""]).encode()


def publish(directory: Path, number: int) -> releases.Release:
    tables: dict[str, Path | bytes] = {FILE: more(directory, number)}
    return releases.publish(directory, tables, sources=[], by="a tester")


def ask(port: int) -> tuple[int, str, float]:
    """Status, release and London's offences in June 2018."""
    connection = HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        connection.request("GET", QUESTION)
        response = connection.getresponse()
        rows = json.loads(response.read())["rows"]
        return response.status, response.headers["X-Data-Release"], rows[0]["value"]
    finally:
        connection.close()


def test_two_processes_take_up_a_release_under_load_and_none_is_dropped(directory: Path) -> None:
    port = free_port()
    with serving("app.py", PORT=port, WORKERS=2, DATA_DIR=directory, LOG_LEVEL="error"):
        _, name, value = ask(port)
        known = {name: value}
        answers: list[tuple[int, str, float]] = []
        stop = threading.Event()

        def read() -> None:
            while not stop.is_set():
                answers.append(ask(port))

        with concurrent.futures.ThreadPoolExecutor() as pool:
            readers = [pool.submit(read) for _ in range(3)]
            for number in (1000, 2000):
                release = publish(directory, number)
                known[release.content] = value + number
                begun = time.monotonic()
                # Every new connection may come to either process.
                wait_until(lambda end=release: {each[1] for each in answers[-20:]} == {end.content})
                assert time.monotonic() - begun < 15
            stop.set()
            for reader in readers:
                reader.result()
    assert {each[0] for each in answers} == {200}
    # Each answer names its release and has that release's figure.
    assert all(known[name] == value for _, name, value in answers)
    assert {each[1] for each in answers} >= {release.content}


def test_a_damaged_release_is_refused_and_said(directory: Path) -> None:
    release = publish(directory, 1000)
    releases.rollback(directory, "0", by="a tester")
    content = (release.path / FILE).read_bytes()
    (release.path / FILE).unlink()
    (release.path / FILE).write_bytes(content[:-1000])
    port = free_port()
    with serving("app.py", PORT=port, DATA_DIR=directory) as process:
        before = ask(port)
        with releases.locked(directory):
            point(directory, Switch(release.id, release.made, "a tester", "load"))
        time.sleep(4)
        assert ask(port) == before
        releases.rollback(directory, "0", by="a tester")
        good = publish(directory, 2000)
        wait_until(lambda: ask(port)[1] == good.content)
        assert ask(port)[2] == before[2] + 2000
        process.terminate()
        _, said = process.communicate(timeout=60)
    assert f"releases/{release.id}/{FILE}: the file must be as it was published" in said
    assert said.count("The new release is refused") == 1
    assert "Traceback" not in said


def test_going_back_is_taken_up_too(directory: Path) -> None:
    release = publish(directory, 1000)
    port = free_port()
    with serving("app.py", PORT=port, DATA_DIR=directory):
        assert ask(port)[1] == release.content
        releases.rollback(directory, "0", by="a tester")
        wait_until(lambda: ask(port)[1] == load_store(directory).release)


class Data:
    """Data that a test changes."""

    def __init__(self) -> None:
        self.release = "first"
        self.next = "first"
        self.taken: list[str] = []
        self.fault: Exception | None = None

    def take_up(self) -> str:
        self.taken.append(self.next)
        seen, self.seen = self.next, self.next
        if self.fault is not None:
            raise self.fault
        self.release = seen
        return seen

    seen = "first"

    def changed(self) -> bool:
        return self.seen != self.next

    @contextlib.contextmanager
    def hold(self) -> Iterator[None]:
        yield

    def source(self) -> Source:
        return Source(lambda: self.release, self.hold, self.changed, self.take_up)


async def silent(scope: Scope, receive: Receive, send: Send) -> None:
    """An application that starts, and stops when it is told to."""
    await send({"type": "lifespan.startup.complete"})
    await receive()


async def follow(data: Data, steps: list[str | Exception], retry: float = 60) -> None:
    """Run the layer while the data change."""
    end = asyncio.Event()

    async def receive() -> Message:
        await end.wait()
        return {"type": "lifespan.shutdown"}

    async def send(_: Message) -> None:
        pass

    layer = Following(silent, data.source(), seconds=0.01, retry=retry)
    running = asyncio.create_task(layer({"type": "lifespan"}, receive, send))
    for step in steps:
        data.fault = step if isinstance(step, Exception) else None
        data.next = f"bad {len(data.taken)}" if isinstance(step, Exception) else step
        await asyncio.sleep(0.15)
    end.set()
    await running


def test_only_a_change_is_taken_up() -> None:
    data = Data()
    finish(follow(data, ["first", "second", "second", "third"]))
    assert data.taken == ["second", "third"]


@pytest.mark.parametrize("fault", [DataFileError("a.csv", "must be whole"), MemoryError("much")])
def test_a_failure_leaves_what_is_and_the_next_release_is_taken_up(
    fault: Exception, caplog: pytest.LogCaptureFixture
) -> None:
    data = Data()
    with caplog.at_level(logging.ERROR):
        finish(follow(data, ["second", fault, "third"]))
    assert data.taken == ["second", "bad 1", "third"]
    assert data.release == "third"
    assert str(fault) in caplog.text


def test_a_damaged_release_is_tried_again_later() -> None:
    data = Data()
    finish(follow(data, [DataFileError("a.csv", "must be whole")], retry=0.05))
    assert 1 < len(data.taken) < 5


def test_the_release_of_an_answer_is_said_and_held_by_nothing_that_is_sent() -> None:
    sent: list[Message] = []
    holding: list[bool] = [False]

    @contextlib.contextmanager
    def holds(value: bool) -> Iterator[None]:
        before, holding[0] = holding[0], value
        yield
        holding[0] = before

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        assert holding[0]
        await send({"type": "http.response.start", "status": 200, "headers": []})
        assert holding[0]

    async def send(message: Message) -> None:
        assert not holding[0]
        sent.append(message)

    async def receive() -> Message:
        return {"type": "http.request"}

    source = Source(lambda: "first", lambda: holds(True), let_go=lambda: holds(False))
    finish(OneRelease(app, source)({"type": "http"}, receive, send))
    assert sent[0]["headers"] == [(b"x-data-release", b"first")]

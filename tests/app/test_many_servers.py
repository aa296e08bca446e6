"""Two servers behind HAProxy, with Redis and one release store: what readers see of all that."""

import json
import shutil
import signal
import subprocess
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field
from http.client import HTTPConnection
from pathlib import Path

import pytest

from data import releases, store
from data.releases import shared
from data.store import DEFAULT_DIRECTORY
from tests.app.processes import free_port, get, serving, wait_until
from tests.app.questions import ROUTE, visit
from tests.app.services import RedisServer, haproxy, redis_server

READERS = 20
FILE = "recorded_crime.csv"
SERIES = "/api/v1/series?offence=all&area=london&from=2018-06&to=2018-06"
PAGES = ("/", "/crime-trends", "/knife-injury", "/burglary", "/milestones", "/report-check")


@dataclass
class Site:
    """What runs, and what readers have seen.

    Attributes:
        proxy: Port at which readers ask.
        ports: Ports of the servers.
        processes: The servers.
        directories: Their data directories; the first is the one that a person loads into.
        store: The release store.
        redis: The Redis.
        values: London's offences in June 2018, by the content of each release.
    """

    proxy: int
    ports: list[int]
    processes: list[subprocess.Popen[str]]
    directories: list[Path]
    store: Path
    redis: RedisServer
    values: dict[str, float] = field(default_factory=dict)

    def publish(self, more: int) -> releases.Release:
        """Load a release with so many more offences in June 2018, as a person would."""
        header, *rows = (DEFAULT_DIRECTORY / FILE).read_text(encoding="utf-8").splitlines()
        cells = rows[0].split(",")
        column = header.split(",").index("2018-06")
        cells[column] = str(int(cells[column]) + more)
        content = "\n".join([header, ",".join(cells), *rows[1:], ""]).encode()
        store.configure(self.directories[0])
        shared.configure(f"file://{self.store}")
        try:
            made = releases.publish(self.directories[0], {FILE: content}, sources=[], by="a tester")
        finally:
            store.configure(None)
            shared.configure(None)
        return made

    def ready(self, place: int) -> dict[str, object]:
        """What a server says of itself."""
        known: dict[str, object] = json.loads(get(self.ports[place], "/readyz")[1])
        return known


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    place = tmp_path_factory.mktemp("site")
    (place / "store").mkdir()
    ports = [free_port(), free_port()]
    directories = []
    for port in ports:
        directory = place / str(port)
        directory.mkdir()
        for file in DEFAULT_DIRECTORY.iterdir():
            if file.is_file():
                shutil.copy(file, directory)
        directories.append(directory)
    with ExitStack() as stack:
        redis = stack.enter_context(redis_server())
        processes = [
            stack.enter_context(
                serving(
                    "app.py",
                    PORT=port,
                    DATA_DIR=directory,
                    RELEASE_STORE=f"file://{place}/store",
                    RELEASE_POLL_SECONDS=1,
                    CACHE_URL=redis.url,
                    LOG_LEVEL="error",
                )
            )
            for port, directory in zip(ports, directories, strict=True)
        ]
        proxy = stack.enter_context(haproxy(place, ports))
        made = Site(proxy, ports, processes, directories, place / "store", redis)
        first = ask(HTTPConnection("127.0.0.1", proxy, timeout=30), SERIES)
        made.values[first.release] = first.value
        yield made


@dataclass(frozen=True)
class Seen:
    """One answer: its status, its release and, of the series, London's offences."""

    status: int
    release: str
    value: float
    body: bytes


def ask(connection: HTTPConnection, path: str, page: str | None = None) -> Seen:
    """Ask for a path, or for what is on a page: once, on a connection that is kept open."""
    headers = {"Content-Type": "application/json"}
    body = None if page is None else json.dumps(visit(page)).encode()
    method, address = ("GET", path) if page is None else ("POST", ROUTE)
    connection.request(method, address, body, headers if body else {})
    answer = connection.getresponse()
    content = answer.read()
    series = path == SERIES and answer.status == 200
    value = json.loads(content)["rows"][0]["value"] if series else 0.0
    return Seen(answer.status, answer.headers.get("X-Data-Release", ""), value, content)


class Readers:
    """Readers who go on asking at the proxy until the block ends."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._stop = threading.Event()
        self.series: list[Seen] = []
        self.pages: list[Seen] = []

    def __enter__(self) -> "Readers":
        self._pool = ThreadPoolExecutor(READERS)
        self._running = [self._pool.submit(self._read, place) for place in range(READERS)]
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        for each in self._running:
            each.result()
        self._pool.shutdown()

    def _read(self, place: int) -> None:
        connection = HTTPConnection("127.0.0.1", self._site.proxy, timeout=30)
        while not self._stop.is_set():
            self.series.append(ask(connection, SERIES))
            page = PAGES[(place + len(self.pages)) % len(PAGES)]
            self.pages.append(ask(connection, ROUTE, page))
            time.sleep(0.05)
        connection.close()

    def check(self) -> None:
        """Check that all were answered, each with the figure of the release that it names."""
        assert len(self.series) > READERS
        assert {each.status for each in [*self.series, *self.pages]} == {200}
        for each in self.series:
            assert each.value == self._site.values[each.release]


def test_a_page_is_the_same_from_every_server_and_any_answers_its_questions(site: Site) -> None:
    for page in PAGES:
        html = {get(port, f"{page}?area=south-west")[1] for port in site.ports}
        assert len(html) == 1
        connections = [HTTPConnection("127.0.0.1", port, timeout=30) for port in site.ports]
        answers = {ask(connection, ROUTE, page).body for connection in connections}
        assert len(answers) == 1
    for path in ("/_dash-layout", "/_dash-dependencies", SERIES):
        tags = set()
        for port in site.ports:
            connection = HTTPConnection("127.0.0.1", port, timeout=30)
            connection.request("GET", path)
            answer = connection.getresponse()
            answer.read()
            tags.add(answer.headers["ETag"])
            connection.request("GET", path, headers={"If-None-Match": answer.headers["ETag"]})
            assert connection.getresponse().status == 304
        assert len(tags) == 1


def test_what_one_server_computed_the_other_finds_in_redis(site: Site) -> None:
    path = "/api/v1/series?offence=burglary&area=E09000027&measure=rolling-12"
    with site.redis.client() as client:
        before = client.dbsize()
        body = get(site.ports[0], path)[1]
        # Nobody waits for it to be written.
        wait_until(lambda: client.dbsize() == before + 1)
        hits = client.info("stats")["keyspace_hits"]
        assert get(site.ports[1], path)[1] == body
        assert client.info("stats")["keyspace_hits"] == hits + 1


def test_the_proxy_keeps_what_it_may(site: Site, tmp_path: Path) -> None:
    """Scripts always, answers where `PROXY_CACHE_SECONDS` says so; not where it does not."""
    port = free_port()
    given = {"DATA_DIR": site.directories[0], "PROXY_CACHE_SECONDS": 60, "LOG_LEVEL": "error"}
    with serving("app.py", PORT=port, **given), haproxy(tmp_path, [port]) as proxy:
        for at, kept in ((proxy, True), (site.proxy, False)):
            ages = []
            for _ in range(2):
                connection = HTTPConnection("127.0.0.1", at, timeout=30)
                connection.request("GET", SERIES)
                answer = connection.getresponse()
                answer.read()
                ages.append(answer.headers["Age"])
            assert (ages[0], ages[1] is not None) == (None, kept)


def test_a_release_reaches_both_and_no_answer_mixes_two(site: Site) -> None:
    (zero,) = set(site.values.values())
    with Readers(site) as readers:
        for more in (1000, 2000):
            # Its figure is known before anybody can be told it.
            release = site.publish(more)
            site.values[release.content] = zero + more
            wait_until(
                lambda end=release: {site.ready(place)["release"] for place in (0, 1)} == {end.id}
            )
        time.sleep(0.5)
    # What was being answered when a release was made is checked with its figure known.
    readers.check()
    assert readers.series[-1].value == zero + 2000


def test_a_store_out_of_reach_is_said_and_readers_do_not_notice(site: Site) -> None:
    before = site.ready(0)
    away = site.store.with_name("away")
    with Readers(site) as readers:
        site.store.rename(away)
        for place in (0, 1):
            wait_until(lambda at=place: "not there" in str(site.ready(at)["store"]))
            assert site.ready(place)["status"] == "ready"
            assert site.ready(place)["release"] == before["release"]
        away.rename(site.store)
        for place in (0, 1):
            wait_until(lambda at=place: "not there" not in str(site.ready(at)["store"]))
    readers.check()


def test_a_redis_that_dies_costs_no_reader_an_answer(site: Site) -> None:
    with Readers(site) as readers:
        site.redis.stop()
        time.sleep(1)
    readers.check()
    site.redis.start()


def test_a_server_that_is_killed_costs_no_reader_an_answer(site: Site) -> None:
    """Nobody asks twice, and no connection is closed. Afterwards there is one server."""
    with Readers(site) as readers:
        time.sleep(0.5)
        site.processes[1].send_signal(signal.SIGKILL)
        site.processes[1].wait(30)
        known = len(readers.series)
        wait_until(lambda: len(readers.series) > known + 2 * READERS)
    readers.check()


def test_a_server_that_never_reached_the_store_is_not_ready(tmp_path: Path) -> None:
    port = free_port()
    directory = tmp_path / "data"
    directory.mkdir()
    for file in DEFAULT_DIRECTORY.iterdir():
        if file.is_file():
            shutil.copy(file, directory)
    url = f"file://{tmp_path}/store"
    given = {"RELEASE_STORE": url, "DATA_DIR": directory, "RELEASE_POLL_SECONDS": 1}
    with serving("app.py", PORT=port, LOG_LEVEL="error", **given):
        status, body = get(port, "/readyz")
        assert status == 503
        assert "never reached" in json.loads(body)["status"]
        (tmp_path / "store").mkdir()
        wait_until(lambda: get(port, "/readyz")[0] == 200)

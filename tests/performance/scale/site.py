"""Servers behind HAProxy, with Redis and one release store, on loopback; all end with the block."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from data.store import DEFAULT_DIRECTORY
from server.settings import ROOT
from tests.app.processes import PATIENCE, environment, free_port, get, wait_until
from tests.app.services import RedisServer, haproxy, redis_server

CONNECTIONS = 4000


@dataclass
class Site:
    """What runs.

    Attributes:
        proxy: Port at which readers ask.
        ports: Ports of the servers.
        processes: The servers, one process each.
        redis: The Redis; None where every server keeps answers for itself or not at all.
        directory: The data directory of the first server.
    """

    proxy: int
    ports: list[int]
    processes: list[subprocess.Popen[bytes]]
    redis: RedisServer | None
    directory: Path

    def kill(self, place: int) -> None:
        """End a server at once, as a machine that fails does."""
        self.processes[place].kill()
        self.processes[place].wait(PATIENCE)

    def seconds(self) -> float:
        """Return the processor time that all servers together have used."""
        return sum(_seconds(each.pid) for each in self.processes if each.poll() is None)

    def megabytes(self) -> list[float]:
        """Return the memory of each server (PSS)."""
        return [_megabytes(each.pid) for each in self.processes if each.poll() is None]


@contextmanager
def site(place: Path, number: int, *, remember: bool = True) -> Iterator[Site]:
    """Run so many servers; they are ready, and have drawn every page once, when the block begins.

    Args:
        place: A directory for their files; new for each site.
        number: How many servers.
        remember: Whether answers are kept, in each process and in Redis.
    """
    (place / "store").mkdir(parents=True)
    with ExitStack() as stack:
        redis = stack.enter_context(redis_server()) if remember else None
        ports = [free_port() for _ in range(number)]
        directories = [_data(place / str(port)) for port in ports]
        processes = [
            stack.enter_context(_server(port, directory, f"file://{place}/store", redis))
            for port, directory in zip(ports, directories, strict=True)
        ]
        for port in ports:
            wait_until(lambda at=port: _is_ready(at))
        proxy = stack.enter_context(haproxy(place, ports, CONNECTIONS))
        yield Site(proxy, ports, processes, redis, directories[0])


def _data(place: Path) -> Path:
    return Path(
        shutil.copytree(DEFAULT_DIRECTORY, place, ignore=shutil.ignore_patterns("releases"))
    )


@contextmanager
def _server(
    port: int, directory: Path, store: str, redis: RedisServer | None
) -> Iterator[subprocess.Popen[bytes]]:
    given = {} if redis is None else {"CACHE_URL": redis.url}
    remember = {"RESPONSE_CACHE_MB": 0} if redis is None else {}
    process = subprocess.Popen(
        [sys.executable, "app.py"],
        cwd=ROOT,
        env=environment(
            PORT=port, HOST="127.0.0.1", DATA_DIR=directory, RELEASE_STORE=store,
            LOG_LEVEL="error", WARM_UP="true", **given, **remember,
        ),
        stdout=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(PATIENCE)
        finally:
            process.kill()


def _is_ready(port: int) -> bool:
    try:
        return get(port, "/readyz")[0] == 200
    except OSError:
        return False


def _seconds(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _megabytes(pid: int) -> float:
    text = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii")
    lines = dict(line.split(":", 1) for line in text.splitlines()[1:])
    return int(lines["Pss"].split()[0]) * 1024 / 1e6

"""The server under test, its worker processes and their memory, and releases to serve."""

from __future__ import annotations

import asyncio
import csv
import io
import json
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.request import urlopen

from data import releases
from data.store import DEFAULT_DIRECTORY
from server.settings import ROOT
from tests.app.processes import environment, free_port

TABLE = "recorded_crime.csv"
CHANGED = ("2017-06", "2018-05", "2018-06", "2026-02")
WORKERS = 2
PATIENCE = 300.0
SERVING_MEGABYTES = 60
"""A process of less has not loaded the data yet, or is no worker."""


@dataclass
class Machine:
    """A running server.

    Attributes:
        port: Where it listens.
        process: The process that watches the workers.
        directory: Its data directory.
        memory: Megabytes of each worker (PSS) as they were looked at, by process.
    """

    port: int
    process: subprocess.Popen[bytes]
    directory: Path
    log: Path
    memory: dict[int, list[float]] = field(default_factory=dict)

    @property
    def address(self) -> str:
        """Its address."""
        return f"http://127.0.0.1:{self.port}"

    def workers(self) -> list[int]:
        """Return the processes that serve."""
        return [pid for pid in _children(self.process.pid) if _megabytes(pid) > SERVING_MEGABYTES]

    def look(self) -> None:
        """Note the memory of every worker."""
        for pid in self.workers():
            if (now := _megabytes(pid)) > SERVING_MEGABYTES:
                self.memory.setdefault(pid, []).append(now)

    def ready(self) -> dict[str, object]:
        """Return what `/readyz` says."""
        with urlopen(f"{self.address}/readyz", timeout=PATIENCE) as answer:
            found: dict[str, object] = json.loads(answer.read())
            return found

    async def watch(self, stop: asyncio.Event) -> None:
        """Note the memory of every worker, again and again."""
        while not stop.is_set():
            with suppress(OSError):
                self.look()
            with suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), 1)


def tables(place: Path) -> Path:
    """Return a data directory with the bundled tables."""
    ignored = shutil.ignore_patterns("releases")
    return Path(shutil.copytree(DEFAULT_DIRECTORY, place, ignore=ignored, dirs_exist_ok=True))


def publish(directory: Path, more: int) -> releases.Release:
    """Make a release in which every count of some months is so much higher."""
    with (directory / TABLE).open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    places = [header.index(month) for month in CHANGED]
    for cells in rows:
        for place in places:
            cells[place] = str(int(cells[place]) + more) if cells[place] else ""
    made = io.StringIO(newline="")
    csv.writer(made, lineterminator="\n").writerows([header, *rows])
    content = made.getvalue().encode()
    return releases.publish(directory, {TABLE: content}, sources=[], by="the soak")


@contextmanager
def serving(directory: Path, log: Path) -> Iterator[Machine]:
    """Run a server of two workers until the block ends; it answers when the block begins."""
    port = free_port()
    settings = environment(
        PORT=port, HOST="127.0.0.1", WORKERS=WORKERS, DATA_DIR=directory, LOG_LEVEL="warning",
        LOG_FORMAT="json", RELEASE_POLL_SECONDS=1, WARM_UP="true",
    )  # fmt: skip
    with log.open("wb") as lines:
        process = subprocess.Popen(
            [sys.executable, "app.py"], cwd=ROOT, env=settings, stdout=subprocess.DEVNULL,
            stderr=lines,
        )  # fmt: skip
    machine = Machine(port, process, directory, log)
    try:
        _wait_for(machine)
        yield machine
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(PATIENCE)
        finally:
            process.kill()


def _wait_for(machine: Machine) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and machine.process.poll() is None:
        with suppress(OSError):
            machine.ready()
            if len(machine.workers()) == WORKERS:
                return
        time.sleep(0.1)
    said = machine.log.read_text(encoding="utf-8", errors="replace")[-500:]
    raise RuntimeError(f"the server does not answer: {said}")


def _children(pid: int) -> list[int]:
    try:
        text = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii")
    except OSError:
        return []
    return [int(each) for each in text.split()]


def _megabytes(pid: int) -> float:
    """Return the memory of a process, pages that are shared counted in part (PSS)."""
    try:
        text = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii")
    except OSError:
        return 0.0
    lines = dict(line.split(":", 1) for line in text.splitlines()[1:])
    return int(lines["Pss"].split()[0]) * 1024 / 1e6

"""What happens while readers read: a phase each, with the rules that it must keep."""

from __future__ import annotations

import asyncio
import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path

from data import releases
from data.releases.model import Switch, now
from data.releases.pointer import point
from server.settings import ROOT
from tests.performance.soak.machine import TABLE, WORKERS, Machine
from tests.performance.soak.readers import Outcome, Readers, until
from tests.performance.soak.slow import slow_clients
from tests.unit.data.extracts import made_up

BY = "the soak"
RECOVERY = 180.0
CLOSE = 0.25
"""Seconds by which what happened and what a reader noted may lie apart."""

CUT = "complete message body"
"""What the client's library says of an answer that was cut off."""


@dataclass
class Run:
    """What a phase works on.

    Attributes:
        machine: The server.
        readers: Who reads meanwhile.
        made: The releases, release zero first.
        seconds: How long a fault lasts.
        slow: How many slow clients of each sort.
        switches: Numbers of the releases to go to, one after the other.
        full: Whether the data directory is a file system of its own that can be filled.
        broken: Rules that were broken.
        killed: When a worker was killed, and how many requests were under way then.
        told_to_stop: When the server was told to stop.
        told: What a phase has to say of itself.
    """

    machine: Machine
    readers: Readers
    made: list[releases.Release]
    seconds: float
    slow: int
    switches: tuple[int, ...]
    full: bool
    broken: list[str] = field(default_factory=list)
    killed: tuple[float, int] | None = None
    told_to_stop: float | None = None
    told: dict[str, str] = field(default_factory=dict)

    def must(self, holds: bool, rule: str) -> None:
        """Note a rule that does not hold."""
        if not holds:
            self.broken.append(f"{self.readers.notes.phase}: {rule}")

    def answers(self, status: Callable[[int], bool]) -> list[Outcome]:
        """Return what came of the requests of this phase with such a status."""
        phase = self.readers.notes.phase
        return [
            each for each in self.readers.notes.outcomes
            if each.phase == phase and status(each.status)
        ]  # fmt: skip


async def release_switched(run: Run) -> None:
    """Another release counts, again and again."""
    for number in run.switches:
        await _go_to(run, number)
        taken = await until(lambda n=number: _served(run, n), RECOVERY)  # type: ignore[misc]
        run.must(taken, f"release {number} must be served within {RECOVERY:.0f} s")
        await asyncio.sleep(run.seconds / len(run.switches))


async def worker_killed(run: Run) -> None:
    """One of the workers dies, as of too little memory."""
    before = run.machine.workers()
    run.killed = time.monotonic(), len(run.readers.notes.under_way)
    os.kill(before[0], signal.SIGKILL)
    back = await until(
        lambda: len(run.machine.workers()) == WORKERS and before[0] not in run.machine.workers(),
        RECOVERY,
    )
    run.must(back, "another worker must take its place")
    await asyncio.sleep(run.seconds)
    run.told["worker killed"] = f"{run.killed[1]} requests were under way"


async def disk_full(run: Run) -> None:
    """The file system of the data is full, and someone loads a file."""
    counts = releases.current(run.machine.directory).id
    months = made_up.months_from("2024-04", 24)
    rows = made_up.extract(months, like={"2026-03": "2025-03"})
    file = made_up.put(run.machine.log.parent, "next.csv", made_up.to_csv(rows))
    ballast = run.machine.directory / "ballast"
    if run.full:
        _fill(ballast)
    # Where the disk cannot be filled, no file of the loader's may grow.
    command = [sys.executable, "-m", "data", "load", str(file), "--data-dir"]
    done = await asyncio.to_thread(
        subprocess.run,
        [*command, str(run.machine.directory)],
        cwd=ROOT, capture_output=True, text=True, check=False,
        preexec_fn=None if run.full else _small_files,
    )  # fmt: skip
    run.must(done.returncode == 2, f"the load must be refused: {done.returncode} {done.stdout}")
    run.must("Nothing was changed" in done.stderr, f"the load must say so: {done.stderr[:300]}")
    run.must(releases.current(run.machine.directory).id == counts, "the release must stay")
    run.told["disk full"] = done.stderr.strip().splitlines()[-1][:120] if done.stderr else ""
    await asyncio.sleep(run.seconds)
    ballast.unlink(missing_ok=True)


async def slow_readers(run: Run) -> None:
    """Many connections send a request byte by byte or read an answer crumb by crumb."""
    open_ones = await slow_clients(run.machine.port, run.slow, run.seconds)
    run.told["slow clients"] = f"{2 * run.slow} at once, {open_ones} open at the end"


async def release_corrupt(run: Run) -> None:
    """The release that counts is damaged: it is refused, and the last good one serves."""
    bad, directory = run.made[3], run.machine.directory
    file = bad.path / TABLE
    content = file.read_bytes()
    file.unlink()
    file.write_bytes(content[: len(content) // 2])
    with releases.locked(directory):
        point(directory, Switch(bad.id, now(), BY, "load"))
    refused = await until(lambda: bool(run.machine.ready()["refused"]), RECOVERY)
    run.must(refused, "/readyz must say that the release is refused")
    await asyncio.sleep(run.seconds)
    served = run.machine.ready()
    run.must(served["content"] != bad.content, "the damaged release must not be served")
    run.told["corrupt release"] = str(served["refused"])[:120]
    await _go_to(run, 1)
    run.must(await until(lambda: _served(run, 1), RECOVERY), "a good release must be taken up")


async def stopped(run: Run) -> None:
    """The server is told to stop while readers read: what is under way is finished."""
    run.told_to_stop = time.monotonic()
    run.machine.process.send_signal(signal.SIGTERM)
    ended = await until(lambda: run.machine.process.poll() is not None, RECOVERY)
    run.readers.stop()
    run.must(ended, "the server must stop")
    run.must(run.machine.process.returncode in (0, None), "its exit status must be 0")


PHASES: dict[str, Callable[[Run], Awaitable[None]]] = {
    "release switched": release_switched,
    "worker killed": worker_killed,
    "disk full": disk_full,
    "slow clients": slow_readers,
    "corrupt release": release_corrupt,
    "stopped": stopped,
}
"""Each phase after the steady one, in order; nothing answers after the last."""


def allowed(run: Run, outcome: Outcome) -> bool:
    """Whether a broken connection is one that the phase brings with it."""
    if outcome.status:
        return False
    if run.told_to_stop is not None and outcome.begun + outcome.seconds > run.told_to_stop:
        # A silent connection is closed, and nobody listens any more; no answer is cut off.
        return CUT not in (outcome.fault or "")
    if run.killed is None:
        return False
    moment = run.killed[0]
    return outcome.begun - CLOSE <= moment <= outcome.begun + outcome.seconds + CLOSE


async def _go_to(run: Run, number: int) -> None:
    wanted = run.made[number].id
    made = await asyncio.to_thread(releases.rollback, run.machine.directory, wanted, by=BY)
    run.must(made.id == wanted, f"release {number} must be current")


def _served(run: Run, number: int) -> bool:
    """Whether no worker answers from another release any more, as far as was seen lately."""
    return all(
        run.machine.ready()["content"] == run.made[number].content for _ in range(3 * WORKERS)
    )


def _small_files() -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)


def _fill(ballast: Path) -> None:
    piece = bytes(64 * 1024)
    with ballast.open("wb", buffering=0) as file:
        try:
            while file.write(piece) == len(piece):
                pass
        except OSError:
            return

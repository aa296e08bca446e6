"""One soak from beginning to end."""

from __future__ import annotations

import asyncio
import contextlib
import os
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from data import releases
from tests.performance.soak.expected import Expected
from tests.performance.soak.faults import PHASES, Run, allowed
from tests.performance.soak.machine import Machine, publish, serving, tables
from tests.performance.soak.readers import Readers, questions_of

MEGABYTES = 300
RELEASES = (1, 2, 3)
SPARE = 900.0
"""Seconds that a soak may take beyond what is planned before it is given up."""


@dataclass(frozen=True)
class Plan:
    """How long, how many.

    Attributes:
        readers: How many read.
        steady: Seconds without a fault.
        fault: Seconds that each fault lasts.
        slow: Slow clients of each sort.
        switches: Numbers of the releases that are switched to.
        hurry: Divides the time that readers think.
        seed: Of what readers do.
        say: Told what happens now.
    """

    readers: int = 200
    steady: float = 600
    fault: float = 20
    slow: int = 100
    switches: tuple[int, ...] = (1, 2) * 10
    hurry: float = 1
    seed: int = 20260301
    say: Callable[[str], None] = lambda _: None


def soak(plan: Plan) -> Run:
    """Run a server, let readers read through every phase, and check every rule.

    Returns:
        What came of it; `broken` names every rule that was broken.

    Raises:
        TimeoutError: It took far longer than planned.
    """
    with contextlib.ExitStack() as stack:
        place = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="soak-")))
        directory = place / "data"
        directory.mkdir()
        full = stack.enter_context(_file_system(directory))
        tables(directory)
        expected = Expected(directory)
        made = [releases.current(directory), *(publish(directory, each) for each in RELEASES)]
        for release in made:
            expected.learn(release)
        releases.rollback(directory, "1", by="the soak")
        machine = stack.enter_context(serving(directory, place / "server.log"))
        return asyncio.run(_soak(plan, machine, expected, made, full=full))


async def _soak(
    plan: Plan, machine: Machine, expected: Expected, made: list[releases.Release], *, full: bool
) -> Run:
    readers = Readers(
        machine.address, plan.readers, plan.seed, expected,
        await questions_of(machine.address), plan.hurry,
    )  # fmt: skip
    run = Run(machine, readers, made, plan.fault, plan.slow, plan.switches, full)
    end = asyncio.Event()
    longest = plan.steady + plan.fault * 2 * len(PHASES) + SPARE
    async with asyncio.timeout(longest), asyncio.TaskGroup() as group:
        group.create_task(machine.watch(end))
        group.create_task(readers.read())
        try:
            await asyncio.sleep(plan.steady)
            for name, phase in PHASES.items():
                readers.notes.phase = name
                plan.say(f"{len(readers.notes.outcomes):,} requests so far; now: {name}")
                await phase(run)
        finally:
            readers.stop()
            end.set()
    _check(run)
    return run


def _check(run: Run) -> None:
    """Check what must hold in every phase."""
    run.readers.notes.phase = "in all"
    outcomes = run.readers.notes.outcomes
    for each in outcomes:
        if each.fault is not None and not allowed(run, each):
            run.broken.append(f"{each.phase}, {each.kind}: {each.fault}")
    end = run.told_to_stop or float("inf")
    lost = [each for each in outcomes if not each.status and each.begun + each.seconds < end]
    most = run.killed[1] if run.killed else 0
    run.must(len(lost) <= most + 1, f"{len(lost)} connections broke, {most} were under way")
    for phase in ("steady", *PHASES):
        run.must(any(each.phase == phase for each in outcomes), f"nobody read while: {phase}")
    run.must(run.readers.expected.checked > 0, "no number was checked")
    for pid, seen in run.machine.memory.items():
        most_memory = max(seen)
        rule = f"worker {pid} took {most_memory:.0f} MB, more than {MEGABYTES}"
        run.must(most_memory <= MEGABYTES, rule)
    log = run.machine.log.read_text(encoding="utf-8", errors="replace")
    run.must("Traceback" not in log, f"a failure is in the log: {_failure(log)}")


def _failure(log: str) -> str:
    return next((line[:1000] for line in log.splitlines() if "Traceback" in line), "")


@contextlib.contextmanager
def _file_system(directory: Path) -> Iterator[bool]:
    """Give a directory a small file system of its own where that is allowed; tell whether it is."""
    command = ["mount", "-t", "tmpfs", "-o", "size=48m", "soak", str(directory)]
    mounted = os.geteuid() == 0 and not subprocess.run(
        command, capture_output=True, check=False
    ).returncode  # fmt: skip
    try:
        yield mounted
    finally:
        if mounted:
            subprocess.run(["umount", "--lazy", str(directory)], check=False)

"""One server against two, and two of which one is killed, under many readers who think."""

import asyncio
import os
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from data import releases
from tests.performance import priority
from tests.performance.scale.load import Result, draw, read, result, warm
from tests.performance.scale.site import Site, site
from tests.performance.soak.expected import Expected
from tests.performance.soak.readers import Readers, questions_of
from tests.performance.soak.steps import THINK

SEED = 20260301
CHECKING = 10
BUSY, AS_FAST_AS_IT_GOES = 64, 15


@dataclass(frozen=True)
class Plan:
    """How many, how long.

    Attributes:
        readers: How many read.
        seconds: How long each run takes.
    """

    readers: int = 1000
    seconds: float = 60


@dataclass(frozen=True)
class Run:
    """What came of one run.

    Attributes:
        name: What was measured.
        servers: How many servers there were at its beginning.
        readers: How many read.
        result: What wrk says.
        checked: Answers whose numbers were checked.
        faults: What was wrong with answers that were checked.
        milliseconds: Processor time of all servers an answer; None where one was killed.
        megabytes: Memory of the largest server at the end.
    """

    name: str
    servers: int
    readers: int
    result: Result
    checked: int
    faults: tuple[str, ...]
    milliseconds: float | None
    megabytes: float


@dataclass(frozen=True)
class Measured:
    """What was measured.

    Attributes:
        runs: What came of each run.
        different: How many different requests readers make.
        first: Seconds in which all of them were answered for the first time, by servers.
    """

    runs: list[Run]
    different: int
    first: dict[int, float]


def measure(plan: Plan) -> Measured:
    """Run everything; takes some six times as long as one run."""
    priority.take()
    runs, first, different = [], {}, 0
    with tempfile.TemporaryDirectory(prefix="scale-") as temporary:
        place = Path(temporary)
        file = place / "requests"
        for number in (1, 2):
            with site(place / str(number), number) as there:
                draw(there.ports[0], file, SEED)
                different, first[number] = warm(there.proxy, file)
                runs.append(_thinking(plan, there, file))
                runs.append(_busy(there, file, "as fast as it goes"))
                if number > 1:
                    runs.append(_thinking(plan, there, file, kill=1))
        with site(place / "forgetful", 1, remember=False) as there:
            runs.append(_busy(there, file, "nothing remembered"))
    return Measured(runs, different, first)


def _thinking(plan: Plan, there: Site, file: Path, kill: int | None = None) -> Run:
    """Let readers read who think, and kill a server a third of the way through if one is named."""
    begun, servers = there.seconds(), len(there.megabytes())
    with _checking(there) as checked:
        running = read(there.proxy, file, readers=plan.readers, seconds=plan.seconds, think=THINK)
        if kill is not None:
            time.sleep(plan.seconds / 3)
            there.kill(kill)
        found = result(running, plan.seconds)
    spent = None if kill is not None else (there.seconds() - begun) / found.requests * 1000
    name = "readers who think" + ("" if kill is None else ", one server killed")
    notes = checked.notes.outcomes
    return Run(
        name,
        servers,
        plan.readers,
        found,
        len(notes),
        tuple(each.fault for each in notes if each.fault),
        spent,
        max(there.megabytes()),
    )


def _busy(there: Site, file: Path, name: str) -> Run:
    """Let readers ask who do not think, to see how many answers a second there are."""
    begun = there.seconds()
    seconds = AS_FAST_AS_IT_GOES
    found = result(read(there.proxy, file, readers=BUSY, seconds=seconds), seconds)
    spent = (there.seconds() - begun) / found.requests * 1000
    servers = there.megabytes()
    return Run(name, len(servers), BUSY, found, 0, (), spent, max(servers))


@contextmanager
def _checking(there: Site) -> Iterator[Readers]:
    """Let some more readers read meanwhile, every number of whose answers is checked."""
    address = f"http://127.0.0.1:{there.proxy}"
    expected = Expected(there.directory)
    expected.learn(releases.current(there.directory))
    readers = Readers(address, CHECKING, SEED, expected, asyncio.run(questions_of(address)))
    failed: list[BaseException] = []
    loops: list[asyncio.AbstractEventLoop] = []

    async def work() -> None:
        loops.append(asyncio.get_running_loop())
        await readers.read()

    def run() -> None:
        try:
            asyncio.run(work())
        except BaseException as error:
            failed.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    try:
        yield readers
    finally:
        if loops:
            loops[0].call_soon_threadsafe(readers.stop)
        thread.join()
    if failed:
        raise failed[0]


def report(measured: Measured, plan: Plan) -> str:
    """Return what came of it as a section of the document."""
    runs, first = measured.runs, measured.first
    rows = "\n".join(_row(run) for run in runs)
    checked = sum(run.checked for run in runs)
    wrong = [fault for run in runs for fault in run.faults]
    return f"""\
Every server is one process; HAProxy (`deploy/haproxy.cfg`), Redis, servers and wrk share
{os.cpu_count()} processors; {priority.words()}. *Readers who think* look at each
answer for {THINK[0]:.0f} to {THINK[1]:.0f} s; their steps are those of `make soak`, drawn at random
(seed {SEED}): pages, what is on them, filter and map changes, the data API, second visits with a
tag. {CHECKING} more readers asked meanwhile and had every number of their answers checked:
{checked:,} answers, {len(wrong)} wrong. *As fast as it goes*: {BUSY} readers who do not think,
{AS_FAST_AS_IT_GOES} s. In all rows but the last every answer had been given before and was
remembered. After a new release each of the {measured.different:,} different ones is computed once:
eight readers had all of them in {first[1]:.0f} s from one server, in {first[2]:.0f} s from two.

| what | servers | readers | answers a second | p50 | p95 | p99 | errors | \
processor time an answer | over the wire an answer | memory of a server |
| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |
{rows}

Thinking readers read for {plan.seconds:.0f} s a run. Errors: connections that broke, any status but
200 and 304, answers that took over 20 s. The server that is killed ends at a third of the run and
does not come back.
"""


def _row(run: Run) -> str:
    found = run.result
    spent = "–" if run.milliseconds is None else f"{run.milliseconds:.1f} ms"
    return (
        f"| {run.name} | {run.servers} | {run.readers:,} | {found.a_second:,.0f} | "
        f"{found.p50:,.0f} ms | {found.p95:,.0f} ms | {found.p99:,.0f} ms | {found.errors} | "
        f"{spent} | {found.bytes / found.requests / 1000:.1f} kB | {run.megabytes:,.0f} MB |"
    )

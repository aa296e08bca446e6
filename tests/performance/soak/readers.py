"""Readers: each takes step after step, thinks in between, and notes what came of it."""

from __future__ import annotations

import asyncio
import contextlib
import random
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

import httpx2

from tests.performance.soak.expected import Expected
from tests.performance.soak.steps import THINK, Questions, Step, session

PATIENCE = 60.0
BROWSER = {"Accept-Encoding": "gzip, br", "User-Agent": "soak"}
JSON = {"Content-Type": "application/json", "Accept": "application/json"}
MOST_REQUESTS = 1_000_000
FAULTS_KEPT = 20


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one request.

    Attributes:
        phase: What happened meanwhile.
        kind: Of the step.
        begun: When it was sent, in seconds of the monotonic clock.
        seconds: How long it took.
        status: Of HTTP; 0 where the connection broke.
        fault: What is wrong with it.
    """

    phase: str
    kind: str
    begun: float
    seconds: float
    status: int
    fault: str | None = None


@dataclass
class Notes:
    """What all readers noted.

    Attributes:
        phase: What happens now.
        outcomes: Every request that ended.
        releases: How many answers each release gave.
        under_way: When each request that has not ended began.
    """

    phase: str = "steady"
    outcomes: list[Outcome] = field(default_factory=list)
    releases: Counter[str] = field(default_factory=Counter)
    under_way: dict[int, float] = field(default_factory=dict)


@dataclass
class Readers:
    """Readers that go on until they are told to stop.

    Args:
        address: Of the server.
        number: How many.
        seed: Of what they do.
        expected: What must be shown.
        questions: Builds callbacks' questions.
        hurry: Divides the time that they think.
        notes: What came of it.
    """

    address: str
    number: int
    seed: int
    expected: Expected
    questions: Questions
    hurry: float = 1.0
    notes: Notes = field(default_factory=Notes)
    _stop: asyncio.Event = field(default_factory=asyncio.Event)

    async def read(self) -> None:
        """Read until :meth:`stop`; an error of this script ends it."""
        async with asyncio.TaskGroup() as group:
            for place in range(self.number):
                group.create_task(self._reader(place))

    def stop(self) -> None:
        """Let every reader end after the request that it waits for."""
        self._stop.set()

    async def _reader(self, place: int) -> None:
        chance = random.Random(f"{self.seed} {place}")  # noqa: S311 - a seeded sample
        limits = httpx2.Limits(max_connections=1, max_keepalive_connections=1)
        await self._think(chance)
        while not self._stop.is_set():
            async with httpx2.AsyncClient(
                base_url=self.address, headers=BROWSER, timeout=PATIENCE, limits=limits
            ) as client:
                tags: dict[str, str] = {}
                for step in session(chance, self.questions):
                    if self._stop.is_set() or len(self.notes.outcomes) > MOST_REQUESTS:
                        return
                    await self._take(client, step, tags, place)
                    await self._think(chance)

    async def _think(self, chance: random.Random) -> None:
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._stop.wait(), chance.uniform(*THINK) / self.hurry)

    async def _take(
        self, client: httpx2.AsyncClient, step: Step, tags: dict[str, str], place: int
    ) -> None:
        headers = dict(JSON) if step.body is not None else {}
        if step.kind == "second visit" and step.path in tags:
            headers["If-None-Match"] = tags[step.path]
        begun, phase = time.monotonic(), self.notes.phase
        self.notes.under_way[place] = begun
        try:
            answer = await client.request(
                step.method, step.path, content=step.body, headers=headers
            )
        except httpx2.TransportError as error:
            seconds = time.monotonic() - begun
            broke = f"{type(error).__name__}: {error}"
            self.notes.outcomes.append(Outcome(phase, step.kind, begun, seconds, 0, broke))
            return
        finally:
            del self.notes.under_way[place]
        seconds = time.monotonic() - begun
        fault = self._fault(step, answer)
        if "etag" in answer.headers:
            tags[step.path] = answer.headers["etag"]
        outcome = Outcome(phase, step.kind, begun, seconds, answer.status_code, fault)
        self.notes.outcomes.append(outcome)

    def _fault(self, step: Step, answer: httpx2.Response) -> str | None:
        content = answer.headers.get("x-data-release", "")
        self.notes.releases[content] += 1
        if answer.status_code == 304:
            # What a reader keeps is shown again: it must be of the release that is named.
            return None if step.kind == "second visit" else "304 to a first visit"
        if answer.status_code != 200:
            return f"status {answer.status_code} for {step.path}: {answer.text[:200]}"
        if not content:
            return f"no release is named for {step.path}"
        fault = self.expected.fault(step.asked, content, answer.content)
        return None if fault is None else f"{step.path} {dict(step.asked)}: {fault}"


async def questions_of(address: str) -> Questions:
    """Return what builds the questions of the server's pages."""
    async with httpx2.AsyncClient(base_url=address, timeout=PATIENCE) as client:
        answer = await client.get("/_dash-dependencies")
        return Questions(answer.json())


async def until(condition: Callable[[], bool], seconds: float) -> bool:
    """Wait until something holds; tell whether it came to hold in time."""
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            return False
        await asyncio.sleep(0.2)
    return True

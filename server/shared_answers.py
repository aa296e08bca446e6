"""Answers that several processes and servers share, in Redis: the second place to look.

A server that has just started, or one of many when a release is new, finds there what another has
computed. What cannot be had from Redis in a moment is computed; while Redis is out of reach nobody
waits for it. Keys are hashes: of a question nothing can be read in them.
"""

import asyncio
import hashlib
import json
import logging
import time
from collections.abc import Awaitable, Callable
from dataclasses import fields
from typing import TYPE_CHECKING, Any

from server.answers import Answer, Key

if TYPE_CHECKING:
    from redis.asyncio import Redis

LOG = logging.getLogger("server")
PATIENCE = 0.25
"""Seconds that a question to Redis may take; a busy process itself needs a part of them."""

FAILURES = 3
"""Questions in a row that may fail before Redis is left alone: one may be the process's fault."""

PAUSE = 5.0
"""Seconds for which Redis is left alone after a failure."""

KEPT_SECONDS = 24 * 60 * 60
"""What is not asked for any more, such as everything of an older release, goes after a day."""

LARGEST = 4_000_000
"""Bytes above which an answer is not shared."""

CLAIM_SECONDS = 3.0
"""How long whoever computes an answer is waited for."""

STEP = 0.02


class SharedAnswers:
    """Answers in Redis.

    Args:
        url: Of the server, as redis-py has it: `redis://…`, `rediss://…` or `unix://…`.
        program: The version of the program: another one's answers are not found.
        patience: Seconds that a question to Redis may take.
        pause: Seconds for which it is left alone after a failure.
    """

    def __init__(
        self, url: str, program: str, *, patience: float = PATIENCE, pause: float = PAUSE
    ) -> None:
        self._url = url
        self._program = program
        self._patience = patience
        self._pause = pause
        self._client: tuple[asyncio.AbstractEventLoop, Redis] | None = None
        self._until = 0.0
        self._failures = 0
        self._writing: set[asyncio.Task[None]] = set()
        self._faulty = False
        self.hits = 0

    async def get_or(self, key: Key, work: Callable[[], Awaitable[Answer]]) -> Answer:
        """Return the shared answer to a question, or else compute and share it.

        Of all who lack the same answer at the same time one computes it; the others wait a moment.

        Args:
            key: What is asked for.
            work: Computes the answer.
        """
        name = self._name(key)
        failures = self._failures
        answer = await self._get(name)
        claimed = False
        if answer is None and self._failures == failures:
            claimed = await self._ask(self._claim(name)) is not False
            if not claimed:
                answer = await self._wait_for(name)
        if answer is not None:
            self.hits += 1
            return answer
        keep: Answer | None = None
        try:
            answer = await work()
            keep = answer if answer.may_be_kept and len(answer.body) <= LARGEST else None
        finally:
            # The reader does not wait for it.
            task = asyncio.create_task(self._finish(name, keep))
            self._writing.add(task)
            task.add_done_callback(self._writing.discard)
        return answer

    async def settle(self) -> None:
        """Wait until everything computed so far is written."""
        while self._writing:
            await asyncio.gather(*self._writing)

    async def _finish(self, name: str, answer: Answer | None) -> None:
        """Share an answer, if there is one, and let nobody wait any longer."""
        if answer is not None:
            await self._ask(self._redis().set(name, encoded(answer), ex=KEPT_SECONDS))
        await self._ask(self._redis().delete(_claim_of(name)))

    def _name(self, key: Key) -> str:
        edition, encoding, question = key
        digest = hashlib.sha256(f"{edition}\0{encoding}\0".encode() + question).hexdigest()
        return f"met:{self._program}:{digest}"

    async def _get(self, name: str) -> Answer | None:
        return decoded(await self._ask(self._redis().get(name)))

    async def _claim(self, name: str) -> bool:
        claimed = await self._redis().set(
            _claim_of(name), b"1", nx=True, px=int(CLAIM_SECONDS * 1000)
        )
        return bool(claimed)

    async def _wait_for(self, name: str) -> Answer | None:
        end = time.monotonic() + CLAIM_SECONDS
        while time.monotonic() < end and not self._left_alone():
            await asyncio.sleep(STEP)
            answer = await self._get(name)
            if answer is not None or not await self._ask(self._redis().exists(_claim_of(name))):
                return answer or await self._get(name)
        return None

    def _left_alone(self) -> bool:
        return time.monotonic() < self._until

    async def _ask(self, question: Awaitable[Any]) -> Any:  # noqa: ANN401 - as Redis answers
        """Ask Redis, if it is not left alone; None where it does not answer in time."""
        if self._left_alone():
            _forget(question)
            return None
        try:
            async with asyncio.timeout(self._patience):
                answer = await question
        except Exception as error:
            self._failures += 1
            if self._failures < FAILURES:
                return None
            self._until = time.monotonic() + self._pause
            if not self._faulty:
                self._faulty = True
                reason = f"{type(error).__name__} {error}".strip()
                LOG.warning("The shared cache does not answer and is passed over: %s", reason)
            return None
        self._failures = 0
        if self._faulty:
            self._faulty = False
            LOG.info("The shared cache answers again")
        return answer

    def _redis(self) -> "Redis":
        """Return the client of this event loop."""
        loop = asyncio.get_running_loop()
        if self._client is None or self._client[0] is not loop:
            from redis.asyncio import Redis  # noqa: PLC0415 - only where there is one
            from redis.asyncio.retry import Retry  # noqa: PLC0415
            from redis.backoff import NoBackoff  # noqa: PLC0415

            client = Redis.from_url(
                self._url,
                socket_timeout=self._patience,
                socket_connect_timeout=self._patience,
                retry=Retry(NoBackoff(), 0),
            )
            self._client = (loop, client)
        return self._client[1]


def _claim_of(name: str) -> str:
    return f"{name}:claim"


def _forget(question: Awaitable[Any]) -> None:
    close = getattr(question, "close", None)
    if close is not None:
        close()


def encoded(answer: Answer) -> bytes:
    """Return an answer as it is kept: what is known of it as a line of JSON, then its body."""
    known: dict[str, Any] = {
        field.name: getattr(answer, field.name) for field in fields(answer) if field.name != "body"
    }
    known["headers"] = [[part.decode("latin-1") for part in pair] for pair in answer.headers]
    return json.dumps(known).encode() + b"\n" + answer.body


def decoded(content: bytes | None) -> Answer | None:
    """Return what was kept; None where it is nothing that this program has kept."""
    if not content:
        return None
    known, _, body = content.partition(b"\n")
    try:
        values = json.loads(known)
        values["headers"] = tuple(
            (name.encode("latin-1"), value.encode("latin-1")) for name, value in values["headers"]
        )
        return Answer(**values, body=body)
    except (ValueError, KeyError, TypeError, AttributeError):
        return None

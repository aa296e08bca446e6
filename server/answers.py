"""Answers already computed: kept in memory, never used past a change of the data.

An answer is found by the release of the data and the exact question. A new release makes every
older answer unreachable; it leaves the memory as newer ones come in. Only complete successes
are kept, and only for callbacks that say they are pure.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Protocol

from cachetools import LRUCache
from starlette.types import ASGIApp, Message, Receive, Scope, Send

MEGABYTE = 1_000_000
OVERHEAD = 500
"""Bytes of memory that an entry takes besides its question and its body, roughly."""

Key = tuple[str, str, bytes]
"""Edition of the data, content encoding, question."""


class Shared(Protocol):
    """Where several processes keep answers together."""

    def get_or(self, key: Key, work: Callable[[], Awaitable["Answer"]]) -> Awaitable["Answer"]:
        """Return what another process has computed, or else compute it."""


@dataclass(frozen=True)
class Answer:
    """A complete response, and the right that whoever gets it must have where sign-in is on."""

    status: int
    headers: tuple[tuple[bytes, bytes], ...]
    body: bytes
    right: str | None = None

    @property
    def may_be_kept(self) -> bool:
        """Whether it is a success that does not forbid to be kept."""
        return self.status == 200 and not any(  # noqa: PLR2004
            name.lower() == b"cache-control" and b"no-store" in value
            for name, value in self.headers
        )

    async def send(self, send: Send) -> None:
        """Send it."""
        start = {"type": "http.response.start", "status": self.status}
        await send({**start, "headers": list(self.headers)})
        await send({"type": "http.response.body", "body": self.body})


async def collect(
    app: ASGIApp, scope: Scope, receive: Receive, *, right: str | None = None
) -> Answer:
    """Run an ASGI application for one request and return its complete response.

    Args:
        app: The application.
        scope: The request.
        receive: Gives its body.
        right: The right that the answer needs.
    """
    start: Message = {}
    parts: list[bytes] = []

    async def keep(message: Message) -> None:
        if message["type"] == "http.response.start":
            start.update(message)
        elif message["type"] == "http.response.body":
            parts.append(message.get("body", b""))

    await app(scope, receive, keep)
    return Answer(start["status"], tuple(map(tuple, start["headers"])), b"".join(parts), right)


class Answers:
    """The answers of one process, the least recently used given up first.

    Args:
        megabytes: Memory for them; 0 keeps none.
        shared: Where answers of other processes are found; None for nowhere.
    """

    def __init__(self, megabytes: int, shared: "Shared | None" = None) -> None:
        self._shared = shared
        self._kept: LRUCache[Key, Answer] = LRUCache(megabytes * MEGABYTE, getsizeof=_size)
        self._under_way: dict[Key, asyncio.Future[Answer]] = {}
        self.hits = 0
        self.misses = 0

    def clear(self) -> None:
        """Forget every answer and start counting anew."""
        self._kept.clear()
        self.hits = self.misses = 0

    def find(self, key: Key) -> Answer | None:
        """Return a kept answer, or None."""
        answer = self._kept.get(key)
        if answer is not None:
            self.hits += 1
        return answer

    async def compute(
        self, key: Key, work: Callable[[], Awaitable[Answer]], keep: Callable[[], bool]
    ) -> Answer:
        """Return the answer to a question that is not kept, computing it once.

        Whoever asks the same while it is computed waits for the same computation.

        Args:
            key: What is asked for.
            work: Computes the answer.
            keep: Whether an answer computed just now still belongs to the key's release.
        """
        running = self._under_way.get(key)
        if running is not None:
            # A reader who leaves must not take the answer from the others.
            return await asyncio.shield(running)
        self.misses += 1
        found = work() if self._shared is None else self._shared.get_or(key, work)
        task = asyncio.ensure_future(found)
        self._under_way[key] = task
        task.add_done_callback(lambda _: self._under_way.pop(key, None))
        answer = await asyncio.shield(task)
        if answer.may_be_kept and keep() and _size(answer) <= self._kept.maxsize:
            self._kept[key] = answer
        return answer


def _size(answer: Answer) -> int:
    return len(answer.body) + OVERHEAD

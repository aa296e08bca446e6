"""Making files within limits: a few at a time, a bounded queue, a time, a size; each made once.

A file takes seconds, so it is made on a worker thread while the event loop goes on answering. A
thread cannot be stopped from outside: what makes a file calls `step` between two parts, and gives
up there when its time is over. Until then it keeps its place, so that the limit of how many are
made at a time is true.
"""

import asyncio
import math
import time
from collections.abc import Callable, Hashable
from dataclasses import dataclass

from cachetools import LRUCache

from api.answers import Answer

MEGABYTE = 1_000_000
OVERHEAD = 1_000
"""Bytes of memory that a file takes besides its content, roughly."""

Step = Callable[[], None]
Make = Callable[[Step], Answer]


@dataclass(frozen=True)
class Limits:
    """How much the making of files may take.

    Attributes:
        at_once: Files made at a time in one process.
        waiting: Requests for other files that may wait meanwhile.
        seconds: Time after which a request is given up.
        largest_mb: Size of the largest file, in megabytes.
        kept_mb: Memory for files already made, in megabytes.
    """

    at_once: int = 1
    waiting: int = 8
    seconds: int = 60
    largest_mb: int = 20
    kept_mb: int = 16


class Unavailable(Exception):  # noqa: N818 - what a reader is told, not an error of the program
    """No file can be given now.

    Attributes:
        message: Why, and what to do, in a sentence or two.
        retry_after: Seconds after which to try again; None where that does not help.
    """

    def __init__(self, message: str, retry_after: int | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.retry_after = retry_after


class _OutOfTime(Exception):  # noqa: N818 - ends the work on a thread
    """The time for a file is over."""


class Exports:
    """The files of one process.

    Args:
        limits: How much making them may take.
        clock: Gives the time in seconds.
    """

    def __init__(self, limits: Limits, clock: Callable[[], float] = time.monotonic) -> None:
        self._limits = limits
        self._clock = clock
        self._places = asyncio.Semaphore(limits.at_once)
        self._under_way: dict[Hashable, asyncio.Task[Answer]] = {}
        self._kept: LRUCache[Hashable, Answer] = LRUCache(
            limits.kept_mb * MEGABYTE, getsizeof=lambda answer: len(answer.body) + OVERHEAD
        )

    async def get(self, key: Hashable, make: Make) -> Answer:
        """Return a file, made if it is not kept; whoever asks for the same waits for the same.

        Args:
            key: Everything that the file depends on, the release of the data first.
            make: Makes it; runs on a thread.

        Raises:
            Unavailable: Too many files are waited for, or it takes too long, or is too large.
        """
        if key in self._kept:
            return self._kept[key]
        task = self._under_way.get(key) or self._begin(key, make)
        try:
            # A reader who leaves must not take the file from the others.
            return await asyncio.wait_for(asyncio.shield(task), self._limits.seconds)
        except (TimeoutError, _OutOfTime):
            raise Unavailable(self._too_slow(), self._retry_after()) from None

    def _begin(self, key: Hashable, make: Make) -> asyncio.Task[Answer]:
        if len(self._under_way) >= self._limits.at_once + self._limits.waiting:
            raise Unavailable(
                "Other readers’ files are being made, and as many are waiting as may. Nothing is "
                "wrong with what you asked for: please try again in a moment.",
                self._retry_after(),
            )
        task = asyncio.create_task(self._work(key, make))
        self._under_way[key] = task
        task.add_done_callback(lambda done: self._done(key, done))
        return task

    def _done(self, key: Hashable, task: asyncio.Task[Answer]) -> None:
        self._under_way.pop(key, None)
        if not task.cancelled():
            # Where nobody waits any more, asyncio would report the exception as never retrieved.
            task.exception()

    async def _work(self, key: Hashable, make: Make) -> Answer:
        end = self._clock() + self._limits.seconds
        async with self._places:

            def step() -> None:
                if self._clock() > end:
                    raise _OutOfTime

            step()
            answer = await asyncio.to_thread(make, step)
        if len(answer.body) > self._limits.largest_mb * MEGABYTE:
            raise Unavailable(
                f"The file would be larger than {self._limits.largest_mb} MB, which is the most "
                "that this server gives. Ask for the workbook of one page, or of a smaller area."
            )
        if len(answer.body) + OVERHEAD <= self._kept.maxsize:
            self._kept[key] = answer
        return answer

    def _too_slow(self) -> str:
        return (
            f"Making the file took longer than {self._limits.seconds} seconds, so it was given up. "
            "The server may be busy: please try again in a moment, or ask for the workbook of one "
            "page."
        )

    def _retry_after(self) -> int:
        return max(1, math.ceil(self._limits.seconds / 6))

"""Gives up what takes too long: one thread for every engine of a process."""

from __future__ import annotations

import itertools
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass


@dataclass(slots=True)
class Limit:
    """A piece of work with a time within which it must end.

    Attributes:
        until: When, by the clock that never goes back.
        interrupt: Makes it end.
        passed: Whether it was interrupted.
    """

    until: float
    interrupt: Callable[[], None]
    passed: bool = False


class Watchdog:
    """Interrupts work that has passed its limit.

    Work runs in the thread that asked for it: handing each question to another thread would cost
    more than many questions take. The thread here sleeps until the nearest limit.
    """

    def __init__(self) -> None:
        self._limits: dict[int, Limit] = {}
        self._numbers = itertools.count()
        self._changed = threading.Condition()
        self._wakes = float("inf")
        self._thread: threading.Thread | None = None

    @contextmanager
    def limit(self, seconds: float, interrupt: Callable[[], None]) -> Iterator[Limit]:
        """Interrupt the work within the block after some seconds."""
        own = Limit(time.monotonic() + seconds, interrupt)
        number = next(self._numbers)
        with self._changed:
            self._limits[number] = own
            if self._thread is None or not self._thread.is_alive():
                self._thread = threading.Thread(target=self._watch, name="watchdog", daemon=True)
                self._thread.start()
            elif own.until < self._wakes:
                self._changed.notify()
        try:
            yield own
        finally:
            with self._changed:
                self._limits.pop(number, None)

    def _watch(self) -> None:
        while True:
            with self._changed:
                now = time.monotonic()
                late = [each for each in self._limits.values() if each.until <= now]
                for each in late:
                    each.passed, each.until = True, float("inf")
                if not late:
                    nearest = min(
                        (each.until for each in self._limits.values()), default=float("inf")
                    )
                    self._wakes = nearest
                    self._changed.wait(None if nearest == float("inf") else nearest - now)
            for each in late:
                each.interrupt()

"""An engine on the tables of one release: sessions, deadlines, and what happens when it is down."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, TypeVar

from data import patience
from data.engine.expressions import Shape, Statement, Values, statement
from data.engine.session import Driver, Failed, Hangs, Missing, Session, Unreachable
from data.engine.watchdog import Watchdog
from data.errors import EngineUnavailable

if TYPE_CHECKING:
    from data.engine.model import Column

LOG = logging.getLogger("data.engine")
Answer = TypeVar("Answer")
WATCHDOG = Watchdog()

GRACE = 1.0
"""Seconds after its own limit within which an engine must have given up."""

SESSIONS = 8
"""Sessions of a process at most: twice as many as threads that answer callbacks."""


class Engine:
    """Runs questions on the tables of one release; any number of threads may ask.

    An engine that does not answer is left alone for `retry` seconds, so that readers are told at
    once; after that the next question tries again. All questions of one request have one time
    (`patience`): once it is spent, the request is told so.

    Args:
        driver: Opens sessions.
        connect: Seconds within which a session must be open.
        answer: Seconds within which a question must be answered.
        retry: Seconds for which an engine that did not answer is not asked.
    """

    def __init__(
        self, driver: Driver, *, connect: float = 5, answer: float = 10, retry: float = 5
    ) -> None:
        self._driver = driver
        self._connect = connect
        self._answer = answer
        self._retry = retry
        self._idle: list[Session] = []
        self._places = threading.BoundedSemaphore(SESSIONS)
        self._lock = threading.Lock()
        self._down: tuple[float, str] | None = None
        self._trouble: str | None = None
        self._once: dict[tuple[Shape, Values], Mapping[str, Column]] = {}

    @property
    def name(self) -> str:
        """The engine in words, without user and password."""
        return self._driver.name

    @property
    def trouble(self) -> str | None:
        """Why the last question had no answer, in words; None where it had one."""
        return self._trouble

    @property
    def _slow(self) -> str:
        return f"did not answer within {self._answer:g} seconds."

    def statement(self, shape: Shape, values: Values) -> Statement:
        """Return the statement that `ask` runs."""
        return statement(self._driver.dialect, self._driver.schema, shape, values)

    def ask(self, shape: Shape, values: Values) -> Mapping[str, Column]:
        """Return the answer to a question, by column.

        Raises:
            EngineUnavailable: The engine is down, slow or has not the table.
        """
        # Compiled first: what is imported for it is no part of the engine's time.
        asked = self.statement(shape, values)
        self._refuse_while_down()
        if patience.spent() >= self._answer:
            raise EngineUnavailable(self.name, self._slow)
        with patience.waiting():
            return self._ask_in_turn(shape, asked)

    def _ask_in_turn(self, shape: Shape, asked: Statement) -> Mapping[str, Column]:
        if not self._places.acquire(timeout=self._answer):
            raise EngineUnavailable(self.name, "has more questions waiting than it can answer.")
        try:
            return self._ask(asked)
        except Missing:
            raise self._in_trouble(self._driver.missing(shape.table)) from None
        except Failed as error:
            raise self._in_trouble(str(error)) from None
        except Unreachable as error:
            raise self._is_down(str(error)) from None
        finally:
            self._places.release()

    def ask_once(self, shape: Shape, values: Values) -> Mapping[str, Column]:
        """Return what `ask` does, remembered: a release never changes. For small answers.

        Raises:
            EngineUnavailable: The engine is down, slow or has not the table.
        """
        key = (shape, values)
        if key not in self._once:
            self._once[key] = self.ask(shape, values)
        return self._once[key]

    def close(self) -> None:
        """Let go of every session that nobody uses."""
        with self._lock:
            idle, self._idle = self._idle, []
        for session in idle:
            session.close()

    def _ask(self, asked: Statement) -> Mapping[str, Column]:
        with self._lock:
            session = self._idle.pop() if self._idle else None
        if session is not None:
            try:
                return self._run(session, asked)
            except Hangs:
                raise
            except Unreachable:
                # It may have been idle while the engine went and came back.
                LOG.info("A session of %s was lost; another is opened", self.name)
        opened: Session = _within(
            self._connect + GRACE,
            self._driver.open,
            Unreachable(f"did not accept a connection within {self._connect:g} seconds."),
        )
        return self._run(opened, asked)

    def _run(self, session: Session, asked: Statement) -> Mapping[str, Column]:
        hangs = self._driver.gives_up
        keep = False
        try:
            with WATCHDOG.limit(self._answer + GRACE * hangs, session.interrupt) as limit:
                answer = session.run(*asked)
            keep = not limit.passed
        except Missing:
            keep = True
            raise
        except (Failed, Unreachable) as error:
            if limit.passed:
                raise (Hangs(self._slow) if hangs else Failed(self._slow)) from None
            keep = isinstance(error, Failed)
            raise
        finally:
            if keep:
                with self._lock:
                    self._idle.append(session)
            else:
                session.close()
        self._down = self._trouble = None
        return answer

    def _refuse_while_down(self) -> None:
        down = self._down
        if down is not None and time.monotonic() < down[0]:
            raise EngineUnavailable(self.name, down[1])

    def _in_trouble(self, reason: str) -> EngineUnavailable:
        error = EngineUnavailable(self.name, reason)
        self._trouble = str(error)
        return error

    def _is_down(self, reason: str) -> EngineUnavailable:
        error = self._in_trouble(reason)
        LOG.warning("%s", error)
        self._down = (time.monotonic() + self._retry, reason)
        # Whatever is idle was opened before.
        self.close()
        return error


def _within(seconds: float, call: Callable[[], Answer], late: Unreachable) -> Answer:
    """Return what a call returns, or give up after some seconds.

    It runs in a thread of its own, since what opens a connection cannot be interrupted; the thread
    never keeps the process from ending.

    Raises:
        Unreachable: It took longer, which is `late`.
    """
    answers: list[Answer] = []
    faults: list[BaseException] = []

    def work() -> None:
        try:
            answers.append(call())
        except BaseException as error:
            faults.append(error)

    thread = threading.Thread(target=work, name="engine", daemon=True)
    thread.start()
    thread.join(seconds)
    if thread.is_alive():
        raise late
    if faults:
        raise faults[0]
    return answers[0]

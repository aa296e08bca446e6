"""The running server takes up a new release by itself, without dropping a request.

Each process looks at the file that says which release counts: one `stat` every few seconds. When
it has changed, the release is loaded on a thread, and then put in use in one step. What is being
answered meanwhile ends on the release it began on. A damaged release is refused with a line in
the log, and the last good one keeps serving.
"""

import asyncio
import logging
import time
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from data.errors import DataFileError
from server.beside import Beside
from server.memory import give_back

LOG = logging.getLogger("server")
HEADER = b"x-data-release"
SETTLED = 20.0
"""Seconds after which a release has been taken up by all that is answered."""


def _never() -> bool:
    return False


def _nothing() -> str:
    return ""


@dataclass(frozen=True)
class Source:
    """Where answers come from.

    Attributes:
        release: Gives the release of the data that a request is answered from.
        hold: Keeps to one release while a request is answered.
        changed: Tells whether another release counts; costs little.
        take_up: Loads the release that counts, puts it in use and returns its name; raises
            `DataFileError` where it is damaged.
        let_go: Holds on to no release while something is sent: the timer that ends a silent
            connection, and the next request on it, begin there.
    """

    release: Callable[[], str]
    hold: Callable[[], AbstractContextManager[object]] = nullcontext
    changed: Callable[[], bool] = _never
    take_up: Callable[[], str] = _nothing
    let_go: Callable[[], AbstractContextManager[object]] = nullcontext


class OneRelease:
    """Layer that answers each request from one release, and says from which.

    Args:
        app: What answers.
        source: Where answers come from.
    """

    def __init__(self, app: ASGIApp, source: Source) -> None:
        self._app = app
        self._source = source

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        with self._source.hold():
            release = (HEADER, self._source.release().encode())

            async def send_naming(message: Message) -> None:
                if message["type"] == "http.response.start":
                    message["headers"] = [*message.get("headers", ()), release]
                with self._source.let_go():
                    await send(message)

            await self._app(scope, receive, send_naming)


class Following(Beside):
    """Layer that looks for new releases while the server runs.

    Args:
        app: What answers.
        source: Where answers come from.
        seconds: Time between two looks.
        after: What to do when a new release is in use.
        retry: Time after which a damaged release is tried again, in case it was mended.
    """

    def __init__(
        self,
        app: ASGIApp,
        source: Source,
        seconds: float,
        after: Callable[[], None] | None = None,
        retry: float = 60,
    ) -> None:
        super().__init__(app)
        self._source = source
        self._seconds = seconds
        self._after = after
        self._retry = retry

    async def work(self) -> None:
        """Look for new releases, again and again."""
        refused, taken = 0.0, 0.0
        while True:
            await asyncio.sleep(self._seconds)
            if taken and time.monotonic() - taken > SETTLED:
                # By now nothing is answered from the release before any more.
                taken = 0.0
                await asyncio.to_thread(give_back)
            again = refused and time.monotonic() - refused > self._retry
            if not self._source.changed() and not again:
                continue
            begun = time.monotonic()
            refused, taken = (0.0, begun) if await self._take_up() else (begun, taken)

    async def _take_up(self) -> bool:
        begun = time.monotonic()
        try:
            name = await asyncio.to_thread(self._source.take_up)
        except DataFileError as error:
            LOG.error("The new release is refused, the last good one keeps serving: %s", error)  # noqa: TRY400 - the message says all
            return False
        except Exception:
            LOG.exception("The new release cannot be taken up, the last good one keeps serving")
            return False
        LOG.info("Took up release %s in %.1f s", name, time.monotonic() - begun)
        await asyncio.to_thread(give_back)
        if self._after is not None:
            self._after()
        return True

"""Work that a server does beside answering: begun when it has started, ended with it."""

import asyncio
from abc import ABC, abstractmethod

from starlette.types import ASGIApp, Message, Receive, Scope, Send


class Beside(ABC):
    """Layer that passes everything on and does its work meanwhile.

    Args:
        app: What answers.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._task: asyncio.Task[None] | None = None

    @abstractmethod
    async def work(self) -> None:
        """Do the work; cancelled when the server ends."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything on; begin when the start is complete, end with the server."""
        if scope["type"] != "lifespan":
            await self._app(scope, receive, send)
            return

        async def send_and_begin(message: Message) -> None:
            await send(message)
            if message["type"] == "lifespan.startup.complete":
                self._task = asyncio.create_task(self.work())

        try:
            await self._app(scope, receive, send_and_begin)
        finally:
            if self._task is not None:
                self._task.cancel()

"""Warm up: draw every page once after the start, so that the first reader does not wait for it.

What a page needs is imported and prepared when it is first drawn. This happens in the background;
the server answers meanwhile. A page registered with `warm_up=False` is left out.
"""

import asyncio
import logging
import time
from typing import Any

from dash import page_registry
from starlette.types import ASGIApp, Message, Scope

from server.access.asker import WITHIN
from server.answers import collect
from server.beside import Beside
from server.callbacks import LAYOUT, ROUTE
from server.first_question import first_question, written
from server.memory import settle

LOG = logging.getLogger("server")


class WarmUp(Beside):
    """Layer that starts warming up when the server has started.

    Args:
        app: What answers.
        prefix: The sub-path under which readers see the pages.
    """

    def __init__(self, app: ASGIApp, prefix: str = "") -> None:
        super().__init__(app)
        self._prefix = prefix

    async def work(self) -> None:
        """Draw the pages."""
        begun = time.monotonic()
        await self._ask("GET", LAYOUT)
        pages = page_registry.values()
        paths = [page["path"] for page in pages if page.get("warm_up", True)]
        for path in paths:
            await self._ask("POST", ROUTE, first_question(self._prefix + path))
        await asyncio.to_thread(settle)
        LOG.debug("Drew %d pages in advance in %.1f s", len(paths), time.monotonic() - begun)

    async def _ask(self, method: str, path: str, question: dict[str, Any] | None = None) -> None:
        scope: Scope = {
            "type": "http",
            "http_version": "1.1",
            "method": method,
            "scheme": "http",
            "path": path,
            "raw_path": path.encode(),
            "root_path": "",
            "query_string": b"",
            "headers": [
                (b"host", b"localhost"),
                (b"content-type", b"application/json"),
                (b"accept-encoding", b"gzip, deflate, br, zstd"),
            ],
            "client": None,
            "server": None,
            WITHIN: True,
        }
        body = written(question)

        async def receive() -> Message:
            return {"type": "http.request", "body": body, "more_body": False}

        await collect(self._app, scope, receive)

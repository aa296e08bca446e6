"""The layer that sees every request from outside: its id, its line in the log, its measures.

Nothing of a person is written down: no address, no browser, no query string, no text that was
typed. What is kept of a path is its route, so that the number of different ones is bounded.
"""

import logging
import re
import time
import uuid
from collections.abc import Callable
from typing import Protocol

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from server.logs import REQUEST

LOG = logging.getLogger("server.requests")
HEADER = "x-request-id"
GIVEN = re.compile(r"[A-Za-z0-9._-]{1,64}")
"""Ids that are taken over from a proxy; any other is replaced."""

QUIET = ("/healthz", "/readyz", "/metrics")
"""Asked for by machines every few seconds: written down at the level `debug` only."""

METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
OTHER = "other"
FAILED = 500


class Measures(Protocol):
    """What counts requests."""

    def request(self, method: str, route: str, status: int, seconds: float) -> None:
        """Count one."""


class Observing:
    """Layer that gives each request an id and writes down what became of it.

    Args:
        app: What answers.
        route_of: Gives the route of a path.
        release: Gives the release that a request is answered from.
        log: Whether every request gets a line in the log.
        measures: What counts requests; None where nothing does.
    """

    def __init__(
        self,
        app: ASGIApp,
        route_of: Callable[[str], str],
        release: Callable[[], str],
        log: bool,
        measures: Measures | None,
    ) -> None:
        self._app = app
        self._route_of = route_of
        self._release = release
        self._log = log
        self._measures = measures

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        given = Headers(scope=scope).get(HEADER, "")
        name = given if GIVEN.fullmatch(given) else uuid.uuid4().hex
        token = REQUEST.set(name)
        begun = time.perf_counter()
        seen: dict[str, object] = {}

        async def send_with_id(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = list(message.get("headers", ()))
                seen["status"] = message["status"]
                seen["release"] = dict(headers).get(b"x-data-release", b"").decode()
                message["headers"] = [*headers, (HEADER.encode(), name.encode())]
            await send(message)

        try:
            await self._app(scope, receive, send_with_id)
        finally:
            self._note(scope, seen, time.perf_counter() - begun)
            REQUEST.reset(token)

    def _note(self, scope: Scope, seen: dict[str, object], seconds: float) -> None:
        route = self._route_of(scope["path"])
        status = int(str(seen.get("status", FAILED)))
        if self._measures is not None:
            method = scope["method"] if scope["method"] in METHODS else OTHER
            self._measures.request(method, route, status, seconds)
        level = logging.DEBUG if route in QUIET else logging.INFO
        if not self._log or not LOG.isEnabledFor(level):
            return
        milliseconds = round(seconds * 1000, 1)
        LOG.log(
            level,
            "%s %s %d in %s ms",
            scope["method"][:20],
            route,
            status,
            milliseconds,
            extra={
                "method": scope["method"][:20],
                "route": route,
                "status": status,
                "duration_ms": milliseconds,
                "release": seen.get("release") or self._release(),
            },
        )

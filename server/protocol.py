"""Two layers that complete HTTP for answers made on the fly: `HEAD`, and "not modified"."""

import hashlib
from collections.abc import Callable

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

OK, UNCHANGED = 200, 304
ASK_EACH_TIME = "no-cache"
KEPT_APART = ("no-store", "private")
LAYOUTS = ("/_dash-layout", "/_dash-dependencies")
"""Dash's own, which say nothing."""

TAG = 20


class HeadAsGet:
    """Layer that answers `HEAD` with the headers of `GET`."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http" or scope["method"] != "HEAD":
            await self._app(scope, receive, send)
            return

        async def send_without_body(message: Message) -> None:
            if message["type"] == "http.response.body":
                message = {**message, "body": b""}
            await send(message)

        await self._app({**scope, "method": "GET"}, receive, send_without_body)


class NotModified:
    """Layer that tags answers to `GET`, and spares a reader what has not changed.

    Pages, layouts and answers of the data API say `no-cache`: they follow from the data, the
    program and the address. So does their tag, and whoever sends it back is told without anything
    being computed that it is still good. It is weak, since the same answer may be compressed in
    several ways. Whatever says `no-store` or `private`, or says nothing, passes as it is.

    Args:
        app: What answers.
        edition: Gives the edition of the data that a request is answered from.
        program: The version of the program.
        proxy_seconds: How long a proxy may give an answer without asking; 0: it asks each time.
    """

    def __init__(
        self, app: ASGIApp, *, edition: Callable[[], str], program: str, proxy_seconds: int
    ) -> None:
        self._app = app
        self._edition = edition
        self._program = program
        self._control = (
            # Readers' own browsers ask again after a second; at 0 HAProxy would keep nothing.
            f"public, max-age=1, s-maxage={proxy_seconds}, stale-while-revalidate={proxy_seconds}"
            if proxy_seconds
            else f"public, {ASK_EACH_TIME}"
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http" or scope["method"] != "GET":
            await self._app(scope, receive, send)
            return
        tag, known = self._tag(scope), _known(scope)
        if tag in known:
            headers = self._headers(tag).raw
            await send({"type": "http.response.start", "status": UNCHANGED, "headers": headers})
            await send({"type": "http.response.body", "body": b""})
            return
        unchanged = False

        async def send_tagged(message: Message) -> None:
            nonlocal unchanged
            if message["type"] == "http.response.start" and _taggable(scope, message):
                headers = MutableHeaders(raw=list(message["headers"]))
                headers.update(self._headers(tag))
                unchanged = "*" in known
                if unchanged:
                    del headers["content-length"]
                status = UNCHANGED if unchanged else OK
                message = {**message, "status": status, "headers": headers.raw}
            elif unchanged:
                message = {**message, "body": b""}
            await send(message)

        await self._app(scope, receive, send_tagged)

    def _tag(self, scope: Scope) -> str:
        asked = f"{self._program}\0{scope['path']}?{scope['query_string'].decode('latin-1')}"
        return f'W/"{self._edition()}-{hashlib.sha256(asked.encode()).hexdigest()[:TAG]}"'

    def _headers(self, tag: str) -> MutableHeaders:
        return MutableHeaders({"etag": tag, "cache-control": self._control})


def _known(scope: Scope) -> set[str]:
    """Return the tags of the copies that a reader has; a weak and a strong one mean the same."""
    given = Headers(scope=scope).get("if-none-match", "")
    tags = {part.strip().removeprefix("W/") for part in given.split(",")}
    return {"*" if tag == "*" else f"W/{tag}" for tag in tags}


def _taggable(scope: Scope, start: Message) -> bool:
    unsaid = ASK_EACH_TIME if scope["path"] in LAYOUTS else ""
    control = Headers(raw=start["headers"]).get("cache-control", unsaid)
    apart = any(word in control for word in KEPT_APART)
    return start["status"] == OK and ASK_EACH_TIME in control and not apart

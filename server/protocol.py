"""Two layers that complete HTTP for answers made on the fly: `HEAD`, and "not modified"."""

import hashlib

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

OK, UNCHANGED = 200, 304


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
    """Layer that tags JSON answers to `GET`, and spares a reader what has not changed.

    The tag is weak, since the same answer may be compressed in several ways. Answers that are
    sent in parts pass as they are.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http" or scope["method"] != "GET":
            await self._app(scope, receive, send)
            return
        held: Message | None = None

        async def send_tagged(message: Message) -> None:
            nonlocal held
            if message["type"] == "http.response.start" and _taggable(message):
                held = message
                return
            if held is not None:
                start, held = held, None
                if not message.get("more_body") and "body" in message:
                    start, message = _tag(scope, start, message)
                await send(start)
            await send(message)

        await self._app(scope, receive, send_tagged)


def _taggable(start: Message) -> bool:
    headers = Headers(raw=start["headers"])
    return start["status"] == OK and "json" in headers.get("content-type", "")


def _tag(scope: Scope, start: Message, body: Message) -> tuple[Message, Message]:
    headers = MutableHeaders(raw=list(start["headers"]))
    tag = headers.get("etag") or f'W/"{hashlib.sha256(body["body"]).hexdigest()[:20]}"'
    headers["etag"] = tag
    headers.setdefault("cache-control", "no-cache")
    known = Headers(scope=scope).get("if-none-match", "")
    if tag not in {part.strip() for part in known.split(",")}:
        return {**start, "headers": headers.raw}, body
    del headers["content-length"]
    return {**start, "status": UNCHANGED, "headers": headers.raw}, {**body, "body": b""}

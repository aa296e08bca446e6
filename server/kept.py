"""Answers of the data API are kept as callbacks' are: by release and question, compressed."""

from collections.abc import Callable

from starlette.types import ASGIApp, Receive, Scope, Send
from starlette_compress import CompressMiddleware

from server.answers import Answers, collect
from server.encodings import accepted, asking_for


class Kept:
    """Layer that keeps answers to `GET` below a path; everything else passes.

    What is below it must follow from the data and the address alone. Only complete successes are
    kept.

    Args:
        app: What answers.
        below: The path, with a slash at its end.
        answers: Where answers are kept.
        edition: Gives the edition of the data that answers are computed from.
    """

    def __init__(
        self, app: ASGIApp, *, below: str, answers: Answers, edition: Callable[[], str]
    ) -> None:
        self._app = app
        self._compressed = CompressMiddleware(
            app, minimum_size=500, zstd=False, brotli_quality=5, gzip_level=6
        )
        self._below = below
        self._answers = answers
        self._edition = edition

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        asks = scope["type"] == "http" and scope["method"] == "GET"
        if not asks or not scope["path"].startswith(self._below):
            await self._app(scope, receive, send)
            return
        question = scope["path"].encode() + b"?" + scope["query_string"]
        key = (self._edition(), accepted(scope), question)
        answer = self._answers.find(key)
        if answer is None:
            answer = await self._answers.compute(
                key,
                work=lambda: collect(self._compressed, asking_for(scope, key[1]), receive),
                keep=lambda: self._edition() == key[0],
            )
        await answer.send(send)

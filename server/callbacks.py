"""The layer around Dash's routes: checks every callback's question, reuses answers."""

from collections.abc import Callable, Mapping
from typing import Any

from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from starlette_compress import CompressMiddleware

from data.errors import cut
from server.access.asker import asker_of, may
from server.access.rights import Right
from server.answers import Answers, Key, collect
from server.encodings import accepted, asking_for
from server.first_question import first_question, written
from server.questions import Questions
from server.refusal import Refusal

ROUTE = "/_dash-update-component"
PAGE = f"{ROUTE}/page"
"""Where the question that draws a page is asked as an address: `?pathname=…&search=…`."""

LAYOUT = "/_dash-layout"
OK = 200
ASK_EACH_TIME = (b"cache-control", b"public, no-cache")


class Callbacks:
    """Layer for callbacks and for the layout that all pages share; everything else passes.

    The layout is computed once for a release. Callbacks' questions are checked, and answered
    from memory where they may be. What is kept is kept compressed: an answer that is given many
    times is worth compressing well, once.

    Args:
        app: What runs callbacks; it finds the question in `request.state.json_body`.
        questions: Reads and checks questions.
        is_pure: Whether a question's answer depends on question and data alone.
        right_of: The right that a question needs, where sign-in is on; None for none, which is
            refused.
        answers: Where answers are kept.
        release: Gives the release of the data that answers are computed from.
        largest: Bytes that a question may have.
    """

    def __init__(
        self,
        app: ASGIApp,
        *,
        questions: Questions,
        is_pure: Callable[[Mapping[str, Any]], bool],
        right_of: Callable[[Mapping[str, Any]], str | None],
        answers: Answers,
        release: Callable[[], str],
        largest: int,
    ) -> None:
        self._app = app
        self._compressed = CompressMiddleware(
            app, minimum_size=500, zstd=False, brotli_quality=5, gzip_level=6
        )
        self._questions = questions
        self._is_pure = is_pure
        self._right_of = right_of
        self._answers = answers
        self._release = release
        self._largest = largest

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        method, path = scope.get("method"), scope.get("path")
        if (method, path) == ("GET", LAYOUT):
            await self._reuse(scope, receive, send, LAYOUT.encode())
        elif (method, path) in {("POST", ROUTE), ("GET", PAGE)}:
            try:
                if path == PAGE:
                    await self._page(scope, receive, send)
                else:
                    body = await _body(Request(scope, receive), self._largest)
                    await self._answer(scope, receive, send, body)
            except Refusal as refusal:
                await refusal.response()(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    async def _page(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer the question that draws a page, asked as an address.

        So can a browser or a proxy keep what is on a page, which none does with a `POST`.
        """
        given = QueryParams(scope["query_string"].decode("latin-1"))
        question = first_question(given.get("pathname", "/"), given.get("search", ""))
        pure = self._is_pure(question)

        async def send_to_keep(message: Message) -> None:
            if pure and message["type"] == "http.response.start" and message["status"] == OK:
                headers = message["headers"]
                said = any(name.lower() == b"cache-control" for name, _ in headers)
                message = {**message, "headers": headers if said else [*headers, ASK_EACH_TIME]}
            await send(message)

        asked = {**scope, "method": "POST", "path": ROUTE, "raw_path": ROUTE.encode()}
        await self._answer({**asked, "query_string": b""}, receive, send_to_keep, written(question))

    async def _answer(self, scope: Scope, receive: Receive, send: Send, body: bytes) -> None:
        # A question that has an answer was checked when it was asked first.
        # Whoever asks it now may have other rights than whoever asked it then.
        answer = self._answers.find(self._key(scope, body))
        if answer is not None and may(scope, answer.right):
            await answer.send(send)
            return
        question = self._questions.read(body)
        self._check_right(scope, question)
        inner = {**scope, "state": {**scope.get("state", {}), "json_body": question}}
        if self._is_pure(question):
            await self._reuse(inner, receive, send, body, self._right_of(question))
        else:
            await self._app(inner, receive, send)

    def _check_right(self, scope: Scope, question: Mapping[str, Any]) -> None:
        """Check that whoever asks may.

        Raises:
            Refusal: they may not.
        """
        asker = asker_of(scope)
        if asker is None:
            return
        right = self._right_of(question)
        if right is None or right not in asker.rights:
            role = asker.role or "nobody known"
            message = f"Your role, {role}, does not include this."
            raise Refusal(403, "role", role, f"a role with the right to {right}", message)
        if right == Right.DOWNLOAD:
            asker.taken = question["output"]

    async def _reuse(
        self,
        scope: Scope,
        receive: Receive,
        send: Send,
        question: bytes,
        right: str | None = Right.READ,
    ) -> None:
        key = self._key(scope, question)
        answer = self._answers.find(key)
        if answer is None:
            answer = await self._answers.compute(
                key,
                work=lambda: collect(
                    self._compressed, asking_for(scope, key[1]), receive, right=right
                ),
                keep=lambda: self._release() == key[0],
            )
        await answer.send(send)

    def _key(self, scope: Scope, question: bytes) -> Key:
        return self._release(), accepted(scope), question


async def _body(request: Request, largest: int) -> bytes:
    kind = request.headers.get("content-type", "")
    if kind.partition(";")[0].strip().lower() != "application/json":
        allowed = "application/json"
        message = f"Content-Type cannot be “{cut(kind)}”. Allowed: {allowed}."
        raise Refusal(415, "Content-Type", kind, allowed, message)
    announced = request.headers.get("content-length", "0")
    size = int(announced) if announced.isdecimal() else 0
    parts = []
    if size <= largest:
        size = 0
        async for part in request.stream():
            size += len(part)
            if size > largest:
                break
            parts.append(part)
    if size > largest:
        allowed = f"at most {largest:,} bytes"
        message = f"The request's body is too large. Allowed: {allowed}."
        raise Refusal(413, "body", f"{size:,} bytes or more", allowed, message)
    return b"".join(parts)

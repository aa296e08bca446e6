"""What a reader gets when something unexpected fails: words, never a trace."""

import logging
import uuid

from starlette.responses import HTMLResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from server.plain import Action, plain_page
from server.refusal import error

LOG = logging.getLogger("server")
FOR_PROGRAMS = ("/_dash", "/api/", "/boundaries/")


class Failures:
    """Layer that turns an exception into status 500 and a line in the log.

    Args:
        app: What answers.
        home: Address of the overview.
    """

    def __init__(self, app: ASGIApp, home: str = "/") -> None:
        self._app = app
        self._home = home

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started = False

        async def send_noting(message: Message) -> None:
            nonlocal started
            started = True
            await send(message)

        try:
            await self._app(scope, receive, send_noting)
        except Exception:
            reference = uuid.uuid4().hex[:8]
            LOG.exception(
                "Failure %s answering %s %s", reference, scope["method"], scope["path"][:200]
            )
            if not started:
                await self._say(scope["path"], reference)(scope, receive, send)

    def _say(self, path: str, reference: str) -> Response:
        if path.startswith(FOR_PROGRAMS):
            message = f"The server could not answer; the fault is recorded as {reference}."
            return error(500, None, None, None, message)
        text = plain_page(
            "Something went wrong",
            [
                "The dashboard could not answer. The fault has been recorded under the reference "
                f"{reference}."
            ],
            [Action("Try again", ""), Action("Go to the overview", self._home)],
        )
        return HTMLResponse(text, status_code=500)

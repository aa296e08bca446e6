"""What a reader gets when something unexpected fails: words, never a trace."""

import logging
import uuid

from starlette.responses import HTMLResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from server.refusal import error

LOG = logging.getLogger("server")
FOR_PROGRAMS = ("/_dash", "/api/", "/boundaries/")

PAGE = """<!DOCTYPE html>
<html lang="en-GB">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>Something went wrong</title>
    <style>
      body {{ font: 1.125rem/1.5 system-ui, sans-serif; color: #12233d; background: #fff;
             max-width: 40rem; margin: 4rem auto; padding: 0 1rem; }}
      a {{ color: #12436d; }}
    </style>
  </head>
  <body>
    <main>
      <h1>Something went wrong</h1>
      <p>The dashboard could not answer. The fault has been recorded under the reference
      <strong>{reference}</strong>.</p>
      <p><a href="">Try again</a>, or go to the <a href="{home}">overview</a>.</p>
    </main>
  </body>
</html>
"""


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
        return HTMLResponse(PAGE.format(reference=reference, home=self._home), status_code=500)

"""Dash's FastAPI backend, with what this product does differently.

Dash lets an application bring its own backend class. This one changes four things, each
because the stock class cannot serve this product as it stands:

- its middleware asks for "the current app" at start, so a second app in the process would serve
  the first one's pages; here nothing is looked up globally;
- its callback route trusts the request body; here it receives one that has been checked;
- it runs callbacks on the event loop, where one slow answer holds up every other reader; here
  they run on worker threads;
- it opens a WebSocket route that the product has no use for.
"""

import time
from collections.abc import Awaitable, Callable
from typing import Any

from anyio import CapacityLimiter, to_thread
from dash import Dash
from dash.backends._fastapi import (
    FastAPIDashServer,
    reset_current_request,
    set_current_request,
)
from dash.exceptions import PreventUpdate, UnsupportedRelativePath
from dash.types import CallbackExecutionBody
from fastapi import FastAPI, Request, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from data.errors import EngineUnavailable, InvalidParameter, noting_engines
from data.patience import one_request
from server.refusal import engine_unavailable, invalid_parameter

THREADS = 4
"""Callbacks that run at a time in one process. They compute, so more would only take turns."""


class Backend(FastAPIDashServer):
    """The backend of one `Dash` application; see the module's text.

    Attributes:
        measure: Is told each callback's output and its seconds.
        finish: Makes of Dash's answer the one that is sent.
    """

    websocket_capability = False

    def __init__(self, server: FastAPI) -> None:
        super().__init__(server)
        self._threads = CapacityLimiter(THREADS)
        self.measure: Callable[[str, float], None] | None = None
        self.finish: Callable[[str], str] = str

    @staticmethod
    def create_app(name: str = "__main__", config: dict[str, Any] | None = None) -> FastAPI:
        """Return a FastAPI without the documentation pages, which fetch from other hosts."""
        return FastAPI(title=name, docs_url=None, redoc_url=None, openapi_url=None)

    def setup_backend(self, dash_app: Dash) -> None:
        """Add no middleware: `server.stack` adds all of them, in one order."""

    def setup_index(self, dash_app: Dash) -> None:
        """Add no route: `server.pages` answers for pages, known and unknown."""

    def setup_catchall(self, dash_app: Dash) -> None:
        """Add no route: `server.pages` answers for pages, known and unknown."""

    def register_assets_blueprint(
        self, blueprint_name: str, assets_url_path: str, assets_folder: str
    ) -> None:
        """Add no route: `server.static` serves the assets."""

    def setup_component_suites(self, dash_app: Dash) -> str:
        """Add no route: `server.static` serves the components' scripts."""
        return ""

    def prepare(self) -> None:
        """Run what Dash leaves for the first request: register pages and callbacks."""
        for function in self._before_request_funcs:
            function()

    def serve_callback(self, dash_app: Dash) -> Callable[[Request], Awaitable[Response]]:
        """Return the route that runs one callback; `request.state.json_body` is its question."""

        async def dispatch(request: Request) -> Response:
            question, begun = request.state.json_body, time.perf_counter()
            try:
                return await to_thread.run_sync(
                    _run, dash_app, question, self.finish, limiter=self._threads
                )
            finally:
                if self.measure is not None:
                    self.measure(question["output"], time.perf_counter() - begun)

        return dispatch


class CurrentRequest:
    """Layer that lets Dash's functions see the request that they answer."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request with the request known to Dash."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        token = set_current_request(Request(scope, receive))
        try:
            await self.app(scope, receive, send)
        finally:
            reset_current_request(token)


def _run(dash_app: Dash, question: CallbackExecutionBody, finish: Callable[[str], str]) -> Response:
    context = dash_app._initialize_context(question)
    function = dash_app._prepare_callback(context, question)
    arguments = dash_app._inputs_to_vals(context.inputs_list + context.states_list)
    callback = dash_app._execute_callback(function, arguments, context.outputs_list, context)
    try:
        with one_request(), noting_engines() as unavailable:
            answer = callback()
    except PreventUpdate:
        return Response(status_code=204)
    except InvalidParameter as fault:
        return invalid_parameter(fault)
    except UnsupportedRelativePath:
        allowed = f"a path that begins with {dash_app.config.requests_pathname_prefix}"
        return invalid_parameter(InvalidParameter("pathname", "another path", allowed))
    except EngineUnavailable as fault:
        return engine_unavailable(fault)
    response: Response = context.dash_response.set_response(data=finish(answer))
    response.headers["Content-Type"] = "application/json"
    if unavailable:
        # What had to do without an engine is drawn anew when it is there again.
        response.headers["Cache-Control"] = "no-store"
    return response

"""What answers a browser's address: a page, a redirect to its one address, or "not found"."""

from collections.abc import Awaitable, Callable

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import (
    HTMLResponse,
    JSONResponse,
    PlainTextResponse,
    RedirectResponse,
    Response,
)
from starlette.routing import Match, Route

from server.dashboard import Dashboard

EVERY_OTHER = "/{path:path}"
"""What nothing else answers for."""

REVALIDATE = {"Cache-Control": "no-cache"}
NEVER_KEPT = {"Cache-Control": "no-store"}
MACHINES = ("/static/", "/assets/", "/_dash", "/_reload", "/boundaries/")
"""Paths that no reader opens: a missing one gets a line of text, not a page."""


def catch_all(app: Dashboard) -> Route:
    """Return the route for every path that nothing else has answered.

    A known page: status 200. Its address with slashes at the end: a redirect. Anything else:
    status 404, in HTML that draws the designed page, in JSON under `/api`, in text elsewhere.
    """

    async def answer(request: Request) -> Response:
        prefix = request.scope.get("root_path", "")
        path = request.url.path.removeprefix(prefix) or "/"
        refuse_other_methods(app, request)
        account = getattr(request.state, "account", None)
        if app.page(path) is not None:
            return _html(app.page_html(path, account), 200, account)
        stripped = path.rstrip("/")
        if stripped and app.page(stripped) is not None:
            query = f"?{request.url.query}" if request.url.query else ""
            return RedirectResponse(prefix + stripped + query, status_code=308)
        if path == "/api" or path.startswith("/api/"):
            return JSONResponse(not_found(path), status_code=404)
        if path.startswith(MACHINES):
            return PlainTextResponse("Not found", status_code=404)
        return _html(app.page_html(path, account), 404, account)

    endpoint: Callable[[Request], Awaitable[Response]] = answer
    return Route(EVERY_OTHER, endpoint, methods=["GET", "HEAD"])


def _html(text: str, status: int, account: str | None) -> HTMLResponse:
    """Return a page; one that names its reader is kept nowhere."""
    headers = REVALIDATE if account is None else NEVER_KEPT
    return HTMLResponse(text, status_code=status, headers=headers)


def refuse_other_methods(app: Dashboard, request: Request) -> None:
    """Refuse a request for a path that is there, but not for its method.

    Raises:
        HTTPException: with status 405 and the methods that are allowed.
    """
    for route in app.server.router.routes:
        if isinstance(route, Route) and route.matches(request.scope)[0] == Match.PARTIAL:
            allowed = ", ".join(sorted(route.methods or ()))
            raise HTTPException(405, headers={"Allow": allowed})


def not_found(path: str) -> dict[str, dict[str, str]]:
    """Return the JSON that says that nothing is at a path of the data API."""
    return {
        "error": {
            "parameter": "path",
            "value": path[:100],
            "allowed": "a path that /api/v1/openapi.json lists",
            "message": "There is nothing at this path of the data API.",
        }
    }

"""Served under a sub-path of a host that has other things too (`https://host/dashboard/`).

A proxy may pass requests on with the sub-path or without it; both are understood. The layers in
between see paths without it, the routes see the whole path, as the ASGI specification has it: so
do addresses that are made of a request's own come out right.
"""

from starlette.types import ASGIApp, Receive, Scope, Send


class WithoutSubPath:
    """Outer layer: takes the sub-path off.

    Args:
        app: What answers.
        prefix: The sub-path, as `/dashboard`.
    """

    def __init__(self, app: ASGIApp, prefix: str) -> None:
        self._app = app
        self._prefix = prefix

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] == "http":
            path: str = scope["path"]
            if path == self._prefix or path.startswith(f"{self._prefix}/"):
                path = path.removeprefix(self._prefix) or "/"
            scope = {**scope, "path": path, "raw_path": path.encode(), "root_path": ""}
        await self._app(scope, receive, send)


class WithSubPath:
    """Inner layer: puts the sub-path back, and says that it is one.

    Args:
        app: What answers.
        prefix: The sub-path, as `/dashboard`.
    """

    def __init__(self, app: ASGIApp, prefix: str) -> None:
        self._app = app
        self._prefix = prefix

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] == "http":
            path = self._prefix + scope["path"]
            scope = {**scope, "path": path, "raw_path": path.encode(), "root_path": self._prefix}
        await self._app(scope, receive, send)

"""Which right each address needs. What is not listed here is refused where sign-in is on.

Paths are those of the routes, with parameters in braces, without the sub-path. A test goes through
every route, page and callback of the product and fails where one has no right.
"""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final

from starlette.routing import compile_path

from server.access.rights import Right

SAFE: Final = frozenset({"GET", "HEAD", "OPTIONS"})

OPEN_GROUPS: Final = ("/static/", "/assets/")
"""Scripts and style sheets of the product: the same for everybody, and no figures."""

GROUPS: Final[Mapping[str, Right]] = MappingProxyType(
    {
        "/api/v1/": Right.READ,
        "/exports/": Right.DOWNLOAD,
    }
)
"""Reading (`GET`) anything below these needs the right, unless `ADDRESSES` says another."""

ADDRESSES: Final[Mapping[str, Right]] = MappingProxyType(
    {
        # Asked by machines that watch the server.
        "/healthz": Right.OPEN,
        "/readyz": Right.OPEN,
        # Guarded by METRICS_TOKEN, which must be set where sign-in is on.
        "/metrics": Right.OPEN,
        # Signing in and out: these check what they are given themselves.
        "/sign-in": Right.OPEN,
        "/sign-in/callback": Right.OPEN,
        "/sign-out": Right.OPEN,
        "/signed-out": Right.OPEN,
        # Pages.
        "/": Right.READ,
        "/crime-trends": Right.READ,
        "/knife-injury": Right.READ,
        "/burglary": Right.READ,
        "/area": Right.READ,
        "/milestones": Right.READ,
        "/report-check": Right.READ,
        "/about": Right.READ,
        "/not-found-404": Right.READ,
        "/pack": Right.READ,
        "/load": Right.LOAD,
        "/audit": Right.AUDIT,
        # What pages are made of.
        "/_dash-layout": Right.READ,
        "/_dash-dependencies": Right.READ,
        "/_reload-hash": Right.READ,
        "/_favicon.ico": Right.OPEN,
        "/boundaries/{fingerprint}/{name}.json": Right.READ,
        # Whole tables.
        "/api/v1": Right.READ,
        "/api/v1/datasets/{dataset}.csv": Right.DOWNLOAD,
        "/api/v1/datasets/{dataset}.csv-metadata.json": Right.DOWNLOAD,
        "/api/v1/datasets/{dataset}.geojson": Right.DOWNLOAD,
    }
)
"""The right that reading an address needs."""

CHANGES: Final[Mapping[str, Right]] = MappingProxyType(
    {
        # Each callback has a right of its own besides: see `components.pure`.
        "/_dash-update-component": Right.READ,
        "/sign-out": Right.OPEN,
        "/load/jobs": Right.LOAD,
        "/load/jobs/{job}": Right.LOAD,
        "/load/jobs/{job}/files": Right.LOAD,
        "/load/jobs/{job}/check": Right.LOAD,
        "/load/jobs/{job}/load": Right.LOAD,
        "/load/rollback": Right.LOAD,
    }
)
"""The right that any other method than reading needs."""

UNKNOWN_ADDRESS: Final = Right.READ
"""What the page "not found" needs, and any address that no route has."""


class Table:
    """Finds the right of a request.

    Args:
        routes: The paths of every route and page that there is, with parameters in braces.
    """

    def __init__(self, routes: Iterable[str]) -> None:
        paths = sorted({*routes, *ADDRESSES, *CHANGES}, key=lambda path: ("{" in path, path))
        self._literal = {path for path in paths if "{" not in path}
        self._patterns = [(compile_path(path)[0], path) for path in paths if "{" in path]

    def right(self, method: str, path: str) -> Right | None:
        """Return the right that a request needs; None where the table has none for its route."""
        if method in SAFE and path.startswith(OPEN_GROUPS):
            return Right.OPEN
        route = self.route(path)
        if route is None:
            return (_of_group(path) if method in SAFE else None) or UNKNOWN_ADDRESS
        return right_of_route(method, route)

    def route(self, path: str) -> str | None:
        """Return the route that a path belongs to."""
        if path in self._literal:
            return path
        return next((name for pattern, name in self._patterns if pattern.match(path)), None)


def right_of_route(method: str, route: str) -> Right | None:
    """Return the right that a route needs for a method; None where the table has none."""
    if method not in SAFE:
        return CHANGES.get(route)
    return ADDRESSES.get(route) or _of_group(route)


def _of_group(route: str) -> Right | None:
    return next((right for group, right in GROUPS.items() if route.startswith(group)), None)

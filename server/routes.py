"""The route of a path: what is the same for many paths, for the log and the measures."""

from collections.abc import Callable, Iterable

KNOWN = (
    "/_dash-update-component",
    "/_dash-layout",
    "/_dash-dependencies",
    "/healthz",
    "/readyz",
    "/metrics",
    "/sign-in",
    "/sign-out",
    "/signed-out",
)
GROUPS = ("/static/", "/assets/", "/boundaries/", "/_dash", "/sign-in/", "/load/", "/exports/")
OTHER = "other"


def route_of(pages: Iterable[str], api: Iterable[str]) -> Callable[[str], str]:
    """Return the function that gives the route of a path.

    Args:
        pages: The paths of the pages.
        api: The paths of the data API's routes, with parameters in braces.
    """
    known = set(pages)
    literal = {path for path in api if "{" not in path}
    templates = sorted(
        {path for path in api if "{" in path}, key=lambda path: -len(path.partition("{")[0])
    )

    def route(path: str) -> str:
        if path in KNOWN or path in literal:
            return path
        for group in GROUPS:
            if path.startswith(group):
                return f"{group.rstrip('/')}/…"
        for template in templates:
            if path.startswith(template.partition("{")[0]):
                return template
        return path if path in known else OTHER

    return route

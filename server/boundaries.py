"""`/boundaries/<fingerprint>/<name>.json`: what maps draw, kept by browsers for a year."""

from collections.abc import Callable, Mapping

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from data.fingerprint import fingerprint
from server.refusal import error
from server.static import YEAR

MEDIA_TYPE = "application/geo+json"
KEEP = {"Cache-Control": f"public, max-age={YEAR}, immutable"}
NOT_KEPT = {"Cache-Control": "no-store"}


def boundaries(contents: Callable[[], Mapping[str, bytes]]) -> Route:
    """Return the route for boundaries.

    A fingerprint that is not the content's gets the content too, and is not kept: a page that was
    opened before the data changed, or drawn by another server that has other data for some
    seconds, still gets its map. It is no redirect: between two servers that could go on for ever.

    Args:
        contents: Gives the GeoJSON by name.
    """

    async def answer(request: Request) -> Response:
        name = request.path_params["name"]
        content = contents().get(name)
        if content is None:
            allowed = sorted(contents())
            return error(404, "name", name[:100], allowed, "There are no such boundaries.")
        current = fingerprint(content)
        if request.path_params["fingerprint"] != current:
            return Response(content, media_type=MEDIA_TYPE, headers=NOT_KEPT)
        return Response(content, media_type=MEDIA_TYPE, headers=KEEP)

    return Route("/boundaries/{fingerprint}/{name}.json", answer, methods=["GET"])

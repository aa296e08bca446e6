"""The content encodings in which answers are kept: one a reader, the smallest that it accepts."""

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import Scope

KEPT = ("br", "gzip")
"""The smallest first."""

NONE = "identity"


def accepted(scope: Scope) -> str:
    """Return the encoding in which a reader gets what is kept."""
    given = Headers(scope=scope).get("accept-encoding", "").replace(" ", "").split(",")
    return next((name for name in KEPT if name in given), NONE)


def asking_for(scope: Scope, encoding: str) -> Scope:
    """Return the scope of a request that accepts one encoding only."""
    headers = MutableHeaders(raw=list(scope["headers"]))
    headers["accept-encoding"] = encoding
    return {**scope, "headers": headers.raw}

"""Safety headers on every answer, whatever gave it."""

from collections.abc import Iterable, Mapping

from starlette.types import ASGIApp, Message, Receive, Scope, Send

TWO_YEARS = 2 * 365 * 24 * 60 * 60
NEEDED_FEATURES = "clipboard-write=(self), fullscreen=(self)"
REFUSED_FEATURES = (
    "accelerometer",
    "autoplay",
    "browsing-topics",
    "camera",
    "display-capture",
    "geolocation",
    "gyroscope",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "usb",
    "xr-spatial-tracking",
)

DATA_POLICY = "default-src 'none'; base-uri 'none'; frame-ancestors 'none'"
"""The policy of what is no document: should a browser show it after all, it may do nothing. The
pages' longer one would be a tenth of what a change of the map weighs."""

DATA = b"application/json"


def content_security_policy(script_hashes: Iterable[str]) -> str:
    """Return the policy: everything from this server, scripts only from files.

    Args:
        script_hashes: Of the few inline scripts that Dash cannot do without, quoted as the
            policy wants them (`'sha256-…'`).
    """
    directives = {
        "default-src": "'none'",
        "script-src": " ".join(["'self'", *script_hashes]),
        # plotly.js sets style attributes on what it draws and adds rules for its own parts.
        "style-src": "'self' 'unsafe-inline'",
        # Charts are turned into pictures through data and blob addresses.
        "img-src": "'self' data: blob:",
        "font-src": "'self'",
        "connect-src": "'self'",
        "manifest-src": "'self'",
        "form-action": "'self'",
        "object-src": "'none'",
        "base-uri": "'none'",
        "frame-ancestors": "'none'",
    }
    return "; ".join(f"{name} {value}" for name, value in directives.items())


class SafetyHeaders:
    """Layer that adds the headers; the outermost, so that errors have them too.

    Args:
        app: What answers.
        policy: The content security policy.
        hsts: Whether every answer asks for TLS only; else those do that came over TLS.
    """

    def __init__(self, app: ASGIApp, policy: str, hsts: bool) -> None:
        refused = ", ".join(f"{feature}=()" for feature in REFUSED_FEATURES)
        self._app = app
        self._always_hsts = hsts
        everywhere = {
            "cross-origin-resource-policy": "same-origin",
            "referrer-policy": "same-origin",
            "x-content-type-options": "nosniff",
            "x-frame-options": "DENY",
        }
        self._for_pages = _encoded(
            everywhere
            | {
                "content-security-policy": policy,
                # Of windows, which only pages have.
                "cross-origin-opener-policy": "same-origin",
                "permissions-policy": f"{NEEDED_FEATURES}, {refused}",
            }
        )
        self._for_data = _encoded(everywhere | {"content-security-policy": DATA_POLICY})
        self._hsts = (b"strict-transport-security", f"max-age={TWO_YEARS}".encode())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        secure = [self._hsts] if self._always_hsts or scope.get("scheme") == "https" else []
        ours = {name for name, _ in [*self._for_pages, *secure]}

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                given = list(message.get("headers", ()))
                kept = [pair for pair in given if pair[0].lower() not in ours]
                added = self._for_data if _is_data(given) else self._for_pages
                message["headers"] = [*kept, *added, *secure]
            await send(message)

        await self._app(scope, receive, send_with_headers)


def _encoded(headers: Mapping[str, str]) -> list[tuple[bytes, bytes]]:
    return [(name.encode(), value.encode()) for name, value in headers.items()]


def _is_data(headers: Iterable[tuple[bytes, bytes]]) -> bool:
    return any(
        name.lower() == b"content-type" and value.startswith(DATA) for name, value in headers
    )

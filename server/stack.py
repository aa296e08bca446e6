"""The layers around the application, from the outside in, in one place."""

from collections.abc import Callable

from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.body_limit import RequestBodyLimitMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette_compress import CompressMiddleware, add_compress_type

from server.answers import Answers
from server.backend import CurrentRequest
from server.boundaries import MEDIA_TYPE
from server.callbacks import Callbacks
from server.dashboard import Dashboard
from server.failures import Failures
from server.following import Following, OneRelease, Source
from server.headers import SafetyHeaders, content_security_policy
from server.pages import catch_all
from server.protocol import HeadAsGet, NotModified
from server.questions import Questions
from server.refusal import error
from server.settings import Settings
from server.static import StaticFiles
from server.warm import WarmUp

KILOBYTE = 1_000
COMPRESSED_TOO = ("text/csv", "application/csvm+json")
"""Types of answers that are compressed besides those that the library knows."""

add_compress_type(MEDIA_TYPE)


def install(
    app: Dashboard,
    settings: Settings,
    release: Callable[[], str],
    source: Source | None = None,
) -> None:
    """Finish an application and put the layers around it.

    Call last: when the layout, all callbacks and all other routes are there.

    Args:
        app: The application.
        settings: How to run.
        release: Gives the release of the data that answers are computed from.
        source: Where these data come from, if they may change while the server runs.
    """
    app.prepare(settings.cache_dir)
    for media_type in COMPRESSED_TOO:
        add_compress_type(media_type)
    app.answers = Answers(settings.response_cache_mb)
    largest = settings.max_request_kb * KILOBYTE
    source = source or Source(release)
    layers = [
        *([_following(settings, source)] if settings.release_poll_seconds else []),
        *([Middleware(WarmUp)] if settings.warm_up else []),
        Middleware(
            SafetyHeaders, policy=content_security_policy(app.csp_hashes()), hsts=settings.hsts
        ),
        Middleware(Failures),
        Middleware(HeadAsGet),
        Middleware(CompressMiddleware, minimum_size=500, zstd_level=4, brotli_quality=4),
        Middleware(StaticFiles, resources=app.resources, cache=settings.cache_dir),
        Middleware(OneRelease, source=source),
        Middleware(NotModified),
        Middleware(
            Callbacks,
            questions=Questions(app.callback_map),
            is_pure=app.is_pure,
            answers=app.answers,
            release=release,
            largest=largest,
        ),
        Middleware(RequestBodyLimitMiddleware, max_body_size=largest),
        Middleware(CurrentRequest),
    ]
    server = app.server
    server.router.routes.append(catch_all(app))
    server.add_exception_handler(HTTPException, _http_error)
    server.user_middleware[:0] = layers


def _following(settings: Settings, source: Source) -> Middleware:
    return Middleware(Following, source=source, seconds=settings.release_poll_seconds)


def _http_error(request: Request, fault: Exception) -> Response:
    if not isinstance(fault, HTTPException):
        raise fault
    path = request.url.path[:100]
    response = error(fault.status_code, "path", path, None, f"{fault.detail}: {path}")
    response.headers.update(fault.headers or {})
    return response

"""The layers around the application, from the outside in, in one place."""

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from fastapi.routing import iter_route_contexts
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette_compress import CompressMiddleware, add_compress_type

from data.desk import Desk
from server.access.table import Table
from server.answers import Answers
from server.backend import CurrentRequest
from server.boundaries import MEDIA_TYPE
from server.callbacks import Callbacks
from server.dashboard import Dashboard
from server.failures import Failures
from server.following import Following, OneRelease, Source
from server.headers import SafetyHeaders, content_security_policy
from server.health import health
from server.kept import Kept
from server.loading import BodyLimits, loading
from server.memory import few_arenas
from server.observing import Observing
from server.pages import EVERY_OTHER, catch_all
from server.program import program
from server.protocol import HeadAsGet, NotModified
from server.questions import Questions
from server.refusal import error
from server.routes import route_of
from server.settings import Settings
from server.static import StaticFiles
from server.sub_path import WithoutSubPath, WithSubPath
from server.warm import WarmUp

if TYPE_CHECKING:
    from server.access.gate import Gate
    from server.metrics import Measures
    from server.mirroring import Mirror
    from server.shared_answers import SharedAnswers

KILOBYTE = 1_000
DATA_API = "/api/"
COMPRESSED_TOO = ("text/csv", "application/csvm+json")
"""Types of answers that are compressed besides those that the library knows."""

add_compress_type(MEDIA_TYPE)


def install(
    app: Dashboard,
    settings: Settings,
    *,
    release: Callable[[], str],
    source: Source | None = None,
    state: Callable[[], Mapping[str, Any]] | None = None,
    api: Iterable[str] = (),
    mirror: "Mirror | None" = None,
    edition: Callable[[], str] | None = None,
    desk: Desk | None = None,
) -> None:
    """Finish an application and put the layers around it.

    Call last: when the layout, all callbacks and all other routes are there.

    Args:
        app: The application.
        settings: How to run.
        release: Gives the release of the data that answers are computed from.
        source: Where these data come from, if they may change while the server runs.
        state: Gives what is known of the data in use; see `server.health`.
        api: Paths of the data API's routes.
        mirror: Follows the release store, where there is one.
        edition: Gives the name of everything that answers may depend on besides the question;
            the release where it is not said.
        desk: Where loads in the browser are; None where nobody loads there.
    """
    few_arenas()
    app.prepare(settings.cache_dir)
    for media_type in COMPRESSED_TOO:
        add_compress_type(media_type)
    version, edition = program(settings), edition or release
    app.answers = Answers(settings.response_cache_mb, _shared(settings, version))
    largest = settings.max_request_kb * KILOBYTE
    source = source or Source(release)
    measures = _measures(settings, state)
    prefix = settings.root_path
    pages = [page["path"] for page in app.pages()]
    gate = _gate(settings)
    layers = [
        *([Middleware(WithoutSubPath, prefix=prefix)] if prefix else []),
        Middleware(
            Observing,
            route_of=route_of(pages, api),
            release=release,
            log=settings.access_log,
            measures=measures,
        ),
        *([_following(settings, source, measures)] if settings.release_poll_seconds else []),
        *_mirroring(settings, mirror),
        *([Middleware(WarmUp, prefix=prefix)] if settings.warm_up else []),
        Middleware(
            SafetyHeaders, policy=content_security_policy(app.csp_hashes()), hsts=settings.hsts
        ),
        Middleware(Failures, home=f"{prefix}/"),
        Middleware(HeadAsGet),
        Middleware(CompressMiddleware, minimum_size=500, zstd_level=4, brotli_quality=5),
        *([_access(app, gate, pages)] if gate else []),
        Middleware(StaticFiles, resources=app.resources, cache=settings.cache_dir),
        Middleware(OneRelease, source=source),
        Middleware(
            NotModified,
            edition=edition,
            program=version,
            proxy_seconds=settings.proxy_cache_seconds,
        ),
        Middleware(
            Callbacks,
            questions=Questions(app.callback_map),
            is_pure=app.is_pure,
            right_of=app.right_of,
            answers=app.answers,
            release=edition,
            largest=largest,
        ),
        Middleware(Kept, below=DATA_API, answers=app.answers, edition=edition),
        Middleware(BodyLimits, largest=largest),
        *([Middleware(WithSubPath, prefix=prefix)] if prefix else []),
        Middleware(CurrentRequest),
    ]
    if gate is not None:
        from server.access.signing import signing  # noqa: PLC0415 - see _gate

        app.server.router.routes.extend(signing(gate))
        if desk is not None:
            app.server.router.routes.extend(loading(desk, gate.auditing))
    if state is not None:
        app.server.router.routes.extend(health(state))
    if measures is not None:
        app.backend.measure = measures.callback
        app.server.router.routes.append(_metrics_route(measures, settings))
    server = app.server
    server.router.routes.append(catch_all(app))
    server.add_exception_handler(HTTPException, _http_error)
    server.user_middleware[:0] = layers


def _shared(settings: Settings, version: str) -> "SharedAnswers | None":
    url = settings.cache_url.get_secret_value()
    if not url:
        return None
    from server.shared_answers import SharedAnswers  # noqa: PLC0415 - only where there is a Redis

    return SharedAnswers(url, version)


def _mirroring(settings: Settings, mirror: "Mirror | None") -> list[Middleware]:
    if mirror is None or not settings.release_poll_seconds:
        return []
    # It reads and writes releases; a server without a store needs none of it.
    from server.mirroring import Mirroring  # noqa: PLC0415

    return [Middleware(Mirroring, mirror=mirror, seconds=settings.release_poll_seconds)]


def _gate(settings: Settings) -> "Gate | None":
    if not settings.sign_in:
        return None
    # Its libraries take a third of a second to import, and are imported only where they are used.
    from server.access.gate import Gate  # noqa: PLC0415

    return Gate(settings)


def _access(app: Dashboard, gate: "Gate", pages: Iterable[str]) -> Middleware:
    from server.access.layer import Access  # noqa: PLC0415 - see _gate

    return Middleware(Access, gate=gate, table=Table([*registered(app), *pages]))


def registered(app: Dashboard) -> dict[str, set[str]]:
    """Return the methods of every route, by its path with parameters in braces."""
    found: dict[str, set[str]] = {}
    for route in iter_route_contexts(app.server.router.routes):
        path = getattr(route, "path", None)
        if path and path != EVERY_OTHER:
            found.setdefault(path, set()).update(getattr(route, "methods", None) or {"*"})
    return found


def _following(settings: Settings, source: Source, measures: "Measures | None") -> Middleware:
    return Middleware(
        Following,
        source=source,
        seconds=settings.release_poll_seconds,
        after=None if measures is None else measures.released,
    )


def _measures(
    settings: Settings, state: Callable[[], Mapping[str, Any]] | None
) -> "Measures | None":
    if not settings.metrics or state is None:
        return None
    # Its library is imported only where it is used.
    from server.metrics import Measures  # noqa: PLC0415

    return Measures(state)


def _metrics_route(measures: "Measures", settings: Settings) -> Route:
    from server.metrics import metrics  # noqa: PLC0415

    return metrics(measures, settings.metrics_token)


def _http_error(request: Request, fault: Exception) -> Response:
    if not isinstance(fault, HTTPException):
        raise fault
    path = request.url.path[:100]
    response = error(fault.status_code, "path", path, None, f"{fault.detail}: {path}")
    response.headers.update(fault.headers or {})
    return response

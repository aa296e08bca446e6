"""The dashboard: `python app.py` serves it, `app:server` is what an ASGI host runs.

Nothing is read or built when this module is imported: `create_app` does that, and `server` is
created on first use.
"""

import sys
from dataclasses import asdict
from typing import TYPE_CHECKING

from fastapi import FastAPI

from server import logs
from server.boundaries import boundaries
from server.dashboard import Dashboard
from server.following import Source
from server.settings import ROOT, Settings, SettingsError, load_settings
from server.stack import install

if TYPE_CHECKING:
    from api.exports.making import Limits
    from data.desk import Desk
    from data.store import Store
    from server.mirroring import Mirror

MEGABYTE = 1_000_000
API = "/api/v1"
EXPORTS = "/exports"
TITLE = "Met Business Plan dashboard"


def create_app(settings: Settings | None = None) -> Dashboard:
    """Load the data and build the application.

    Several applications may live in one process; they share the data, which is loaded once.

    Args:
        settings: How to run; read from the environment when not given.

    Returns:
        The Dash application; its `server` attribute is the ASGI application.

    Raises:
        DataFileError: a data file breaks a rule; names file, row, column, value and rule.
        SettingsError: a setting cannot be used.
    """
    # Here, so that importing this module costs next to nothing.
    from api import create_router  # noqa: PLC0415
    from api.exports.router import create_router as exports  # noqa: PLC0415
    from components import access, marking, shell  # noqa: PLC0415
    from data import desk, engine, store  # noqa: PLC0415

    settings = settings or load_settings()
    engine.configure(
        settings.engine_url.get_secret_value(),
        connect=settings.engine_connect_seconds,
        answer=settings.engine_answer_seconds,
        everything=settings.engine_tables == "all",
    )
    store.configure(settings.data_dir)
    mirror = _mirror(settings)
    store.get_store()
    marking.configure(settings.marking)
    access.configure(signing_in=settings.sign_in)
    desk.configure(_desk(settings) if settings.sign_in else None)
    app = build(settings.root_path, signing_in=settings.sign_in)
    app.layout = shell.layout
    shell.register_callbacks(app)
    router = create_router(store.get_store)
    app.server.include_router(router, prefix=API)
    files = exports(store.get_store, _limits(settings), public_url=settings.public_url)
    app.server.include_router(files, prefix=EXPORTS)
    app.server.router.routes.append(boundaries(lambda: _boundaries(store.get_store())))
    paths = [
        root + getattr(route, "path", "")
        for root, routes in ((API, router), (EXPORTS, files))
        for route in routes.routes
    ]
    install(
        app,
        settings,
        release=_release,
        source=_source(),
        state=_state,
        api=paths,
        mirror=mirror,
        edition=_edition,
        desk=desk.current(),
    )
    return app


def _mirror(settings: Settings) -> "Mirror | None":
    """Take over what the release store has, where there is one, and return what follows it."""
    from data.releases import shared  # noqa: PLC0415

    shared.configure(settings.release_store)
    release_store = shared.followed()
    if release_store is None:
        return None
    from server.mirroring import Mirror  # noqa: PLC0415

    mirror = Mirror(settings.data_dir, release_store)
    mirror.first_look()
    return mirror


def _limits(settings: Settings) -> "Limits":
    from api.exports.making import Limits  # noqa: PLC0415

    return Limits(
        at_once=settings.exports_at_once,
        waiting=settings.exports_waiting,
        seconds=settings.export_seconds,
        largest_mb=settings.export_max_mb,
        kept_mb=settings.export_cache_mb,
    )


def _release() -> str:
    from data import store  # noqa: PLC0415

    return store.get_store().release


def _edition() -> str:
    from data import store  # noqa: PLC0415

    return store.get_store().edition


def _source() -> Source:
    from data import store  # noqa: PLC0415

    def take_up() -> str:
        origin = store.reload().origin
        return origin.id if origin else ""

    return Source(_release, store.hold, store.changed, take_up, store.let_go)


def _state() -> dict[str, object]:
    from data import engine, store  # noqa: PLC0415
    from data.as_at import newest_data  # noqa: PLC0415
    from data.releases import shared  # noqa: PLC0415

    loaded, fault = store.get_store(), store.refused()
    release_store = shared.followed()
    return {
        "release": loaded.origin.id if loaded.origin else "",
        "content": loaded.release,
        "made": loaded.origin.made.timestamp() if loaded.origin else 0.0,
        "newest_month": str(newest_data(loaded)),
        "refused": None if fault is None else str(fault),
        "engine": engine.engine_of(loaded).trouble,
        "store": None
        if release_store is None
        else asdict(shared.state.read(store.configured_directory(), release_store.shown)),
    }


def _boundaries(loaded: "Store") -> dict[str, bytes]:
    wards = {f"wards-{code}": shapes.geojson for code, shapes in loaded.wards.items()}
    return {"boroughs": loaded.boundaries.boroughs, "bcus": loaded.boundaries.bcus, **wards}


def _desk(settings: Settings) -> "Desk":
    from data.desk import Desk, Limits  # noqa: PLC0415

    return Desk(
        settings.access_dir / "jobs",
        settings.data_dir,
        settings.audit_place,
        Limits(
            upload_bytes=settings.max_upload_mb * MEGABYTE,
            memory_bytes=settings.load_memory_mb * MEGABYTE,
            seconds=settings.load_minutes * 60,
        ),
        store=settings.release_store,
        engine=settings.engine_publish_url.get_secret_value(),
    )


def build(prefix: str = "", *, signing_in: bool = False) -> Dashboard:
    """Build the application with its pages, but without layout, data and outer layers.

    Args:
        prefix: The sub-path under which readers see it, as `/dashboard`.
        signing_in: Whether readers sign in; pages then bring the scripts for it.
    """
    from components.figures.drawing import TRACES  # noqa: PLC0415

    return Dashboard(
        "app",
        title=TITLE,
        assets=ROOT / "assets",
        pages=ROOT / "pages",
        prefix=prefix,
        left_out=() if signing_in else ("access",),
        traces=TRACES,
    )


def __getattr__(name: str) -> FastAPI:
    """Create `server` on first use, so that importing this module reads nothing."""
    if name != "server":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from data.errors import DataFileError  # noqa: PLC0415

    try:
        settings = load_settings()
        logs.configure(settings.log_level, settings.log_format)
        server: FastAPI = create_app(settings).server
    except (DataFileError, SettingsError) as error:
        # An ASGI host would print a trace; what is wrong is in the file or the setting.
        print(f"The dashboard cannot start: {error}", file=sys.stderr)
        raise SystemExit(1) from None
    except AttributeError as error:
        # The host would take it for "no such attribute" and hide where it comes from.
        raise RuntimeError(f"Building the application failed: {error}") from error
    globals()["server"] = server
    return server


if __name__ == "__main__":
    from server.run import main

    main()

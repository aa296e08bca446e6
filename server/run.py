"""Start and stop: hold the port, check the data, serve with uvicorn until told to stop."""

import contextlib
import os
import signal
import socket
import sys
import tempfile
from collections.abc import Iterator
from multiprocessing import get_context
from pathlib import Path
from types import FrameType
from typing import NoReturn

import uvicorn
from uvicorn.importer import import_from_string
from uvicorn.supervisors import Multiprocess

from server.settings import Settings, SettingsError, load_settings
from server.whole_answers import WholeAnswers

APPLICATION = "app:server"
SHARED_MEASURES = "PROMETHEUS_MULTIPROC_DIR"
HEALTH_CHECK_SECONDS = 60
STOPPED, CANNOT_START, BAD_SETTING = 0, 1, 2


def main() -> None:
    """Serve the dashboard as the settings say; returns when it has been stopped.

    Exit status: 0 stopped, 1 the port is taken or the data cannot be used, 2 a bad setting.
    """
    for number in (signal.SIGINT, signal.SIGTERM):
        # Uvicorn finishes what is under way, then raises the signal again.
        signal.signal(number, _stop)
    try:
        settings = load_settings()
    except SettingsError as error:
        _exit(BAD_SETTING, str(error))
    listener = _bind(settings)
    if settings.workers > 1:
        _serve_with_several(settings, listener)
    else:
        _serve_with_one(settings, listener)


def _serve_with_one(settings: Settings, listener: socket.socket) -> None:
    config = _config(settings, import_from_string(APPLICATION))
    _announce(settings)
    uvicorn.Server(config).run(sockets=[listener])


def _serve_with_several(settings: Settings, listener: socket.socket) -> None:
    # Tried once beforehand, in a process of its own: what is wrong with the data is then said
    # once, and this process, which only watches the others, stays small.
    trial = get_context("spawn").Process(target=import_from_string, args=(APPLICATION,))
    trial.start()
    trial.join()
    if trial.exitcode:
        raise SystemExit(CANNOT_START)
    config = _config(settings, APPLICATION)
    _announce(settings)
    with _shared_measures(settings):
        Multiprocess(config, sockets=[listener]).run()


@contextlib.contextmanager
def _shared_measures(settings: Settings) -> Iterator[None]:
    """Give the processes a directory in which their measures come together."""
    if not settings.metrics or os.environ.get(SHARED_MEASURES):
        yield
        return
    # Memory rather than a disk: it cannot be full, and nothing of it is worth keeping.
    memory = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108 - made by mkdtemp in it
    with tempfile.TemporaryDirectory(prefix="measures-", dir=memory) as place:
        os.environ[SHARED_MEASURES] = place
        yield


def _config(settings: Settings, application: object) -> uvicorn.Config:
    debug = settings.log_level == "debug"
    return uvicorn.Config(
        application,  # type: ignore[arg-type]
        host=settings.host,
        port=settings.port,
        workers=settings.workers,
        log_level="debug" if debug else "warning",
        # Uvicorn's own has addresses and query strings; the product's has neither.
        access_log=False,
        log_config=None,
        proxy_headers=True,
        forwarded_allow_ips=settings.trusted_proxies,
        server_header=False,
        http=WholeAnswers,
        ws="none",
        # A reader looks at a page for longer than uvicorn's five seconds before the next click.
        timeout_keep_alive=75,
        timeout_graceful_shutdown=settings.shutdown_seconds,
        # A busy process is no dead one: uvicorn would kill it, with all that it answers, when it
        # has not said within five seconds that it lives.
        timeout_worker_healthcheck=HEALTH_CHECK_SECONDS,
    )


def _announce(settings: Settings) -> None:
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    address = f"http://{host}:{settings.port}"
    print(f"Met Business Plan dashboard: {address} (Ctrl+C stops it)", flush=True)


def _bind(settings: Settings) -> socket.socket:
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    listener = socket.socket(family=family)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((settings.host, settings.port))
    except OSError as error:
        _exit(
            CANNOT_START,
            f"Cannot listen on HOST={settings.host} PORT={settings.port}: "
            f"{error.strerror or error}. If another program uses the port, stop it or set PORT "
            "to another.",
        )
    listener.set_inheritable(True)
    return listener


def _stop(_number: int, _frame: FrameType | None) -> NoReturn:
    raise SystemExit(STOPPED)


def _exit(status: int, message: str) -> NoReturn:
    print(f"{Path(sys.argv[0]).name}: {message}", file=sys.stderr)
    raise SystemExit(status)

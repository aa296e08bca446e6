"""Start and stop: bind the port, check the data, serve with uvicorn until told to stop."""

import socket
import sys
from pathlib import Path
from typing import NoReturn

import uvicorn
from uvicorn.importer import import_from_string
from uvicorn.supervisors import Multiprocess

from server.settings import Settings, SettingsError, load_settings

APPLICATION = "app:server"
BAD_SETTING, CANNOT_START = 2, 1


def main() -> None:
    """Serve the dashboard as the settings say; returns when it has been stopped.

    Exit status: 0 stopped, 1 the port is taken or the data cannot be used, 2 a bad setting.
    """
    try:
        settings = load_settings()
    except SettingsError as error:
        _exit(BAD_SETTING, str(error))
    listener = _bind(settings)
    serve(settings, listener)


def serve(settings: Settings, listener: socket.socket) -> None:
    """Serve on an already bound socket, with one process or several."""
    # Loaded here even if other processes will serve: what is wrong with the data is then said
    # once, clearly, before anything listens.
    application = import_from_string(APPLICATION)
    several = settings.workers > 1
    config = uvicorn.Config(
        APPLICATION if several else application,
        host=settings.host,
        port=settings.port,
        workers=settings.workers,
        log_level="debug" if settings.log_level == "debug" else "warning",
        access_log=settings.log_level == "debug",
        proxy_headers=True,
        forwarded_allow_ips=settings.trusted_proxies,
        server_header=False,
        ws="none",
        timeout_graceful_shutdown=settings.shutdown_seconds,
    )
    listener.listen(config.backlog)
    print(f"Met Business Plan dashboard: {_url(settings)} (Ctrl+C stops it)", flush=True)
    if several:
        Multiprocess(config, sockets=[listener]).run()
    else:
        uvicorn.Server(config).run(sockets=[listener])


def _bind(settings: Settings) -> socket.socket:
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    listener = socket.socket(family=family)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((settings.host, settings.port))
    except OSError as error:
        _exit(
            CANNOT_START,
            f"Cannot listen on {settings.host} port {settings.port}: {error.strerror}. "
            "Stop the program that uses it, or set PORT (and HOST) to something else.",
        )
    listener.set_inheritable(True)
    return listener


def _url(settings: Settings) -> str:
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    return f"http://{host}:{settings.port}"


def _exit(status: int, message: str) -> NoReturn:
    print(f"{Path(sys.argv[0]).name}: {message}", file=sys.stderr)
    raise SystemExit(status)

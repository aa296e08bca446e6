"""Starts the server as an operator does, in processes of its own."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection

from server.settings import ROOT

PATIENCE = 180


def free_port() -> int:
    """Return a port that nothing listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


def environment(**settings: object) -> dict[str, str]:
    """The environment with settings, each as text."""
    given = {"WORKERS": 1, "WARM_UP": "false", "ACCESS_LOG": "false", **settings}
    return {**os.environ, **{name: str(value) for name, value in given.items()}}


@contextmanager
def serving(*command: str, **settings: object) -> Iterator[subprocess.Popen[str]]:
    """Run a server until the block ends; it answers when the block begins."""
    process = subprocess.Popen(
        [sys.executable, *command],
        cwd=ROOT,
        env=environment(**settings),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        wait_until(lambda: answers(int(str(settings["PORT"]))) or process.poll() is not None)
        yield process
    finally:
        process.terminate()
        try:
            process.communicate(timeout=PATIENCE)
        finally:
            process.kill()


def answers(port: int) -> bool:
    """Tell whether a server answers."""
    try:
        return get(port, "/about")[0] in {200, 303, 404}
    except OSError:
        return False


def get(port: int, path: str) -> tuple[int, bytes]:
    """Return status and body."""
    connection = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    try:
        connection.request("GET", path)
        response = connection.getresponse()
        return response.status, response.read()
    finally:
        connection.close()


def wait_until(condition: object) -> None:
    """Wait until a function gives something true."""
    assert callable(condition)
    end = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.05)

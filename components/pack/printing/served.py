"""The product, served by itself on a free port of this machine while packs are printed."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Final
from urllib.error import URLError
from urllib.request import urlopen

from components.pack.printing.errors import PrintingError

ROOT: Final = Path(__file__).resolve().parents[3]
HOST: Final = "127.0.0.1"
PATIENCE: Final = 60.0
"""Seconds in which the server starts, and in which it stops."""


@contextmanager
def served() -> Iterator[str]:
    """The address of the product, until the block ends.

    Settings (data, marking) are those of this process; the port and the number of processes are
    not. Nobody but this machine reaches it.

    Raises:
        PrintingError: the server does not start; says what it said.
    """
    port = _free_port()
    settings = {"HOST": HOST, "PORT": str(port), "WORKERS": "1", "WARM_UP": "false"}
    # Whoever may start it may read the data, and nobody could sign in.
    settings |= {"SIGN_IN": "false"}
    # What it says goes into a file: a pipe that nobody reads is full some day, and stops it.
    with tempfile.TemporaryFile("w+", encoding="utf-8") as said:
        process = subprocess.Popen(  # noqa: S603 - this product's own program
            [*_until_we_end(), sys.executable, str(ROOT / "app.py")],
            cwd=ROOT,
            env={**os.environ, **settings, "LOG_LEVEL": "warning"},
            stdout=subprocess.DEVNULL,
            stderr=said,
        )
        address = f"http://{HOST}:{port}"
        try:
            _wait_for(address, process, said)
            yield address
        finally:
            process.terminate()
            try:
                process.wait(timeout=PATIENCE)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _until_we_end() -> list[str]:
    """What makes a program end with this one, even if this one is killed; where there is such."""
    setpriv = shutil.which("setpriv")
    return [setpriv, "--pdeathsig", "TERM", "--"] if setpriv else []


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind((HOST, 0))
        port: int = listener.getsockname()[1]
        return port


def _wait_for(address: str, process: subprocess.Popen[bytes], said: IO[str]) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if process.poll() is not None:
            said.seek(0)
            raise PrintingError(f"The dashboard does not start: {said.read().strip()}")
        try:
            urlopen(f"{address}/api/v1/areas", timeout=5).close()  # noqa: S310 - this machine
        except (URLError, TimeoutError):
            time.sleep(0.1)
        else:
            return
    raise PrintingError(f"The dashboard does not answer within {PATIENCE:.0f} seconds.")

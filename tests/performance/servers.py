"""The product and the plain Dash page, each in one process of its own; its memory."""

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from server.settings import ROOT
from tests.app.processes import environment, free_port

PATIENCE = 60
POLL = 0.01
QUIET = 1.0
"""Seconds without work after which a server is taken to have warmed up."""

AS_SERVED = {"HOST": "127.0.0.1", "WORKERS": 1, "WARM_UP": "true"}
PRODUCT = ("app.py",)
PLAIN = ("-m", "tests.performance.plain_app")


@dataclass(frozen=True)
class Server:
    """A running server.

    Attributes:
        port: Where it listens.
        pid: Its process.
        seconds: From the start of the process to the first answer.
    """

    port: int
    pid: int
    seconds: float

    @property
    def address(self) -> str:
        """Its address."""
        return f"http://127.0.0.1:{self.port}"

    def megabytes(self) -> float:
        """Return its memory: what its process holds, shared pages counted in part (PSS)."""
        text = Path(f"/proc/{self.pid}/smaps_rollup").read_text(encoding="ascii")
        lines = dict(line.split(":", 1) for line in text.splitlines()[1:])
        return int(lines["Pss"].split()[0]) * 1024 / 1e6

    def wait_until_quiet(self) -> None:
        """Wait until it does nothing, so that its warm-up is over."""
        end = time.monotonic() + PATIENCE
        before, since = self._work(), time.monotonic()
        while time.monotonic() < min(end, since + QUIET):
            time.sleep(POLL * 10)
            if (now := self._work()) > before:
                before, since = now, time.monotonic()

    def _work(self) -> int:
        """Return the processor time it has used, in clock ticks."""
        text = Path(f"/proc/{self.pid}/stat").read_text(encoding="ascii")
        fields = text.rpartition(")")[2].split()
        return int(fields[11]) + int(fields[12])


@contextmanager
def serving(command: tuple[str, ...], **settings: object) -> Iterator[Server]:
    """Run a server in one process until the block ends; it answers when the block begins."""
    port = free_port()
    begun = time.monotonic()
    process = subprocess.Popen(
        [sys.executable, *command],
        cwd=ROOT,
        # As readers find it, and not as tests do: it has drawn every page once.
        env=environment(**{**AS_SERVED, "PORT": port, **settings}),
        stdout=subprocess.DEVNULL,
    )
    try:
        while not _answers(port):
            if process.poll() is not None or time.monotonic() > begun + PATIENCE:
                raise RuntimeError(f"{' '.join(command)} does not answer")
            time.sleep(POLL)
        yield Server(port, process.pid, time.monotonic() - begun)
    finally:
        process.terminate()
        try:
            process.wait(PATIENCE)
        finally:
            process.kill()


def _answers(port: int) -> bool:
    connection = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    try:
        connection.request("GET", "/crime-trends")
        return connection.getresponse().status < 500
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()

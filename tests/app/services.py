"""Programs of others that stand around the dashboard, on loopback: Redis and HAProxy."""

import os
import shutil
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from redis import Redis
from redis.exceptions import RedisError

from server.settings import ROOT
from tests.app.processes import PATIENCE, free_port, wait_until

DEPLOY = ROOT / "deploy"
DAEMONS = "/usr/sbin:/sbin"


def program(name: str) -> str:
    """Return the path of a program.

    Raises:
        RuntimeError: it is not installed.
    """
    found = shutil.which(name, path=f"{os.environ['PATH']}:{DAEMONS}")
    if found is None:
        raise RuntimeError(f"{name} is not installed; .ci/install-services does it")
    return found


class RedisServer:
    """A Redis that keeps nothing on disk.

    Args:
        port: Where it listens.
    """

    def __init__(self, port: int) -> None:
        self.port = port
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """Its address."""
        return f"redis://127.0.0.1:{self.port}/0"

    def start(self) -> None:
        """Start it, empty, and wait until it answers."""
        options = {"--save": "", "--appendonly": "no", "--bind": "127.0.0.1", "--dir": "/"}
        given = [part for pair in options.items() for part in pair]
        self.process = subprocess.Popen(
            [program("redis-server"), "--port", str(self.port), *given],
            stdout=subprocess.DEVNULL,
        )
        wait_until(self.answers)

    def client(self) -> Redis:
        """Return a client of it."""
        return Redis(port=self.port, socket_timeout=5)

    def answers(self) -> bool:
        """Tell whether it answers."""
        try:
            with self.client() as client:
                return bool(client.ping())
        except RedisError:
            return False

    def hold(self) -> None:
        """Let it take connections and answer nothing."""
        assert self.process is not None
        self.process.send_signal(signal.SIGSTOP)

    def go_on(self) -> None:
        """Let it answer again."""
        assert self.process is not None
        self.process.send_signal(signal.SIGCONT)

    def stop(self) -> None:
        """End it."""
        if self.process is not None:
            self.process.kill()
            self.process.wait(PATIENCE)
            self.process = None


@contextmanager
def redis_server() -> Iterator[RedisServer]:
    """Run a Redis until the block ends."""
    server = RedisServer(free_port())
    server.start()
    try:
        yield server
    finally:
        server.stop()


def haproxy_configuration(port: int, instances: list[int], connections: int) -> str:
    """Return the example of `deploy/`, on loopback, for these instances."""
    text = (DEPLOY / "haproxy.cfg").read_text(encoding="utf-8")
    lines = []
    for line in text.splitlines():
        words = line.split()
        if words[:1] == ["bind"]:
            lines.append(f"    bind 127.0.0.1:{port}")
        elif words == ["maxconn", "8000"]:
            # The system may allow fewer files than where it is meant for.
            lines.append(f"    maxconn {connections}")
        elif words[:1] == ["server-template"]:
            lines += [
                f"    server dashboard{place} 127.0.0.1:{each} check"
                for place, each in enumerate(instances, 1)
            ]
        elif words[:1] not in (["resolvers"], ["parse-resolv-conf"], ["hold"]):
            lines.append(line)
    return "\n".join([*lines, ""])


@contextmanager
def haproxy(place: Path, instances: list[int], connections: int = 500) -> Iterator[int]:
    """Run HAProxy before these instances until the block ends; gives its port.

    Args:
        place: A directory for its configuration.
        instances: The ports of the instances.
        connections: How many readers it takes at a time.
    """
    port = free_port()
    file = place / f"haproxy-{port}.cfg"
    file.write_text(haproxy_configuration(port, instances, connections), encoding="utf-8")
    process = subprocess.Popen([program("haproxy"), "-db", "-f", str(file)])
    try:
        wait_until(lambda: _ready(port) or process.poll() is not None)
        assert process.poll() is None, "HAProxy does not start"
        yield port
    finally:
        process.terminate()
        try:
            process.wait(PATIENCE)
        finally:
            process.kill()


def _ready(port: int) -> bool:
    connection = HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/healthz")
        return connection.getresponse().status == 200
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()

"""A real PostgreSQL server for tests, in a directory of its own, on a free port."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from pathlib import Path
from urllib.parse import quote

USER, PASSWORD, DATABASE = "dashboard", "a secret: p@ss/word", "figures"
ACCOUNT = "nobody"
"""Whom the server runs as where the tests run as root, which it refuses."""


def program(name: str) -> str:
    """Return the path of one of PostgreSQL's programs; Debian keeps them beside the path."""
    found = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))
    path = str(found[-1]) if found else shutil.which(name)
    if path is None:
        message = "PostgreSQL is missing: run .ci/install-postgresql (Debian: postgresql)."
        raise RuntimeError(message)
    return path


def free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        port: int = listening.getsockname()[1]
        return port


class Server:
    """A server that can be stopped, started again and made to hang."""

    def __init__(self) -> None:
        self.port = free_port()
        self._place = Path(tempfile.mkdtemp(prefix="postgresql-"))
        self._account = ACCOUNT if os.getuid() == 0 else None
        if self._account is not None:
            shutil.chown(self._place, self._account)
        secret = self._place / "password"
        secret.write_text(PASSWORD)
        secret.chmod(0o644)
        self._run(
            program("initdb"),
            *("-D", str(self._data), "-U", USER, f"--pwfile={secret}", "-E", "UTF8"),
            *("--locale=C", "-A", "scram-sha-256", "--no-sync"),
        )
        self._server: subprocess.Popen[bytes] | None = None
        self.start()
        self.execute(f"CREATE DATABASE {DATABASE}", database="postgres")

    @property
    def _data(self) -> Path:
        return self._place / "data"

    @property
    def pid(self) -> int:
        """The process that starts all others of it."""
        assert self._server is not None
        return self._server.pid

    @property
    def url(self) -> str:
        return f"postgresql://{USER}:{quote(PASSWORD, safe='')}@127.0.0.1:{self.port}/{DATABASE}"

    def start(self) -> None:
        settings = {
            "listen_addresses": "127.0.0.1",
            "port": self.port,
            "unix_socket_directories": self._place,
            "fsync": "off",
            "max_connections": 40,
        }
        options = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
        self._server = subprocess.Popen(
            [program("postgres"), "-D", str(self._data), *options],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd=self._place,
            user=self._account,
            start_new_session=True,
        )
        until = time.monotonic() + 60
        while not self._ready():
            if time.monotonic() > until or self._server.poll() is not None:
                message = "PostgreSQL did not start"
                raise RuntimeError(message)
            time.sleep(0.05)

    def stop(self) -> None:
        if self._server is not None:
            self._server.send_signal(signal.SIGINT)
            self._server.wait(30)
            self._server = None

    def freeze(self) -> None:
        """Stop every process of it in its tracks: it accepts, and never answers."""
        self._signal(signal.SIGSTOP)

    def thaw(self) -> None:
        self._signal(signal.SIGCONT)

    def remove(self) -> None:
        if self._server is not None:
            self.thaw()
        self.stop()
        shutil.rmtree(self._place, ignore_errors=True)

    def execute(self, statement: str, *, database: str = DATABASE) -> list[tuple[object, ...]]:
        import psycopg  # noqa: PLC0415

        with psycopg.connect(
            host="127.0.0.1",
            port=self.port,
            user=USER,
            password=PASSWORD,
            dbname=database,
            autocommit=True,
        ) as connection:
            cursor = connection.execute(statement.encode())
            return cursor.fetchall() if cursor.description else []

    def _ready(self) -> bool:
        done = subprocess.run(
            [program("pg_isready"), "-q", "-h", "127.0.0.1", "-p", str(self.port)], check=False
        )
        return done.returncode == 0

    def _signal(self, number: signal.Signals) -> None:
        children = Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text()
        for process in (self.pid, *map(int, children.split())):
            os.kill(process, number)

    def _run(self, *command: str) -> None:
        subprocess.run(
            command,
            check=True,
            stdout=subprocess.DEVNULL,
            cwd=self._place,
            user=self._account,
        )

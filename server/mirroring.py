"""A server follows the release store: what was published there comes into its data directory.

One process of a server does the work, whichever holds the lock; when it ends, another takes over.
All of them take the release up from the data directory, as ever (`server.following`). A store that
is out of reach, slow or damaged is written down once, in the log and in the data directory, where
every process finds it for `/readyz`; the last good release keeps serving.
"""

import asyncio
import contextlib
import fcntl
import logging
import threading
from collections.abc import Callable
from pathlib import Path
from typing import IO

from starlette.types import ASGIApp

from data.errors import DataFileError
from data.releases import ReleaseError, StoreError, shared
from data.releases.model import DIRECTORY
from data.releases.shared import ReleaseStore, state
from server.beside import Beside

LOG = logging.getLogger("server")
LOCK = ".following"
PATIENCE = 10.0
"""Seconds after which a store that does not answer counts as out of reach."""


class Mirror:
    """Looks at the store for one data directory.

    Args:
        directory: The data directory.
        store: The store that it follows.
    """

    def __init__(self, directory: Path, store: ReleaseStore) -> None:
        self._directory = directory
        self._store = store
        self._lock: IO[str] | None = None
        self._thread: threading.Thread | None = None
        self._fault: str | None = None

    def first_look(self, patience: float = PATIENCE) -> None:
        """Take over what was published before the server begins; wait no longer than `patience`."""
        self._begin()
        self._wait(patience)

    def look(self, patience: float = PATIENCE) -> None:
        """Take over what is new, if this process is the one to do it."""
        if not self._is_mine():
            return
        if self._thread is None or not self._thread.is_alive():
            self._begin()
        self._wait(patience)

    def _begin(self) -> None:
        # A store that hangs must hang nothing else, the end of the process included.
        self._thread = threading.Thread(target=self._catch_up, daemon=True)
        self._thread.start()

    def _wait(self, patience: float) -> None:
        assert self._thread is not None  # noqa: S101 - it was begun
        self._thread.join(patience)
        if self._thread.is_alive():
            fault = f"the release store {self._store.shown} does not answer"
            state.note(self._directory, self._store.shown, fault=fault)
            self._say(fault)

    def _catch_up(self) -> None:
        try:
            shared.catch_up(self._directory, self._store)
        except (StoreError, ReleaseError, DataFileError, OSError) as error:
            self._say(str(error))
        except Exception:
            LOG.exception("The release store cannot be followed")
        else:
            self._say(None)

    def _say(self, fault: str | None) -> None:
        """Write down what changed."""
        before, self._fault = self._fault, fault
        if fault is not None and fault != before:
            LOG.error("The last good release keeps serving: %s", fault)
        elif fault is None and before is not None:
            LOG.info("The release store %s is in order again", self._store.shown)

    def _is_mine(self) -> bool:
        """Tell whether this process does the work; the first that asks does, until it ends."""
        if self._lock is not None:
            return True
        with contextlib.suppress(OSError):
            place = self._directory / DIRECTORY
            place.mkdir(exist_ok=True)
            lock = (place / LOCK).open("w")
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                lock.close()
            else:
                self._lock = lock
        return self._lock is not None

    def close(self) -> None:
        """Leave the work to another process."""
        if self._lock is not None:
            self._lock.close()
            self._lock = None


class Mirroring(Beside):
    """Layer that looks at the release store while the server runs.

    Args:
        app: What answers.
        mirror: Looks.
        seconds: Time between two looks.
    """

    def __init__(self, app: ASGIApp, mirror: Mirror, seconds: float) -> None:
        super().__init__(app)
        self._mirror = mirror
        self._seconds = seconds

    async def work(self) -> None:
        """Look, again and again."""
        look: Callable[[], None] = self._mirror.look
        try:
            while True:
                await asyncio.sleep(self._seconds)
                await asyncio.to_thread(look)
        finally:
            self._mirror.close()

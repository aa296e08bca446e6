"""The data in use: the current release of the configured directory, loaded once, read-only."""

from __future__ import annotations

import contextlib
import logging
import os
import threading
from collections.abc import Iterator
from contextvars import ContextVar
from dataclasses import replace
from pathlib import Path

from data.catalogue import CATALOGUE
from data.catalogue.model import Dataset
from data.engine.use import in_use
from data.errors import DataFileError
from data.releases.model import Release
from data.releases.pointer import Stamp, stamp
from data.releases.reading import current, earlier, known, verify
from data.store_loading import domains_of, load_table, load_tables, try_snapshot
from data.store_model import Store, Tables

__all__ = [
    "DEFAULT_DIRECTORY",
    "Store",
    "Tables",
    "changed",
    "clear",
    "configure",
    "configured_directory",
    "domains_of",
    "get_store",
    "hold",
    "let_go",
    "load_release",
    "load_store",
    "load_table",
    "load_tables",
    "refused",
    "reload",
    "try_snapshot",
]

LOG = logging.getLogger("data")
DEFAULT_DIRECTORY = Path(__file__).resolve().parent / "files"
DIRECTORY_VARIABLE = "DATA_DIR"


def load_store(directory: Path, catalogue: tuple[Dataset, ...] = CATALOGUE) -> Store:
    """Load the current release of a data directory: its own tables where none was loaded later.

    Args:
        directory: The data directory.
        catalogue: The entries; those of the product unless a test declares others.

    Raises:
        DataFileError: A file is missing, breaks a rule or is not as it was published; nothing is
            loaded.
    """
    return load_release(directory, current(directory), catalogue)


def load_release(
    directory: Path, release: Release, catalogue: tuple[Dataset, ...] = CATALOGUE
) -> Store:
    """Load one release of a data directory.

    Raises:
        DataFileError: A file is missing, breaks a rule or is not as it was published; nothing is
            loaded.
    """
    verify(release)
    store = load_tables(release.path, catalogue, fallback=directory)
    loaded = replace(store, origin=release, known=known(directory))
    if in_use().everything:
        from data.engine.block import on_engine  # noqa: PLC0415 - only where it is asked for

        return on_engine(loaded)
    return loaded


class _InUse:
    """The store in use and the directory it comes from; guarded by a lock.

    Attributes:
        refused: Why the release that counts is not in use; None where it is.
        seen: The state of the directory's pointer when the store was loaded.
    """

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.directory: Path | None = None
        self.store: Store | None = None
        self.refused: DataFileError | None = None
        self.seen: Stamp = None


_in_use = _InUse()
_held: ContextVar[Store | None] = ContextVar("held", default=None)


def configured_directory() -> Path:
    """Return the data directory: as configured, or `DATA_DIR`, or the bundled files."""
    return _in_use.directory or Path(os.environ.get(DIRECTORY_VARIABLE) or DEFAULT_DIRECTORY)


def configure(directory: Path | str | None) -> None:
    """Use another data directory from now on; None for `DATA_DIR` or the bundled files."""
    with _in_use.lock:
        _in_use.directory = None if directory is None else Path(directory)
        _in_use.store = None


def clear() -> None:
    """Forget the loaded data; the next question loads them anew."""
    with _in_use.lock:
        _in_use.store = None


def reload() -> Store:
    """Load the release that counts now and use it from now on.

    Raises:
        DataFileError: A file is missing or breaks a rule; the data in use stay in use.
    """
    seen = stamp(configured_directory())
    try:
        store = load_store(configured_directory())
    except DataFileError as error:
        with _in_use.lock:
            _in_use.refused, _in_use.seen = error, seen
        raise
    with _in_use.lock:
        _in_use.store, _in_use.refused, _in_use.seen = store, None, seen
    return store


def changed() -> bool:
    """Tell whether another release counts than when the data in use were loaded; costs little."""
    return stamp(configured_directory()) != _in_use.seen


def refused() -> DataFileError | None:
    """Return why the release that counts is not in use; None where it is."""
    return _in_use.refused


def get_store() -> Store:
    """Return the data in use: those held for this piece of work, else those loaded last.

    The first call loads the release that counts. If that is damaged, the newest one before it
    that is not: so does a process that starts after the damage serve what the others serve.

    Raises:
        DataFileError: A file is missing or breaks a rule, and there is no earlier release.
    """
    store = _held.get() or _in_use.store
    if store is None:
        with _in_use.lock:
            if _in_use.store is None:
                _open()
            store = _in_use.store
    assert store is not None  # noqa: S101 - `_open` raises or leaves one
    return store


@contextlib.contextmanager
def hold() -> Iterator[Store]:
    """Answer every `get_store` within the block, and in threads started by it, with one store.

    A request that began on one release ends on it, whatever counts meanwhile.
    """
    store = get_store()
    token = _held.set(store)
    try:
        yield store
    finally:
        _held.reset(token)


@contextlib.contextmanager
def let_go() -> Iterator[None]:
    """Let what is begun within the block, such as a timer, hold on to no store."""
    token = _held.set(None)
    try:
        yield
    finally:
        _held.reset(token)


def _open() -> None:
    """Load the release that counts, or the newest good one before it; the lock is held."""
    directory = configured_directory()
    seen, fault = stamp(directory), None
    try:
        store = load_store(directory)
    except DataFileError as error:
        fault = error
        store = _last_good(directory, error)
    _in_use.store, _in_use.refused, _in_use.seen = store, fault, seen
    if fault is not None:
        number = store.origin.id if store.origin else store.release
        LOG.error("The release that counts is refused: %s. Release %s is served.", fault, number)


def _last_good(directory: Path, fault: DataFileError) -> Store:
    for release in earlier(directory):
        with contextlib.suppress(DataFileError):
            return load_release(directory, release)
    raise fault

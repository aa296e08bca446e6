"""The data in use: the current release of the configured directory, loaded once, read-only."""

from __future__ import annotations

import os
import threading
from dataclasses import replace
from pathlib import Path

from data.catalogue import CATALOGUE
from data.catalogue.model import Dataset
from data.releases.reading import current, verify
from data.store_loading import domains_of, load_table, load_tables, try_snapshot
from data.store_model import Store, Tables

__all__ = [
    "DEFAULT_DIRECTORY",
    "Store",
    "Tables",
    "clear",
    "configure",
    "configured_directory",
    "domains_of",
    "get_store",
    "load_store",
    "load_table",
    "load_tables",
    "reload",
    "try_snapshot",
]

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
    release = current(directory)
    verify(release)
    store = load_tables(release.path, catalogue, fallback=directory)
    return replace(store, origin=release)


class _Current:
    """The store in use and the directory it comes from; guarded by a lock."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.directory: Path | None = None
        self.store: Store | None = None


_current = _Current()


def configured_directory() -> Path:
    """Return the data directory: as configured, or `DATA_DIR`, or the bundled files."""
    return _current.directory or Path(os.environ.get(DIRECTORY_VARIABLE) or DEFAULT_DIRECTORY)


def configure(directory: Path | str | None) -> None:
    """Use another data directory from now on; None for `DATA_DIR` or the bundled files."""
    with _current.lock:
        _current.directory = None if directory is None else Path(directory)
        _current.store = None


def clear() -> None:
    """Forget the loaded data; the next question loads them anew."""
    with _current.lock:
        _current.store = None


def reload() -> Store:
    """Load the configured directory anew and use it from now on.

    Raises:
        DataFileError: A file is missing or breaks a rule; the data in use stay in use.
    """
    store = load_store(configured_directory())
    with _current.lock:
        _current.store = store
    return store


def get_store() -> Store:
    """Return the data of the configured directory, loaded at the first call.

    Raises:
        DataFileError: A file is missing or breaks a rule.
    """
    store = _current.store
    if store is None:
        with _current.lock:
            if _current.store is None:
                _current.store = load_store(configured_directory())
            store = _current.store
    return store

"""Files that are whole or not there, and the lock that keeps two loaders apart."""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import os
import shutil
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

from data.releases.model import DIRECTORY

UNFINISHED = ".unfinished-"
LOCK = ".lock"
PIECE = 1 << 20
_held = threading.local()


@contextlib.contextmanager
def locked(directory: Path) -> Iterator[None]:
    """Hold the lock on a data directory's releases.

    Whoever comes second waits. The system frees the lock when its holder dies. Within the block
    the same thread may take it again.

    Args:
        directory: The data directory.

    Raises:
        OSError: The directory may not be written.
    """
    place = (directory / DIRECTORY).absolute()
    mine: set[Path] = _held.__dict__.setdefault("places", set())
    if place in mine:
        yield
        return
    place.mkdir(exist_ok=True)
    with (place / LOCK).open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        mine.add(place)
        try:
            yield
        finally:
            mine.discard(place)


def holds(directory: Path) -> bool:
    """Tell whether this thread holds the lock on a data directory's releases."""
    return (directory / DIRECTORY).absolute() in _held.__dict__.get("places", set())


def put(path: Path, content: bytes | Path) -> str:
    """Write a new file and force it to disk.

    Args:
        path: Where; nothing may be there.
        content: Its content, or a file to copy.

    Returns:
        The SHA-256 of the content.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("xb") as file:
        if isinstance(content, Path):
            with content.open("rb") as source:
                shutil.copyfileobj(source, file, PIECE)
        else:
            file.write(content)
        file.flush()
        os.fsync(file.fileno())
        os.fchmod(file.fileno(), 0o444)
    return sha256(path)


def replace(path: Path, content: bytes) -> None:
    """Put a file in the place of another, so that nobody ever sees half of it."""
    handle, name = tempfile.mkstemp(prefix=UNFINISHED, dir=path.parent)
    unfinished = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        unfinished.chmod(0o644)
        unfinished.replace(path)
    except BaseException:
        unfinished.unlink(missing_ok=True)
        raise
    force(path.parent)


def force(directory: Path) -> None:
    """Force a directory's names to disk."""
    handle = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def force_tree(directory: Path) -> None:
    """Force the names in a directory and in all below it to disk."""
    for place, _, _ in os.walk(directory):
        force(Path(place))


def sha256(path: Path) -> str:
    """Return the SHA-256 of a file, in hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def clear_unfinished(place: Path) -> None:
    """Remove what someone left who was killed; the caller holds the lock."""
    for each in place.glob(f"{UNFINISHED}*"):
        if each.is_dir():
            shutil.rmtree(each, ignore_errors=True)
        else:
            each.unlink(missing_ok=True)

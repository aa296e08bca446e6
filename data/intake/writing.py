"""Puts a snapshot in place: all of it or nothing, and never over another.

The content is written beside its place, forced to disk, and then renamed: a rename within a
directory is atomic, so that whoever looks, and whenever the power fails, sees the old state or
the new one. A lock keeps two loaders from taking the same place.
"""

from __future__ import annotations

import contextlib
import csv
import fcntl
import io
import os
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from data.snapshots import DIRECTORY, Snapshot, snapshots

UNFINISHED = ".unfinished-"
LOCK = ".lock"


class AlreadyThere(Exception):  # noqa: N818 - a state of the directory
    """The place of a snapshot is taken."""


def to_csv(columns: Sequence[str], rows: Sequence[Mapping[str, str]]) -> bytes:
    """Return rows as the product keeps them: UTF-8, commas, LF, a header."""
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, list(columns), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


@contextlib.contextmanager
def locked(directory: Path) -> Iterator[None]:
    """Hold the lock on a data directory's snapshots; the system frees it when a loader dies."""
    place = directory / DIRECTORY
    place.mkdir(exist_ok=True)
    with (place / LOCK).open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def next_version(directory: Path, dataset: str, quarter: str) -> int:
    """Return the version that a snapshot of a quarter would have: 1 where there is none."""
    taken = [each.version for each in snapshots(directory, dataset) if str(each.quarter) == quarter]
    return max(taken, default=0) + 1


def put(directory: Path, snapshot: Snapshot, content: bytes) -> Path:
    """Write a snapshot; the caller holds the lock.

    Args:
        directory: The data directory.
        snapshot: Which it is.
        content: The file.

    Returns:
        The file.

    Raises:
        AlreadyThere: There is one; it stays as it is.
        OSError: The disk is full or may not be written; nothing is changed.
    """
    path = directory / snapshot.file
    path.parent.mkdir(parents=True, exist_ok=True)
    _clear_unfinished(path.parent)
    if path.exists():
        raise AlreadyThere(snapshot.file)
    handle, name = tempfile.mkstemp(prefix=UNFINISHED, dir=path.parent)
    unfinished = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        unfinished.chmod(0o644)
        unfinished.rename(path)
    except BaseException:
        unfinished.unlink(missing_ok=True)
        raise
    for each in (path.parent, path.parent.parent, directory):
        _force(each)
    return path


def _force(directory: Path) -> None:
    """Force a directory's names to disk."""
    handle = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _clear_unfinished(place: Path) -> None:
    """Remove what a loader left that was killed while it wrote."""
    for each in place.glob(f"{UNFINISHED}*"):
        each.unlink(missing_ok=True)

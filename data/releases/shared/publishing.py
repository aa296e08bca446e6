"""Publishes to the store: tables first, then the next number of the journal."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

from data.releases import disk
from data.releases.model import DIRECTORY, MANIFEST, Release, ReleaseError, Switch
from data.releases.pointer import history
from data.releases.reading import at, current, is_zero, verify
from data.releases.shared.configured import of
from data.releases.shared.journal import Entry
from data.releases.shared.mirroring import DivergedError, catch_up
from data.releases.shared.store import ReleaseStore, Taken

MEANWHILE = "Another release was published meanwhile. Load again, on that one."


@contextlib.contextmanager
def locked(directory: Path, *, even_damaged: bool = False) -> Iterator[None]:
    """Hold the lock on a data directory's releases, with the directory as new as its store.

    Args:
        directory: The data directory.
        even_damaged: Go on where the newest release in the store is damaged, to replace it.

    Raises:
        OSError: The directory may not be written, or its store cannot be reached.
        ReleaseError: What is in the store cannot be used; see `catch_up`.
    """
    outermost = not disk.holds(directory)
    with disk.locked(directory):
        if outermost and (store := of(directory)) is not None:
            catch_up(directory, store, even_damaged=even_damaged)
        yield


def commit(directory: Path, switch: Switch, release: Release | None = None) -> None:
    """Publish a change of the release that counts, if the directory follows a store.

    Call it with the lock held, before the directory's own pointer is changed.

    Args:
        directory: The data directory.
        switch: The change.
        release: The release that it brings, in its place; None where it goes to an earlier one.

    Raises:
        ReleaseError: Somebody else has published meanwhile; nothing was published.
        OSError: The store cannot be reached or written.
    """
    store = of(directory)
    if store is None:
        return
    try:
        _send(store, len(history(directory)) + 1, switch, release)
    except Taken:
        raise ReleaseError(MEANWHILE) from None


def push(directory: Path, store: ReleaseStore) -> tuple[Switch, ...]:
    """Publish what the directory has and the store lacks.

    Args:
        directory: The data directory.
        store: The store.

    Returns:
        The changes that were published.

    Raises:
        DivergedError: The store has releases that the directory lacks.
        ReleaseError: Somebody else published meanwhile.
        DataFileError: A release is damaged.
        OSError: The store cannot be reached or written.
    """
    with disk.locked(directory):
        changes = history(directory)
        there = 0
        while there < len(changes) and (entry := store.entry(there + 1)) is not None:
            if entry.switch != changes[there]:
                raise DivergedError(
                    f"Change {there + 1} is {entry.switch.release} in {store.shown} and "
                    f"{changes[there].release} here; nothing was published."
                )
            there += 1
        if there == len(changes) and store.entry(there + 1) is not None:
            raise DivergedError(
                f"{store.shown} is newer than this directory: `python -m data pull` first."
            )
        brought = {each.release for each in changes[:there]}
        for number, switch in enumerate(changes[there:], there + 1):
            release = None
            if not is_zero(switch.release) and switch.release not in brought:
                release = _kept(directory, switch.release, needed=number == len(changes))
                brought.add(switch.release)
            try:
                _send(store, number, switch, release)
            except Taken:
                raise ReleaseError(MEANWHILE) from None
        _mend(directory, store)
        return changes[there:]


def _kept(directory: Path, name: str, *, needed: bool) -> Release | None:
    """Return a release; None where it was given up and is not needed."""
    if not needed and not (directory / DIRECTORY / name).is_dir():
        return None
    release = at(directory, name)
    verify(release)
    return release


def _mend(directory: Path, store: ReleaseStore) -> None:
    """Put tables of the current release anew that are damaged in the store."""
    release = current(directory)
    verify(release)
    for file, digest in release.files.items():
        store.put(digest, release.path / file, thoroughly=True)


def _send(store: ReleaseStore, number: int, switch: Switch, release: Release | None) -> None:
    manifest = None
    if release is not None:
        for file, digest in release.files.items():
            store.put(digest, release.path / file)
        manifest = (release.path / MANIFEST).read_text(encoding="utf-8")
    store.add(Entry(number, switch, manifest))

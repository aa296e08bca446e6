"""Going back to an earlier release, and giving up old ones."""

from __future__ import annotations

import shutil
from pathlib import Path

from data.releases import disk
from data.releases.model import DIRECTORY, Release, ReleaseError, Switch, now
from data.releases.pointer import history, point
from data.releases.reading import all_releases, current, find, verify
from data.releases.shared.publishing import commit, locked
from data.store_loading import load_tables

ROLLBACK = "rollback"


def rollback(directory: Path, named: str, *, by: str) -> Release:
    """Make an earlier (or later) release the current one. Nothing is removed.

    Args:
        directory: The data directory.
        named: Its id, its number or the beginning of its content.
        by: Who does it.

    Returns:
        The release that is current now; where it was already, nothing is written.

    Raises:
        ReleaseError: There is no such release.
        DataFileError: The release is damaged; nothing is changed.
        OSError: The directory may not be written; nothing is changed.
    """
    with locked(directory, even_damaged=True):
        wanted = find(directory, named)
        changes = history(directory)
        if changes and changes[-1].release == wanted.id:
            return wanted
        if not changes and wanted.number == 0:
            return wanted
        verify(wanted)
        load_tables(wanted.path, fallback=directory)
        switch = Switch(wanted.id, now(), by, ROLLBACK)
        commit(directory, switch)
        point(directory, switch)
        return wanted


def prune(directory: Path, *, keep: int) -> tuple[Release, ...]:
    """Remove the oldest releases; never the current one, nor release zero.

    A server that still serves a removed release goes on doing so from memory.

    Args:
        directory: The data directory.
        keep: How many of the newest to keep besides.

    Returns:
        The releases that were removed.

    Raises:
        ReleaseError: `keep` is negative.
        OSError: One cannot be removed.
    """
    if keep < 0:
        raise ReleaseError("The number of releases to keep must not be negative.")
    with disk.locked(directory):
        place = directory / DIRECTORY
        disk.clear_unfinished(place)
        loaded = [each for each in all_releases(directory) if each.number]
        used = current(directory).id
        old = [each for each in loaded[: max(len(loaded) - keep, 0)] if each.id != used]
        for each in old:
            # Renamed first: whoever is killed leaves it whole or marked as unfinished.
            aside = place / f"{disk.UNFINISHED}{each.id}"
            each.path.rename(aside)
            disk.force(place)
            shutil.rmtree(aside)
        return tuple(old)

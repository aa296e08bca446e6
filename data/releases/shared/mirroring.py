"""Takes over into a data directory what the store has that the directory lacks."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path

from data.errors import DataFileError
from data.releases import disk
from data.releases.model import DIRECTORY, MANIFEST, ReleaseError, Switch, from_manifest
from data.releases.pointer import extend, history, write
from data.releases.reading import is_zero
from data.releases.shared import state
from data.releases.shared.journal import Entry, files_of
from data.releases.shared.store import ReleaseStore, StoreError


class DivergedError(ReleaseError):
    """Directory and store each have releases that the other lacks."""


def catch_up(directory: Path, store: ReleaseStore, *, even_damaged: bool = False) -> bool:
    """Take over what the store has that the directory lacks, and note how it stands.

    Args:
        directory: The data directory.
        store: The store that it follows.
        even_damaged: Let the newest change count although its release is damaged.

    Returns:
        Whether another release counts now.

    Raises:
        StoreError: The store cannot be reached; nothing is changed.
        ReleaseError: What is in the store cannot be used, or the directory has releases that the
            store lacks; the last good release goes on counting.
        OSError: The disk is full or may not be written; nothing is changed.
    """
    fault: str | None = None
    taken: tuple[Switch, ...] = ()
    try:
        taken = pull(directory, store, even_damaged=even_damaged)
    except (ReleaseError, DataFileError, OSError) as error:
        fault = str(error)
        raise
    finally:
        state.note(directory, store.shown, fault=fault)
    return bool(taken)


def pull(directory: Path, store: ReleaseStore, *, even_damaged: bool = False) -> tuple[Switch, ...]:
    """Take over what the store has that the directory lacks.

    Args:
        directory: The data directory.
        store: The store.
        even_damaged: Let the newest change count although its release is damaged.

    Returns:
        The changes that were taken over.

    Raises:
        As `catch_up`.
    """
    known = history(directory)
    _check_same_past(known, store)
    if store.entry(len(known) + 1) is None:
        return ()
    with disk.locked(directory):
        known = history(directory)
        _check_same_past(known, store)
        disk.clear_unfinished(directory / DIRECTORY)
        entries, fault = _entries(store, len(known) + 1)
        good = 0
        for place, entry in enumerate(entries, 1):
            try:
                _bring(directory, store, entry)
            except (ReleaseError, DataFileError) as error:
                # A later change may go elsewhere; until then the last good one counts.
                fault = fault or error
            else:
                good = place
        taken = tuple(entry.switch for entry in entries[: len(entries) if even_damaged else good])
        if taken:
            extend(directory, taken)
        if len(taken) < len(entries) or (fault is not None and not entries):
            raise ReleaseError(str(fault))
        return taken


def give_up_what_is_here_only(directory: Path, store: ReleaseStore) -> int:
    """Go back to the last change that directory and store have in common.

    Args:
        directory: The data directory.
        store: The store.

    Returns:
        How many changes the directory has given up; their releases go with the next load.

    Raises:
        StoreError: The store cannot be reached; nothing is changed.
        ReleaseError: The journal is damaged; nothing is changed.
    """
    with disk.locked(directory):
        known = history(directory)
        common = 0
        while common < len(known):
            entry = store.entry(common + 1)
            if entry is None or entry.switch != known[common]:
                break
            common += 1
        if common < len(known):
            write(directory, known[:common])
        return len(known) - common


def _check_same_past(known: Sequence[Switch], store: ReleaseStore) -> None:
    """Check that the store has what the directory has.

    Raises:
        DivergedError: It has something else.
        StoreError: It has nothing, though it had, or the place is not there.
    """
    last = store.entry(max(len(known), 1))
    if last is None and store.url.startswith("file:") and not store.is_there():
        raise StoreError(f"the release store {store.shown} is not there. Is it mounted?")
    if not known:
        return
    if last is None:
        raise DivergedError(
            f"The release store {store.shown} lacks what this directory has "
            f"({known[-1].release}). `python -m data push` publishes it."
        )
    if last.switch != known[-1]:
        raise DivergedError(
            f"The release store {store.shown} and this directory each have releases that the other "
            f"lacks: change {len(known)} is {last.switch.release} there and {known[-1].release} "
            "here. `python -m data pull --replace` gives up those that are here only."
        )


def _entries(store: ReleaseStore, number: int) -> tuple[list[Entry], Exception | None]:
    """Return the entries from a number on, and what is wrong with the one after them."""
    entries: list[Entry] = []
    try:
        while (entry := store.entry(number + len(entries))) is not None:
            entries.append(entry)
    except ReleaseError as error:
        return entries, error
    return entries, None


def _bring(directory: Path, store: ReleaseStore, entry: Entry) -> None:
    """Fetch the release that an entry makes current, unless it is there.

    Raises:
        ReleaseError: It is damaged.
        DataFileError: Its manifest is damaged.
        StoreError: The store cannot be reached.
    """
    place = directory / DIRECTORY
    target = place / entry.switch.release
    if is_zero(entry.switch.release) or (target / MANIFEST).is_file():
        return
    manifest = entry.manifest or _manifest(store, entry)
    stage = Path(tempfile.mkdtemp(prefix=disk.UNFINISHED, dir=place))
    try:
        at_hand = _at_hand(place)
        for name, digest in files_of(manifest).items():
            _fetch(store, digest, stage / name, at_hand.get(digest), entry)
        disk.put(stage / MANIFEST, manifest.encode())
        disk.force_tree(stage)
        stage.chmod(0o755)
        if target.exists():
            shutil.rmtree(target)
        stage.rename(target)
        disk.force(place)
    finally:
        shutil.rmtree(stage, ignore_errors=True)
    try:
        from_manifest(target)
    except DataFileError:
        shutil.rmtree(target)
        raise


def _manifest(store: ReleaseStore, entry: Entry) -> str:
    """Return the manifest of a release that an earlier entry brought."""
    for number in range(entry.number - 1, 0, -1):
        found = store.entry(number)
        if found is None or found.switch.release != entry.switch.release:
            continue
        if found.manifest is not None:
            return found.manifest
    raise ReleaseError(f"Release {entry.switch.release} was never brought to {store.shown}.")


def _at_hand(place: Path) -> dict[str, Path]:
    """Return the tables of releases that are here, by SHA-256."""
    found: dict[str, Path] = {}
    for each in place.glob(f"*/{MANIFEST}"):
        with contextlib.suppress(DataFileError):
            release = from_manifest(each.parent)
            found |= {digest: each.parent / file for file, digest in release.files.items()}
    return found


def _fetch(store: ReleaseStore, digest: str, target: Path, here: Path | None, entry: Entry) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    if here is not None and _is(here, digest):
        with contextlib.suppress(OSError):
            os.link(here, target)
            return
    store.fetch(digest, target)
    if not _is(target, digest):
        raise ReleaseError(
            f"{store.shown}/tables/{digest} ({target.name} of release {entry.switch.release}) must "
            "be as it was published; it is half written or has been changed."
        )
    target.chmod(0o444)
    with target.open("rb") as file:
        os.fsync(file.fileno())


def _is(file: Path, digest: str) -> bool:
    try:
        return disk.sha256(file) == digest
    except OSError:
        return False

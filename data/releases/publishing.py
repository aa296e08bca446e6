"""Makes a new release: all of it or nothing."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from data.engine.offering import offer
from data.errors import EngineUnavailable
from data.releases import disk
from data.releases.model import (
    DIRECTORY,
    MANIFEST,
    Release,
    ReleaseError,
    Source,
    Switch,
    now,
    to_manifest,
)
from data.releases.pointer import history, point
from data.releases.reading import current, is_table, own_files
from data.releases.shared.publishing import commit, locked
from data.store_loading import load_tables
from data.store_model import Store

LOAD = "load"


def publish(
    directory: Path,
    tables: Mapping[str, Path | bytes],
    *,
    sources: Sequence[Source],
    by: str,
    notes: Sequence[str] = (),
    based_on: str | None = None,
) -> Release:
    """Make a new release of the current one with some tables replaced, and make it current.

    The new release is loaded and validated whole, and put on the engine where loading is to do that
    (`data.engine.offering`), before anybody can see it. It holds the lock
    on the data directory; hold it yourself (`locked`) from before you read what you build on,
    or say what you built on (`based_on`), so that no other load is lost.

    Args:
        directory: The data directory.
        tables: Content of each new or replaced file, or a file with it, by its path within the
            data directory (`recorded_crime.csv`, `snapshots/milestones/2018-19-Q2.csv`).
        sources: The files that were loaded.
        by: Who loads them; see `whoami`.
        notes: What is new and what was revised, a line each.
        based_on: Id of the release that the tables were made from; None for the current one.

    Returns:
        The new release. Where no file differs from the current release, that release: nothing
        is written.

    Raises:
        DataFileError: A table breaks a rule; nothing is changed.
        ReleaseError: The current release is no longer the one named, a name is no table's, or the
            engine does not take the release.
        OSError: The disk is full or may not be written; nothing is changed.
    """
    _check_names(tables)
    with locked(directory):
        place = directory / DIRECTORY
        disk.clear_unfinished(place)
        base = current(directory)
        if based_on is not None and base.id != based_on:
            raise ReleaseError(
                f"Release {base.id} has been loaded since {based_on}, on which this load is "
                "based. Load again."
            )
        _clear_never_current(directory)
        stage = Path(tempfile.mkdtemp(prefix=disk.UNFINISHED, dir=place))
        try:
            files = _fill(stage, base, tables)
            before = base.files or _digests(base)
            changed = tuple(file for file, digest in files.items() if before.get(file) != digest)
            if not changed:
                return base
            store = load_tables(stage, fallback=directory)
            _offer(store)
            number = 1 + max((_number(each.release) for each in history(directory)), default=0)
            release = Release(
                number=number,
                content=store.release,
                path=place / f"{number:04d}-{store.release}",
                made=now(),
                by=by,
                sources=tuple(sources),
                files=files,
                changed=changed,
                counts={name: len(store.tables[name]) for name in store.tables},
                notes=tuple(notes),
                previous=base.id,
            )
            _install(directory, stage, release)
            return release
        finally:
            shutil.rmtree(stage, ignore_errors=True)


def _offer(store: Store) -> None:
    try:
        offer(store)
    except (EngineUnavailable, ValueError) as error:
        raise ReleaseError(
            f"{error} A release must be on the engine before it counts (ENGINE_PUBLISH_URL)."
        ) from None


def _install(directory: Path, stage: Path, release: Release) -> None:
    """Put what is ready in its place, publish it to the store if there is one, and point to it."""
    disk.put(stage / MANIFEST, to_manifest(release))
    disk.force_tree(stage)
    stage.chmod(0o755)
    stage.rename(release.path)
    disk.force(release.path.parent)
    switch = Switch(release.id, release.made, release.by, LOAD)
    commit(directory, switch, release)
    point(directory, switch)


def _fill(stage: Path, base: Release, tables: Mapping[str, Path | bytes]) -> dict[str, str]:
    """Put every file of the new release in place and return its SHA-256."""
    digests = {file: disk.put(stage / file, content) for file, content in tables.items()}
    for file in base.files or own_files(base.path):
        if file in digests:
            continue
        if base.files:
            digests[file] = _keep(base.path / file, stage / file, base.files[file])
        else:
            # Release zero may be edited in place, so it is copied.
            digests[file] = disk.put(stage / file, base.path / file)
    return dict(sorted(digests.items()))


def _keep(old: Path, new: Path, digest: str) -> str:
    """Let a file belong to the new release too; a copy where one file cannot be in both."""
    new.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.link(old, new)
    except OSError:
        return disk.put(new, old)
    return digest


def _check_names(tables: Mapping[str, Path | bytes]) -> None:
    for file in tables:
        if not is_table(file):
            raise ReleaseError(f"“{file[:100]}” is not the name of a table’s file.")


def _clear_never_current(directory: Path) -> None:
    """Remove what is whole but never became current: its loader was killed in between."""
    known = {each.release for each in history(directory)}
    for each in (directory / DIRECTORY).iterdir():
        if each.is_dir() and each.name not in known and each.name[:4].isdecimal():
            shutil.rmtree(each)


def _number(name: str) -> int:
    return int(name.partition("-")[0])


def _digests(release: Release) -> dict[str, str]:
    return {file: disk.sha256(release.path / file) for file in own_files(release.path)}

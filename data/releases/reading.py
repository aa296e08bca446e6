"""Which releases there are, and whether one is still as it was made."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from data import snapshots
from data.catalogue import CATALOGUE
from data.content import content_id
from data.errors import DataFileError
from data.releases import disk
from data.releases.model import DIRECTORY, NAME, ZERO, Release, ReleaseError, from_manifest
from data.releases.pointer import history

NOT_LOADED = "the tables of the data directory"


def current(directory: Path) -> Release:
    """Return the release that counts: the one loaded last unless someone went back.

    Args:
        directory: The data directory.

    Raises:
        DataFileError: It is not there or what is written about it is unreadable.
    """
    changes = history(directory)
    return at(directory, changes[-1].release) if changes else zero(directory)


def known(directory: Path) -> tuple[str, ...]:
    """Return the ids of all releases that are there besides release zero, in order.

    Of a history that cannot be read nothing is known.
    """
    try:
        names = {each.release for each in history(directory) if not is_zero(each.release)}
    except DataFileError:
        return ()
    return tuple(sorted(name for name in names if (directory / DIRECTORY / name).is_dir()))


def all_releases(directory: Path) -> tuple[Release, ...]:
    """Return every release that was ever current and is still there, by number.

    Raises:
        DataFileError: What is written about one of them is unreadable.
    """
    names = {each.release for each in history(directory) if not is_zero(each.release)}
    there = sorted(name for name in names if (directory / DIRECTORY / name).is_dir())
    return (zero(directory), *(at(directory, name) for name in there))


def earlier(directory: Path) -> Iterator[Release]:
    """Go through the releases to fall back on where the current one is damaged.

    First those that were current before it, the latest first; where it cannot be told which those
    were, by number. Release zero is the last. Nothing is given where nothing was ever loaded.
    """
    try:
        changes = history(directory)
    except DataFileError:
        names = [each.name for each in (directory / DIRECTORY).iterdir() if NAME.match(each.name)]
        names.sort(reverse=True)
    else:
        if not changes or is_zero(changes[-1].release):
            return
        names = [each.release for each in reversed(changes) if each.release != changes[-1].release]
    for name in dict.fromkeys(name for name in names if not is_zero(name)):
        with contextlib.suppress(DataFileError):
            yield at(directory, name)
    yield zero(directory)


def find(directory: Path, named: str) -> Release:
    """Return the release that someone means by its id, its number or the beginning of its content.

    Raises:
        ReleaseError: There is none, or there are several.
    """
    wanted = named.strip().lower()
    releases = all_releases(directory)
    found = [
        each
        for each in releases
        if wanted == each.id or (wanted.isdecimal() and int(wanted) == each.number)
    ]
    if not found and wanted:
        found = [each for each in releases if each.content.startswith(wanted)]
    if len(found) == 1:
        return found[0]
    fault = "There is no" if not found else "There is more than one"
    known = ", ".join(each.id for each in releases)
    raise ReleaseError(f"{fault} release “{named[:100]}”. Releases: {known}.")


def at(directory: Path, name: str) -> Release:
    """Return the release with this id.

    Raises:
        DataFileError: It is not there or what is written about it is unreadable.
    """
    return zero(directory) if is_zero(name) else from_manifest(directory / DIRECTORY / name)


def is_zero(name: str) -> bool:
    """Tell whether an id is that of release zero, whatever its content was then."""
    return int(name.partition("-")[0]) == ZERO


def zero(directory: Path) -> Release:
    """Return release zero: the data directory's own tables as they are now.

    Raises:
        DataFileError: A snapshot cannot be read.
    """
    files = own_files(directory)
    tables = {each.id: directory / each.file for each in CATALOGUE if each.file in files}
    content = {name: path.read_bytes() for name, path in tables.items()}
    newest = max(((directory / file).stat().st_mtime for file in files), default=0)
    return Release(
        number=ZERO,
        content=content_id(content, snapshots.contents(directory)),
        path=directory,
        made=datetime.fromtimestamp(int(newest), UTC),
        by=NOT_LOADED,
    )


def own_files(directory: Path) -> list[str]:
    """Return the files of a directory of tables: those of the catalogue, and every snapshot."""
    found = [each.file for each in CATALOGUE if (directory / each.file).is_file()]
    for name in snapshots.TABLES:
        found += [each.file for each in snapshots.snapshots(directory, name)]
    return sorted(found)


def is_table(file: str) -> bool:
    """Tell whether this is the path of a file that a release may have."""
    if any(file == each.file for each in CATALOGUE):
        return True
    name = file.rpartition("/")[2]
    found = (snapshots.Snapshot.of(each, name) for each in snapshots.TABLES)
    return any(each is not None and each.file == file for each in found)


def verify(release: Release) -> None:
    """Check that every file of a release is as it was made.

    Raises:
        DataFileError: One is missing or differs.
    """
    for file, digest in release.files.items():
        name = f"{DIRECTORY}/{release.id}/{file}"
        try:
            found = disk.sha256(release.path / file)
        except OSError as error:
            raise DataFileError(name, f"the file must be readable: {error.strerror}") from error
        if found != digest:
            raise DataFileError(name, "the file must be as it was published; it has been changed")

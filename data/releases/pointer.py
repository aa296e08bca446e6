"""The file `current`: which release counts, and which did before."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from data.errors import DataFileError, cut
from data.releases import disk
from data.releases.model import DIRECTORY, NAME, Switch

FILE = f"{DIRECTORY}/current"

Stamp = tuple[int, int, int] | None


def stamp(directory: Path) -> Stamp:
    """Return what differs after every change of the file; None where there is none.

    Every change is another file renamed into place, so that its number in the file system differs.
    """
    try:
        found = (directory / FILE).stat()
    except OSError:
        return None
    return found.st_ino, found.st_mtime_ns, found.st_size


def history(directory: Path) -> tuple[Switch, ...]:
    """Return every change of the current release, the newest last; empty where none was loaded.

    Raises:
        DataFileError: The file is unreadable.
    """
    try:
        content = (directory / FILE).read_bytes()
    except FileNotFoundError:
        return ()
    except OSError as error:
        raise DataFileError(FILE, f"the file must be readable: {error.strerror}") from error
    try:
        return tuple(
            Switch(
                release=_name(each["release"]),
                at=datetime.fromisoformat(each["at"]),
                by=str(each["by"]),
                action=str(each["action"]),
            )
            for each in json.loads(content)["history"]
        )
    except (ValueError, KeyError, TypeError) as error:
        raise DataFileError(FILE, f"the file must be as it was written ({error})") from error


def _name(written: object) -> str:
    if not NAME.fullmatch(str(written)):
        raise ValueError(f"“{cut(written)}” is no release")
    return str(written)


def point(directory: Path, switch: Switch) -> None:
    """Make a release the current one; the caller holds the lock."""
    extend(directory, [switch])


def extend(directory: Path, switches: Sequence[Switch]) -> None:
    """Add changes of the current release, the newest last; the caller holds the lock."""
    write(directory, [*history(directory), *switches])


def write(directory: Path, changes: Sequence[Switch]) -> None:
    """Replace the whole history; the caller holds the lock."""
    content = {
        "current": changes[-1].release if changes else None,
        "history": [
            {
                "release": each.release,
                "at": each.at.isoformat(),
                "by": each.by,
                "action": each.action,
            }
            for each in changes
        ],
    }
    text = json.dumps(content, indent=2, ensure_ascii=False) + "\n"
    disk.replace(directory / FILE, text.encode())

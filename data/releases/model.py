"""What is known of a release, and how it is written down."""

from __future__ import annotations

import getpass
import json
import os
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from data.errors import DataFileError

DIRECTORY = "releases"
NAME = re.compile(r"[0-9]{4,}-[0-9a-f]{16}")
"""The id of a release, as its directory is called."""

MANIFEST = "release.json"
ZERO = 0
"""Number of the release that is the data directory's own tables."""


class ReleaseError(Exception):
    """A release cannot be made, found or used; the message says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A file that was loaded.

    Attributes:
        name: The file's name, without its directory.
        sha256: Of its content, in hexadecimal digits.
        recognised_as: What it was taken for, in words.
        published: The month in which it was published (`2026-03`), as far as it is known.
    """

    name: str
    sha256: str
    recognised_as: str = ""
    published: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """One release.

    Attributes:
        number: 0 for the data directory's own tables; then 1, 2, … in the order of loading.
        content: First 16 hexadecimal digits of the SHA-256 of its tables: the store's `release`.
        path: The directory with its tables.
        made: When (UTC); for release zero, when its newest file was written.
        by: Who loaded it.
        sources: What was loaded; empty for release zero.
        files: SHA-256 of each of its files; empty for release zero, whose files may be edited.
        changed: The files that differ from those of the release before.
        counts: Rows of each table, by dataset id.
        notes: What is new and what was revised, a line each.
        previous: Id of the release it was made from; None for release zero.
    """

    number: int
    content: str
    path: Path
    made: datetime
    by: str
    sources: tuple[Source, ...] = ()
    files: Mapping[str, str] = field(default_factory=dict)
    changed: tuple[str, ...] = ()
    counts: Mapping[str, int] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    previous: str | None = None

    @property
    def id(self) -> str:
        """Its name: the number in four digits and the content, as its directory is called."""
        return f"{self.number:04d}-{self.content}"


@dataclass(frozen=True, slots=True)
class Switch:
    """One change of the current release.

    Attributes:
        release: Id of the release that became current.
        at: When (UTC).
        by: Who did it.
        action: `load` or `rollback`.
    """

    release: str
    at: datetime
    by: str
    action: str


def now() -> datetime:
    """Return the time, in UTC and whole seconds."""
    return datetime.now(UTC).replace(microsecond=0)


def whoami() -> str:
    """Return the name of whoever runs this, as the system knows it."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return f"user {os.getuid()}"


def to_manifest(release: Release) -> bytes:
    """Return what is written beside a release's tables."""
    known = asdict(release) | {"made": release.made.isoformat()}
    del known["path"]
    return (json.dumps(known, indent=2, ensure_ascii=False) + "\n").encode()


def from_manifest(path: Path) -> Release:
    """Return the release in a directory.

    Raises:
        DataFileError: What is written beside its tables is missing or unreadable.
    """
    file = f"{path.name}/{MANIFEST}"
    try:
        known: dict[str, Any] = json.loads((path / MANIFEST).read_bytes())
        release = Release(
            number=int(known["number"]),
            content=str(known["content"]),
            path=path,
            made=datetime.fromisoformat(known["made"]),
            by=str(known["by"]),
            sources=tuple(Source(**each) for each in known["sources"]),
            files={str(name): str(digest) for name, digest in known["files"].items()},
            changed=tuple(map(str, known["changed"])),
            counts={str(name): int(rows) for name, rows in known["counts"].items()},
            notes=tuple(map(str, known["notes"])),
            previous=known["previous"],
        )
    except OSError as error:
        raise DataFileError(file, f"the file must be readable: {error.strerror}") from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise DataFileError(file, f"the file must be as it was written ({error})") from error
    if release.id != path.name:
        raise DataFileError(file, "the file must be that of its directory", value=release.id)
    return release

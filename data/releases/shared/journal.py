"""An entry of the journal: one change of the release that counts, as it is written down."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePosixPath
from typing import Any

from data.releases.model import NAME, ReleaseError, Switch

DIGEST = re.compile(r"[0-9a-f]{64}")
PART = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._-]*")


@dataclass(frozen=True, slots=True)
class Entry:
    """One change of the release that counts.

    Attributes:
        number: 1, 2, … without a gap.
        switch: Which release became current, when, by whom and how.
        manifest: What is written beside the release's tables (`release.json`), where the change
            brought a release; None where it went to one that an earlier entry brought, or to
            one that was given up before it was published.
    """

    number: int
    switch: Switch
    manifest: str | None = None


def files_of(manifest: str) -> dict[str, str]:
    """Return the SHA-256 of each file of a release, given its manifest.

    Raises:
        ReleaseError: The manifest is not as it was written, or names what is no table.
    """
    try:
        known: dict[str, Any] = json.loads(manifest)
        files = {str(name): str(digest) for name, digest in known["files"].items()}
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ReleaseError(f"A release in the journal is damaged ({error}).") from error
    for name, digest in files.items():
        parts = PurePosixPath(name).parts
        if not all(map(PART.fullmatch, parts)) or not DIGEST.fullmatch(digest):
            raise ReleaseError(f"A release in the journal names “{name[:100]}”, which is no table.")
    return files


def to_bytes(entry: Entry) -> bytes:
    """Return what is written."""
    content = {
        "number": entry.number,
        "release": entry.switch.release,
        "at": entry.switch.at.isoformat(),
        "by": entry.switch.by,
        "action": entry.switch.action,
        "manifest": entry.manifest,
    }
    return (json.dumps(content, ensure_ascii=False) + "\n").encode()


def from_bytes(number: int, content: bytes) -> Entry:
    """Return what was written.

    Raises:
        ReleaseError: It is half written or not as it was written.
    """
    try:
        known = json.loads(content)
        manifest = known["manifest"]
        switch = Switch(
            release=str(known["release"]),
            at=datetime.fromisoformat(known["at"]),
            by=str(known["by"]),
            action=str(known["action"]),
        )
        entry = Entry(int(known["number"]), switch, None if manifest is None else str(manifest))
    except (ValueError, KeyError, TypeError) as error:
        raise ReleaseError(
            f"The journal's entry {number} is damaged or half written ({error})."
        ) from error
    if entry.number != number or not NAME.fullmatch(switch.release):
        raise ReleaseError(f"The journal's entry {number} is not what its name says.")
    return entry

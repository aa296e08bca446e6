"""The audit log: who did what, as one JSON object a line, only ever added to.

Several processes write to one file: each line is one write to a file opened for appending, so that
none is mixed with another. The file is opened anew for every line: it may be moved away at any time
(`logrotate` without `copytruncate`), and the next line begins a new one.
"""

from __future__ import annotations

import json
import logging
import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final, Literal

from data.errors import cut

LOG = logging.getLogger("audit")
TO_LOG: Final = "-"
"""In place of a file: lines go to the ordinary log, under the name `audit`."""

FIELDS: Final = (
    "time", "action", "outcome", "subject", "name", "role", "object", "release", "request_id",
    "detail",
)  # fmt: skip
TAIL: Final = 2_000_000
"""Bytes at the end of the file that are looked through for recent entries."""

LONGEST_DETAIL: Final = 500
Action = Literal["sign-in", "sign-out", "refusal", "check", "load", "rollback", "download"]
Outcome = Literal["begun", "done", "refused", "failed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of the audit log.

    Attributes:
        action: What was done, or tried.
        outcome: What became of it.
        subject: Who: the provider's stable name, a program's, or a pseudonym; empty for nobody.
        name: What the person is called; empty where the log keeps pseudonyms.
        role: The role that was used; empty for none.
        object: What it was done to: files, an address, a release.
        release: The release that came of it, or was current.
        request_id: As in the ordinary log.
        detail: Why, or how many.
        time: When (UTC); now where it is empty.
    """

    action: Action
    outcome: Outcome
    subject: str = ""
    name: str = ""
    role: str = ""
    object: str = ""
    release: str = ""
    request_id: str = ""
    detail: str = ""
    time: str = ""


def write(place: str, entry: Entry) -> None:
    """Add a line.

    Args:
        place: The file, or `-` for the ordinary log.
        entry: What happened.

    Raises:
        OSError: It cannot be written.
    """
    record = to_record(entry)
    if place == TO_LOG:
        LOG.info("%s %s", entry.action, entry.outcome, extra={"audit": record})
        return
    line = json.dumps(record, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
    handle = os.open(place, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        if os.write(handle, line) != len(line):
            raise OSError(f"{place} took a part of a line only")
    finally:
        os.close(handle)


def to_record(entry: Entry) -> dict[str, str]:
    """Return an entry as it is written: every field, no control characters, nothing endless."""
    now = datetime.now(UTC).isoformat(timespec="milliseconds")
    record = {name: str(getattr(entry, name)) for name in FIELDS}
    long = {name: "".join(map(cut, _pieces(record[name]))) for name in ("object", "detail")}
    return {name: cut(text) for name, text in record.items()} | long | {"time": entry.time or now}


def _pieces(text: str) -> Iterator[str]:
    for start in range(0, min(len(text), LONGEST_DETAIL), 100):
        yield text[start : start + 100]


def recent(place: str, actions: frozenset[str], most: int) -> list[dict[str, str]]:
    """Return the newest entries of some actions, the newest first.

    Args:
        place: The file.
        actions: Which.
        most: How many at most.

    Raises:
        OSError: It is there and cannot be read.
    """
    if place == TO_LOG or not Path(place).exists():
        return []
    with Path(place).open("rb") as file:
        size = file.seek(0, os.SEEK_END)
        file.seek(max(0, size - TAIL))
        lines = file.read().splitlines()
    if size > TAIL:
        lines = lines[1:]  # begins in its middle
    found: list[dict[str, str]] = []
    for line in reversed(lines):
        entry = _read(line)
        if entry.get("action") in actions:
            found.append({name: str(entry.get(name, "")) for name in FIELDS})
        if len(found) == most:
            break
    return found


def _read(line: bytes) -> dict[str, Any]:
    try:
        entry = json.loads(line)
    except ValueError:
        return {}
    return entry if isinstance(entry, dict) else {}

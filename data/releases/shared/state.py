"""What the processes of a server know of the store that one of them follows."""

from __future__ import annotations

import contextlib
import json
import os
import time
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from data.releases import disk
from data.releases.model import DIRECTORY

FILE = f"{DIRECTORY}/.store.json"


@dataclass(frozen=True, slots=True)
class State:
    """How it stands between a data directory and its store.

    Attributes:
        store: The store's URL as it may be shown.
        reached: Whether the store was ever reached from this directory.
        fault: Why the directory is not known to be up to date; None where it is.
        since: When the fault began, in seconds since 1970.
        checked: When the store was last asked, in seconds since 1970; 0: never.
    """

    store: str
    reached: bool = False
    fault: str | None = None
    since: float | None = None
    checked: float = 0.0


def read(directory: Path, store: str) -> State:
    """Return what is known of a store; of another one than before nothing is."""
    try:
        file = directory / FILE
        known = State(**json.loads(file.read_bytes()), checked=file.stat().st_mtime)
    except (OSError, ValueError, TypeError):
        return State(store)
    return known if known.store == store else State(store)


def note(directory: Path, store: str, *, fault: str | None) -> None:
    """Keep what a look at the store gave.

    A full or read-only disk is no reason to fail: then less is known.
    """
    before = read(directory, store)
    since = None if fault is None else before.since or time.time()
    now = State(store, reached=before.reached or fault is None, fault=fault, since=since)
    with contextlib.suppress(OSError):
        if replace(before, checked=0.0) == now and before.checked:
            os.utime(directory / FILE)
            return
        known = asdict(now)
        del known["checked"]
        (directory / DIRECTORY).mkdir(exist_ok=True)
        disk.replace(directory / FILE, json.dumps(known).encode())

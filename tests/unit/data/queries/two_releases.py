"""A data directory into which was loaded twice."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from data import releases
from data.store import DEFAULT_DIRECTORY, Store, load_store
from tests.unit.data.queries.test_revisions import FILE, changed


def two_releases(place: Path) -> Store:
    """Load release 1 of 10 February 2026 (+100 in June 2018), release 2 of 10 March (+70)."""
    place.mkdir()
    for file in DEFAULT_DIRECTORY.iterdir():
        if file.is_file():
            shutil.copy(file, place)
    for number in (100, 70):
        tables: dict[str, Path | bytes] = {FILE: changed(number)}
        releases.publish(
            place, tables, sources=[], by="a tester", notes=(f"{number} more burglaries",)
        )
    pointer = place / "releases" / "current"
    known = json.loads(pointer.read_text(encoding="utf-8"))
    for each, month in zip(known["history"], (2, 3), strict=True):
        each["at"] = f"2026-0{month}-10T09:00:00+00:00"
    pointer.write_text(json.dumps(known), encoding="utf-8")
    return load_store(place)

"""The name of a content: equal tables, equal name, wherever they lie."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from data.fingerprint import LENGTH
from data.snapshots import Snapshot


def content_id(tables: Mapping[str, bytes], snapshots: Mapping[Snapshot, bytes]) -> str:
    """Return the first 16 hexadecimal digits of the SHA-256 of all tables.

    Args:
        tables: Content of each file, by dataset id.
        snapshots: Content of each snapshot in use.
    """
    contents = {**tables, **{each.file: content for each, content in snapshots.items()}}
    digest = hashlib.sha256()
    for name, content in sorted(contents.items()):
        digest.update(f"{name}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()[:LENGTH]

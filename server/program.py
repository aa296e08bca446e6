"""The version of the program that answers: equal code and settings, equal name.

An answer follows from the data, the question and the program. Release and question are in every
tag and key; this is the third, so that a corrected program is never taken for the one before, and
two versions may share a cache while one replaces the other.
"""

import hashlib
from collections.abc import Iterator
from pathlib import Path

from data.fingerprint import LENGTH
from server.settings import ROOT, Settings

PARTS = ("api", "assets", "components", "data", "pages", "server")
KINDS = frozenset({".py", ".html", ".css", ".js"})
FILES = ("app.py", "constraints.txt")


def program(settings: Settings) -> str:
    """Return the name of this version: of its files, its libraries and the settings that show.

    Args:
        settings: How it runs. What differs from server to server (address, directories, limits)
            has no part in it.
    """
    digest = hashlib.sha256()
    for file in sorted(_files()):
        digest.update(f"{file.relative_to(ROOT)}\0".encode())
        digest.update(hashlib.sha256(file.read_bytes()).digest())
    shows = (settings.root_path, settings.marking, str(settings.sign_in))
    digest.update("\0".join(shows).encode())
    return digest.hexdigest()[:LENGTH]


def _files() -> Iterator[Path]:
    yield from (ROOT / name for name in FILES if (ROOT / name).is_file())
    for part in PARTS:
        yield from (file for file in (ROOT / part).rglob("*") if file.suffix in KINDS)

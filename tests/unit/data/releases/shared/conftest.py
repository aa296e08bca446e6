"""Release stores for tests: directories of their own, and a store in files or in memory."""

from __future__ import annotations

import shutil
import subprocess
import sys
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from fsspec.implementations.memory import MemoryFileSystem

from data import releases, store
from data.releases import shared
from data.store import DEFAULT_DIRECTORY
from server.settings import ROOT

FILE = "moped_crime_points.csv"


def points(number: int) -> bytes:
    """The smallest table with one value changed."""
    return (DEFAULT_DIRECTORY / FILE).read_bytes().replace(b"756", str(number).encode())


def data_directory(place: Path) -> Path:
    """The bundled files, as a data directory of the test's own."""
    place.mkdir()
    for file in DEFAULT_DIRECTORY.iterdir():
        if file.is_file():
            shutil.copy(file, place)
    return place


@pytest.fixture(params=["file", "memory"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A new store, in a directory or in what behaves like an object store."""
    if request.param == "memory":
        return f"memory://{uuid.uuid4().hex}"
    (tmp_path / "store").mkdir()
    return f"file://{tmp_path}/store"


@pytest.fixture
def here(tmp_path: Path, url: str) -> Iterator[Path]:
    """A data directory that follows the store: whoever loads into it publishes."""
    directory = data_directory(tmp_path / "here")
    store.configure(directory)
    shared.configure(url)
    try:
        yield directory
    finally:
        store.configure(None)
        shared.configure(None)


@pytest.fixture
def there(tmp_path: Path) -> Path:
    """The directory of another server."""
    return data_directory(tmp_path / "there")


def publish(directory: Path, number: int) -> releases.Release:
    return releases.publish(directory, {FILE: points(number)}, sources=[], by="a tester")


def spoil(url: str, kind: str) -> None:
    """Change the last byte of the newest thing of a kind that the store has."""
    if url.startswith("file:"):
        file = max((Path(url[7:]) / kind).iterdir(), key=lambda each: each.stat().st_mtime_ns)
        content = file.read_bytes()
        file.chmod(0o644)
        file.write_bytes(content[:-2] + b"9\n")
        return
    names = MemoryFileSystem().ls(f"/{url[9:]}/{kind}", detail=True)
    newest = max(names, key=lambda each: each["created"])["name"]
    content = MemoryFileSystem().cat_file(newest)
    MemoryFileSystem().pipe_file(newest, content[:-2] + b"9\n")


def publish_by_itself(directory: Path, number: int) -> releases.Release:
    """Load in a process of its own, into a directory without a store."""
    code = (
        "import sys; from pathlib import Path; from data import releases;"
        "made = releases.publish(Path(sys.argv[1]), {sys.argv[2]: sys.stdin.buffer.read()},"
        " sources=[], by='another tester'); print(made.id)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(directory), FILE],
        cwd=ROOT,
        input=points(number),
        capture_output=True,
        check=True,
    )
    return releases.find(directory, done.stdout.decode().strip())

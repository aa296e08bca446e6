"""Reaches a release store through fsspec: tables by their SHA-256, the journal by number."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import urlsplit

from data.releases import disk
from data.releases.shared.journal import Entry, from_bytes, to_bytes

if TYPE_CHECKING:
    from fsspec import AbstractFileSystem

TABLES, JOURNAL = "tables", "journal"
LOCAL = "file"
Given = TypeVar("Given")


class StoreError(OSError):
    """The store cannot be reached or used; the message says which and why."""


class Taken(Exception):  # noqa: N818 - somebody else was first, which is no fault
    """The number of the journal is taken: somebody else published meanwhile."""


def check(url: str) -> str:
    """Return a store's URL if there is a way to reach it.

    Raises:
        ValueError: There is none; says what is missing.
    """
    from fsspec import get_filesystem_class  # noqa: PLC0415 - only where there is a store

    scheme, _, rest = url.partition("://")
    if not rest.strip("/"):
        raise ValueError("It is not a URL such as file:///srv/releases or s3://bucket/releases")
    try:
        get_filesystem_class(scheme)
    except ImportError as error:
        raise ValueError(f"{scheme}:// needs a library: {error}") from None
    except ValueError:
        raise ValueError(f"There is no way to reach {scheme}://") from None
    return url.rstrip("/")


class ReleaseStore:
    """A release store.

    Args:
        url: Where it is. Keys to it belong into the environment, as its library reads them.
    """

    def __init__(self, url: str) -> None:
        self.url = url.rstrip("/")
        self._fs: AbstractFileSystem | None = None
        self._root = ""

    @property
    def shown(self) -> str:
        """The URL as it may be shown: without a name, a password or parameters."""
        parts = urlsplit(self.url)
        return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}"

    def is_there(self) -> bool:
        """Tell whether the place exists (an object store's prefix does once something is in it).

        Raises:
            StoreError: The store cannot be reached.
        """
        with self._reached() as fs:
            return bool(fs.exists(self._root))

    def entry(self, number: int) -> Entry | None:
        """Return an entry of the journal; None where there is none yet.

        Raises:
            StoreError: The store cannot be reached.
            ReleaseError: The entry is damaged.
        """
        with self._reached() as fs:
            try:
                content: bytes = fs.cat_file(self._journal(number))
            except FileNotFoundError:
                return None
        return from_bytes(number, content)

    def add(self, entry: Entry) -> None:
        """Add an entry to the journal: from then on it counts.

        Raises:
            Taken: Its number is taken.
            StoreError: The store cannot be reached or written; where an answer got lost, the entry
                may have been added all the same.
        """
        with self._reached() as fs:
            try:
                self._create(fs, self._journal(entry.number), to_bytes(entry))
            except FileExistsError:
                raise Taken from None

    def put(self, digest: str, table: Path, *, thoroughly: bool = False) -> None:
        """Put a table into the store unless it is there whole.

        Args:
            digest: Its SHA-256.
            table: Its file.
            thoroughly: Read what is there; else its size must do.

        Raises:
            StoreError: The store cannot be reached or written.
        """
        place = f"{self._place()}/{TABLES}/{digest}"
        with self._reached() as fs:
            try:
                same = fs.info(place)["size"] == table.stat().st_size
                if same and (not thoroughly or sha256(fs.cat_file(place)).hexdigest() == digest):
                    return
            except FileNotFoundError:
                pass
            if self._is_local(fs):
                _write_beside(Path(place), table.read_bytes(), Path.replace)
            else:
                fs.put_file(str(table), place)

    def fetch(self, digest: str, table: Path) -> None:
        """Fetch a table; whether it is as it was published is for the caller to check.

        Raises:
            StoreError: The store cannot be reached, or has no such table.
        """
        with self._reached() as fs:
            fs.get_file(f"{self._place()}/{TABLES}/{digest}", str(table))

    def _journal(self, number: int) -> str:
        return f"{self._place()}/{JOURNAL}/{number:08d}.json"

    def _place(self) -> str:
        self._open()
        return self._root

    def _open(self) -> AbstractFileSystem:
        if self._fs is None:
            from fsspec.core import url_to_fs  # noqa: PLC0415 - only where there is a store

            # What others write must be seen at once, so nothing may be remembered.
            self._fs, root = url_to_fs(self.url, use_listings_cache=False)
            self._root = str(root).rstrip("/")
        return self._fs

    @contextmanager
    def _reached(self) -> Iterator[AbstractFileSystem]:
        try:
            yield self._open()
        except (Taken, StoreError):
            raise
        # Every library behind fsspec has errors of its own.
        except Exception as error:
            reason = f"{type(error).__name__}: {error}".splitlines()[0][:300]
            raise StoreError(f"the release store {self.shown} cannot be used: {reason}") from error

    def _create(self, fs: AbstractFileSystem, place: str, content: bytes) -> None:
        """Create a file, whole, unless there is one.

        Raises:
            FileExistsError: There is one.
        """
        if self._is_local(fs):
            _write_beside(Path(place), content, _link)
            return
        if fs.exists(place):
            raise FileExistsError(place)
        # Object stores create whole objects, and refuse a second one where they know how to.
        options: dict[str, Any] = {"mode": "create"}
        fs.pipe_file(place, content, **options)

    @staticmethod
    def _is_local(fs: AbstractFileSystem) -> bool:
        return LOCAL in ((fs.protocol,) if isinstance(fs.protocol, str) else fs.protocol)


def _write_beside(place: Path, content: bytes, move: Callable[[Path, Path], Given]) -> None:
    """Write a file beside its place, force it to disk and move it there."""
    place.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=disk.UNFINISHED, dir=place.parent)
    unfinished = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        unfinished.chmod(0o644)
        move(unfinished, place)
    finally:
        unfinished.unlink(missing_ok=True)
    disk.force(place.parent)


def _link(unfinished: Path, place: Path) -> None:
    """Give a file its name; fails where there is one of that name."""
    place.hardlink_to(unfinished)

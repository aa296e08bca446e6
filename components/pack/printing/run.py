"""Many packs in one run: what is there already is kept, what is written is written whole."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final

from components.pack.names import file_name
from components.pack.printing.chromium import chromium
from components.pack.printing.errors import PrintingError
from components.pack.printing.served import served
from components.pack.printing.sheets import print_pack
from components.pack.printing.stamp import Stamp, is_current

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ENDING: Final = ".pdf"
UNFINISHED: Final = ".unfinished"
"""The ending of a file that is being written; a run that was killed may leave one."""


@dataclass(frozen=True)
class Wanted:
    """A pack to print, and where."""

    stamp: Stamp
    path: Path


@dataclass
class Done:
    """What a run did."""

    printed: list[Path] = field(default_factory=list)
    kept: list[Path] = field(default_factory=list)


def places(stamps: Sequence[Stamp], out: Path | None) -> list[Wanted]:
    """Where each pack goes.

    Args:
        stamps: The packs.
        out: A file (``….pdf``) for one pack, or a directory; by default this directory.

    Raises:
        PrintingError: several packs are to go into one file.
    """
    if out is not None and out.suffix.lower() == ENDING:
        if len(stamps) > 1:
            raise PrintingError(
                f"{len(stamps)} packs do not go into one file: OUT={out}. Say which directory."
            )
        return [Wanted(stamps[0], out)]
    directory = out or Path()
    return [
        Wanted(stamp, directory / file_name("pack", stamp.area, stamp.as_at, "pdf"))
        for stamp in stamps
    ]


def print_packs(
    wanted: Sequence[Wanted], *, progress: Callable[[Wanted, bool], None], again: bool = False
) -> Done:
    """Print the packs that are not there yet.

    Args:
        wanted: The packs and their files.
        progress: Called after each, with whether it had to be printed.
        again: Print also those that are there.

    Raises:
        PrintingError: a pack cannot be drawn or written.
    """
    done = Done()
    missing = []
    for each in wanted:
        if not again and is_current(each.path, each.stamp):
            done.kept.append(each.path)
            progress(each, False)
        else:
            missing.append(each)
    if not missing:
        return done
    with _printer() as (browser, address):
        for each in missing:
            write_whole(each.path, print_pack(browser, address, each.stamp))
            done.printed.append(each.path)
            progress(each, True)
    return done


def write_whole(path: Path, content: bytes) -> None:
    """Write a file so that at any time it is there whole or not at all.

    Raises:
        PrintingError: it cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        for left in path.parent.glob(f".{path.name}.*{UNFINISHED}"):
            left.unlink()
        handle, name = tempfile.mkstemp(UNFINISHED, f".{path.name}.", path.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            Path(name).chmod(0o644)
            Path(name).replace(path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise PrintingError(f"{path} cannot be written: {error.strerror or error}.") from None


@contextmanager
def _printer() -> Iterator[tuple[Browser, str]]:
    with chromium() as browser, served() as address:
        yield browser, address

"""What the commands that write files share: the data, the settings, saving, the progress bar."""

from __future__ import annotations

import argparse
import datetime
import os
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from data.errors import DataFileError, InvalidParameter

if TYPE_CHECKING:
    from data.areas import Area
    from data.periods import Month
    from data.store import Store
    from server.settings import Settings

WRITTEN, REFUSED, STOPPED = 0, 2, 130


class Refusal(Exception):  # noqa: N818 - what is said, not an error of the program
    """Why nothing is written."""


@dataclass(frozen=True)
class About:
    """What a file is made of and about.

    Args:
        store: The data.
        settings: The settings.
        as_at: The last month taken into account.
        made: Today.
    """

    store: Store
    settings: Settings
    as_at: Month
    made: datetime.date

    @property
    def marking(self) -> str | None:
        """The protective marking; None without one."""
        return self.settings.marking or None

    def area(self, code: str) -> Area:
        """The area asked for, London without one.

        Raises:
            InvalidParameter: there is no such area.
        """
        return self.store.areas.get(code or "london")


def parser(prog: str, description: str, *, several: str = "", out: str) -> argparse.ArgumentParser:
    """A command line with what all of these commands take: area, month, place.

    Args:
        prog: What the command is called.
        description: What it does.
        several: Names for several areas, where it takes some.
        out: Where the file goes.
    """
    found = argparse.ArgumentParser(prog=prog, description=description)
    areas = "london, a BCU such as south-west, or a borough's ONS code"
    found.add_argument("--area", default="", help=f"{areas}{several}")
    found.add_argument("--as-at", default="", help="the last month taken into account: 2018-06")
    found.add_argument("--out", type=Path, default=None, help=out)
    return found


def about(as_at: str) -> About:
    """The data, the settings and the month that is asked for; by default the newest report's.

    Raises:
        Refusal: a setting cannot be used.
        InvalidParameter: there is no such month in the data.
        DataFileError: a data file breaks a rule.
    """
    store, settings = loaded()
    from data import as_at as as_at_months  # noqa: PLC0415 - brings pandas

    month = as_at_months.resolve(store, as_at or None)
    return About(store, settings, month, datetime.datetime.now(tz=datetime.UTC).date())


def finish(work: Callable[[], Iterable[object]], *, stopped: str = "Stopped.") -> int:
    """Do the work of a command, and say what came of it.

    Args:
        work: Gives what to print, a line each.
        stopped: What to say after Ctrl+C.

    Returns:
        The exit status: 0 written, 2 refused with the reason on the error output, 130 stopped.
    """
    try:
        for line in work():
            print(line)
    except (Refusal, InvalidParameter, DataFileError) as error:
        print(error, file=sys.stderr)
        return REFUSED
    except KeyboardInterrupt:
        print(stopped, file=sys.stderr)
        return STOPPED
    return WRITTEN


def loaded() -> tuple[Store, Settings]:
    """The data and the settings; addresses are those of a server's root.

    Raises:
        Refusal: a setting cannot be used.
        DataFileError: a data file breaks a rule.
    """
    from dash._get_paths import CONFIG  # noqa: PLC0415 - brings Dash

    from data import store  # noqa: PLC0415 - brings pandas
    from server.settings import SettingsError, load_settings  # noqa: PLC0415

    try:
        settings = load_settings()
    except SettingsError as error:
        raise Refusal(str(error)) from None
    if "requests_pathname_prefix" not in CONFIG:
        CONFIG["requests_pathname_prefix"] = "/"
    store.configure(settings.data_dir)
    return store.get_store(), settings


def destination(out: Path | None, name: str) -> Path:
    """Where a file goes: as named, or by the product's naming in a directory.

    Args:
        out: What is asked for: a file, a directory, or None for the directory one is in.
        name: The file's name by the product's naming.

    Raises:
        Refusal: ``out`` is no directory and ends in something else than the format does.
    """
    if out is None:
        return Path(name)
    if out.is_dir() or str(out).endswith(os.sep):
        return out / name
    ending = Path(name).suffix
    if out.suffix.lower() != ending:
        raise Refusal(f"{out} is no directory, and the file’s name ends in {ending}.")
    return out


def save(path: Path, content: bytes) -> None:
    """Write a file whole or not at all.

    Raises:
        Refusal: it cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, suffix=".part", delete=False) as part:
            part.write(content)
        Path(part.name).chmod(0o644)
        Path(part.name).replace(path)
    except OSError as error:
        raise Refusal(f"{path} cannot be written: {error.strerror or error}.") from None


@contextmanager
def progress(what: str, total: int) -> Iterator[Callable[[str], None]]:
    """A bar on the error output: how many are done, and how long the rest will take.

    Yields:
        What to call when one is done, with its name.
    """
    from rich.console import Console  # noqa: PLC0415 - only here
    from rich.progress import (  # noqa: PLC0415
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    bar = Progress(
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(),
        console=Console(stderr=True),
    )  # fmt: skip
    with bar:
        task = bar.add_task(what, total=total)
        yield lambda name: bar.update(task, advance=1, description=name)

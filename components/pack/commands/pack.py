"""``pack``: the printed pack of an area as a tagged PDF, or those of all areas in one run."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

from components.pack.printing.errors import PrintingError
from components.pack.printing.run import Wanted, places, print_packs
from components.pack.printing.stamp import Stamp
from data.errors import DataFileError, InvalidParameter

if TYPE_CHECKING:
    from data.store import Store

ALL: Final = "all"
WRITTEN, REFUSED, STOPPED = 0, 2, 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Print packs.

    Args:
        arguments: Of the command line.

    Returns:
        The exit status: 0 written, 2 refused with the reason on the error output, 130 stopped by
        Ctrl+C.
    """
    asked = _parser().parse_args(arguments)
    try:
        wanted = places(_stamps(asked.area, asked.as_at), asked.out)
        with _progress(len(wanted)) as step:
            done = print_packs(wanted, progress=step, again=asked.again)
    except (PrintingError, InvalidParameter, DataFileError) as error:
        print(error, file=sys.stderr)
        return REFUSED
    except KeyboardInterrupt:
        print(
            "Stopped. What is printed stays; the same command goes on from there.", file=sys.stderr
        )
        return STOPPED
    for path in done.printed:
        print(path)
    if done.kept:
        print(f"{len(done.kept)} already there, of the same release, month and marking.")
    return WRITTEN


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="make pack", description="Print the oversight pack of an area as a tagged PDF."
    )
    parser.add_argument(
        "--area", default="london", help="london, a BCU such as south-west, a borough's ONS code, "
        "or all for every area"
    )  # fmt: skip
    parser.add_argument("--as-at", default=None, help="the last month taken into account: 2018-06")
    parser.add_argument("--out", type=Path, default=None, help="a file (….pdf) or a directory")
    parser.add_argument("--again", action="store_true", help="print what is already there, too")
    return parser


def _stamps(area: str, as_at: str | None) -> list[Stamp]:
    """The packs that are asked for.

    Raises:
        InvalidParameter: there is no such area or month.
        PrintingError: a setting cannot be used.
        DataFileError: a data file breaks a rule.
    """
    store, marking = _loaded()
    from data import as_at as as_at_months  # noqa: PLC0415 - brings pandas

    month = as_at_months.resolve(store, as_at or None)
    areas = store.areas.all() if area == ALL else [store.areas.get(area or "london")]
    return [Stamp(each.code, str(month), store.release, marking) for each in areas]


def _loaded() -> tuple[Store, str]:
    """The data and the marking, as the settings say."""
    from data import store  # noqa: PLC0415 - brings pandas
    from server.settings import SettingsError, load_settings  # noqa: PLC0415

    try:
        settings = load_settings()
    except SettingsError as error:
        raise PrintingError(str(error)) from None
    store.configure(settings.data_dir)
    return store.get_store(), settings.marking


@contextmanager
def _progress(total: int) -> Iterator[Callable[[Wanted, bool], None]]:
    """A bar on the error output: how many are done, and how long the rest will take."""
    try:
        from rich.console import Console  # noqa: PLC0415 - only here
        from rich.progress import (  # noqa: PLC0415
            BarColumn,
            MofNCompleteColumn,
            Progress,
            TextColumn,
            TimeRemainingColumn,
        )
    except ImportError:
        raise PrintingError(
            "Printing needs the libraries of requirements-print.txt: `make pack` installs them."
        ) from None
    bar = Progress(
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(),
        console=Console(stderr=True),
    )  # fmt: skip
    with bar:
        task = bar.add_task("Printing", total=total)

        def step(wanted: Wanted, printed: bool) -> None:
            said = "printed" if printed else "already there"
            bar.update(task, advance=1, description=f"{wanted.path.name}: {said}")

        yield step


if __name__ == "__main__":
    raise SystemExit(main())

"""``pack``: the printed pack of an area as a tagged PDF, or those of all areas in one run."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from components.pack.commands.common import (
    REFUSED,
    STOPPED,
    WRITTEN,
    Refusal,
    loaded,
    progress,
)
from components.pack.printing.errors import PrintingError
from components.pack.printing.run import places, print_packs
from components.pack.printing.stamp import Stamp
from data.errors import DataFileError, InvalidParameter

ALL: Final = "all"


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
        with progress("Printing", len(wanted)) as step:
            done = print_packs(
                wanted,
                progress=lambda each, printed: step(f"{each.path.name}: {_did(printed)}"),
                again=asked.again,
            )
    except (Refusal, PrintingError, InvalidParameter, DataFileError) as error:
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


def _did(printed: bool) -> str:
    return "printed" if printed else "already there"


def _stamps(area: str, as_at: str | None) -> list[Stamp]:
    """The packs that are asked for.

    Raises:
        InvalidParameter: there is no such area or month.
        Refusal: a setting cannot be used.
        DataFileError: a data file breaks a rule.
    """
    store, settings = loaded()
    from data import as_at as as_at_months  # noqa: PLC0415 - brings pandas

    month = as_at_months.resolve(store, as_at or None)
    areas = store.areas.all() if area == ALL else [store.areas.get(area or "london")]
    return [Stamp(each.code, str(month), store.release, settings.marking) for each in areas]


if __name__ == "__main__":
    raise SystemExit(main())

"""``pack``: the printed pack of an area as a tagged PDF, or those of all areas in one run."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import Final

from components.pack.commands.common import Refusal, about, finish, parser, progress
from components.pack.printing.errors import PrintingError
from components.pack.printing.run import places, print_packs
from components.pack.printing.stamp import Stamp

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
    return finish(
        lambda: _print(asked),
        stopped="Stopped. What is printed stays; the same command goes on from there.",
    )


def _parser() -> argparse.ArgumentParser:
    found = parser(
        "make pack",
        "Print the oversight pack of an area as a tagged PDF.",
        several=", or all for every area",
        out="a file (….pdf) or a directory",
    )
    found.add_argument("--again", action="store_true", help="print what is already there, too")
    return found


def _print(asked: argparse.Namespace) -> list[object]:
    try:
        wanted = places(_stamps(asked), asked.out)
        with progress("Printing", len(wanted)) as step:
            done = print_packs(
                wanted,
                progress=lambda each, printed: step(f"{each.path.name}: {_did(printed)}"),
                again=asked.again,
            )
    except PrintingError as error:
        raise Refusal(str(error)) from None
    kept = f"{len(done.kept)} already there, of the same release, month and marking."
    return [*done.printed, *([kept] if done.kept else [])]


def _did(printed: bool) -> str:
    return "printed" if printed else "already there"


def _stamps(asked: argparse.Namespace) -> list[Stamp]:
    """The packs that are asked for.

    Raises:
        InvalidParameter: there is no such area or month.
        Refusal: a setting cannot be used.
        DataFileError: a data file breaks a rule.
    """
    found = about(asked.as_at)
    areas = found.store.areas.all() if asked.area == ALL else [found.area(asked.area)]
    release, marking = found.store.release, found.settings.marking
    return [Stamp(each.code, str(found.as_at), release, marking) for each in areas]


if __name__ == "__main__":
    raise SystemExit(main())

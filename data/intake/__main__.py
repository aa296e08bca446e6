"""Command line: `python -m data.intake FILE` adds a quarter's file as a snapshot."""

from __future__ import annotations

import argparse
import contextlib
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from data.apart import command, outcome_of, say

if TYPE_CHECKING:
    from data.intake.loading import Taken
    from data.intake.problems import Problem

ADDED, REFUSED, TO_CONFIRM = 0, 1, 3


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command.

    Returns:
        0 when the file was added, 1 when it was refused, 3 when there are warnings to accept; 2 is
        a mistake in the command itself.
    """
    parser = argparse.ArgumentParser(
        prog="python -m data.intake",
        description=(
            "Check a quarter's board, figures or claims (CSV or XLSX, by the template) and add "
            "it as a new snapshot, in a new release. Nothing that is loaded is ever overwritten."
        ),
    )
    parser.add_argument("file", type=Path, help="the file to load")
    parser.add_argument(
        "--accept-warnings", action="store_true", help="add it although there are warnings"
    )
    parser.add_argument(
        "--correction",
        action="store_true",
        help="it corrects a quarter that is loaded; the earlier version stays as it is",
    )
    parser.add_argument(
        "--data-dir",
        type=Path,
        default=None,
        help="the data directory (default: DATA_DIR, else the bundled files)",
    )
    options = parser.parse_args(arguments)
    taken = outcome_of(lambda: _take_in(options), nothing="Nothing was added")
    return REFUSED if taken is None else _report(options.file, taken)


def _take_in(options: argparse.Namespace) -> Taken | None:
    """Take a file in; None where it was said why that was not possible."""
    from data.errors import DataFileError  # noqa: PLC0415 - heavy ones only where they are used
    from data.intake.loading import take_in  # noqa: PLC0415
    from data.releases import ReleaseError  # noqa: PLC0415
    from data.store import configured_directory  # noqa: PLC0415

    directory = options.data_dir or configured_directory()
    try:
        return take_in(
            options.file,
            directory,
            accept_warnings=options.accept_warnings,
            correction=options.correction,
        )
    except DataFileError as error:
        say(f"The data that are loaded are not in order: {error}")
    except OSError as error:
        place = error.filename or directory
        say(f"Nothing was added, since {place} cannot be written: {error.strerror}.")
    except ReleaseError as error:
        say(f"Nothing was added: {error}")
    return None


def _report(file: Path, taken: Taken) -> int:
    if taken.outcome == "refused":
        say(f"{file} was refused; nothing was added. To put right ({len(taken.errors)}):")
        say(*_lines(taken.errors))
        return REFUSED
    if taken.warnings:
        say(f"To confirm ({len(taken.warnings)}):", *_lines(taken.warnings))
    if taken.outcome == "to-confirm":
        say(
            f"{file} was not added. If all this is right, load it again with "
            "--accept-warnings (make: ACCEPT_WARNINGS=1)."
        )
        return TO_CONFIRM
    # Where nobody reads it, it is added all the same.
    with contextlib.suppress(OSError):
        print(f"Added {taken.rows} rows of {_quarter(taken)}: {taken.path}")
        if taken.release is not None:
            print(
                f"Release {taken.release.id} counts now; a running server takes it up by itself.",
                flush=True,
            )
    return ADDED


def _quarter(taken: Taken) -> str:
    return str(taken.snapshot.quarter) if taken.snapshot else ""


def _lines(problems: Iterable[Problem]) -> list[str]:
    return [f"  {problem}" for problem in problems]


if __name__ == "__main__":
    raise SystemExit(command(main, stopped=REFUSED))

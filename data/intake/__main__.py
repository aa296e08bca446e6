"""Command line: `python -m data.intake FILE` adds a quarter's file as a snapshot."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from data.errors import DataFileError
from data.intake.loading import Taken, take_in
from data.intake.problems import Problem
from data.store import configured_directory

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
        default=configured_directory(),
        help="the data directory (default: DATA_DIR, else %(default)s)",
    )
    options = parser.parse_args(arguments)
    try:
        taken = take_in(
            options.file,
            options.data_dir,
            accept_warnings=options.accept_warnings,
            correction=options.correction,
        )
    except DataFileError as error:
        _say([f"The data that are loaded are not in order: {error}"])
        return REFUSED
    except OSError as error:
        place = error.filename or options.data_dir
        _say([f"Nothing was added, since {place} cannot be written: {error.strerror}."])
        return REFUSED
    return _report(options.file, taken)


def _report(file: Path, taken: Taken) -> int:
    if taken.outcome == "refused":
        _say([f"{file} was refused; nothing was added. To put right ({len(taken.errors)}):"])
        _say(_lines(taken.errors))
        return REFUSED
    if taken.warnings:
        _say([f"To confirm ({len(taken.warnings)}):", *_lines(taken.warnings)])
    if taken.outcome == "to-confirm":
        _say(
            [
                f"{file} was not added. If all this is right, load it again with "
                "--accept-warnings (make: ACCEPT_WARNINGS=1)."
            ]
        )
        return TO_CONFIRM
    quarter = taken.snapshot.quarter if taken.snapshot else ""
    print(f"Added {taken.rows} rows of {quarter}: {taken.path}")
    if taken.release is not None:
        print(f"Release {taken.release.id} counts now; a running server takes it up by itself.")
    return ADDED


def _lines(problems: Iterable[Problem]) -> list[str]:
    return [f"  {problem}" for problem in problems]


def _say(lines: Iterable[str]) -> None:
    for line in lines:
        print(line, file=sys.stderr)


if __name__ == "__main__":
    raise SystemExit(main())

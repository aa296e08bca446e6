"""`python -m data load FILE…`: check files, and load them as a new release."""

from __future__ import annotations

import argparse
import contextlib
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from data.apart import outcome_of
from data.commands import DONE, REFUSED, add_data_dir, data_dir, say

if TYPE_CHECKING:
    from data.commands import Subparsers
    from data.extracts.loading import Outcome

OPTIONS = {
    "totals": "load it although sums differ from what is loaded by more than a revision",
    "low-month": "load it although a month is too low to be whole",
    "older": "load it although it is older than what is loaded and changes it",
    "warnings": "load a quarter's board, figures or claims although there are warnings",
}
"""Each `--accept-…` option and what it accepts."""


def add(subparsers: Subparsers) -> None:
    """Add the command."""
    parser = subparsers.add_parser(
        "load",
        help="check files of the publisher or of our templates, and load them",
        description=(
            "Check files and load them all as one new release, or none of them. What each file is "
            "is told by its content: recorded crime by borough, ward or neighbourhood, ward "
            "boundaries (GeoJSON), the monthly "
            "knife crime extract, ONS population estimates, the table of offence labels, or a "
            "quarter's board, figures or claims. CSV or XLSX."
        ),
        epilog="Exit status: 0 loaded, 2 refused; the reasons are on standard error.",
    )
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help="a file to load")
    parser.add_argument("--dry-run", action="store_true", help="check only; change nothing")
    for name, text in OPTIONS.items():
        parser.add_argument(f"--accept-{name}", action="store_true", help=text)
    parser.add_argument(
        "--correction", action="store_true", help="a template corrects a quarter that is loaded"
    )
    parser.add_argument(
        "--afresh",
        action="store_true",
        help="build recorded crime, knife crime by area and population from these files alone",
    )
    add_data_dir(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Load, and say what came of it. Never anything but 0 or 2."""
    outcome = outcome_of(lambda: _load(options), nothing="Nothing was changed")
    return REFUSED if outcome is None else _report(outcome, dry_run=options.dry_run)


def _load(options: argparse.Namespace) -> Outcome | None:
    """Load; None where it was said why that was not possible."""
    from data.errors import DataFileError  # noqa: PLC0415
    from data.extracts.loading import load  # noqa: PLC0415
    from data.releases import ReleaseError  # noqa: PLC0415

    accept = [name for name in OPTIONS if getattr(options, f"accept_{name.replace('-', '_')}")]
    try:
        with progress(len(options.files)) as step:
            return load(
                options.files,
                data_dir(options),
                accept=accept,
                correction=options.correction,
                afresh=options.afresh,
                dry_run=options.dry_run,
                step=step,
            )
    except DataFileError as error:
        say(f"Nothing was changed, since with these files {error}")
    except OSError as error:
        say(f"Nothing was changed{because(error)}")
    except ReleaseError as error:
        say(f"Nothing was changed: {error}")
    return None


def because(error: OSError) -> str:
    """Return why something could not be written, as the end of a sentence."""
    reason = error.strerror or str(error)
    return f", since {error.filename} cannot be used: {reason}" if error.filename else f": {reason}"


def _report(outcome: Outcome, *, dry_run: bool) -> int:
    if outcome.refused:
        return _refuse(outcome)
    try:
        for line in _lines(outcome, dry_run=dry_run):
            print(line)
        sys.stdout.flush()
    except BrokenPipeError:
        # Whoever read it has seen enough; what is loaded stays loaded.
        _close_output()
    except OSError as error:
        _close_output()
        say(f"What came of it cannot be written{because(error)}", _ending(outcome, dry_run=dry_run))
    return DONE


def _lines(outcome: Outcome, *, dry_run: bool) -> Iterator[str]:
    for each in outcome.files:
        yield f"{each.name}: {each.title}."
        for note in each.notes:
            yield f"  {note}"
        for doubt in each.findings.doubts:
            yield f"  Accepted (--accept-{doubt.accept}): {doubt.rule}"
    yield _ending(outcome, dry_run=dry_run)


def _ending(outcome: Outcome, *, dry_run: bool) -> str:
    if dry_run or outcome.release is None:
        return "All of it can be loaded. Nothing was changed (--dry-run)."
    if outcome.new:
        from data.engine.offering import lags  # noqa: PLC0415

        engine = " Now put it on the engine: python -m data publish." if lags() else ""
        return (
            f"Loaded: release {outcome.release.id}. A running server takes it up by itself.{engine}"
        )
    return f"Nothing differs from release {outcome.release.id}, which stays."


def _refuse(outcome: Outcome) -> int:
    for each in outcome.files:
        if each.title:
            say(f"{each.name} was recognised as {each.title}.")
    if outcome.errors:
        say(f"Refused; nothing was changed. To put right ({len(outcome.errors)}):")
        say(*(f"  {error}" for error in outcome.errors))
    if outcome.doubts:
        ahead = (
            "To confirm as well" if outcome.errors else "Refused; nothing was changed. To confirm"
        )
        say(f"{ahead} ({len(outcome.doubts)}):")
        say(*(f"  {doubt}" for doubt in outcome.doubts))
        needed = " ".join(sorted({f"--accept-{doubt.accept}" for doubt in outcome.doubts}))
        say(f"If all this is right, load again with {needed}")
    return REFUSED


@contextlib.contextmanager
def progress(files: int) -> Iterator[Callable[[str], None]]:
    """Show a progress bar on a terminal, and nothing anywhere else.

    Args:
        files: How many files are loaded.

    Yields:
        What is told what is done now.
    """
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console  # noqa: PLC0415 - only on a terminal
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn  # noqa: PLC0415

    bar = Progress(
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        TimeElapsedColumn(),
        console=Console(stderr=True),
        transient=True,
    )
    with bar:
        # Every file is read and checked, and the release is made.
        task = bar.add_task("Loading", total=2 * files + 1)
        done = -1

        def step(what: str) -> None:
            nonlocal done
            done += 1
            bar.update(task, completed=done, description=what[:60])

        yield step


def _close_output() -> None:
    """Let nothing be written at exit to an output that nobody reads."""
    null = os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, sys.stdout.fileno())

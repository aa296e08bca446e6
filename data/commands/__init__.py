"""The commands of `python -m data`.

Each module is one command and has `add(subparsers)`: it adds its parser, whose default `run` takes
the options and returns the exit status. What is heavy is imported where it runs.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    # argparse has no public name for what `add_subparsers` returns.
    Subparsers = argparse._SubParsersAction[argparse.ArgumentParser]

DONE, REFUSED = 0, 2


def add_data_dir(parser: argparse.ArgumentParser) -> None:
    """Add the option that says which data directory."""
    parser.add_argument(
        "--data-dir",
        type=Path,
        default=None,
        help="the data directory (default: DATA_DIR, else the bundled files)",
    )


def data_dir(options: argparse.Namespace) -> Path:
    """Return the data directory that was said, or the configured one."""
    from data.store import configured_directory  # noqa: PLC0415

    said: Path | None = options.data_dir
    return configured_directory() if said is None else said


def say(*lines: str) -> None:
    """Write lines to standard error."""
    for line in lines:
        print(line, file=sys.stderr)

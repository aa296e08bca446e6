"""`python -m data rollback RELEASE`: make another release count."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from data.commands import DONE, REFUSED, add_data_dir, data_dir, say

if TYPE_CHECKING:
    from data.commands import Subparsers


def add(subparsers: Subparsers) -> None:
    """Add the command."""
    parser = subparsers.add_parser("rollback", help="make an earlier release count")
    parser.add_argument(
        "release", help="its id, its number (0: the directory's own tables) or its content"
    )
    add_data_dir(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Go back; nothing is removed, so that one can go forward again in the same way."""
    from data import releases  # noqa: PLC0415
    from data.errors import DataFileError  # noqa: PLC0415

    try:
        release = releases.rollback(data_dir(options), options.release, by=releases.whoami())
    except (DataFileError, releases.ReleaseError, OSError) as error:
        say(f"Nothing was changed: {error}")
        return REFUSED
    print(f"Release {release.id} counts now; a running server takes it up by itself.")
    return DONE

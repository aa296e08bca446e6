"""`python -m data push`: publish to the release store what is here and not there."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from data.commands import DONE, REFUSED, add_data_dir, add_store, data_dir, release_store, say

if TYPE_CHECKING:
    from data.commands import Subparsers


def add(subparsers: Subparsers) -> None:
    """Add the command."""
    parser = subparsers.add_parser(
        "push",
        help="publish the releases of this directory to the release store",
        description=(
            "Publish the releases of this directory to the release store. A load into a directory "
            "that follows a store does so by itself; this is for what was loaded before, and puts "
            "tables of the current release anew that are damaged in the store."
        ),
    )
    add_store(parser)
    add_data_dir(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Publish, and say what came of it."""
    from data.errors import DataFileError  # noqa: PLC0415
    from data.releases import ReleaseError, shared  # noqa: PLC0415

    try:
        store = release_store(options)
        published = shared.push(data_dir(options), store)
    except (DataFileError, ReleaseError, OSError, ValueError) as error:
        say(f"Nothing was published: {error}")
        return REFUSED
    for switch in published:
        print(f"Published: {switch.action} of release {switch.release}.")
    if not published:
        print(f"{store.shown} has everything that is here.")
    return DONE

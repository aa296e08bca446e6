"""`python -m data pull`: take over from the release store what is there and not here."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from data.commands import DONE, REFUSED, add_data_dir, add_store, data_dir, release_store, say

if TYPE_CHECKING:
    from data.commands import Subparsers


def add(subparsers: Subparsers) -> None:
    """Add the command."""
    parser = subparsers.add_parser(
        "pull",
        help="take over the releases of the release store",
        description=(
            "Take over the releases of the release store into this directory. A running server "
            "that follows a store does so by itself."
        ),
    )
    parser.add_argument(
        "--replace", action="store_true", help="give up releases that are here and not there"
    )
    add_store(parser)
    add_data_dir(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Take over, and say what came of it."""
    from data.errors import DataFileError  # noqa: PLC0415
    from data.releases import ReleaseError, shared  # noqa: PLC0415

    try:
        store, directory = release_store(options), data_dir(options)
        if options.replace and (given_up := shared.give_up_what_is_here_only(directory, store)):
            say(f"Gave up {given_up} changes that {store.shown} does not have.")
        taken = shared.pull(directory, store)
    except (DataFileError, ReleaseError, OSError, ValueError) as error:
        say(f"Not up to date: {error}")
        return REFUSED
    for switch in taken:
        print(f"Took over: {switch.action} of release {switch.release}.")
    if not taken:
        print(f"Nothing in {store.shown} is newer than what is here.")
    return DONE

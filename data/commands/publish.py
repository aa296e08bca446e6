"""`python -m data publish`: put the tables of the release that counts on an engine."""

from __future__ import annotations

import argparse
import os
from typing import TYPE_CHECKING

from data.commands import DONE, REFUSED, add_data_dir, data_dir, say

if TYPE_CHECKING:
    from data.commands import Subparsers


def add(subparsers: Subparsers) -> None:
    """Add the command."""
    parser = subparsers.add_parser(
        "publish", help="put the tables of the release that counts on PostgreSQL or Spark"
    )
    parser.add_argument("--engine", metavar="URL", help="the engine (default: ENGINE_URL)")
    parser.add_argument(
        "--keep", type=int, default=3, metavar="N", help="releases that stay there (default: 3)"
    )
    parser.add_argument(
        "--reader", default="", metavar="ROLE", help="the role that the server connects as"
    )
    add_data_dir(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Publish."""
    from data.engine.address import AddressError, parse  # noqa: PLC0415
    from data.engine.publishing import publish  # noqa: PLC0415
    from data.errors import DataFileError, EngineUnavailable  # noqa: PLC0415
    from data.store import load_store  # noqa: PLC0415

    try:
        address = parse(options.engine or os.environ.get("ENGINE_URL", ""))
        store = load_store(data_dir(options))
        done = publish(store, address, keep=options.keep, reader=options.reader, said=say)
    except (AddressError, DataFileError, EngineUnavailable, ValueError) as error:
        say(f"Nothing was changed: {error}")
        return REFUSED
    if not done.rows:
        print(f"{address}: {done.schema} is there already.")
    else:
        print(f"{address}: {done.schema}, {sum(done.rows.values()):,} counts.")
    for name in done.removed:
        print(f"Removed {name}.")
    return DONE

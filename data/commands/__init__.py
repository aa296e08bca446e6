"""The commands of `python -m data`.

Each module is one command and has `add(subparsers)`: it adds its parser, whose default `run` takes
the options and returns the exit status. What is heavy is imported where it runs.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from data.apart import say

if TYPE_CHECKING:
    from data.releases.shared import ReleaseStore

    # argparse has no public name for what `add_subparsers` returns.
    Subparsers = argparse._SubParsersAction[argparse.ArgumentParser]

DONE, REFUSED = 0, 2

__all__ = [
    "DONE",
    "REFUSED",
    "add_data_dir",
    "add_store",
    "data_dir",
    "release_store",
    "say",
]


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


def add_store(parser: argparse.ArgumentParser) -> None:
    """Add the option that says which release store."""
    parser.add_argument(
        "--store",
        default=None,
        metavar="URL",
        help="the release store (default: RELEASE_STORE), such as file:///srv/releases",
    )


def release_store(options: argparse.Namespace) -> ReleaseStore:
    """Return the release store that was said, or the configured one.

    Raises:
        ValueError: None was said, or there is no way to reach it.
    """
    from data.releases import shared  # noqa: PLC0415

    if options.store is not None:
        return shared.opened(options.store)
    store = shared.followed()
    if store is None:
        raise ValueError("Say which release store: --store URL, or RELEASE_STORE.")
    return store

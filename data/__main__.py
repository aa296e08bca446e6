"""Command line: `python -m data COMMAND`; one module of `data.commands` a command."""

from __future__ import annotations

import argparse
import importlib
import os
import pkgutil
from collections.abc import Sequence
from pathlib import Path

from dotenv import dotenv_values

from data import commands
from data.apart import command

ENVIRONMENT = Path(__file__).resolve().parent.parent / ".env"
SHARED_SETTINGS = ("DATA_DIR", "RELEASE_STORE")
"""Settings of the server that say where data are: commands take them from the same file."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command.

    Returns:
        What the command returns; 2 is a mistake in the command line itself.
    """
    parser = argparse.ArgumentParser(
        prog="python -m data", description="Load data, and see and change which release counts."
    )
    subparsers = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for module in pkgutil.iter_modules(commands.__path__):
        command = importlib.import_module(f"{commands.__name__}.{module.name}")
        command.add(subparsers)
    options = parser.parse_args(arguments)
    _read_settings()
    status: int = options.run(options)
    return status


def _read_settings() -> None:
    """Let settings in `.env` hold for commands too; the environment wins."""
    for name, value in dotenv_values(ENVIRONMENT).items():
        if name in SHARED_SETTINGS and value:
            os.environ.setdefault(name, value)


if __name__ == "__main__":
    raise SystemExit(command(main, stopped=commands.REFUSED))

"""`python -m data releases`: every release, the newest last, and which one counts."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from data.commands import DONE, REFUSED, add_data_dir, data_dir, say

if TYPE_CHECKING:
    from data.commands import Subparsers
    from data.releases import Release


def add(subparsers: Subparsers) -> None:
    """Add the command."""
    parser = subparsers.add_parser("releases", help="list the releases, and which one counts")
    parser.add_argument("--json", action="store_true", help="as JSON, with every detail")
    parser.add_argument(
        "--prune",
        type=int,
        metavar="N",
        help="first remove all but the newest N (never the current one)",
    )
    add_data_dir(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """List them."""
    from data import releases  # noqa: PLC0415
    from data.errors import DataFileError  # noqa: PLC0415

    directory = data_dir(options)
    try:
        if options.prune is not None:
            for each in releases.prune(directory, keep=options.prune):
                say(f"Removed {each.id}.")
        found, used = releases.all_releases(directory), releases.current(directory)
    except (DataFileError, releases.ReleaseError, OSError) as error:
        say(str(error))
        return REFUSED
    print(_json(found, used) if options.json else _table(found, used))
    return DONE


def _table(found: tuple[Release, ...], used: Release) -> str:
    lines = [f"  {'release':<22}{'made (UTC)':<18}{'by':<14}loaded"]
    for each in found:
        mark = "*" if each.id == used.id else " "
        loaded = ", ".join(source.name for source in each.sources) or each.by
        by = each.by if each.number else "–"
        made = f"{each.made:%Y-%m-%d %H:%M}"
        lines.append(f"{mark} {each.id:<22}{made:<18}{by:<14}{loaded}")
        lines += [f"      {note}" for note in each.notes]
    lines.append("* counts now; `python -m data rollback RELEASE` makes another one count")
    return "\n".join(lines)


def _json(found: tuple[Release, ...], used: Release) -> str:
    import json  # noqa: PLC0415
    from dataclasses import asdict  # noqa: PLC0415

    rows = [
        asdict(each)
        | {"id": each.id, "current": each.id == used.id, "path": str(each.path)}
        | {"made": each.made.isoformat()}
        for each in found
    ]
    return json.dumps(rows, indent=2, ensure_ascii=False)

"""``workbook``: the tables of an area, of all pages or of one, for spreadsheets (XLSX, ODS)."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from components.pack.commands.common import about, destination, finish, parser, save
from components.pack.names import file_name
from components.workbook import FORMATS, XLSX, write
from data.errors import InvalidParameter


def main(arguments: Sequence[str] | None = None) -> int:
    """Write a workbook.

    Args:
        arguments: Of the command line.

    Returns:
        The exit status: 0 written, 2 refused with the reason on the error output, 130 stopped by
        Ctrl+C.
    """
    asked = _parser().parse_args(arguments)
    return finish(lambda: [_write(asked)])


def _parser() -> argparse.ArgumentParser:
    found = parser(
        "make workbook",
        "Write the workbook of an area (XLSX or ODS).",
        out="a file (….xlsx) or a directory",
    )
    found.add_argument("--page", default="", help="one page, such as burglary; else all of them")
    found.add_argument("--format", default="", help=" or ".join(FORMATS))
    return found


def _write(asked: argparse.Namespace) -> Path:
    form = asked.format or _format_of(asked.out)
    if form not in FORMATS:
        raise InvalidParameter("format", form, list(FORMATS))
    made = about(asked.as_at)
    from components.pack.contents import pack  # noqa: PLC0415 - brings the pages' views
    from components.workbook.contents import file_stem, of_pack  # noqa: PLC0415

    place = made.area(asked.area)
    ending = FORMATS[form].ending
    name = file_name(file_stem(asked.page), place.code, str(made.as_at), ending)
    path = destination(asked.out, name)
    contents = pack(
        made.store,
        area=place.code,
        as_at=made.as_at,
        made=made.made,
        marking=made.marking,
        page=asked.page or None,
    )
    save(path, write(of_pack(contents), form))
    return path


def _format_of(out: Path | None) -> str:
    """The format that a file's name says, or else the usual one."""
    ending = "" if out is None else out.suffix.lower().removeprefix(".")
    return ending if ending in FORMATS else XLSX


if __name__ == "__main__":
    raise SystemExit(main())

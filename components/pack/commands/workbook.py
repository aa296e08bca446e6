"""``workbook``: the tables of an area, of all pages or of one, for spreadsheets (XLSX, ODS)."""

from __future__ import annotations

import argparse
import datetime
import sys
from collections.abc import Sequence
from pathlib import Path

from components.pack.commands.common import REFUSED, WRITTEN, Refusal, destination, loaded, save
from components.pack.names import file_name
from components.workbook import FORMATS, XLSX, write
from data.errors import DataFileError, InvalidParameter


def main(arguments: Sequence[str] | None = None) -> int:
    """Write a workbook.

    Args:
        arguments: Of the command line.

    Returns:
        The exit status: 0 written, 2 refused with the reason on the error output.
    """
    asked = _parser().parse_args(arguments)
    try:
        path = _write(asked)
    except (Refusal, InvalidParameter, DataFileError) as error:
        print(error, file=sys.stderr)
        return REFUSED
    print(path)
    return WRITTEN


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="make workbook", description="Write the workbook of an area (XLSX or ODS)."
    )
    parser.add_argument(
        "--area", default="", help="london, a BCU such as south-west, or a borough's ONS code"
    )
    parser.add_argument("--as-at", default="", help="the last month taken into account: 2018-06")
    parser.add_argument("--page", default="", help="one page, such as burglary; else all of them")
    parser.add_argument("--format", default="", help=" or ".join(FORMATS))
    parser.add_argument("--out", type=Path, default=None, help="a file (….xlsx) or a directory")
    return parser


def _write(asked: argparse.Namespace) -> Path:
    form = asked.format or _format_of(asked.out)
    if form not in FORMATS:
        raise InvalidParameter("format", form, list(FORMATS))
    store, settings = loaded()
    from components.pack.contents import pack  # noqa: PLC0415 - brings the pages' views
    from components.workbook.contents import file_stem, of_pack  # noqa: PLC0415
    from data import as_at as as_at_months  # noqa: PLC0415 - brings pandas

    place = store.areas.get(asked.area or "london")
    month = as_at_months.resolve(store, asked.as_at or None)
    ending = FORMATS[form].ending
    name = file_name(file_stem(asked.page), place.code, str(month), ending)
    path = destination(asked.out, name)
    made = pack(
        store,
        area=place.code,
        as_at=month,
        made=datetime.datetime.now(tz=datetime.UTC).date(),
        marking=settings.marking or None,
        page=asked.page or None,
    )
    save(path, write(of_pack(made), form))
    return path


def _format_of(out: Path | None) -> str:
    """The format that a file's name says, or else the usual one."""
    ending = "" if out is None else out.suffix.lower().removeprefix(".")
    return ending if ending in FORMATS else XLSX


if __name__ == "__main__":
    raise SystemExit(main())

"""``deck``: the briefing deck of an area as slides that can be edited (PPTX)."""

from __future__ import annotations

import argparse
import datetime
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from components.pack.commands.common import REFUSED, WRITTEN, Refusal, destination, loaded, save
from components.pack.names import file_name
from data.errors import DataFileError, InvalidParameter

ENDING: Final = "pptx"


def main(arguments: Sequence[str] | None = None) -> int:
    """Write a deck.

    Args:
        arguments: Of the command line.

    Returns:
        The exit status: 0 written, 2 refused with the reason on the error output.
    """
    asked = _parser().parse_args(arguments)
    try:
        path = _write(asked.area or "london", asked.as_at or None, asked.out)
    except (Refusal, InvalidParameter, DataFileError) as error:
        print(error, file=sys.stderr)
        return REFUSED
    print(path)
    return WRITTEN


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="make deck", description="Write the briefing deck of an area (PPTX)."
    )
    parser.add_argument(
        "--area", default="london", help="london, a BCU such as south-west, or a borough's ONS code"
    )
    parser.add_argument("--as-at", default=None, help="the last month taken into account: 2018-06")
    parser.add_argument("--out", type=Path, default=None, help="a file (….pptx) or a directory")
    return parser


def _write(area: str, as_at: str | None, out: Path | None) -> Path:
    store, settings = loaded()
    from components.pack.contents import pack  # noqa: PLC0415 - brings the pages' views
    from components.pack.deck import write_deck  # noqa: PLC0415
    from data import as_at as as_at_months  # noqa: PLC0415 - brings pandas

    place = store.areas.get(area)
    month = as_at_months.resolve(store, as_at)
    path = destination(out, file_name("deck", place.code, str(month), ENDING))
    today = datetime.datetime.now(tz=datetime.UTC).date()
    made = pack(store, area=place.code, as_at=month, made=today, marking=settings.marking or None)
    save(path, write_deck(made))
    return path


if __name__ == "__main__":
    raise SystemExit(main())

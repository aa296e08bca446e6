"""``deck``: the briefing deck of an area as slides that can be edited (PPTX)."""

from __future__ import annotations

import argparse
import gc
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from components.pack.commands.common import about, destination, finish, parser, save
from components.pack.names import file_name

ENDING: Final = "pptx"


def main(arguments: Sequence[str] | None = None) -> int:
    """Write a deck.

    Args:
        arguments: Of the command line.

    Returns:
        The exit status: 0 written, 2 refused with the reason on the error output, 130 stopped by
        Ctrl+C.
    """
    asked = parser(
        "make deck",
        "Write the briefing deck of an area (PPTX).",
        out="a file (….pptx) or a directory",
    ).parse_args(arguments)
    return finish(lambda: [_write(asked)])


def _write(asked: argparse.Namespace) -> Path:
    made = about(asked.as_at)
    from components.pack.contents import pack  # noqa: PLC0415 - brings the pages' views
    from components.pack.deck import write_deck  # noqa: PLC0415

    place = made.area(asked.area)
    path = destination(asked.out, file_name("deck", place.code, str(made.as_at), ENDING))
    contents = pack(
        made.store, area=place.code, as_at=made.as_at, made=made.made, marking=made.marking
    )
    save(path, write_deck(contents))
    return path


if __name__ == "__main__":
    # One file, then the end: looking for garbage takes a tenth of the time, and as much again when
    # Python ends, which looks through all that is not set aside.
    gc.disable()
    status = main()
    gc.freeze()
    raise SystemExit(status)

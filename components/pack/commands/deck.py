"""``deck``: the briefing deck of an area as slides that can be edited (PPTX)."""

from __future__ import annotations

import argparse
import datetime
import os
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from components.pack.names import file_name
from data.errors import DataFileError, InvalidParameter

if TYPE_CHECKING:
    from data.store import Store

WRITTEN, REFUSED = 0, 2
ENDING: Final = "pptx"


class Refusal(Exception):  # noqa: N818 - what is said, not an error of the program
    """Why no deck is written."""


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
    store, marking = _loaded()
    from components.pack.contents import pack  # noqa: PLC0415 - brings the pages' views
    from components.pack.deck import write_deck  # noqa: PLC0415
    from data import as_at as as_at_months  # noqa: PLC0415 - brings pandas

    place = store.areas.get(area)
    month = as_at_months.resolve(store, as_at)
    path = destination(out, place.code, str(month))
    today = datetime.datetime.now(tz=datetime.UTC).date()
    made = pack(store, area=place.code, as_at=month, made=today, marking=marking or None)
    _save(path, write_deck(made))
    return path


def destination(out: Path | None, area: str, as_at: str) -> Path:
    """Where the deck goes: a file as named, or a file of the product's naming in a directory.

    Raises:
        Refusal: the name ends in something else than ``.pptx``, or its directory is not there.
    """
    name = file_name("deck", area, as_at, ENDING)
    if out is None:
        return Path(name)
    if out.is_dir() or str(out).endswith(os.sep):
        return out / name
    if out.suffix.lower() != f".{ENDING}":
        raise Refusal(f"{out} is no directory, and a deck's name ends in .{ENDING}.")
    return out


def _save(path: Path, content: bytes) -> None:
    """Write the file whole or not at all."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, suffix=".part", delete=False) as part:
            part.write(content)
        Path(part.name).chmod(0o644)
        Path(part.name).replace(path)
    except OSError as error:
        raise Refusal(f"{path} cannot be written: {error.strerror or error}.") from None


def _loaded() -> tuple[Store, str]:
    """The data and the marking, as the settings say; addresses are those of a server's root."""
    from dash._get_paths import CONFIG  # noqa: PLC0415 - brings Dash

    from data import store  # noqa: PLC0415 - brings pandas
    from server.settings import SettingsError, load_settings  # noqa: PLC0415

    try:
        settings = load_settings()
    except SettingsError as error:
        raise Refusal(str(error)) from None
    if "requests_pathname_prefix" not in CONFIG:
        CONFIG["requests_pathname_prefix"] = "/"
    store.configure(settings.data_dir)
    return store.get_store(), settings.marking


if __name__ == "__main__":
    raise SystemExit(main())

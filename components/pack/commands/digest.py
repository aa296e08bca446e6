"""``digest``: what changed in an area since a day, as text, as HTML and as a message."""

from __future__ import annotations

import argparse
import datetime
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from components.pack.commands.common import (
    REFUSED,
    STOPPED,
    WRITTEN,
    Refusal,
    loaded,
    progress,
    save,
)
from components.pack.names import file_name
from data.errors import DataFileError, InvalidParameter

if TYPE_CHECKING:
    from components.pack.digest import Digest
    from data.areas import Area
    from data.store import Store

SETS: Final[Mapping[str, tuple[str, ...]]] = {
    "bcus": ("bcu",),
    "all-bcus": ("bcu",),
    "all": ("london", "bcu", "borough"),
}
"""Names for several areas, and the kinds of area that each means."""
ENDINGS: Final = ("txt", "html", "eml")


def main(arguments: Sequence[str] | None = None) -> int:
    """Write digests.

    Args:
        arguments: Of the command line.

    Returns:
        The exit status: 0 written, 2 refused with the reason on the error output, 130 stopped by
        Ctrl+C.
    """
    asked = _parser().parse_args(arguments)
    try:
        for path in _write(asked):
            print(path)
    except (Refusal, InvalidParameter, DataFileError) as error:
        print(error, file=sys.stderr)
        return REFUSED
    except KeyboardInterrupt:
        print("Stopped. What is written stays.", file=sys.stderr)
        return STOPPED
    return WRITTEN


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="make digest",
        description="Write what changed in an area since a day, for e-mail: as text and as HTML.",
    )
    parser.add_argument(
        "--area", default="london", help="london, a BCU such as south-west, a borough's ONS code, "
        "bcus for each BCU, or all for every area"
    )  # fmt: skip
    parser.add_argument("--since", default="", help="a month (2018-03) or a day (2018-04-15)")
    parser.add_argument("--as-at", default=None, help="the last month taken into account: 2018-06")
    parser.add_argument(
        "--out",
        type=Path,
        default=None,
        help="a directory, or for one area a name",
    )
    parser.add_argument("--eml", action="store_true", help="write a message (….eml), too")
    return parser


def _write(asked: argparse.Namespace) -> list[Path]:
    if not asked.since:
        raise Refusal("Say since when: SINCE=2018-03, a month, or SINCE=2018-04-15, a day.")
    store, settings = loaded()
    from components.pack.digest import Since, digest  # noqa: PLC0415 - brings the pages' views
    from data import as_at as as_at_months  # noqa: PLC0415 - brings pandas

    areas = _areas(store, asked.area or "london")
    month = as_at_months.resolve(store, asked.as_at or None)
    since = Since.parse(asked.since, store=store, as_at=month)
    stems = [
        destination(asked.out, each.code, (since.code, str(month)), many=len(areas) > 1)
        for each in areas
    ]
    today = datetime.datetime.now(tz=datetime.UTC).date()
    written: list[Path] = []
    with progress("Writing", len(areas)) as done:
        for each, stem in zip(areas, stems, strict=True):
            made = digest(
                store,
                area=each.code,
                since=asked.since,
                as_at=month,
                made=today,
                marking=settings.marking or None,
                public_url=settings.public_url,
            )
            for ending, content in _formats(made, mail=asked.eml):
                path = stem.with_name(f"{stem.name}.{ending}")
                save(path, content)
                written.append(path)
            done(each.label)
    return written


def _areas(store: Store, asked: str) -> list[Area]:
    kinds = SETS.get(asked)
    if kinds is None:
        return [store.areas.get(asked)]
    return [each for each in store.areas.all() if each.kind in kinds]


def _formats(made: Digest, *, mail: bool) -> Iterator[tuple[str, bytes]]:
    from components.pack.digest import as_html, as_mail, as_text  # noqa: PLC0415

    yield "txt", as_text(made).encode()
    yield "html", as_html(made).encode()
    if mail:
        yield "eml", as_mail(made)


def destination(out: Path | None, area: str, periods: tuple[str, ...], *, many: bool) -> Path:
    """Where a digest goes, without its ending: as named, or named by the product in a directory.

    Args:
        out: What was asked for; by default this directory.
        area: Code of the area.
        periods: The month or day looked back to, and the last month.
        many: Whether there are several, which need a directory.

    Raises:
        Refusal: several are to go where no directory is, or the name has another ending.
    """
    stem = file_name("digest", area, periods, ENDINGS[0]).removesuffix(f".{ENDINGS[0]}")
    if out is None:
        return Path(stem)
    ending = out.suffix.lower().removeprefix(".")
    if out.is_dir() or many or not ending:
        if ending in ENDINGS and not out.is_dir():
            raise Refusal(f"{out} is one file; digests of several areas go into a directory.")
        return out / stem
    if ending not in ENDINGS:
        raise Refusal(
            f"{out} is no directory, and a digest's name ends in .txt or .html; both are written."
        )
    return out.with_suffix("")


if __name__ == "__main__":
    raise SystemExit(main())

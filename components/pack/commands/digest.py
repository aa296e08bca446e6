"""``digest``: what changed in an area since a day, as text, as HTML and as a message."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from components.pack.commands.common import About, Refusal, about, finish, parser, progress, save
from components.pack.names import file_name

if TYPE_CHECKING:
    from components.pack.digest import Digest
    from data.areas import Area

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
    return finish(lambda: _write(asked), stopped="Stopped. What is written stays.")


def _parser() -> argparse.ArgumentParser:
    found = parser(
        "make digest",
        "Write what changed in an area since a day, for e-mail: as text and as HTML.",
        several=", bcus for each BCU, or all for every area",
        out="a directory, or for one area a name",
    )
    found.add_argument("--since", default="", help="a month (2018-03) or a day (2018-04-15)")
    found.add_argument("--eml", action="store_true", help="write a message (….eml), too")
    return found


def _write(asked: argparse.Namespace) -> list[Path]:
    if not asked.since:
        raise Refusal("Say since when: SINCE=2018-03, a month, or SINCE=2018-04-15, a day.")
    found = about(asked.as_at)
    from components.pack.digest import Since, digest  # noqa: PLC0415 - brings the pages' views

    areas = _areas(found, asked.area)
    since = Since.parse(asked.since, store=found.store, as_at=found.as_at)
    stems = [
        destination(asked.out, each.code, (since.code, str(found.as_at)), many=len(areas) > 1)
        for each in areas
    ]
    written: list[Path] = []
    with progress("Writing", len(areas)) as done:
        for each, stem in zip(areas, stems, strict=True):
            made = digest(
                found.store,
                area=each.code,
                since=asked.since,
                as_at=found.as_at,
                made=found.made,
                marking=found.marking,
                public_url=found.settings.public_url,
            )
            for ending, content in _formats(made, mail=asked.eml):
                path = stem.with_name(f"{stem.name}.{ending}")
                save(path, content)
                written.append(path)
            done(each.label)
    return written


def _areas(found: About, asked: str) -> list[Area]:
    kinds = SETS.get(asked)
    if kinds is None:
        return [found.area(asked)]
    return [each for each in found.store.areas.all() if each.kind in kinds]


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

"""What a printed pack says of itself in its metadata, so that a run knows which ones it has."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from components.pack.printing.errors import PrintingError

if TYPE_CHECKING:
    from pikepdf import OutlineItem

PREFIX: Final = "/Pack"
LANGUAGE: Final = "en-GB"
CREATOR: Final = "Met Business Plan dashboard"


@dataclass(frozen=True)
class Stamp:
    """Which pack a file holds.

    Args:
        area: Code of the area.
        as_at: The month, ``2018-06``.
        release: The data's release.
        marking: The protective marking; empty without one.
    """

    area: str
    as_at: str
    release: str
    marking: str

    def entries(self) -> dict[str, str]:
        """The stamp as entries of a PDF's information."""
        return {
            f"{PREFIX}Area": self.area,
            f"{PREFIX}AsAt": self.as_at,
            f"{PREFIX}Release": self.release,
            f"{PREFIX}Marking": self.marking,
        }


def is_current(path: Path, stamp: Stamp) -> bool:
    """Whether a file is a whole PDF of exactly this pack."""
    import pikepdf  # noqa: PLC0415 - only to print

    if not path.is_file():
        return False
    try:
        with pikepdf.open(path) as pdf:
            info = pdf.docinfo
            return all(str(info.get(name, "")) == value for name, value in stamp.entries().items())
    except pikepdf.PdfError:
        return False


def first_pages(content: bytes, headings: Sequence[str]) -> dict[str, int]:
    """On which page each heading stands, from 1; of equal headings, the first.

    Args:
        content: A PDF with a bookmark for each heading.
        headings: Every heading of the page, in order.

    Raises:
        PrintingError: bookmarks and headings do not go together.
    """
    import pikepdf  # noqa: PLC0415 - only to print

    with pikepdf.open(io.BytesIO(content)) as pdf:
        place = {page.obj.objgen: number for number, page in enumerate(pdf.pages, start=1)}
        found: dict[str, int] = {}
        with pdf.open_outline() as outline:
            bookmarks = _each(outline.root, headings)
            for heading, bookmark in zip(headings, bookmarks, strict=True):
                found.setdefault(heading, place[_page(bookmark)])
        return found


def stamped(content: bytes, stamp: Stamp, *, title: str, headings: Sequence[str]) -> bytes:
    """A PDF with the stamp, as small as it goes without loss.

    Args:
        content: A PDF with a bookmark for each heading.
        stamp: What to write.
        title: The document's title.
        headings: The text of each bookmark: a browser leaves out the space at a line's end.

    Raises:
        PrintingError: bookmarks and headings do not go together.
    """
    import pikepdf  # noqa: PLC0415 - only to print

    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as pdf:
        with pdf.open_outline() as outline:
            for heading, bookmark in zip(headings, _each(outline.root, headings), strict=True):
                bookmark.title = heading
        for name, value in {"/Title": title, "/Creator": CREATOR, **stamp.entries()}.items():
            pdf.docinfo[name] = value
        pdf.Root.Lang = pikepdf.String(LANGUAGE)
        pdf.Root.PageMode = pikepdf.Name.UseOutlines
        pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return out.getvalue()


def _page(bookmark: OutlineItem) -> tuple[int, int]:
    """The page to which a bookmark leads: Chromium writes it as the first part of a target."""
    target: Any = bookmark.destination
    page: tuple[int, int] = target[0].objgen
    return page


def _each(items: Sequence[OutlineItem], headings: Sequence[str]) -> list[OutlineItem]:
    """Every bookmark, in the order of the document."""
    every = list(_walk(items))
    if len(every) != len(headings):
        raise PrintingError(
            f"The PDF has {len(every)} bookmarks for {len(headings)} headings: this Chromium is "
            "too old for bookmarks. Install version 131 or newer."
        )
    return every


def _walk(items: Sequence[OutlineItem]) -> Iterator[OutlineItem]:
    for item in items:
        yield item
        yield from _walk(item.children)

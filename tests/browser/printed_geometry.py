"""Where things stand on the sheets of a printed pack: no text on another, none beyond the edge."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pypdfium2

from tests.browser.printed import Printed

GAP = 1.5
"""Points between the letters of a word at most."""
TOUCH = 1.0
"""Points by which two words may touch: letters have some air in their boxes."""
MOST_HIGH = 0.35
"""The part of a line's height by which one may reach into the next."""
EDGE = 14.0
"""Points at a sheet's edge, which printers leave white."""
INK = 0.004
"""The least part of a sheet that is not white."""


@dataclass
class Word:
    """A word and its rectangle, in points from the sheet's lower left corner."""

    text: str
    left: float
    bottom: float
    right: float
    top: float

    def joins(self, other: Word) -> bool:
        apart = other.left - self.right
        return -2 * GAP < apart < GAP and abs(other.bottom - self.bottom) < 2 * GAP

    def lies_on(self, other: Word) -> bool:
        wide = min(self.right, other.right) - max(self.left, other.left)
        high = min(self.top, other.top) - max(self.bottom, other.bottom)
        least = min(self.top - self.bottom, other.top - other.bottom)
        return wide > TOUCH and high > MOST_HIGH * least


def check_geometry(pack: Printed) -> None:
    """No word on another or at the edge, no chart on two sheets, no sheet that is empty."""
    document = pypdfium2.PdfDocument(pack.path)
    for number, page in enumerate(document, start=1):
        wide, high = page.get_size()
        found = sorted(words(page), key=lambda each: each.left)
        for place, word in enumerate(found):
            where = f"{pack.path.name}, sheet {number}: {word}"
            assert word.left >= EDGE, where
            assert word.bottom >= EDGE, where
            assert word.right <= wide - EDGE, where
            assert word.top <= high - EDGE, where
            for other in found[place + 1 :]:
                if other.left > word.right:
                    break
                assert not word.lies_on(other), f"{where} and {other}"
        picture = page.render(scale=0.5, grayscale=True).to_numpy()
        assert (picture < 200).mean() > INK, f"{pack.path.name}, sheet {number} is empty"
    assert all(len(sheets) == 1 for sheets in figures(pack))


def words(page: Any) -> Iterator[Word]:
    """The words of a sheet, in the order of reading."""
    text = page.get_textpage()
    word: Word | None = None
    seen: dict[str, list[tuple[float, float]]] = {}
    for place in range(text.count_chars()):
        letter = text.get_text_range(place, 1)
        if not letter.strip():
            if word:
                yield word
            word = None
            continue
        each = Word(letter, *text.get_charbox(place, loose=True))
        # The edge of a name on a map is the same letters, drawn a second time below it.
        at = seen.setdefault(letter, [])
        if any(abs(each.left - x) < GAP and abs(each.bottom - y) < GAP for x, y in at):
            continue
        at.append((each.left, each.bottom))
        if word and word.joins(each):
            word.text += letter
            word.right, word.top = each.right, max(word.top, each.top)
            continue
        if word:
            yield word
        word = each
    if word:
        yield word


def figures(pack: Printed) -> list[set[int]]:
    """The sheets on which the parts of each chart stand, by the PDF's structure."""
    found: list[set[int]] = []

    def walk(element: Any, page: Any) -> None:
        element = element.get_object()
        if not hasattr(element, "get"):
            return
        page = element.raw_get("/Pg") if "/Pg" in element else page
        if element.get("/S") == "/Figure":
            found.append(set(pages(element, page)))
            return
        for child in kids(element):
            walk(child, page)

    def pages(element: Any, page: Any) -> Iterator[int]:
        if not hasattr(element, "get"):
            yield page.idnum  # the number of a part of the sheet's content
            return
        page = element.raw_get("/Pg") if "/Pg" in element else page
        for child in kids(element):
            yield from pages(child.get_object(), page)

    def kids(element: Any) -> list[Any]:
        inside = element.get("/K", [])
        inside = inside.get_object() if hasattr(inside, "get_object") else inside
        return inside if isinstance(inside, list) else [inside]

    walk(pack.root["/StructTreeRoot"], None)
    return found

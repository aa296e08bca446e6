"""A slide in the making: its placeholders filled, what is empty taken away, notes and alt text."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from components.pack.deck import fit, text
from components.pack.deck.geometry import Frame, points
from components.pack.deck.layouts import (
    FOOTER_IDX,
    LAYOUTS,
    MARKING_IDX,
    NUMBER_IDX,
    SECTION_IDX,
    SOURCE_IDX,
    SOURCE_SIZE,
    SUBTITLE_IDX,
    SUBTITLE_SIZES,
    TITLE_SIZES,
    Layout,
)
from components.pack.deck.text import Paragraph
from components.pack.words import clean

if TYPE_CHECKING:
    from pptx.presentation import Presentation as Deck
    from pptx.slide import Slide

MARKING_SIZES: Final = (12, 11, 10)
COVER_SIZES: Final = (40, 36, 34, 32, 30)
TITLE_ALONE: Final = (26, 25, 24, 23, 22)


@dataclass(frozen=True)
class Words:
    """What stands around a slide's content.

    Args:
        title: The finding.
        subtitle: Measure, area and period.
        section: The section's name, in the band.
        source: The line below the content.
        notes: The speaker's notes, one text a paragraph.
    """

    title: str
    subtitle: str = ""
    section: str = ""
    source: str = ""
    notes: Sequence[str] = ()


class Sheet:
    """A slide in the making.

    Args:
        deck: The presentation.
        layout: The layout of the template.
        words: What stands around its content.
        footer: The footer's text; without one the slide has no footer and no number.
        marking: The protective marking.
    """

    def __init__(
        self, deck: Deck, layout: Layout, words: Words, *, footer: str = "", marking: str | None
    ) -> None:
        self.layout = layout
        self.slide: Slide = deck.slides.add_slide(deck.slide_layouts[LAYOUTS.index(layout)])
        shapes = list(self.slide.placeholders)
        for place, shape in zip(layout.places, shapes, strict=False):
            shape.name = place.name
        # The library searches the slide's XML at every look.
        self._shapes = {each.placeholder_format.idx: each for each in shapes}
        self._title(words.title)
        self._line(SUBTITLE_IDX, words.subtitle, SUBTITLE_SIZES)
        self._line(SECTION_IDX, words.section, (12, 11, 10))
        self._line(SOURCE_IDX, words.source, (SOURCE_SIZE,), lines=2)
        self._marking(clean(marking or ""))
        if footer:
            self._foot(footer)
        self.notes(words.notes)

    def has(self, idx: int) -> bool:
        """Whether the layout has a placeholder."""
        return any(place.idx == idx for place in self.layout.places)

    def shape(self, idx: int) -> Any:
        """The slide's placeholder."""
        return self._shapes[idx]

    def write(self, idx: int, paragraphs: Sequence[Paragraph], **limits: Any) -> None:
        """Fill a placeholder with paragraphs, made to fit it; without any, take it away."""
        shape, place = self.shape(idx), self.layout.place(idx)
        if not paragraphs:
            remove(shape)
            return
        room, most = inner(place.frame, place.inset)
        kept = text.fitted(paragraphs, room=room, most=most, **limits)
        text.write(shape.text_frame, kept)

    def notes(self, paragraphs: Sequence[str]) -> None:
        """The speaker's notes."""
        said = [clean(each) for each in paragraphs]
        frame = self.slide.notes_slide.notes_text_frame
        if frame is not None:
            frame.text = "\n".join(each for each in said if each)

    def _title(self, title: str) -> None:
        place = self.layout.place(0)
        room, most = inner(place.frame, place.inset)
        said = clean(title)
        wanted = COVER_SIZES if self.layout.cover else TITLE_ALONE
        # One line is calmer than two, as long as it is large.
        alone = tuple(s for s in wanted if fit.lines(said, room, s, bold=True) == 1)
        sizes: tuple[int, ...] = alone or (COVER_SIZES[1:] if self.layout.cover else TITLE_SIZES)
        size = fit.largest(said, room=room, most=most, sizes=sizes, bold=True)
        cut = fit.shortened(
            said, room=room, most=int(most // (size * fit.LINE)), size=size, bold=True
        )
        text.write(self.shape(0).text_frame, [text.paragraph(cut, size)])

    def _line(
        self,
        idx: int,
        said: str,
        sizes: Sequence[float],
        *,
        lines: int = 1,
    ) -> None:
        """Fill a placeholder of one or two lines; without words, take it away."""
        if not self.has(idx):
            return
        shape, place = self.shape(idx), self.layout.place(idx)
        words = clean(said)
        if not words:
            remove(shape)
            return
        room, most = inner(place.frame, place.inset)
        most = min(most, lines * max(sizes) * fit.LINE)
        size = fit.largest(words, room=room, most=most, sizes=sizes)
        allowed = max(1, int(most // (size * fit.LINE)))
        cut = fit.shortened(words, room=room, most=allowed, size=size)
        text.write(shape.text_frame, [text.paragraph(cut, size)])

    def _marking(self, words: str) -> None:
        """Fill the marking: in one line, or in two of about the same length."""
        shape, place = self.shape(MARKING_IDX), self.layout.place(MARKING_IDX)
        if not words:
            remove(shape)
            return
        room, most = inner(place.frame, place.inset)
        sizes = [size for size in MARKING_SIZES if fit.lines(words, room, size, bold=True) == 1]
        size = next(iter(sizes), MARKING_SIZES[-1])
        lines = max(1, int(most // (size * fit.LINE)))
        cut = fit.shortened(words, room=room, most=lines, size=size, bold=True)
        text.write(shape.text_frame, [text.paragraph(cut, size)])
        if not sizes:
            spare = room - fit.narrowest(cut, room, size, bold=True)
            shape.text_frame.margin_left = shape.text_frame.margin_right = points(spare / 2)

    def _foot(self, footer: str) -> None:
        """The footer and the slide's number, which the library does not take from the layout."""
        originals = {
            each.placeholder_format.idx: each for each in self.slide.slide_layout.placeholders
        }
        for idx in (FOOTER_IDX, NUMBER_IDX):
            place = self.layout.place(idx)
            element = copy.deepcopy(originals[idx]._element)
            for child in list(element.spPr):
                element.spPr.remove(child)
            for style in element.iter("{*}lstStyle"):
                for child in list(style):
                    style.remove(child)
            self.slide.shapes._spTree.append(element)
            made = self.slide.shapes[-1]
            element.nvSpPr.cNvPr.set("id", str(len(self.slide.shapes) + 100))
            if idx == FOOTER_IDX:
                room, _ = inner(place.frame, place.inset)
                cut = fit.shortened(clean(footer), room=room, most=1, size=place.size)
                made.text_frame.text = cut


def inner(frame: Frame, inset: float) -> tuple[float, float]:
    """The width and height inside a box's margins, in points."""
    margin = inset * fit.POINTS_AN_INCH
    return frame.width_points - 2 * margin, frame.height_points - 2 * margin


def remove(shape: Any) -> None:
    """Take a shape off its slide."""
    shape._element.getparent().remove(shape._element)


def describe(shape: Any, *, name: str, words: str) -> None:
    """Give a shape its name and its text alternative."""
    properties = shape._element.xpath("./*/p:cNvPr")[0]
    properties.set("name", name)
    properties.set("descr", words)

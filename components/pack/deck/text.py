"""Paragraphs on a slide: runs of text, sized so that they fit their box, and written to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from pptx.dml.color import RGBColor
from pptx.util import Pt

from components.pack.deck import fit
from components.pack.words import clean

if TYPE_CHECKING:
    from pptx.text.text import TextFrame

SMALLEST: Final = 11
"""Points: text in a box of its own is never smaller."""


@dataclass(frozen=True)
class Run:
    """A piece of text of one look; None leaves it to the template."""

    text: str
    bold: bool | None = None
    colour: str | None = None
    size: float | None = None


@dataclass(frozen=True)
class Paragraph:
    """A paragraph.

    Args:
        runs: Its pieces.
        size: Points.
        space_before: Points before it; not before the first of a box.
        fixed: Whether its size stays where the others give way.
        spare: Whether it may be left out where there is no room (the notes have it).
    """

    runs: tuple[Run, ...]
    size: float
    space_before: float = 6
    fixed: bool = False
    spare: bool = False

    @property
    def text(self) -> str:
        """The paragraph as plain text."""
        return "".join(run.text for run in self.runs)

    @property
    def bold(self) -> bool:
        """Whether any piece of it is bold, by which it is measured."""
        return any(run.bold for run in self.runs)

    def height(self, room: float) -> float:
        """Its height in points within a width, without the space before it."""
        return fit.height(self.text, room, self.size, bold=self.bold)


def paragraph(text: str, size: float, **more: Any) -> Paragraph:
    """A paragraph of one piece; ``bold`` and ``colour`` are the piece's."""
    run = Run(clean(text), more.pop("bold", None), more.pop("colour", None))
    return Paragraph((run,), size, **more)


def height(paragraphs: Sequence[Paragraph], room: float) -> float:
    """The height of paragraphs in points, the space between them included."""
    own = fit.total(each.height(room) for each in paragraphs)
    return own + fit.total(each.space_before for each in paragraphs[1:])


def fitted(
    paragraphs: Sequence[Paragraph], *, room: float, most: float, smallest: float = SMALLEST
) -> list[Paragraph]:
    """Paragraphs that fit a box: smaller if need be, then without those that are spare.

    Args:
        paragraphs: What to say.
        room: The width of the box within its margins, in points.
        most: Its height within its margins, in points.
        smallest: The size below which nothing goes, in points.
    """
    kept = list(paragraphs)
    while True:
        for step in range(8):
            sized = [_smaller(each, step, smallest) for each in kept]
            if height(sized, room) <= most:
                return sized
        spare = [each for each in kept if each.spare]
        if not spare:
            return [_smaller(each, step, smallest) for each in kept]
        kept.remove(spare[-1])


def _smaller(each: Paragraph, step: int, smallest: float) -> Paragraph:
    return (
        each if each.fixed else replace(each, size=max(min(smallest, each.size), each.size - step))
    )


def write(frame: TextFrame, paragraphs: Sequence[Paragraph]) -> None:
    """Write paragraphs into a text frame in place of what it holds."""
    frame.clear()
    for number, each in enumerate(paragraphs):
        target = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        target.space_before = Pt(each.space_before if number else 0)
        for run in each.runs:
            _add_run(target, run, each.size)


def _add_run(target: Any, run: Run, size: float) -> None:
    made = target.add_run()
    made.text = run.text
    made.font.size = Pt(run.size or size)
    if run.bold is not None:
        made.font.bold = run.bold
    if run.colour:
        made.font.color.rgb = rgb(run.colour)


def rgb(colour: str) -> RGBColor:
    """A colour of the theme module, ``#12436D``, as slides take it."""
    made: RGBColor = RGBColor.from_string(colour.removeprefix("#"))
    return made

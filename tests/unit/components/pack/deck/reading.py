"""Decks read back: what stands where on a slide, and the numbers of its charts and tables."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import openpyxl
from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE_TYPE

from components.pack.deck import fit

Number = float | None


@dataclass(frozen=True)
class Box:
    """A shape's rectangle, in EMU."""

    name: str
    left: int
    top: int
    right: int
    bottom: int

    def overlap(self, other: Box) -> tuple[int, int]:
        """How wide and how high two rectangles share ground; 0 where they do not."""
        wide = min(self.right, other.right) - max(self.left, other.left)
        high = min(self.bottom, other.bottom) - max(self.top, other.top)
        return (wide, high) if wide > 0 and high > 0 else (0, 0)


class Deck:
    """A deck as a reader's program opens it."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        self.file: Any = Presentation(io.BytesIO(content))

    @cached_property
    def slides(self) -> list[Slide]:
        return [Slide(each) for each in self.file.slides]

    def titled(self, start: str) -> list[Slide]:
        """The slides whose title begins so."""
        return [each for each in self.slides if each.title.startswith(start)]

    @cached_property
    def text(self) -> str:
        """All that stands on slides and in notes."""
        return "\n".join(f"{each.text}\n{each.notes}" for each in self.slides)


class Slide:
    """One slide."""

    def __init__(self, slide: Any) -> None:
        self.slide = slide
        self.shapes = list(slide.shapes)

    @property
    def title(self) -> str:
        return str(self.slide.shapes.title.text_frame.text)

    @property
    def notes(self) -> str:
        return str(self.slide.notes_slide.notes_text_frame.text)

    @property
    def text(self) -> str:
        """The text of every shape and table, a piece a line."""
        return "\n".join(_texts(self.shapes))

    @property
    def boxes(self) -> list[Box]:
        """Every shape that stands by itself; a group counts as one."""
        return [box_of(each) for each in self.shapes]

    @property
    def charts(self) -> list[Any]:
        return [each.chart for each in self.shapes if each.has_chart]

    @property
    def tables(self) -> list[list[list[str]]]:
        """The cells of each table, headings first."""
        return [
            [[cell.text for cell in row.cells] for row in each.table.rows]
            for each in self.shapes
            if each.has_table
        ]

    def groups(self) -> list[Any]:
        return [each for each in self.shapes if each.shape_type == MSO_SHAPE_TYPE.GROUP]


def box_of(shape: Any) -> Box:
    return Box(
        shape.name,
        shape.left,
        shape.top,
        shape.left + shape.width,
        shape.top + shape.height,
    )


def _texts(shapes: list[Any]) -> Iterator[str]:
    for each in shapes:
        if each.shape_type == MSO_SHAPE_TYPE.GROUP:
            yield from _texts(list(each.shapes))
        elif each.has_text_frame:
            yield each.text_frame.text
        elif getattr(each, "has_table", False) and each.has_table:
            for row in each.table.rows:
                yield " | ".join(cell.text for cell in row.cells)


def drawn(chart: Any) -> dict[str, list[Number]]:
    """The numbers that a chart draws, by the name of the series."""
    return {str(each.name): list(each.values) for each in chart.plots[0].series}


def behind(chart: Any) -> dict[str, list[Number]]:
    """The numbers in the workbook that opens on "Edit Data", by the heading of the column."""
    book = openpyxl.load_workbook(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob))
    head, *rows = book.worksheets[0].iter_rows(values_only=True)
    return {
        str(name): [row[place] for row in rows]
        for place, name in enumerate(head)
        if place and name is not None
    }


def described(shape: Any) -> str:
    """A shape's text alternative."""
    return str(shape._element.xpath("./*/p:cNvPr")[0].get("descr") or "")


def too_tall(shape: Any) -> bool:
    """Whether a text box's words need more height than it has, by the widths of its letters."""
    frame = shape.text_frame
    if not frame.text:
        return False
    body = frame._txBody.bodyPr
    inset = [int(body.get(side) or inherited(shape, side)) for side in ("lIns", "rIns")]
    room = (shape.width - sum(inset)) / 12_700
    used = 0.0
    for number, each in enumerate(frame.paragraphs):
        sizes = [run.font.size.pt for run in each.runs if run.font.size]
        if not sizes:
            continue
        bold = any(run.font.bold for run in each.runs)
        before = each.space_before.pt if each.space_before and number else 0
        used += before + fit.height(each.text, room, max(sizes), bold=bold)
    return bool(used * 12_700 > shape.height + 12_700)


def inherited(shape: Any, side: str) -> int:
    """The margin that a placeholder has of its layout."""
    if not shape.is_placeholder:
        return 0
    index = shape.placeholder_format.idx
    for each in shape.part.slide_layout.placeholders:
        if each.placeholder_format.idx == index:
            return int(each.text_frame._txBody.bodyPr.get(side) or 0)
    return 0

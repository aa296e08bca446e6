"""Native tables: the cells in words, columns as wide as they need, split where a slide is full."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING, Any, Final

from lxml import etree
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.util import Emu, Pt

from components import theme
from components.pack.deck import fit
from components.pack.deck.geometry import Frame, points
from components.pack.deck.text import rgb
from components.pack.grid import Grid

if TYPE_CHECKING:
    from pptx.table import Table as NativeTable

SIZES: Final = (16, 15, 14, 13, 12, 11)
"""Points of a table's text, the largest that keeps it on one slide; a longer one is split."""

SIDE: Final = 6.0
"""The margin left and right in a cell, in points."""
ABOVE: Final = 3.0
"""The margin above and below in a cell, in points."""
NO_STYLE: Final = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
"""PowerPoint's table style "No Style, No Grid": what is drawn is what is said here."""


@dataclass(frozen=True)
class Leaf:
    """The part of a table that stands on one slide.

    Args:
        grid: Its rows, with the headings.
        size: Points of the text.
        widths: Of the columns, in points.
        heights: Of the rows, the head first, in points.
        number: Which part it is, from 1.
        of: How many parts there are.
    """

    grid: Grid
    size: float
    widths: tuple[float, ...]
    heights: tuple[float, ...]
    number: int
    of: int


def leaves(grid: Grid, frame: Frame) -> list[Leaf]:
    """The parts in which a table stands on slides.

    Args:
        grid: The table.
        frame: The room for it on each slide.

    Returns:
        One part in the largest size in which it fits; else parts of about equal length in the
        size that needs the fewest slides.
    """
    room, most = frame.width_points, frame.height_points
    best: list[Leaf] = []
    for size in SIZES:
        found = _split(grid, size, room, most)
        if not best or len(found) < len(best):
            best = found
        if len(best) == 1:
            return best
    return best


def _split(grid: Grid, size: float, room: float, most: float) -> list[Leaf]:
    widths = column_widths(grid, size, room)
    head = _row_height(grid.head, widths, size, bold=True)
    heights = [_row_height(row, widths, size) for row in grid.rows]
    total = fit.total(heights)
    parts = max(1, ceil(total / max(1.0, most - head)))
    while True:
        cuts = _cuts(heights, most - head, total / parts)
        if cuts is not None and len(cuts) <= max(parts, 1):
            break
        if parts > len(heights):
            cuts = [(place, place + 1) for place in range(len(heights))]
            break
        parts += 1
    return [
        Leaf(
            Grid(grid.head, grid.rows[start:stop], grid.right),
            size,
            widths,
            (head, *heights[start:stop]),
            number,
            len(cuts),
        )
        for number, (start, stop) in enumerate(cuts, start=1)
    ]


def _cuts(heights: Sequence[float], most: float, even: float) -> list[tuple[int, int]] | None:
    """Where to part rows so that each part is about even and none too high; None if one is."""
    cuts: list[tuple[int, int]] = []
    start, used, done = 0, 0.0, 0.0
    for place, high in enumerate(heights):
        if high > most:
            return None
        past_even = done + used + high / 2 > even * (len(cuts) + 1)
        if used and (used + high > most or past_even):
            cuts.append((start, place))
            done, start, used = done + used, place, 0.0
        used += high
    cuts.append((start, len(heights)))
    return cuts


def column_widths(grid: Grid, size: float, room: float) -> tuple[float, ...]:
    """Widths in points that fill a room: numbers as wide as they are, texts share what is left."""
    lowest, wished = [], []
    for place, heading in enumerate(grid.head):
        cells = [row[place] for row in grid.rows]
        first = place == 0
        words = max((_longest_word(text, size, bold=first) for text in cells), default=0.0)
        least = max(words, _longest_word(heading, size, bold=True)) + 2 * SIDE
        whole = max((fit.width(text, size, bold=first) for text in cells), default=0.0) + 2 * SIDE
        if grid.right[place]:
            least = max(least, whole)
        lowest.append(least)
        wished.append(max(least, whole, _half_heading(heading, size)))
    return _shared(lowest, wished, room)


def _half_heading(heading: str, size: float) -> float:
    return fit.width(heading, size, bold=True) / 2 + 4 * SIDE


def _shared(lowest: list[float], wished: list[float], room: float) -> tuple[float, ...]:
    if sum(wished) <= room:
        extra = (room - sum(wished)) / len(wished)
        return tuple(each + extra for each in wished)
    spare = room - sum(lowest)
    if spare <= 0:
        return tuple(each * room / sum(lowest) for each in lowest)
    # What is long gets more, though less than in proportion, so that no column starves.
    wants = [(high - low) ** 0.7 for low, high in zip(lowest, wished, strict=True)]
    return tuple(low + spare * want / sum(wants) for low, want in zip(lowest, wants, strict=True))


def _longest_word(text: str, size: float, *, bold: bool = False) -> float:
    words = text.replace("-", "- ").split(" ")
    return max((fit.width(word, size, bold=bold) for word in words), default=0.0)


def _row_height(
    cells: Sequence[str], widths: Sequence[float], size: float, *, bold: bool = False
) -> float:
    tallest = max(
        fit.height(text, wide - 2 * SIDE, size, bold=bold or place == 0)
        for place, (text, wide) in enumerate(zip(cells, widths, strict=True))
    )
    return float(tallest + 2 * ABOVE)


def insert(placeholder: Any, leaf: Leaf) -> Any:
    """Put a part of a table into a table placeholder.

    Returns:
        The graphic frame.
    """
    frame = placeholder.insert_table(rows=len(leaf.heights), cols=len(leaf.widths))
    table = frame.table
    _style(table)
    for column, wide in zip(table.columns, leaf.widths, strict=True):
        column.width = Emu(points(wide))
    for row, high in zip(table.rows, leaf.heights, strict=True):
        row.height = Emu(points(high))
    _, *rows = table._tbl.tr_lst
    for place, heading in enumerate(leaf.grid.head):
        _write(table.cell(0, place), heading, leaf, place, head=True)
    for place in range(len(leaf.widths)):
        _write_column(table, [row.tc_lst[place] for row in rows], leaf, place)
    frame.height = Emu(sum(points(high) for high in leaf.heights))
    frame.width = Emu(sum(points(wide) for wide in leaf.widths))
    return frame


def _style(table: NativeTable) -> None:
    properties = table._tbl.tblPr
    properties.find(qn("a:tableStyleId")).text = NO_STYLE
    table.first_row, table.first_col, table.horz_banding = True, True, False


def _write_column(table: NativeTable, cells: Sequence[Any], leaf: Leaf, place: int) -> None:
    """Write a column below its heading: the first cell, and the others after its pattern.

    The library looks for each property of each cell anew, at ten times the cost of a copy.
    """
    texts = [row[place] for row in leaf.grid.rows]
    if not texts:
        return
    first, *others = cells
    _write(table.cell(1, place), texts[0], leaf, place)
    for cell, text in zip(others, texts[1:], strict=True):
        alike = deepcopy(first)
        alike.txBody.p_lst[0].r_lst[0].text = text
        cell.getparent().replace(cell, alike)


def _write(cell: Any, text: str, leaf: Leaf, place: int, *, head: bool = False) -> None:
    cell.margin_left = cell.margin_right = Pt(SIDE)
    cell.margin_top = cell.margin_bottom = Pt(ABOVE)
    cell.vertical_anchor = MSO_ANCHOR.BOTTOM if head else MSO_ANCHOR.TOP
    paragraph = cell.text_frame.paragraphs[0]
    paragraph.alignment = PP_ALIGN.RIGHT if leaf.grid.right[place] else PP_ALIGN.LEFT
    run = paragraph.add_run()
    run.text = text
    run.font.size = Pt(leaf.size)
    run.font.bold = head or place == 0
    run.font.color.rgb = rgb(theme.DARK_BLUE if head else theme.INK)
    _line_below(cell, theme.DARK_BLUE if head else theme.RULE, 1.5 if head else 0.5)


def _line_below(cell: Any, colour: str, width: float) -> None:
    properties = cell._tc.get_or_add_tcPr()
    line = etree.Element(qn("a:lnB"), w=str(points(width)), cap="flat", cmpd="sng", algn="ctr")
    fill = etree.SubElement(line, qn("a:solidFill"))
    etree.SubElement(fill, qn("a:srgbClr"), val=colour.removeprefix("#"))
    etree.SubElement(line, qn("a:prstDash"), val="solid")
    properties.insert(0, line)

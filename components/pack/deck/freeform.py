"""Freeform shapes as DrawingML: closed lines in EMU, filled and outlined."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final
from xml.sax.saxutils import quoteattr

from components import theme
from components.pack.deck.geometry import points
from components.pack.deck.template_xml import NAMESPACES

Place = tuple[int, int]
LINE: Final = 0.75
"""Points: the width of a boundary."""
PALE: Final = frozenset({theme.PAPER, theme.AROUND})
"""Fills on which a white boundary would not be seen."""


def freeform(
    parts: Sequence[Sequence[Place]], shape_id: int, *, name: str, colour: str, words: str
) -> str:
    """A shape of one or more closed lines.

    Args:
        parts: The corners of each line, in EMU on the slide.
        shape_id: The shape's number on its slide.
        name: Its name.
        colour: Of its fill.
        words: Its text alternative.
    """
    left, top = (min(corner[axis] for part in parts for corner in part) for axis in (0, 1))
    right, bottom = (max(corner[axis] for part in parts for corner in part) for axis in (0, 1))
    wide, high = right - left, bottom - top
    line = theme.CONTEXT if colour in PALE else theme.PAPER
    drawn = "".join(_closed([(x - left, y - top) for x, y in part]) for part in parts)
    return (
        f"<p:sp {NAMESPACES}><p:nvSpPr>"
        f'<p:cNvPr id="{shape_id}" name={quoteattr(name)} descr={quoteattr(words)}/>'
        "<p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr>"
        f'<a:xfrm><a:off x="{left}" y="{top}"/><a:ext cx="{wide}" cy="{high}"/></a:xfrm>'
        "<a:custGeom><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/>"
        '<a:rect l="0" t="0" r="r" b="b"/>'
        f'<a:pathLst><a:path w="{wide}" h="{high}">{drawn}</a:path></a:pathLst></a:custGeom>'
        f"{_fill(colour)}"
        f'<a:ln w="{points(LINE)}">{_fill(line)}<a:round/></a:ln></p:spPr></p:sp>'
    )


def _closed(corners: Sequence[Place]) -> str:
    first, *rest = corners
    lines = "".join(f"<a:lnTo>{_point(corner)}</a:lnTo>" for corner in rest)
    return f"<a:moveTo>{_point(first)}</a:moveTo>{lines}<a:close/>"


def _point(corner: Place) -> str:
    return f'<a:pt x="{corner[0]}" y="{corner[1]}"/>'


def _fill(colour: str) -> str:
    return f'<a:solidFill><a:srgbClr val="{colour.removeprefix("#")}"/></a:solidFill>'

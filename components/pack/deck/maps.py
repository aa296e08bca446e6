"""The map of burglary as shapes that can be edited: one a borough, grouped, named, with a key."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml import parse_xml
from pptx.util import Pt

from components import theme
from components.map_classes import CITY, MapClass
from components.pack.deck import fit
from components.pack.deck.freeform import Place, freeform
from components.pack.deck.geometry import Frame, points
from components.pack.deck.outlines import Projection, Ring, clipped, rings_by_code, widest_room
from components.pack.deck.sheet import describe
from components.pack.deck.text import rgb
from data.areas import CITY_OF_LONDON

if TYPE_CHECKING:
    from components.views.burglary_picture import Picture, Row

LABEL_SIZE: Final = 9
LABEL_LARGE: Final = 11
KEY_SIZE: Final = 11
SWATCH: Final = 11
"""Points: the side of a square of the key."""
OTHER: Final = "other boroughs"
ENDS: Final = 5
"""How many of the highest and of the lowest have their name on a map of London."""


def draw_map(slide: Any, found: Picture, frame: Frame) -> Any:
    """Draw the boroughs of a picture's area, filled by class.

    Args:
        slide: The slide.
        found: The question and its answer.
        frame: The map's room.

    Returns:
        The group; its shapes are named for the boroughs.
    """
    boundaries = found.store.boundaries
    projection = Projection.around(boundaries.boxes[found.zoom.code], frame)
    outlines = rings_by_code(boundaries.boroughs)
    rows = {row["area"]: row for row in found.rows}
    inside = set(found.zoom.boroughs)
    group = slide.shapes.add_group_shape()
    for code in sorted(outlines, key=lambda each: (each in inside, each)):
        parts = _area(outlines[code], projection)
        if parts:
            name, colour, words = _look(found, code, rows.get(code))
            _add(group, parts, name, colour, words)
    group._element.recalculate_extents()
    for code, row in ((row["area"], row) for row in _named(found)):
        _label(group, found, row, projection, outlines[code])
    return group


def _look(found: Picture, code: str, row: Row | None) -> tuple[str, str, str]:
    """A borough's name, colour and words."""
    if code == CITY_OF_LONDON or row is None:
        return "City of London", theme.OUTSIDE, CITY
    name = str(row["name"])
    if code not in found.zoom.boroughs:
        return name, theme.AROUND, f"{name}: not in {found.zoom.label}"
    each = found.classed.classes[found.class_of[code]]
    value = found.measure.words(row[found.measure.column])
    return name, each.colour, f"{name}: {value}, {each.label}"


def _area(rings: Sequence[Ring], projection: Projection) -> list[list[Place]]:
    """The parts of an area that are on the map, in EMU; none where it is not."""
    return [
        [projection.place(point) for point in cut]
        for ring in rings
        if (cut := clipped(ring, projection.box))
    ]


def _add(group: Any, parts: Sequence[Sequence[Place]], name: str, colour: str, words: str) -> None:
    """Add a freeform of one or more closed lines to a group.

    The library's own builder takes a second for a map, since it looks at every point again for
    each; this writes the same shape.
    """
    tree = group._element
    number = max(int(each) for each in group.part._element.xpath("//p:cNvPr/@id")) + 1
    tree.append(parse_xml(freeform(parts, number, name=name, colour=colour, words=words)))


def _named(found: Picture) -> list[Row]:
    """Whose name stands on the map: all of a BCU; of London the highest and the lowest."""
    known = list(found.known)
    if found.zoom.kind != "london" or len(known) <= 2 * ENDS:
        return known
    return [*known[:ENDS], *known[-ENDS:]]


def _label(
    group: Any, found: Picture, row: Row, projection: Projection, rings: Sequence[Ring]
) -> None:
    """Write a borough's name and value within it; on a map of London not where it has no room."""
    whole = found.zoom.kind == "london"
    value = found.measure.words(row[found.measure.column])
    name = str(row["name"])
    start = found.store.boundaries.label_points[row["area"]]
    sizes = (LABEL_SIZE,) if whole else (LABEL_LARGE, LABEL_LARGE - 1, LABEL_SIZE)
    ways = [(size, lines) for size in sizes for lines in (_broken(name, size), name.split(" "))]
    tried = []
    for size, lines in ways:
        tried.append(_set(size, [*lines, value], projection, rings, start))
        if tried[-1].fits:
            break
    fitting = tried[-1].fits
    if whole and not fitting:
        return
    chosen = tried[-1] if fitting else tried[0]
    x, y = projection.place(chosen.middle)
    frame = projection.frame
    left = min(max(x - chosen.wide // 2, frame.x), frame.right - chosen.wide)
    box = group.shapes.add_textbox(left, y - chosen.high // 2, chosen.wide, chosen.high)
    dark = found.classed.classes[found.class_of[row["area"]]].is_dark
    _write(box, chosen.lines, chosen.size, theme.PAPER if dark else theme.INK)
    describe(box, name=f"Label {name}", words=f"{name} {value}")


@dataclass(frozen=True)
class _Setting:
    """One way to set a label, and whether it stays within its area."""

    size: float
    lines: Sequence[str]
    middle: tuple[float, float]
    wide: int
    high: int
    fits: bool


def _set(
    size: float,
    lines: Sequence[str],
    projection: Projection,
    rings: Sequence[Ring],
    start: tuple[float, float],
) -> _Setting:
    high = points(len(lines) * size * fit.LINE)
    wide = points(max(fit.width(line, size, bold=True) for line in lines) + 4)
    middle, (west, east) = widest_room(rings, start, projection.degrees_high(high))
    fits = projection.emu_wide(east - west) >= wide
    longitude = (west + east) / 2 if fits else middle[0]
    return _Setting(size, lines, (longitude, middle[1]), wide, high, fits)


def _broken(name: str, size: float) -> list[str]:
    """A long name in two lines, parted where they are most alike."""
    words = name.split(" ")
    if len(words) == 1 or fit.width(name, size, bold=True) < 9 * size:
        return [name]
    cuts = [(" ".join(words[:cut]), " ".join(words[cut:])) for cut in range(1, len(words))]
    return list(min(cuts, key=lambda pair: max(fit.width(each, size) for each in pair)))


def _write(box: Any, lines: Sequence[str], size: float, colour: str) -> None:
    frame = box.text_frame
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    frame.vertical_anchor, frame.word_wrap = MSO_ANCHOR.MIDDLE, False
    for number, line in enumerate(lines):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        paragraph.alignment = PP_ALIGN.CENTER
        run = paragraph.add_run()
        run.text = line
        run.font.size, run.font.bold = Pt(size), number == len(lines) - 1
        run.font.color.rgb = rgb(colour)


def draw_key(slide: Any, found: Picture, frame: Frame) -> Any:
    """Draw the key of a map: a square and its words for each class, in rows.

    Returns:
        The group.
    """
    used = {found.class_of[row["area"]] for row in found.listed}
    entries = [each for place, each in enumerate(found.classed.classes) if place in used]
    entries += [] if found.zoom.kind == "london" else [MapClass(OTHER, theme.AROUND)]
    entries.append(MapClass(CITY, theme.OUTSIDE))
    group = slide.shapes.add_group_shape()
    x, y, side, gap = frame.x, frame.y, points(SWATCH), points(5)
    row = points(KEY_SIZE * fit.LINE + 4)
    for entry in entries:
        wide = points(fit.width(entry.label, KEY_SIZE) + 3)
        if x > frame.x and x + side + gap + wide > frame.right:
            x, y = frame.x, y + row
        _swatch(group, entry, x, y, side)
        box = group.shapes.add_textbox(x + side + gap, y - points(2), wide, row)
        _write_key(box, entry.label)
        x += side + gap + wide + points(10)
    return group


def _swatch(group: Any, entry: MapClass, x: int, y: int, side: int) -> None:
    corners = [(x, y), (x + side, y), (x + side, y + side), (x, y + side)]
    _add(group, [corners], f"Key {entry.label}", entry.colour, entry.label)


def _write_key(box: Any, words: str) -> None:
    _write(box, [words], KEY_SIZE, theme.INK)
    box.text_frame.vertical_anchor = MSO_ANCHOR.TOP
    for paragraph in box.text_frame.paragraphs:
        paragraph.alignment = PP_ALIGN.LEFT
        for run in paragraph.runs:
            run.font.bold = False
    describe(box, name=f"Key text {words}", words=words)

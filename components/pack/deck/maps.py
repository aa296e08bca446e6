"""The map of burglary as shapes that can be edited: one a borough, grouped, named, with a key."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.util import Pt

from components import theme
from components.map_classes import CITY, MapClass
from components.pack.deck import fit
from components.pack.deck.geometry import Frame, points
from components.pack.deck.outlines import Projection, Ring, clipped, rings_by_code, widest_room
from components.pack.deck.text import rgb
from data.areas import CITY_OF_LONDON

if TYPE_CHECKING:
    from components.views.burglary_picture import Picture, Row

LABEL_SIZE: Final = 9
LABEL_LARGE: Final = 11
KEY_SIZE: Final = 11
SWATCH: Final = 11
"""Points: the side of a square of the key."""
LINE: Final = 0.75
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
        shape = _area(group, outlines[code], projection)
        if shape is None:
            continue
        name, colour, words = _look(found, code, rows.get(code))
        _paint(shape, colour)
        _name(shape, name, words)
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


def _area(group: Any, rings: Sequence[Ring], projection: Projection) -> Any:
    """One freeform of all parts of an area; None where none of it is on the map."""
    parts = [
        [projection.place(point) for point in cut]
        for ring in rings
        if (cut := clipped(ring, projection.box))
    ]
    if not parts:
        return None
    builder = group.shapes.build_freeform(*parts[0][0], scale=1.0)
    builder.add_line_segments(parts[0][1:], close=True)
    for part in parts[1:]:
        builder.move_to(*part[0])
        builder.add_line_segments(part[1:], close=True)
    return builder.convert_to_shape()


def _paint(shape: Any, colour: str) -> None:
    style = shape._element.find(qn("p:style"))
    if style is not None:
        shape._element.remove(style)
    shape.fill.solid()
    shape.fill.fore_color.rgb = rgb(colour)
    pale = colour in {theme.PAPER, theme.AROUND}
    shape.line.color.rgb = rgb(theme.CONTEXT if pale else theme.PAPER)
    shape.line.width = Pt(LINE)


def _name(shape: Any, name: str, words: str) -> None:
    properties = shape._element.nvSpPr.cNvPr
    properties.set("name", name)
    properties.set("descr", words)


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
    size = LABEL_SIZE if whole else LABEL_LARGE
    value = found.measure.words(row[found.measure.column])
    name = str(row["name"])
    lines = _broken(name, size)
    high = points((len(lines) + 1) * size * fit.LINE)
    wide = points(max(fit.width(line, size, bold=True) for line in (*lines, value)) + 4)
    middle = found.store.boundaries.label_points[row["area"]]
    middle, (west, east) = widest_room(rings, middle, projection.degrees_high(high))
    room = projection.emu_wide(east - west)
    if room < wide and whole:
        return
    longitude = (west + east) / 2 if room >= wide else middle[0]
    x, y = projection.place((longitude, middle[1]))
    frame = projection.frame
    left = min(max(x - wide // 2, frame.x), frame.right - wide)
    box = group.shapes.add_textbox(left, y - high // 2, wide, high)
    dark = found.classed.classes[found.class_of[row["area"]]].is_dark
    _write(box, [*lines, value], size, theme.PAPER if dark else theme.INK)
    _name(box, f"Label {name}", f"{name} {value}")


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
    builder = group.shapes.build_freeform(x, y, scale=1.0)
    builder.add_line_segments([(x + side, y), (x + side, y + side), (x, y + side)], close=True)
    shape = builder.convert_to_shape()
    _paint(shape, entry.colour)
    _name(shape, f"Key {entry.label}", entry.label)


def _write_key(box: Any, words: str) -> None:
    _write(box, [words], KEY_SIZE, theme.INK)
    box.text_frame.vertical_anchor = MSO_ANCHOR.TOP
    for paragraph in box.text_frame.paragraphs:
        paragraph.alignment = PP_ALIGN.LEFT
        for run in paragraph.runs:
            run.font.bold = False
    _name(box, f"Key text {words}", words)

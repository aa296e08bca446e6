"""Slides about places: the map of burglary with its ranking, other rankings of areas."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from components import theme
from components.pack.deck import geometry as at
from components.pack.deck import said
from components.pack.deck.bars import insert_bars
from components.pack.deck.layouts import CHART, MAP, OBJECT_IDX, TEXT_IDX
from components.pack.deck.maps import draw_key, draw_map
from components.pack.deck.series import section_of, sentences_of
from components.pack.deck.sheet import Words, describe
from components.pack.deck.text import paragraph
from components.pack.deck.writer import Writer
from components.pack.states import Place
from components.views import burglary as burglary_page

if TYPE_CHECKING:
    from components.pack.model import Chart
    from components.views.burglary_picture import Picture

BURGLARY: Final = "burglary-map"
DRAWN_ON_THE_PAGE: Final = re.compile(r"; the dashed line [^;]*$|, with 95\s%\sinterval$")
"""What a subtitle says of lines that these bars do not have; the notes have the numbers."""
RANKINGS: Final = ("knife-injury-by-area", "area-places")
MOST_BESIDE_A_MAP: Final = 12
MOST_BARS: Final = 18
COLUMNS: Final = ("borough", "count", "count_year_before", "change_percent", "rate")


def burglary(writer: Writer) -> None:
    """The map of burglary, grouped shapes that can be edited, with the boroughs ranked beside."""
    item = writer.item(BURGLARY)
    found = _picture(writer)
    if item is None or item.chart is None or found is None:
        return
    chart = ends(item.chart, MOST_BESIDE_A_MAP, found.area.name)
    all_shown = len(chart.categories) == len(item.chart.categories)
    notes = said.notes(item, columns=COLUMNS)
    words = Words(item.title, item.subtitle, section_of(writer, item), said.source(item), notes)
    sheet = writer.sheet(MAP, words)
    group = draw_map(sheet.slide, found, at.MAP)
    describe(group, name="Map", words=said.description("Map of boroughs filled by class", item))
    key = draw_key(sheet.slide, found, at.KEY)
    labels = ", ".join(each.label for each in found.classed.classes)
    describe(key, name="Key of the map", words=f"Classes: {labels}.")
    frame = insert_bars(
        sheet.shape(OBJECT_IDX),
        chart,
        MAP.place(OBJECT_IDX).frame,
        {row["name"]: _colour(found, row["area"]) for row in found.listed},
    )
    describe(frame, name="Ranking", words=said.description("Bar chart of boroughs", item))
    lines = sentences_of(item.summary)
    if not all_shown:
        high = len(chart.categories) - len(chart.categories) // 2
        low, whole = len(chart.categories) - high, len(item.chart.categories)
        lines.append(f"Bars: the {high} highest and {low} lowest; all {whole} are in the notes.")
    sheet.write(
        TEXT_IDX,
        [
            paragraph(each, 13, spare=0 < place < len(lines) - 1, space_before=4)
            for place, each in enumerate(lines)
        ],
    )
    _in_order(sheet, group, key)


def _in_order(sheet: object, *groups: object) -> None:
    """Put shapes after the subtitle, so that they are read before what stands beside them."""
    slide = sheet.slide  # type: ignore[attr-defined]
    shapes = list(slide.shapes)
    after = next((each for each in shapes if each.name == "Subtitle"), shapes[0])
    for group in reversed(groups):
        after._element.addnext(group._element)  # type: ignore[attr-defined]


def _colour(found: Picture, code: str) -> str:
    return found.classed.classes[found.class_of[code]].colour


def _picture(writer: Writer) -> Picture | None:
    pack = writer.pack
    place = Place(pack.store, pack.area, pack.as_at)
    return burglary_page.ask(place.state("/burglary", burglary_page.PARAMETERS))


def rankings(writer: Writer, key: str) -> None:
    """A slide with areas ranked by bars, the chosen one set off."""
    item = writer.item(key)
    if item is None or item.chart is None:
        return
    own = writer.pack.area
    chart = ends(item.chart, MOST_BARS, own.name, own.label)
    hidden = len(item.chart.categories) - len(chart.categories)
    sheet = writer.sheet(
        CHART,
        Words(
            item.title,
            DRAWN_ON_THE_PAGE.sub("", item.subtitle),
            section_of(writer, item),
            said.source(item),
            said.notes(item),
        ),
    )
    place = CHART.place(OBJECT_IDX)
    chosen = own.kind != "london"
    colours = {
        name: theme.FOCUS if not chosen or name in {own.name, own.label} else theme.CONTEXT
        for name in chart.categories
    }
    if chosen and theme.FOCUS not in colours.values():
        colours = {}
    frame = insert_bars(sheet.shape(OBJECT_IDX), chart, place.frame, colours)
    describe(frame, name="Chart", words=said.description("Bar chart", item))
    lines = sentences_of(item.summary)
    if hidden:
        lines.append(f"Not drawn: {hidden} in the middle of the ranking; the notes have them.")
    sheet.write(
        TEXT_IDX,
        [paragraph(each, 14, spare=place > 0, space_before=8) for place, each in enumerate(lines)],
    )


def ends(chart: Chart, most: int, *always: str) -> Chart:
    """A bar chart with at most some bars: the first and the last of its order.

    Args:
        chart: The chart.
        most: How many bars it may have.
        always: Categories that stay wherever they stand.
    """
    number = len(chart.categories)
    if number <= most:
        return chart
    kept = {*range(most - most // 2), *range(number - most // 2, number)}
    kept |= {place for place, name in enumerate(chart.categories) if name in always}
    places = sorted(kept)
    return replace(
        chart,
        categories=tuple(chart.categories[place] for place in places),
        series={
            name: tuple(values[place] for place in places) for name, values in chart.series.items()
        },
    )

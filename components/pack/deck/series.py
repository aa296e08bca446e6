"""One slide a headline series: the chart, and what it says beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from components import formatting, theme, wording
from components.pack.deck import said
from components.pack.deck.layouts import CHART, OBJECT_IDX, TEXT_IDX
from components.pack.deck.lines import insert_line
from components.pack.deck.marking import break_key, marked, special_words
from components.pack.deck.sheet import Words, describe
from components.pack.deck.text import Paragraph, Run, paragraph
from components.pack.deck.writer import Writer
from components.pack.states import Place
from components.tables import Cell
from components.views.overview_series import SUBJECTS, Subject, find

if TYPE_CHECKING:
    from components.pack.model import Item

KNIFE_BY_QUARTER: Final = "knife-injury-offences-by-quarter"
INSTEAD: Final = {"crime-trends-knife-offences": KNIFE_BY_QUARTER}
"""Series that two pages show: the one whose words are shorter."""
UNDER_25: Final = "knife-injury-under-25"
UNDER_25_SERIES: Final = "knife-injury-victims-under-25"
"""London's series; where the headline figure is the area's own, it is not what the chart draws."""
FEWEST: Final = 2
"""Points that make a line; what has fewer is named on the last slide."""
BIG: Final = 34
MOVE: Final = 14
BODY: Final = 14
LEAD: Final = 16
SMALL: Final = 11


def slides(writer: Writer) -> None:
    """A slide for each headline series that has figures by as-at."""
    for item in headlines(writer):
        if is_drawn(item):
            _slide(writer, item)


def is_drawn(item: Item) -> bool:
    """Whether there are points enough for a line."""
    if item.chart is None:
        return False
    values = next(iter(item.chart.series.values()))
    return sum(value is not None for value in values) >= FEWEST


def headlines(writer: Writer) -> list[Item]:
    """The headline items in the order of the pack, each series once."""
    found: dict[str, Item] = {}
    for item in writer.pack.items:
        if item.headline:
            other = writer.item(INSTEAD.get(item.key, ""))
            kept = other if other is not None and other.chart is not None else item
            found[kept.key] = kept
    return list(found.values())


def section_of(writer: Writer, item: Item) -> str:
    """The name of the page that an item is of."""
    return next((each.title for each in writer.pack.sections if item in each.items), "")


def _slide(writer: Writer, item: Item) -> None:
    chart = item.chart
    if chart is None:
        return
    figures = _figures(writer, item)
    words = Words(
        item.title,
        item.subtitle,
        section_of(writer, item),
        said.source(item),
        said.notes(item, before=[each.text for each in figures]),
    )
    sheet = writer.sheet(CHART, words)
    place = CHART.place(OBJECT_IDX)
    frame = insert_line(sheet.shape(OBJECT_IDX), chart, place.frame, marked(item))
    describe(frame, name="Chart", words=said.description("Line chart", item))
    sheet.write(TEXT_IDX, [*figures, *_reading(item, figures), *_key(item)])


def _figures(writer: Writer, item: Item) -> list[Paragraph]:
    """The quarter's count and its changes, from the row of the headline figures."""
    headline = writer.item("overview-headlines")
    subject = _subject(writer, item)
    if headline is None or headline.table is None or subject is None:
        return []
    row = next((each for each in headline.table.rows if each[0] == subject.name), None)
    keys = [column.key for column in headline.table.columns]
    cells = dict(zip(keys, row, strict=True)) if row is not None else {}
    if _value(cells.get("count")) is None:
        return []
    labels = {column.key: column.label for column in headline.table.columns}
    where = _value(cells["area"])
    marks = [_note(cells["count"])]
    return [
        paragraph(
            formatting.count(_value(cells["count"])),
            BIG,
            bold=True,
            colour=theme.FOCUS,
            fixed=True,
        ),
        paragraph(
            ", ".join(each for each in (labels["count"], where, *marks) if each),
            12,
            colour=theme.INK_SOFT,
            space_before=0,
            fixed=True,
        ),
        *_move(cells.get("change_percent"), f"on {labels['count_year_before']}"),
        *_move(
            cells.get("change_12_months_percent"),
            "12 months on 12 before",
            note=_note(cells.get("count_12_months")),
        ),
    ]


def _subject(writer: Writer, item: Item) -> Subject | None:
    """The subject of the overview whose figures are those of an item's series."""
    pack = writer.pack
    place = Place(pack.store, pack.area, pack.as_at)
    state = place.state("/", ())
    for subject in SUBJECTS:
        found = find(state.store, subject, area=state.area, as_at=state.as_at)
        slug = found.offence.slug if found is not None else ""
        keys = {f"crime-trends-{slug}", UNDER_25 if slug == UNDER_25_SERIES else ""}
        if item.key in keys or INSTEAD.get(f"crime-trends-{slug}") == item.key:
            return subject
    return None


def _move(cell: Any, words: str, *, note: str = "") -> list[Paragraph]:
    value = _value(cell)
    if value is None:
        return []
    way = wording.direction(value)
    colour = {"rise": theme.RISE, "fall": theme.FALL}.get(way, theme.INK)
    mark = f", {note}" if note else ""
    return [
        Paragraph(
            (
                Run(f"{wording.arrow(value)} {formatting.percent(abs(value))}", True, colour),
                Run(f" {words}{mark}"),
            ),
            MOVE,
        )
    ]


def _value(cell: Any) -> Any:
    value = cell.value if isinstance(cell, Cell) else cell
    return None if value is None or formatting.is_missing(value) else value


def _note(cell: Any) -> str:
    return (cell.note or "") if isinstance(cell, Cell) else ""


def _reading(item: Item, figures: list[Paragraph]) -> list[Paragraph]:
    """The summary's sentences; the first repeats the figures where they stand above it."""
    sentences = sentences_of(item.summary)
    kept = sentences[1:] if figures and len(sentences) > 1 else sentences
    return [
        paragraph(
            each,
            BODY if figures or place else LEAD,
            bold=None if figures or place else True,
            spare=place > 0,
            space_before=8,
        )
        for place, each in enumerate(kept)
    ]


def sentences_of(text: str) -> list[str]:
    """A text's sentences; a full stop within a number or an abbreviation ends none."""
    found, start = [], 0
    for place, letter in enumerate(text):
        after = text[place + 1 : place + 3]
        ends = letter in ".?!" and (not after or (after[0] == " " and not after[1:].islower()))
        if ends:
            found.append(text[start : place + 1].strip())
            start = place + 1
    rest = text[start:].strip()
    return [each for each in [*found, rest] if each]


def _key(item: Item) -> list[Paragraph]:
    """What the chart's letters and points mean; breaks are never left out."""
    lines = [f"{letter}  {words}" for letter, words in break_key(item)]
    lines += special_words(item)
    return [
        paragraph(each, SMALL, colour=theme.INK_SOFT, space_before=4, fixed=True) for each in lines
    ]

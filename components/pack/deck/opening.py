"""The first slides: the cover, the quarter in figures, what needs attention."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from components import formatting, theme
from components.pack.deck import said, text
from components.pack.deck.layouts import COVER, DETAILS_IDX, TEXT, TEXT_IDX
from components.pack.deck.sheet import Words, inner
from components.pack.deck.text import Paragraph, Run, paragraph
from components.pack.deck.writer import Writer, day
from components.pack.grid import grid_of
from components.pack.words import clean

if TYPE_CHECKING:
    from collections.abc import Sequence

    from data.queries.findings import Finding

SECTION: Final = "Overview"
HEADLINES: Final = "overview-headlines"
COLUMNS: Final = (
    "subject",
    "area",
    "count",
    "count_year_before",
    "change_percent",
    "count_12_months",
    "change_12_months_percent",
    "reading",
)
LABELS: Final = {"change_12_months_percent": "Change on previous 12", "area": "Area"}
MARKS: Final = {
    "improvement": ("▼", "Better", theme.FALL),
    "concern": ("▲", "Worse", theme.RISE),
    "neither": ("◆", "Changed", theme.DARK_GREY),
}
FINDING_SIZES: Final = (20, 18, 17, 16)
SMALLEST: Final = 14
NOTHING: Final = (
    "No series moved by more than chance, or its own usual ups and downs, would give once every "
    "test is counted. That is a finding too: what the figures show are everyday changes."
)
UNTESTED: Final = (
    "A test needs years of comparable months before it: too few lie before this month, or a break "
    "lies between."
)


def cover(writer: Writer) -> None:
    """The cover: what, for whom, as at when, from which data."""
    pack = writer.pack
    overview = writer.section("overview")
    sentence = overview.sentence if overview is not None else ""
    compared = overview.context if overview is not None else ""
    sheet = writer.sheet(
        COVER,
        Words(
            pack.title,
            notes=[
                f"Briefing deck on {pack.area.label} as at {pack.as_at.label}.",
                sentence,
                "Charts and tables can be edited: right-click, Edit Data. Each slide's notes hold "
                "its numbers and what must be known to read them.",
                f"Data release {pack.release}.",
            ],
        ),
    )
    sheet.write(1, [paragraph(sentence, 22)] if sentence else [])
    lines = [
        compared,
        f"Made {day(pack)} from data release {pack.release[:12]}",
        "Contains public sector information licensed under the Open Government Licence",
    ]
    sheet.write(DETAILS_IDX, [paragraph(each, 13, space_before=4) for each in lines if each])


def figures(writer: Writer) -> None:
    """The quarter in figures: the headline series as a table."""
    item = writer.item(HEADLINES)
    if item is None or item.table is None:
        return
    alone = len({str(row[1]) for row in item.table.rows}) == 1
    columns = [key for key in COLUMNS if not (alone and key == "area")]
    grid = grid_of(item.table, columns, LABELS)
    writer.table(
        item,
        grid,
        Words(item.title, item.subtitle, SECTION, said.source(item), said.notes(item)),
    )


def findings(writer: Writer) -> None:
    """What needs attention, strongest first; where nothing does, that."""
    pack = writer.pack
    found = pack.findings
    if not found:
        _nothing(writer)
        return
    number = formatting.plural(len(found), "finding")
    room, most = inner(TEXT.place(TEXT_IDX).frame, TEXT.place(TEXT_IDX).inset)
    size = next(
        (size for size in FINDING_SIZES if _fits(_listed(found, size), room, most, size)),
        FINDING_SIZES[-1],
    )
    parts = _parts(_listed(found, size), room, most)
    start = 0
    for place, paragraphs in enumerate(parts, start=1):
        here = found[start : start + len(paragraphs)]
        start += len(paragraphs)
        part = f" ({place} of {len(parts)})" if len(parts) > 1 else ""
        words = Words(
            f"What needs attention in {pack.area.label}: {number}{part}",
            pack.tested,
            SECTION,
            "▲ for the worse, ▼ for the better, ◆ neither; the strongest evidence comes first",
            [pack.tested, *(_evidence(each) for each in here)],
        )
        writer.sheet(TEXT, words).write(TEXT_IDX, paragraphs, smallest=SMALLEST)


def _parts(paragraphs: list[Paragraph], room: float, most: float) -> list[list[Paragraph]]:
    """As few slides as hold the findings in a size that a room can read."""
    for count in range(1, len(paragraphs) + 1):
        size = -(-len(paragraphs) // count)
        parts = [paragraphs[at : at + size] for at in range(0, len(paragraphs), size)]
        if all(_fits(part, room, most) for part in parts):
            return parts
    return [[each] for each in paragraphs]


def _fits(part: Sequence[Paragraph], room: float, most: float, smallest: float = SMALLEST) -> bool:
    return text.height(text.fitted(part, room=room, most=most, smallest=smallest), room) <= most


def _listed(found: Sequence[Finding], size: float) -> list[Paragraph]:
    return [_finding(each, size) for each in found]


def _nothing(writer: Writer) -> None:
    pack = writer.pack
    tested = pack.tested.startswith("No series") is False
    words = Words(
        f"Nothing stands out in {pack.area.label}"
        if tested
        else f"{pack.area.label}: nothing can be tested at {pack.as_at.label}",
        pack.tested,
        SECTION,
        notes=[pack.tested, NOTHING if tested else UNTESTED],
    )
    lines = [paragraph(NOTHING if tested else UNTESTED, 18)]
    moved = _moved(writer) if tested else []
    if moved:
        lines.append(paragraph("What changed, everyday variation included:", 16, bold=True))
        lines += [paragraph(each, 16, space_before=4, spare=True) for each in moved]
    writer.sheet(TEXT, words).write(TEXT_IDX, lines)


def _moved(writer: Writer) -> list[str]:
    """How each headline figure changed, in a line."""
    item = writer.item(HEADLINES)
    if item is None or item.table is None:
        return []
    grid = grid_of(item.table, ("subject", "count", "count_year_before", "change_percent"))
    _, now, before, _ = grid.head
    return [
        f"{name}: {change} ({count} in {now}, {earlier} in {before})"
        for name, count, earlier, change in grid.rows
        if "[" not in f"{count}{earlier}{change}"
    ]


def _finding(each: Finding, size: float) -> Paragraph:
    shape, words, colour = MARKS[each.direction]
    return Paragraph(
        (
            Run(f"{shape} {words}  ", bold=True, colour=colour),
            Run(clean(each.sentence)),
        ),
        size,
        space_before=10,
    )


def _evidence(each: Finding) -> str:
    return f"{each.sentence} Evidence: {each.evidence}; p {_p(each.p_value)}, q {_p(each.q_value)}."


def _p(value: float) -> str:
    return "below 0.001" if value < 0.001 else f"{value:.3f}"  # noqa: PLR2004 - as journals write

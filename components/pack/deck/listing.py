"""Slides with tables: the area, the milestones, the report check, sources and notes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from components import formatting
from components.chart_card import Absent
from components.pack.deck import said
from components.pack.deck.layouts import TEXT, TEXT_IDX
from components.pack.deck.series import headlines, is_drawn, section_of, sentences_of
from components.pack.deck.sheet import Words
from components.pack.deck.text import Paragraph, Run
from components.pack.deck.writer import Writer, kept
from components.pack.grid import grid_of
from components.pack.words import clean
from components.tables import SYMBOLS, Cell
from data.words import sentence

if TYPE_CHECKING:
    from components.pack.model import Item

AREA: Final = "area-offence-groups"
MOVEMENT: Final = "milestones-movement"
BOARD: Final = "milestones-board"
DUE: Final = "milestones-due"
CHECK: Final = "report-check"
DATASETS: Final = "sources-datasets"
BREAKS: Final = "sources-breaks"
MILESTONE: Final = "Milestone"
COMMITMENT: Final = "Commitment"
ACTIVITY: Final = "Activity"
UNCHECKED: Final = "cannot be checked"
MOVEMENT_COLUMNS: Final = (
    "title",
    "change",
    "status_then",
    "status_now",
    "due_then",
    "due_now",
    "months",
)
BOARD_COLUMNS: Final = ("title", "status", "due_by", "theme")
CHECK_COLUMNS: Final = ("measure", "verdict", "reported", "loaded", "difference")
DATASET_COLUMNS: Final = ("title", "publisher", "period", "licence")
MOST_ABSENT: Final = 4
"""Parts that are not shown beside how to read the figures; more have a slide of their own."""

AREA_LABELS: Final = {"rate": "Rate per 1,000", "against_london_percent": "Against London"}


def area(writer: Writer) -> None:
    """Every offence group of the area."""
    item = writer.item(AREA)
    if item is not None and item.table is not None:
        section = writer.section("area")
        title = section.sentence if section is not None else item.title
        _table(writer, item, title=title)


def milestones(writer: Writer) -> None:
    """What moved since the board before; the milestones; then the commitments."""
    moved, board = writer.item(MOVEMENT), writer.item(BOARD)
    first = ""
    if moved is not None and moved.table is not None:
        _table(writer, moved, columns=MOVEMENT_COLUMNS)
    elif moved is not None:
        first = "The first board loaded: what moves is shown from the next one on."
    if board is None or board.table is None:
        return
    kinds = [_text(row, board, "kind") for row in board.table.rows]
    told = kinds.count(ACTIVITY)
    also = f"{formatting.plural(told, 'activity', 'activities')} in the notes" if told else ""
    context = " · ".join(board.subtitle.split(" · ")[:2])
    ahead = writer.item(DUE)
    titles = {MILESTONE: board.title, COMMITMENT: ahead.title if ahead is not None else ""}
    for kind, extra in ((MILESTONE, ""), (COMMITMENT, also)):
        shown = [place for place, each in enumerate(kinds) if each == kind]
        if not shown:
            continue
        writer.table(
            board,
            kept(grid_of(board.table, BOARD_COLUMNS), shown),
            Words(
                titles[kind] or board.title,
                " · ".join(each for each in (f"{kind}s, {context}", extra) if each),
                section_of(writer, board),
                " ".join(each for each in (said.source(board), first) if each),
                said.notes(
                    board,
                    columns=(*BOARD_COLUMNS, "note"),
                    before=[first, extra],
                    most=len(board.table.rows),
                ),
            ),
        )


def check(writer: Writer) -> None:
    """The figures and claims that can be checked; the others are counted, and in the notes."""
    item = writer.item(CHECK)
    if item is None or item.table is None:
        return
    verdicts = [_text(row, item, "verdict") for row in item.table.rows]
    shown = [place for place, verdict in enumerate(verdicts) if UNCHECKED not in verdict]
    section = writer.section("report-check")
    grid = kept(grid_of(item.table, CHECK_COLUMNS), shown)
    writer.table(
        item,
        grid,
        Words(
            item.title,
            f"{item.subtitle} Listed: what can be checked, what differs first.",
            section.title if section is not None else "",
            said.source(item),
            said.notes(item, columns=(*CHECK_COLUMNS, "reason"), most=len(item.table.rows)),
        ),
    )


def sources(writer: Writer) -> None:
    """The datasets with publisher, period and licence; then what must be known to read them."""
    item = writer.item(DATASETS)
    if item is not None and item.table is not None:
        _table(
            writer, item, columns=DATASET_COLUMNS, noted=(*DATASET_COLUMNS, "source_url", "caveats")
        )
    _reading(writer)


def _table(
    writer: Writer,
    item: Item,
    *,
    columns: tuple[str, ...] = (),
    noted: tuple[str, ...] = (),
    title: str = "",
    subtitle: str = "",
) -> None:
    if item.table is None:
        return
    writer.table(
        item,
        grid_of(item.table, columns, AREA_LABELS),
        Words(
            title or item.title,
            subtitle or item.subtitle,
            section_of(writer, item),
            said.source(item),
            said.notes(item, columns=noted or columns),
        ),
    )


def _reading(writer: Writer) -> None:
    """How to read the figures: symbols, provisional, missing, and what is not in the deck."""
    absent = _absent(writer)
    # Of the first months of the series there is much that is not shown: on a slide of its own.
    apart = len(absent) > MOST_ABSENT
    lines = [
        ("Provisional", "the newest month of an extract; in no limit, verdict or finding."),
        ("Missing is not zero", "a gap in a line is a month without a figure."),
        ("Symbols", f"{'; '.join(f'[{symbol}] {words}' for symbol, words in SYMBOLS.items())}."),
        ("Breaks", "a dashed line with a letter: figures on its two sides are not fully alike."),
        *(() if apart else absent),
        ("Licence", _attribution(writer)),
    ]
    breaks = writer.item(BREAKS)
    notes: list[str] = []
    if breaks is not None:
        notes = said.notes(breaks, columns=("month", "label", "concerns", "description"))
    _text_slide(writer, "How to read the figures", lines, notes)
    if apart:
        _text_slide(writer, f"{len(absent)} parts are not shown", absent, [])


def _text_slide(
    writer: Writer, title: str, lines: Sequence[tuple[str, str]], notes: Sequence[str]
) -> None:
    section = writer.section("sources")
    words = Words(
        title,
        section.sentence if section is not None else "",
        section.title if section is not None else "",
        notes=[*(f"{head}: {words}" for head, words in lines), *notes],
    )
    pairs = [_pair(head, words) for head, words in lines if words]
    writer.sheet(TEXT, words).write(TEXT_IDX, pairs)


def _absent(writer: Writer) -> list[tuple[str, str]]:
    """What has no slide, and from when it has figures."""
    series = headlines(writer)
    wanted = [*series, *(writer.item(key) for key in ("burglary-map", BOARD, AREA))]
    found = [
        (section_of(writer, each), _sentence(each.card))
        for each in wanted
        if each is not None and isinstance(each.card, Absent)
    ]
    alone = [each for each in series if each.chart is not None and not is_drawn(each)]
    found += [
        (section_of(writer, each), f"{each.title}: one month makes no line.") for each in alone
    ]
    return [(f"Not shown ({section})" if section else "Not shown", why) for section, why in found]


def _sentence(card: Absent) -> str:
    """Why there is nothing to show, without the sentence on the page's month."""
    why = sentences_of(card.message)
    return f"{card.title}. {' '.join(why[1:] or why)}"


def _attribution(writer: Writer) -> str:
    item = writer.item(DATASETS)
    if item is None or item.table is None:
        return ""
    said_ = dict.fromkeys(_text(row, item, "attribution") for row in item.table.rows)
    return " ".join(sentence(each) for each in said_ if each)


def _pair(head: str, words: str) -> Paragraph:
    return Paragraph((Run(f"{head}: ", bold=True), Run(clean(words))), 18, space_before=10)


def _text(row: Any, item: Item, key: str) -> str:
    if item.table is None:
        return ""
    place = next((at for at, each in enumerate(item.table.columns) if each.key == key), None)
    if place is None:
        return ""
    cell = row[place]
    value = cell.value if isinstance(cell, Cell) else cell
    return "" if value is None else str(value)

"""What an item's chart marks: provisional values, breaks, special causes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from components import theme
from components.pack import charts as numbers
from components.pack.deck.lines import PROVISIONAL, Marked
from components.tables import Cell
from data.breaks import BREAKS
from data.errors import InvalidParameter
from data.periods import Month, Quarter

if TYPE_CHECKING:
    from components.pack.model import Item

VARIATION: Final = "variation"
SPECIAL: Final = {
    "special cause, for the better": ("◆", theme.SEQUENTIAL[1]),
    "special cause, for the worse": ("▲", theme.RISE),
    "special cause": ("■", theme.DARK_PINK),
}
"""How points with a special cause look, the first that fits."""


def marked(item: Item) -> Marked:
    """What the chart of an item marks, read from its table and from the page's own chart."""
    if item.table is None or item.chart is None:
        return Marked()
    labels = dict(_labelled(item))
    return Marked(
        provisional=frozenset(label for label, row in labels.items() if is_provisional(row)),
        breaks=_breaks(item),
        special=_special(item, labels),
    )


def is_provisional(row: Sequence[Any]) -> bool:
    """Whether any cell of a row is marked as provisional."""
    return any(isinstance(cell, Cell) and PROVISIONAL in (cell.note or "") for cell in row)


def break_key(item: Item) -> list[tuple[str, str]]:
    """Letter and words of each break that the chart draws."""
    drawn = {letter for _, letters in marked(item).breaks for letter in letters.split()}
    key = getattr(item.card, "key", ())
    return [(badge, short(words)) for badge, words in key if badge in drawn]


def short(description: str) -> str:
    """A break in a few words, with its month; its description is in the notes."""
    known = {each.description: each for each in BREAKS}
    found = known.get(description)
    if found is None:
        return description
    label = found.label
    if not label[:2].isupper():  # CONNECT stays as it is
        label = f"{label[:1].lower()}{label[1:]}"
    return f"{found.month.label}: {label}"


def special_words(item: Item) -> list[str]:
    """The looks of special causes that the chart shows, in words."""
    shapes = {shape for _, shape in marked(item).special.values()}
    return [f"{shape} {words}" for words, (shape, _) in SPECIAL.items() if shape in shapes]


def _labelled(item: Item) -> list[tuple[str, Sequence[Any]]]:
    table = item.table
    if table is None:
        return []
    return [(numbers.label(table.columns[0], row[0]), row) for row in table.rows]


def _breaks(item: Item) -> tuple[tuple[str, str], ...]:
    """Category and letter of each break in the page's chart that has a place in this one."""
    if item.figure is None or item.chart is None:
        return ()
    letters: dict[str, list[str]] = {}
    for mark in getattr(item.card, "marks", ()):
        category = _category(mark.month, item.chart.categories)
        if mark.kind == "break" and category:
            letters.setdefault(category, []).append(mark.badge)
    found = {category: " ".join(badges) for category, badges in letters.items()}
    return tuple(found.items())


def _category(month: str, categories: Sequence[str]) -> str | None:
    """The category that holds a month: the month itself, or its quarter."""
    try:
        at = Month.parse(month)
    except InvalidParameter:
        return None
    quarter: Quarter = at.quarter
    names = (at.label, str(at), quarter.label, quarter.short_label, str(quarter))
    return next((name for name in names if name in categories), None)


def _special(item: Item, labels: dict[str, Sequence[Any]]) -> dict[str, tuple[str, str]]:
    if item.table is None:
        return {}
    places = [place for place, each in enumerate(item.table.columns) if each.key == VARIATION]
    if not places or item.chart is None or item.chart.kind != "line":
        return {}
    return {
        label: look
        for label, row in labels.items()
        if (look := _look(str(_plain(row[places[0]])))) is not None
    }


def _look(words: str) -> tuple[str, str] | None:
    """The colour and shape of a point, from what the table says of its variation."""
    found = (look for start, look in SPECIAL.items() if words.startswith(start))
    return next(((colour, shape) for shape, colour in found), None)


def _plain(cell: Any) -> Any:
    return cell.value if isinstance(cell, Cell) else cell

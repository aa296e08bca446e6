"""What every part of the deck needs: the presentation, the pack, and a new slide in its frame."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from components.pack.deck import said
from components.pack.deck.layouts import OBJECT_IDX, SOURCE_IDX, TABLE, Layout
from components.pack.deck.sheet import Sheet, Words, describe
from components.pack.deck.tables import insert, leaves
from components.pack.grid import Grid, symbols_in

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pptx.presentation import Presentation as Deck

    from components.pack.model import Item, Pack, Section


@dataclass(frozen=True)
class Writer:
    """A deck in the making.

    Args:
        deck: The presentation.
        pack: What it says.
        step: Called before each slide; whoever has waited enough raises from it.
    """

    deck: Deck
    pack: Pack
    step: Callable[[], None]

    @property
    def footer(self) -> str:
        """The line at the foot of every slide: product, area, as-at, release."""
        pack = self.pack
        return (
            f"Met Business Plan · {pack.area.label} · as at {pack.as_at.label} · "
            f"data release {pack.release[:12]} · made {day(pack)}"
        )

    def sheet(self, layout: Layout, words: Words) -> Sheet:
        """A new slide at the end."""
        self.step()
        footer = "" if layout.cover else self.footer
        return Sheet(self.deck, layout, words, footer=footer, marking=self.pack.marking)

    def section(self, key: str) -> Section | None:
        """A section of the pack; None where it has none of that key."""
        return next((each for each in self.pack.sections if each.key == key), None)

    def item(self, key: str) -> Item | None:
        """An item of the pack; None where it has none of that key."""
        return next((each for each in self.pack.items if each.key == key), None)

    def table(
        self,
        item: Item,
        grid: Grid,
        words: Words,
    ) -> None:
        """Slides with a table: one, or as many as it takes.

        Args:
            item: What the table is of.
            grid: Its cells.
            words: What stands around it.
        """
        place = TABLE.place(OBJECT_IDX)
        parts = leaves(grid, place.frame)
        for leaf in parts:
            part = f", part {leaf.number} of {leaf.of}" if leaf.of > 1 else ""
            title = f"{words.title} ({leaf.number} of {leaf.of})" if leaf.of > 1 else words.title
            meant = symbols_in(leaf.grid)
            source = " ".join(each for each in (words.source, f"{meant}." if meant else "") if each)
            sheet = self.sheet(
                TABLE, Words(title, words.subtitle, words.section, source, words.notes)
            )
            frame = insert(sheet.shape(OBJECT_IDX), leaf)
            describe(frame, name="Table", words=said.table_description(item, leaf.grid, part=part))


def day(pack: Pack) -> str:
    """The day on which a pack is made: 23 November 2026."""
    return f"{pack.made.day} {pack.made:%B %Y}"


def kept(grid: Grid, rows: Sequence[int]) -> Grid:
    """A grid with some of its rows."""
    return Grid(grid.head, tuple(grid.rows[place] for place in rows), grid.right)


__all__ = ["SOURCE_IDX", "Writer", "day", "kept"]

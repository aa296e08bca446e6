"""What a pack holds: sections of items, each a card of a page with its table and numbers.

Every format (workbook, deck, printed pack, digest) is written from these, so that all of them say
the same as the pages.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from components.chart_card import DEFAULT_HEIGHT, Absent, Card
from components.pack.words import text_of
from components.table_card import TableCard

if TYPE_CHECKING:
    import datetime

    import plotly.graph_objects as go

    from components.tables import Table
    from data.areas import Area
    from data.periods import Month
    from data.queries.findings import Finding
    from data.store import Store


@dataclass(frozen=True)
class Chart:
    """The numbers of a chart, for a format that draws it natively.

    Args:
        kind: Points in time joined by a line, or bars from zero.
        categories: The labels along the axis, in the order of drawing: time runs forward.
        series: Name and values, as long as ``categories``; None where a value is missing.
        number_format: How a number reads, as spreadsheets and slides write formats.
        axis_title: What the values are.
    """

    kind: Literal["line", "bar"]
    categories: tuple[str, ...]
    series: Mapping[str, tuple[float | None, ...]]
    number_format: str
    axis_title: str


@dataclass(frozen=True)
class Item:
    """One chart or table of the pack.

    Args:
        key: Slug, unique in the pack: ``burglary-map``.
        card: What the page says: a chart, a table alone, or why there is neither.
        path: The address of the page that shows it, with area and as-at.
        headline: Whether it is one of the headline series.
        chart: The numbers to draw natively; None where a table or a map says it better.
        height: The height in pixels that the page gives the chart.
    """

    key: str
    card: Card | TableCard | Absent
    path: str
    headline: bool = False
    chart: Chart | None = None
    height: int = DEFAULT_HEIGHT

    @property
    def title(self) -> str:
        """The finding."""
        return self.card.title

    @property
    def subtitle(self) -> str:
        """Measure, area and period; empty where there is nothing to show."""
        return "" if isinstance(self.card, Absent) else self.card.subtitle

    @property
    def table(self) -> Table | None:
        """What the chart shows; None where there is nothing to show."""
        return None if isinstance(self.card, Absent) else self.card.table

    @property
    def figure(self) -> go.Figure | None:
        """The page's chart; None for a table alone."""
        return self.card.figure if isinstance(self.card, Card) else None

    @property
    def summary(self) -> str:
        """The item in words; where there is nothing to show, why."""
        if isinstance(self.card, Card):
            return self.card.summary
        return self.card.message if isinstance(self.card, Absent) else ""

    @cached_property
    def notes(self) -> tuple[str, ...]:
        """What must be known to read it, one text a paragraph: definition, breaks, caveats."""
        if isinstance(self.card, Absent):
            return ()
        said = self.card.about if isinstance(self.card, Card) else self.card.notes
        return tuple(text for each in said if (text := text_of(each).strip()))

    @property
    def source(self) -> str:
        """The line that names the source; empty where there is nothing to show."""
        return "" if self.table is None else self.table.source


@dataclass(frozen=True)
class Section:
    """One page of the product as part of the pack.

    Args:
        key: Slug, unique in the pack: the page's path without its slash.
        title: The page's name.
        sentence: The page's title, a finding.
        path: The page's address, with area and as-at.
        items: Its charts and tables, in the order of the page.
        context: The page's line of area, period and source.
    """

    key: str
    title: str
    sentence: str
    path: str
    items: tuple[Item, ...]
    context: str = ""


@dataclass(frozen=True)
class Pack:
    """Everything that the product says of an area as at a month.

    Args:
        store: The data.
        area: The area.
        as_at: The last month taken into account.
        release: The data's release.
        made: The day on which it is made.
        marking: A protective marking; None without one.
        findings: What needs attention, strongest first.
        tested: How much was tested to find that, in a sentence.
        sections: The pages, sources and notes last.
        controls: Of a pack of one page, what each of its controls says: its label, its value,
            and whether it is as the page opens.
    """

    store: Store
    area: Area
    as_at: Month
    release: str
    made: datetime.date
    marking: str | None
    findings: tuple[Finding, ...]
    tested: str
    sections: tuple[Section, ...]
    controls: tuple[tuple[str, str, bool], ...] = ()

    @property
    def title(self) -> str:
        """What stands on the cover."""
        return f"Met Business Plan: {self.area.label}, as at {self.as_at.label}"

    @property
    def items(self) -> tuple[Item, ...]:
        """Every item of every section."""
        return tuple(item for section in self.sections for item in section.items)

    def item(self, key: str) -> Item:
        """The item with a key.

        Raises:
            KeyError: there is none.
        """
        for item in self.items:
            if item.key == key:
                return item
        raise KeyError(key)

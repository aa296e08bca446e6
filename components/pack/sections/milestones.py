"""Milestones in the pack: the board, what moved since the one before, the year, the due dates."""

from __future__ import annotations

from typing import Final

from components.chart_card import Absent
from components.pack.model import Item, Section
from components.pack.names import stem
from components.pack.states import Place
from components.pack.words import text_of
from components.table_card import TableCard
from components.tables import Column, Table
from components.views import milestones as view
from components.views import milestones_changes as changed
from components.views import milestones_summary as summary
from components.views import milestones_table as board
from components.views import milestones_timeline as timeline
from components.views import milestones_totals as totals
from components.views.milestones import Shown
from components.views.milestones_choices import PARAMETERS
from data.board_changes import added_up
from data.milestones import THEMES
from data.queries.milestone_changes import year_so_far

PATH: Final = view.PATH
SOURCE: Final = "Source: Metropolitan Police Service, Business Plan progress update."


def section(place: Place) -> Section:
    """The newest board by as-at; before the first report, from when there is one."""
    shown = Shown(place.state(PATH, PARAMETERS))
    return Section(
        key="milestones",
        title="Milestones",
        sentence=view.title(shown),
        context=view.context(shown),
        path=place.address(PATH),
        items=_before(place, shown) if shown.quarter is None else _items(place, shown),
    )


def _items(place: Place, shown: Shown) -> tuple[Item, ...]:
    return (
        _movement(place, shown),
        _board(place, shown),
        *_year(place, shown),
        Item(
            key="milestones-due",
            card=timeline.card(shown),
            path=place.address(PATH, fragment=timeline.CARD),
            height=timeline.height(shown),
        ),
        Item(
            key="milestones-by-quarter",
            card=totals.card(shown),
            path=place.address(PATH, fragment=totals.CARD),
            height=totals.height(shown),
        ),
    )


def _before(place: Place, shown: Shown) -> tuple[Item, ...]:
    heading, *said = text_of(summary.before_the_first_report(shown.state).children).split("\n")
    absent = Absent(title=heading, message=said[0])
    return (Item(key="milestones-board", card=absent, path=place.address(PATH)),)


def _board(place: Place, shown: Shown) -> Item:
    card = TableCard(
        title=view.title(shown),
        subtitle=view.context(shown),
        table=board.table(shown),
        notes=(
            "Milestones have a status that the report gives; a commitment has none until a report "
            "says what became of it; an activity is reported progress.",
        ),
    )
    return Item(key="milestones-board", card=card, path=place.address(PATH, fragment="board"))


def _movement(place: Place, shown: Shown) -> Item:
    """What changed since the board before; without one, that it is the first."""
    found, path = shown.changes, place.address(PATH, fragment="changes")
    said = text_of(changed.changes(shown)).split("\n")
    if found is None or not found.changes:
        return Item("milestones-movement", Absent(title=said[0], message=said[1]), path)
    card = TableCard(
        title=changed.title(found),
        subtitle=said[1],
        table=changed.table(shown, found),
        notes=[line for line in said[2:] if ":" in line],
    )
    return Item("milestones-movement", card, path)


def _year(place: Place, shown: Shown) -> list[Item]:
    """How the milestones due in the financial year so far were kept, by theme and in all."""
    quarter = shown.quarter
    if quarter is None:
        return []
    found = year_so_far(place.store, quarter=quarter, area=place.area.code)
    if not found:
        return []
    said = text_of(changed.kept_so_far(shown)).split("\n")
    rows = [(THEMES[theme].title, kept) for theme, kept in found.items()]
    rows.append(("All themes", added_up(found.values())))
    table = Table(
        caption=f"Milestones of {quarter.financial_year}, {place.area.label}",
        columns=(
            Column("theme", "Theme", row_header=True),
            Column("due", "Due", "count"),
            Column("delivered", "Delivered", "count"),
            Column("on_time", "On time", "count"),
            Column("unknown", "Delivered, not known when", "count"),
        ),
        rows=[(name, kept.due, kept.delivered, kept.on_time, kept.unknown) for name, kept in rows],
        filename=stem("milestones-year", place.area.code, quarter.financial_year),
        source=SOURCE,
    )
    card = TableCard(title=said[0], subtitle=said[1], table=table)
    return [Item("milestones-year", card, place.address(PATH, fragment="changes"))]

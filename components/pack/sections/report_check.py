"""The report check in the pack: every figure and claim of the report, with the verdict on each."""

from __future__ import annotations

from typing import Final

from components.pack.model import Item, Section
from components.pack.states import Place
from components.table_card import TableCard
from components.views import report_check as view
from data.queries.report_check import report_check

PATH: Final = "/report-check"


def section(place: Place) -> Section:
    """The page's table, whole."""
    state = place.state(PATH, view.PARAMETERS)
    card = TableCard(
        title=view.title(state),
        subtitle=view.summary(state),
        table=view.table(state),
        notes=report_check(place.store).meta.notes,
    )
    item = Item(key="report-check", card=card, path=place.address(PATH, fragment="check"))
    return Section(
        key="report-check",
        title="Report check",
        sentence=view.title(state),
        context=view.context(state),
        path=place.address(PATH),
        items=(item,),
    )

"""The milestones of every quarter known, from boards or from published totals, with the gaps."""

from __future__ import annotations

from typing import Final

import pandas as pd
from dash import html

from components import formatting
from components.chart_card import Card
from components.figures.bars import PIXELS_A_BAR, ranked_bars
from components.links import relative
from components.pack.names import stem
from components.tables import Cell, Column, Table
from components.views.milestones import Shown
from data.areas import LONDON
from data.queries.milestone_changes import QuarterTotals, totals_by_quarter
from data.result import UNAVAILABLE

CARD: Final = "quarter-totals"
FRAME_PIXELS: Final = 20


def card(shown: Shown) -> Card:
    """The chart card of the totals by quarter."""
    totals = totals_by_quarter(shown.state.store)
    known = [each for each in totals if each.milestones is not None]
    return Card(
        title=f"Milestones a quarter: known for {len(known)} of {len(totals)} quarters",
        subtitle=(
            f"Milestones reported, London, {totals[0].quarter.short_label} to "
            f"{totals[-1].quarter.short_label}; a gap is not stated, which is not none"
        ),
        figure=ranked_bars(_frame(totals), focus=[str(shown.quarter)] if shown.quarter else []),
        table=_table(totals),
        summary=_summary(known),
        about=[
            "Where a quarter’s board is loaded, it is counted here. Of the other quarters only "
            "what was published stands: totals in reports to the Audit Panel and in later progress "
            "reports. What nobody states is a gap.",
            html.P(html.A("Sources", href=relative("/about", fragment="datasets"))),
        ],
    )


def height(shown: Shown) -> int:
    """The height in pixels that the chart needs."""
    return FRAME_PIXELS + PIXELS_A_BAR * len(totals_by_quarter(shown.state.store))


def _frame(totals: tuple[QuarterTotals, ...]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "key": [str(each.quarter) for each in totals],
            "name": [each.quarter.short_label for each in totals],
            "value": pd.Series([each.milestones for each in totals], dtype="float64"),
            "text": [
                "not stated" if each.milestones is None else formatting.count(each.milestones)
                for each in totals
            ],
        }
    )


def _table(totals: tuple[QuarterTotals, ...]) -> Table:
    def cell(value: int | None) -> Cell:
        return Cell(value, symbol=UNAVAILABLE if value is None else None)

    return Table(
        caption="What is known of each quarter’s milestones",
        columns=[
            Column("quarter", "Quarter", row_header=True),
            Column("milestones", "Milestones", "count"),
            Column("delayed", "Some delay", "count"),
            Column("carried_over", "Carried over", "count"),
            Column("delivered_year_to_date", "Delivered in the year so far", "count"),
            Column("source", "Source"),
        ],
        rows=[
            [
                each.quarter.short_label,
                cell(each.milestones),
                cell(each.delayed),
                cell(each.carried_over),
                cell(each.delivered_year_to_date),
                each.source or "Nothing published",
            ]
            for each in totals
        ],
        filename=stem("milestone-totals", LONDON, totals[0].quarter, totals[-1].quarter),
        source="Boards loaded, reports to the Audit Panel, Business Plan progress reports.",
        row_keys=[str(each.quarter) for each in totals],
    )


def _summary(known: list[QuarterTotals]) -> str:
    parts = []
    for each in known:
        also = [
            f"{number} {words}"
            for number, words in (
                (each.delayed, "with some delay"),
                (each.carried_over, "carried over"),
                (each.delivered_year_to_date, "delivered in the year so far"),
            )
            if number is not None
        ]
        more = f" ({formatting.join_words(also)})" if also else ""
        parts.append(f"{each.quarter.short_label} {each.milestones}{more}")
    return f"{'; '.join(parts)}."

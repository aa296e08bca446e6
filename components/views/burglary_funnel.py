"""The funnel: which boroughs differ from the pooled rate, with and without the adjustment."""

from __future__ import annotations

from typing import Final

import pandas as pd
from dash import Patch

from components import formatting
from components.chart_card import Absent, Card
from components.figures.funnel import BANDS, Funnel, funnel_plot, funnel_values
from components.links import relative
from components.patches import patch_of
from components.tables import Column, Table
from components.views.burglary_picture import Picture, Row
from components.views.burglary_table import verdict
from components.views.burglary_words import RATE_WORDS, funnel_about, verdict_sentence

CARD: Final = "funnel"
DIGITS: Final = 2
"""Decimals of limits, which are counts."""

LABELS_AT_MOST: Final = 6
NEAR_ACROSS, NEAR_UP = 0.3, 0.07
"""Marks nearer than this, as parts of the plot, would have names upon each other."""

DRAWN_ONE_IN: Final = 3
"""The limits are drawn through one borough in this many, by size: the curves bend little."""


def funnel_card(found: Picture) -> Card | Absent:
    """The card of the funnel; a provisional period is not judged."""
    if not found.judged:
        return Absent(
            title=f"{found.period.last.label} is provisional: no borough is judged",
            message=(
                "Its counts will rise, by an amount that differs from borough to borough, so "
                "nothing is expected of it."
            ),
            link_text="Show the quarter before",
            link_href=relative("/burglary", area=found.area.code, as_at=str(_before(found))),
            figure=funnel_plot(_funnel(found), rate_title="Per 1,000 residents a year"),
        )
    return Card(
        title=_title(found),
        subtitle=(
            f"{found.offence.name}, offences {RATE_WORDS} by number of residents, 32 boroughs, "
            f"{found.period.label}"
        ),
        figure=funnel_plot(_funnel(found), rate_title="Per 1,000 residents a year"),
        table=_table(found),
        summary=verdict_sentence(found),
        about=funnel_about(found),
        key=_key(found),
    )


def funnel_patch(found: Picture) -> Patch:
    """The values alone, for the funnel on screen."""
    return patch_of(funnel_values(_funnel(found)))


def _before(found: Picture) -> object:
    return found.period.previous().last


def _title(found: Picture) -> str:
    chance, spread = (found.flagged(adjusted=each) for each in (False, True))
    first = f"{formatting.plural(chance, 'borough')} beyond chance" if chance else "No borough"
    if not chance and not spread:
        return "No borough beyond chance or the usual spread"
    return f"{first}, {spread or 'none'} beyond the usual spread"


def _funnel(found: Picture) -> Funnel:
    rows = [row for row in found.rows if row["rate"] is not None]
    areas = pd.DataFrame(
        {
            "code": [row["area"] for row in rows],
            "name": [row["name"] for row in rows],
            "population": [row["population"] for row in rows],
            "rate": [row["rate"] for row in rows],
            "verdict": [row[found.verdict_column] for row in rows],
        }
    )
    return Funnel(
        areas=areas,
        limits=_limits(found, rows),
        pooled_rate=found.pooled_rate,
        adjusted=found.adjusted,
        labelled=_labelled(found, rows),
        shown=() if found.zoom.kind == "london" else found.zoom.boroughs,
    )


def _limits(found: Picture, rows: list[Row]) -> pd.DataFrame:
    """The limits as rates, through some of the boroughs and always the smallest and largest."""
    by_size = sorted(
        (row for row in rows if row["upper_998_adjusted"] is not None),
        key=lambda row: row["population"],
    )
    drawn = by_size[::DRAWN_ONE_IN]
    if by_size and drawn[-1] is not by_size[-1]:
        drawn.append(by_size[-1])
    per_year = 1000 * 12 / len(found.period.months)
    return pd.DataFrame(
        {
            "population": [row["population"] for row in drawn],
            **{
                name: [row[name] / row["population"] * per_year for row in drawn]
                for name in (f"{side}_{band}" for band in BANDS for side in ("lower", "upper"))
            },
        }
    )


def _labelled(found: Picture, rows: list[Row]) -> set[str]:
    """Those that stand out most, apart from each other; of a chosen BCU its boroughs."""
    if found.zoom.kind != "london":
        return set(found.zoom.boroughs)
    by_rate = sorted(rows, key=lambda row: -row["rate"])
    flagged = [row for row in by_rate if row[found.verdict_column] in {"below", "above"}]
    few = 0 < len(flagged) <= LABELS_AT_MOST
    wanted = flagged if few else [*by_rate[:4], by_rate[-1], by_rate[-2]]
    placed: list[Row] = []
    for row in wanted:
        if not any(_near(row, other, rows) for other in placed):
            placed.append(row)
    return {row["area"] for row in placed}


def _near(one: Row, other: Row, rows: list[Row]) -> bool:
    def apart(column: str) -> float:
        values = [row[column] for row in rows]
        return float(abs(one[column] - other[column]) / (max(values) - min(values) or 1))

    return apart("population") < NEAR_ACROSS and apart("rate") < NEAR_UP


def _key(found: Picture) -> list[tuple[str, str]]:
    judged = "the usual spread" if found.adjusted else "chance alone"
    return [
        ("▲", f"above all together, beyond {judged}"),
        ("●", "as expected"),
        ("▼", f"below all together, beyond {judged}"),
        ("─", "all 32 boroughs together"),
        ("━", "limits of chance alone: 95 % (thin) and 99.8 %"),
        ("┅", "limits with the usual spread of boroughs: 95 % (thin) and 99.8 %"),
    ]


def _table(found: Picture) -> Table:
    ranked = sorted(found.rows, key=lambda row: -(row["above_pooled"] or 0))
    return Table(
        caption=(
            f"{found.offence.name} against the pooled rate, 32 boroughs, {found.period.label}: "
            "counts, what is expected, and 99.8 % limits"
        ),
        columns=(
            Column("borough", "Borough", row_header=True),
            Column("population", "Residents", "count"),
            Column("count", "Count", "count"),
            Column("expected", "Expected", "decimal"),
            Column("above_pooled", "Above the pooled rate", "change"),
            Column("lower_998", "Chance alone: from", "decimal"),
            Column("upper_998", "Chance alone: to", "decimal"),
            Column("lower_998_adjusted", "Usual spread: from", "decimal"),
            Column("upper_998_adjusted", "Usual spread: to", "decimal"),
            Column("significance", "Against chance alone"),
            Column("significance_adjusted", "Against the usual spread"),
        ),
        rows=[
            [
                row["name"],
                row["population"],
                row["count"],
                *(
                    _short(row[name])
                    for name in (
                        "expected",
                        "above_pooled",
                        "lower_998",
                        "upper_998",
                        "lower_998_adjusted",
                        "upper_998_adjusted",
                    )
                ),
                verdict(row["significance"]),
                verdict(row["significance_adjusted"]),
            ]
            for row in ranked
        ],
        filename=f"funnel_{found.offence.slug}_{found.period}",
        source=f"{found.meta.source}.",
        row_keys=[row["area"] for row in ranked],
    )


def _short(value: float | None) -> float | None:
    return None if value is None else round(value, DIGITS)

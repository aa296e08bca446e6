"""The funnel: which boroughs differ from the pooled rate, with and without the adjustment."""

from __future__ import annotations

from dataclasses import replace
from typing import Final
from zlib import crc32

from dash import Patch

from components import formatting
from components.chart_card import Absent, Card
from components.figures.drawing import undrawn
from components.figures.funnel import BANDS, Funnel, Mark, funnel_plot, funnel_values
from components.links import relative
from components.methods import method_link
from components.pack.names import stem
from components.patches import patch_of
from components.short import short
from components.tables import Column, Table
from components.views.burglary_about import funnel_about
from components.views.burglary_picture import Picture, Row
from components.views.burglary_table import verdict
from components.views.burglary_words import RATE_WORDS, verdict_sentence
from data.areas import LONDON

CARD: Final = "funnel"
SIDES: Final = ("lower", "upper")
COLUMNS: Final = (
    Column("borough", "Borough", row_header=True),
    Column("population", "Residents", "count"),
    Column("rate", "Per 1,000 residents a year", "decimal"),
    Column("lower_998", "Chance alone: from", "decimal"),
    Column("upper_998", "Chance alone: to", "decimal"),
    Column("significance", "Against chance alone"),
    Column("lower_998_adjusted", "Usual spread: from", "decimal"),
    Column("upper_998_adjusted", "Usual spread: to", "decimal"),
    Column("significance_adjusted", "Against the usual spread"),
)
AXIS: Final = "Per 1,000 residents a year"

KEY: Final = (
    ("▲", "above the dark 99.8\u00a0% limits"),
    ("●", "within them"),
    ("▼", "below them"),
    ("━", "limits of chance alone: 95\u00a0% (thin) and 99.8\u00a0%"),
    ("┅", "limits with the usual spread of boroughs: 95\u00a0% (thin) and 99.8\u00a0%"),
)
"""Dark are the limits that the marks go by, grey the others."""

LABELS_AT_MOST: Final = 6
NEAR_ACROSS, NEAR_UP = 0.3, 0.07
"""Marks nearer than this, as parts of the plot, would have names upon each other."""

DRAWN_ONE_IN: Final = 4
"""The limits are drawn through one borough in this many, by size: the curves bend little."""


def funnel_card(found: Picture, *, draw: bool = True) -> Card | Absent:
    """The card of the funnel; a provisional period is not judged.

    Args:
        found: The question and its answer.
        draw: Whether to draw the funnel; not where the one on screen gets :func:`funnel_patch`.
    """
    absent = None if found.judged else _not_judged(found)
    card = Card(
        title=absent.title if absent else _title(found),
        subtitle=(
            f"{found.subject}, offences {RATE_WORDS} by number of residents, 32 boroughs, "
            f"{found.period.label}"
        ),
        figure=funnel_plot(_funnel(found), rate_title=AXIS) if draw else undrawn(),
        table=_table(found),
        summary=verdict_sentence(found),
        about=[*funnel_about(), method_link("funnel", found)],
        key=KEY,
    )
    return replace(absent, behind=card) if absent else card


def _not_judged(found: Picture) -> Absent:
    return Absent(
        title=f"{found.period.last.label} is provisional: no borough is judged",
        message=(
            "Its counts will rise, by an amount that differs from borough to borough, so nothing "
            "is expected of it."
        ),
        link_text="Show the period before",
        link_href=relative(
            "/burglary", area=found.area.code, as_at=str(found.period.previous().last)
        ),
    )


def question(found: Picture) -> str:
    """What the funnel depends on; equal questions have equal funnels."""
    return f"{found.offence.slug} {found.period} {found.adjusted}"


def sizes(found: Picture) -> int:
    """A number for where areas and limits stand along the funnel; equal places, equal numbers."""
    plot = _funnel(found)
    places = [*(f"{mark.code} {mark.size}" for mark in plot.marks), *map(str, plot.sizes)]
    return crc32(",".join(places).encode())


def funnel_patch(found: Picture, *, same_sizes: bool = False) -> Patch:
    """The values alone, for the funnel on screen.

    Args:
        found: The question and its answer.
        same_sizes: Whether :func:`sizes` of the funnel on screen is the same.
    """
    return patch_of(funnel_values(_funnel(found), same_sizes=same_sizes))


def _title(found: Picture) -> str:
    chance, spread = (found.flagged(adjusted=each) for each in (False, True))
    first = f"{formatting.plural(chance, 'borough')} beyond chance" if chance else "No borough"
    if not chance and not spread:
        return "No borough beyond chance or the usual spread"
    return f"{first}, {spread or 'none'} beyond the usual spread"


def _funnel(found: Picture) -> Funnel:
    rows = [row for row in found.rows if row["rate"] is not None]
    named, inside = _labelled(found, rows), set(found.zoom.boroughs)
    drawn = _drawn(rows)
    return Funnel(
        marks=[
            Mark(
                code=row["area"],
                name=row["name"],
                size=row["population"],
                rate=row["rate"],
                verdict=row[found.verdict_column],
                named=row["area"] in named,
                faded=row["area"] not in inside,
            )
            for row in rows
        ],
        sizes=[row["population"] for row in drawn],
        limits={
            band: (
                [_as_rate(found, row, f"lower_{band}") for row in drawn],
                [_as_rate(found, row, f"upper_{band}") for row in drawn],
            )
            for band in BANDS
        },
        pooled_rate=found.pooled_rate,
        adjusted=found.adjusted,
    )


def _drawn(rows: list[Row]) -> list[Row]:
    """The boroughs through which the limits are drawn, the smallest and the largest always."""
    by_size = sorted(
        (row for row in rows if row["upper_998_adjusted"] is not None),
        key=lambda row: row["population"],
    )
    drawn = by_size[::DRAWN_ONE_IN]
    if by_size and drawn[-1] is not by_size[-1]:
        drawn.append(by_size[-1])
    return drawn


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


def _table(found: Picture) -> Table:
    rows = sorted(
        (row for row in found.rows if row["rate"] is not None), key=lambda row: -row["rate"]
    )
    return Table(
        caption=(
            f"{found.subject}, {found.period.label}: each borough's offences {RATE_WORDS}, "
            "and the 99.8 % limits for its number of residents"
        ),
        columns=COLUMNS,
        rows=[
            [
                row["name"],
                row["population"],
                short(row["rate"]),
                *(_limit(found, row, f"{side}_998") for side in SIDES),
                verdict(row["significance"]),
                *(_limit(found, row, f"{side}_998_adjusted") for side in SIDES),
                verdict(row["significance_adjusted"]),
            ]
            for row in rows
        ],
        filename=stem(f"{found.offence.slug}-funnel", LONDON, found.period),
        source=f"{found.meta.source}.",
        row_keys=[row["area"] for row in rows],
    )


def _as_rate(found: Picture, row: Row, column: str) -> float:
    """A limit, which is a count, as a rate."""
    return float(row[column] / row["population"] * found.per_year)


def _limit(found: Picture, row: Row, column: str) -> float | None:
    return None if row[column] is None else short(_as_rate(found, row, column))

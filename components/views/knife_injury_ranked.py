"""Knife crime of boroughs or BCUs beside each other, ranked, with the interval around each."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from components import formatting
from components.chart_card import Card
from components.figures.intervals import PIXELS_A_BAR, ranked_intervals
from components.methods import method_link
from components.pack.names import stem
from components.tables import Cell, Column, Table
from components.views import knife_injury_ranked_words as words
from components.views.knife_injury_ranking import RATE_DIGITS, Ranking
from components.views.knife_injury_words import ABOUT, CARE, CARE_BADGE, NAMES
from data.areas import LONDON
from data.describe import SMALL
from data.result import SUPPRESSED, UNAVAILABLE

if TYPE_CHECKING:
    from components.url_state import State

CARD: Final = "areas"
PADDING_PIXELS: Final = 44
PIXELS_A_BCU: Final = 42


def height(state: State) -> int:
    """The height of the chart: a bar for each area, thicker where they are few."""
    if state["by"] == "borough":
        return PADDING_PIXELS + PIXELS_A_BAR * len(state.store.areas.boroughs())
    return PADDING_PIXELS + PIXELS_A_BCU * len(state.store.areas.bcus())


def card(found: Ranking) -> Card:
    """The ranked bars with their table."""
    state = found.state
    reference = found.pooled_rate if found.by_rate else None
    figure = ranked_intervals(
        _frame(found),
        focus=_focus(state),
        neighbours=_neighbours(state),
        reference=reference,
        reference_label=f"32 boroughs {found.text(found.pooled_rate)}" if found.by_rate else "",
    )
    measure = ", per 1,000 residents a year" if found.by_rate else ""
    return Card(
        title=words.title(found),
        subtitle=(
            f"{NAMES[found.offence.slug]}{measure}, by {found.many[:-1]}, "
            f"{found.period.label}, with 95\u00a0% interval"
        ),
        figure=figure,
        table=_table(found),
        summary=words.summary(found),
        about=(*ABOUT[found.offence.slug], *_about(found), method_link("rates", state)),
        key=_key(found),
    )


def _key(found: Ranking) -> list[tuple[str, str]]:
    """What the tones and the dagger mean."""
    area, bcu = found.state.area, found.state.area.bcu
    key: list[tuple[str, str]] = []
    if found.chosen is not None:
        whole = area.kind == "bcu" and found.state["by"] == "borough"
        name = f"boroughs of {area.label}" if whole else found.chosen.label
        key.append(("dark", name))
    if bcu is not None and _neighbours(found.state):
        key.append(("light", f"other boroughs of {found.state.store.areas.get(bcu).label}"))
    if found.small:
        key.append((CARE_BADGE, CARE))
    return key


def _frame(found: Ranking) -> pd.DataFrame:
    rows = found.rows.to_dict("records")
    return pd.DataFrame(
        {
            "key": [row["area"] for row in rows],
            "name": [row["name"] for row in rows],
            "value": [found.shown(row) for row in rows],
            "low": [found.shown(row, "low") for row in rows],
            "high": [found.shown(row, "high") for row in rows],
            "text": [found.text(found.shown(row)) + _badge(row["count"]) for row in rows],
            "hover": [_hover(found, row) for row in rows],
        }
    )


def _badge(count: float) -> str:
    return f"\u00a0{CARE_BADGE}" if count < SMALL else ""


def _hover(found: Ranking, row: Any) -> str:
    unit = found.offence.unit
    lines = [
        f"{formatting.count(row['count'])} {unit} (95\u00a0%: {formatting.decimal(row['low'])} to "
        f"{formatting.decimal(row['high'])})",
        f"{formatting.decimal(row['rate'], RATE_DIGITS)} per 1,000 residents a year",
    ]
    if not formatting.is_missing(row["count_year_before"]):
        lines.append(f"a year before: {formatting.count(row['count_year_before'])}")
    if row["count"] < SMALL:
        lines.append(CARE)
    return "<br>".join(lines)


def _focus(state: State) -> frozenset[str]:
    area = state.area
    if area.kind == "london":
        return frozenset()
    if state["by"] == "bcu":
        return frozenset({str(area.bcu)})
    return frozenset(area.boroughs)


def _neighbours(state: State) -> frozenset[str]:
    """The other boroughs of a chosen borough's BCU."""
    area = state.area
    if area.kind != "borough" or area.bcu is None or state["by"] == "bcu":
        return frozenset()
    return frozenset(state.store.areas.get(area.bcu).boroughs) - {area.code}


def _columns(found: Ranking) -> Sequence[Column]:
    """The measure shown stands with its interval, the other one without."""
    interval: tuple[Column, ...] = (
        Column("low", "95\u00a0% low", "decimal"),
        Column("high", "95\u00a0% high", "decimal"),
    )
    rate = Column("rate", "Per 1,000 a year", "hundredths")
    if found.by_rate:
        measures = [
            rate,
            Column("rate_low", "95\u00a0% low", "hundredths"),
            Column("rate_high", "95\u00a0% high", "hundredths"),
        ]
        interval = ()
    else:
        measures = [rate]
    return (
        Column("name", "Borough" if found.many == "boroughs" else "BCU", row_header=True),
        Column("count", found.offence.unit.capitalize(), "count"),
        *interval,
        Column("count_year_before", "Year before", "count"),
        *measures,
        Column("significance", "Against all boroughs"),
    )


def _table(found: Ranking) -> Table:
    columns = _columns(found)
    rows = [[_cell(row, column.key) for column in columns] for row in found.rows.to_dict("records")]
    slug, period = found.offence.slug, found.period
    return Table(
        caption=f"{NAMES[slug]} by {found.many[:-1]}, {period.label}, highest first",
        columns=columns,
        rows=rows,
        filename=stem(f"{slug}-by-{found.state['by']}", LONDON, period),
        source=f"{found.answer.meta.source}. As at {found.state.as_at.label}.",
        row_keys=tuple(found.rows["area"]),
    )


def _cell(row: Mapping[Hashable, Any], key: str) -> Any:
    value = row[key]
    if key == "significance":
        return str(value).replace("-", " ") if value else formatting.MISSING
    if isinstance(value, float) and formatting.is_missing(value):
        why = row["symbol_year_before" if key == "count_year_before" else "symbol"]
        return Cell(None, symbol=SUPPRESSED if why == SUPPRESSED else UNAVAILABLE)
    if key == "count":
        return Cell(value, note="read with care" if value < SMALL else None)
    return value


def _about(found: Ranking) -> list[str]:
    return [
        "Intervals: where the count would lie in 95 of 100 periods like this one if nothing but "
        "chance changed it. Around counts the exact Poisson interval; around rates Byar’s "
        "approximation from ten on, the exact one below. Bars whose intervals overlap widely are "
        "not worth ranking.",
        *found.answer.meta.notes,
        *found.state.store.dataset(found.offence.dataset).caveats,
        f"Source: {found.answer.meta.source}. {found.answer.meta.licence}.",
    ]

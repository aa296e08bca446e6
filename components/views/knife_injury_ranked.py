"""Knife crime of boroughs or BCUs beside each other, ranked, with the interval around each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from components import formatting
from components.chart_card import Card
from components.figures.intervals import PIXELS_A_BAR, ranked_intervals
from components.tables import Cell, Column, Table
from components.views import knife_injury_periods as periods
from components.views.knife_injury_words import ABOUT, CARE, CARE_BADGE, NAMES, care, counted
from data.describe import SMALL
from data.periods import FinancialYear, Month, Period, Quarter
from data.queries.comparison import comparison
from data.queries.series import series
from data.statistics.rates import exact_poisson_interval

if TYPE_CHECKING:
    from components.url_state import State
    from data.areas import Area
    from data.offences import Offence
    from data.result import Result

CARD: Final = "areas"
RATE_DIGITS: Final = 2
PER: Final = 1000
YEAR: Final = 12
PADDING_PIXELS: Final = 44


@dataclass(frozen=True)
class Ranking:
    """The areas beside each other in one period.

    Args:
        state: The page's state.
        offence: The series.
        period: The period.
        answer: The comparison.
        rows: Its rows with ``low`` and ``high`` around the count, highest measure first.
        london: London's count, which holds what no borough does.
    """

    state: State
    offence: Offence
    period: Period
    answer: Result
    rows: pd.DataFrame
    london: float

    @property
    def by_rate(self) -> bool:
        """Whether rates are shown rather than counts."""
        return self.state["measure"] == "rate"

    @property
    def many(self) -> str:
        """``boroughs`` or ``BCUs``."""
        return "boroughs" if self.state["by"] == "borough" else "BCUs"

    @property
    def pooled_rate(self) -> float:
        """The rate of the 32 boroughs together, per 1,000 residents a year."""
        years = len(self.period.months) / YEAR
        return float(PER * self.rows["count"].sum() / self.rows["population"].sum() / years)

    @property
    def unplaced(self) -> float:
        """What London counts and no borough does."""
        return self.london - float(self.rows["count"].sum())

    @property
    def small(self) -> int:
        """How many areas count fewer than ten."""
        return int((self.rows["count"] < SMALL).sum())

    def shown(self, row: Any, end: str = "") -> float:
        """The measure of a row, or the ``low`` or ``high`` end of its interval."""
        if self.by_rate:
            return float(row[f"rate_{end}" if end else "rate"])
        return float(row[end or "count"])

    def text(self, value: float) -> str:
        """A value of the measure as it is written."""
        return formatting.decimal(value, RATE_DIGITS) if self.by_rate else formatting.count(value)


def ranking(state: State) -> Ranking:
    """Compare the areas in the period chosen."""
    offence = state.store.offences.get(state["offence"])
    period = periods.parse(state["period"])
    answer = comparison(
        state.store,
        offence=offence.slug,
        by=state["by"],
        month=period if isinstance(period, Month) else None,
        quarter=period if isinstance(period, Quarter) else None,
        financial_year=period if isinstance(period, FinancialYear) else None,
    )
    rows = answer.rows.copy()
    rows["low"], rows["high"] = exact_poisson_interval(rows["count"].to_numpy())
    measure = "rate" if state["measure"] == "rate" else "count"
    rows = rows.sort_values([measure, "name"], ascending=[False, True], ignore_index=True)
    whole = series(state.store, offence=offence.slug, start=period.first, end=period.last)
    return Ranking(state, offence, period, answer, rows, float(whole.rows["value"].sum()))


def height(state: State) -> int:
    """The height of the chart: a bar for each area."""
    return PADDING_PIXELS + PIXELS_A_BAR * (32 if state["by"] == "borough" else 12)


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
    measure = "per 1,000 residents a year" if found.by_rate else found.offence.unit
    return Card(
        title=_title(found),
        subtitle=(
            f"{NAMES[found.offence.slug]}, {measure}, by {found.many[:-1]}, "
            f"{found.period.label}, with 95\u00a0% interval"
        ),
        figure=figure,
        table=_table(found),
        summary=_summary(found),
        about=(*ABOUT[found.offence.slug], *_about(found)),
        key=((CARE_BADGE, CARE),) if found.small else (),
    )


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


def _chosen(found: Ranking) -> Area | None:
    """The area in focus, or its BCU where BCUs are ranked; None for London."""
    area, areas = found.state.area, found.state.store.areas
    if area.kind == "london":
        return None
    return areas.get(str(area.bcu)) if found.state["by"] == "bcu" else area


def _title(found: Ranking) -> str:
    area, period = _chosen(found), found.period
    row = None if area is None else _row_of(found, area)
    if area is not None and row is None:
        within = found.rows[found.rows["area"].isin(area.boroughs)]
        total = float(within["count"].sum())
        return f"{area.label}: {counted(total, found.offence)} in {period.short_label}"
    if area is not None and row is not None:
        if found.by_rate:
            rate = found.text(found.shown(row))
            return f"{area.label}: {rate} per 1,000 residents in {period.short_label}"
        return f"{area.label}: {counted(row['count'], found.offence)} in {period.short_label}"
    top = found.rows[found.rows["count"].gt(0)]
    if top.empty:
        return f"No {found.offence.unit} in any borough in {period.short_label}"
    column = "rate" if found.by_rate else "count"
    first = top[top[column] == top[column].iloc[0]]
    value = found.text(found.shown(first.iloc[0]))
    if len(first) > 1:
        return f"{len(first)} {found.many} share the highest count, {value}"
    name = str(first["name"].iloc[0])
    unit = "per 1,000 residents" if found.by_rate else found.offence.unit
    return f"Highest in {name}: {value} {unit} in {period.short_label}"


def _row_of(found: Ranking, area: Area) -> Any:
    rows = found.rows[found.rows["area"] == area.code]
    return None if rows.empty else rows.iloc[0]


def _summary(found: Ranking) -> str:
    area = _chosen(found)
    sentences = [f"London counts {counted(found.london, found.offence)} in {found.period.label}."]
    row = None if area is None else _row_of(found, area)
    if area is not None and row is not None:
        sentences += _of_area(found, area, row)
    elif area is not None:
        sentences.append(_of_boroughs(found, area))
    sentences += _verdicts(found)
    if found.unplaced > 0:
        sentences.append(
            f"{formatting.count(found.unplaced)} of London’s are in no bar: their borough is not "
            "known, or they happened at the airports or in another force’s area."
        )
    if found.small:
        sentences.append(
            f"{found.small} of {len(found.rows)} {found.many} count fewer than {SMALL} "
            f"({CARE_BADGE}): read with care."
        )
    return " ".join(sentences)


def _of_area(found: Ranking, area: Area, row: Any) -> list[str]:
    ties = int((found.rows["count"] == row["count"]).sum())
    rank = int((found.rows["count"] > row["count"]).sum()) + 1
    place = f"{'joint ' if ties > 1 else ''}{formatting.ordinal(rank)} highest"
    sentences = [
        f"{area.label}: {formatting.count(row['count'])} (95\u00a0% interval "
        f"{formatting.decimal(row['low'])} to {formatting.decimal(row['high'])}), {place} of "
        f"{len(found.rows)} {found.many}{care(row['count'])}."
    ]
    if row["significance"] is not None:
        rate = formatting.decimal(row["rate"], RATE_DIGITS)
        pooled = formatting.decimal(found.pooled_rate, RATE_DIGITS)
        against = {
            "above": "above that, by more than chance would give",
            "below": "below that, by more than chance would give",
            "as-expected": "no further from that than chance would give",
        }[str(row["significance"])]
        sentences.append(
            f"Its rate is {rate} per 1,000 residents a year against {pooled} in the 32 boroughs "
            f"together: {against} (99.8\u00a0%)."
        )
    return sentences


def _of_boroughs(found: Ranking, area: Area) -> str:
    within = found.rows[found.rows["area"].isin(area.boroughs)]
    parts = [
        f"{name} {formatting.count(count)}"
        for name, count in zip(within["name"], within["count"], strict=True)
    ]
    total = formatting.count(float(within["count"].sum()))
    return f"{area.label} counts {total}: {formatting.join_words(parts)}."


def _verdicts(found: Ranking) -> list[str]:
    """How many areas stand apart from the rate of all together, with and without allowance."""
    if found.state.area.kind != "london" or found.rows["significance"].isna().any():
        return []
    plain = found.rows["significance"].value_counts()
    adjusted = found.rows["significance_adjusted"].value_counts()
    return [
        f"Against the rate of the 32 boroughs together, {plain.get('above', 0)} {found.many} lie "
        f"above and {plain.get('below', 0)} below by more than chance would give (99.8\u00a0%); "
        f"allowing for how much {found.many} usually differ, {adjusted.get('above', 0)} and "
        f"{adjusted.get('below', 0)}."
    ]


def _columns(found: Ranking) -> Sequence[Column]:
    return (
        Column("name", "Borough" if found.many == "boroughs" else "BCU", row_header=True),
        Column("count", found.offence.unit.capitalize(), "count"),
        Column("low", "95\u00a0% low", "decimal"),
        Column("high", "95\u00a0% high", "decimal"),
        Column("count_year_before", "Year before", "count"),
        Column("rate", "Per 1,000 a year", "hundredths"),
        Column("rate_low", "Rate, 95\u00a0% low", "hundredths"),
        Column("rate_high", "Rate, 95\u00a0% high", "hundredths"),
        Column("significance", "Against all boroughs"),
    )


def _table(found: Ranking) -> Table:
    columns = _columns(found)
    rows = [
        [
            row["name"],
            Cell(row["count"], note="read with care" if row["count"] < SMALL else None),
            row["low"],
            row["high"],
            Cell(
                row["count_year_before"],
                symbol="x" if formatting.is_missing(row["count_year_before"]) else None,
            ),
            row["rate"],
            row["rate_low"],
            row["rate_high"],
            (row["significance"] or formatting.MISSING).replace("-", " "),
        ]
        for row in found.rows.to_dict("records")
    ]
    slug, period = found.offence.slug, found.period
    return Table(
        caption=f"{NAMES[slug]} by {found.many[:-1]}, {period.label}, highest first",
        columns=columns,
        rows=rows,
        filename=f"{slug}_by-{found.state['by']}_{period}",
        source=f"{found.answer.meta.source}. As at {found.state.as_at.label}.",
        row_keys=tuple(found.rows["area"]),
    )


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

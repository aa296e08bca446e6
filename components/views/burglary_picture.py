"""What the burglary page knows for one question, found once: every part of the page reads it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from components import formatting
from components.map_classes import Classed, amount_classes, change_classes, verdict_classes
from components.tables import CellType
from components.views import burglary_period as periods
from data.areas import Area
from data.offences import Offence
from data.periods import Month, Quarter
from data.queries.changes import Change, quarter_change, year_change
from data.result import Meta
from data.store import Store

SUBJECTS: Final = {
    "burglary": "Burglary",
    "burglary-residential": "Residential burglary",
    "burglary-business-and-community": "Business and community burglary",
}
"""The offences as the subject of a sentence."""

Row = Mapping[str, Any]
"""A borough: a row of a comparison, with ``above_pooled`` (per cent above the pooled rate)."""


@dataclass(frozen=True)
class Measure:
    """What a map can show.

    Args:
        slug: The parameter's value.
        label: Its name on a control.
        heading: What a ranking is by.
        column: The column of a row.
        cell: How a table writes it.
        words: How a sentence writes it.
    """

    slug: str
    label: str
    heading: str
    column: str
    cell: CellType
    words: Callable[[float | None], str]


CHANGE: Final = Measure(
    "change-on-year",
    "Change on a year",
    "change on a year",
    "change_percent",
    "change",
    formatting.change,
)
RATE: Final = Measure(
    "rate", "Rate per 1,000", "rate per 1,000 residents a year", "rate", "decimal",
    formatting.decimal,
)  # fmt: skip
COUNT: Final = Measure("count", "Count", "count", "count", "count", formatting.count)
SIGNIFICANCE: Final = Measure(
    "significance",
    "More than chance?",
    "difference from all boroughs together",
    "above_pooled",
    "change",
    formatting.change,
)
MEASURES: Final = {each.slug: each for each in (CHANGE, RATE, COUNT, SIGNIFICANCE)}


@dataclass(frozen=True)
class Picture:
    """One question and its answer.

    Args:
        store: The loaded data.
        offence: The offence.
        area: The chosen area.
        period: The quarter or financial year.
        as_at: The last month taken into account.
        measure: What the map shows.
        adjusted: Whether verdicts allow for the usual spread among boroughs.
        rows: Every borough, in code order.
        meta: What must be known to read them.
        change: The chosen area as a whole; ``None`` where its series does not reach.
        london: London as a whole.
    """

    store: Store
    offence: Offence
    area: Area
    period: periods.Chosen
    as_at: Month
    measure: Measure
    adjusted: bool
    rows: Sequence[Row]
    meta: Meta
    change: Change | None
    london: Change | None

    @property
    def subject(self) -> str:
        """The offence as the subject of a sentence."""
        return SUBJECTS[self.offence.slug]

    @property
    def zoom(self) -> Area:
        """The area that the map shows: a borough's BCU, or the chosen area itself."""
        return self.store.areas.get(self.area.bcu) if self.area.bcu else self.area

    @property
    def verdict_column(self) -> str:
        """The column of the verdicts that the page shows."""
        return "significance_adjusted" if self.adjusted else "significance"

    @cached_property
    def listed(self) -> tuple[Row, ...]:
        """The boroughs of :attr:`zoom`, the highest value first, then what has none."""
        inside = set(self.zoom.boroughs)
        return tuple(row for row in self.ranked if row["area"] in inside)

    @cached_property
    def ranked(self) -> tuple[Row, ...]:
        """Every borough, the highest value first, then what has none."""
        column = self.measure.column

        def order(row: Row) -> tuple[bool, float, str]:
            value = row[column]
            return value is None, 0.0 if value is None else -value, row["name"]

        return tuple(sorted(self.rows, key=order))

    @cached_property
    def known(self) -> tuple[Row, ...]:
        """The listed boroughs that have a value."""
        return tuple(row for row in self.listed if row[self.measure.column] is not None)

    @cached_property
    def class_of(self) -> Mapping[str, int]:
        """The class of each borough by its code."""
        codes = (row["area"] for row in self.rows)
        return dict(zip(codes, self.classed.index, strict=True))

    @cached_property
    def classed(self) -> Classed:
        """The class of each borough, in the order of :attr:`rows`.

        The classes come from all boroughs, so a BCU's map has the colours of London's.
        """
        if self.measure is SIGNIFICANCE:
            return verdict_classes([row[self.verdict_column] for row in self.rows])
        values = [row[self.measure.column] for row in self.rows]
        if self.measure is CHANGE:
            return change_classes(values)
        digits = 1 if self.measure is RATE else 0
        return amount_classes(values, words=self.measure.words, digits=digits)

    @property
    def provisional(self) -> bool:
        """Whether the period holds the provisional newest month."""
        return bool(self.rows[0]["provisional"])

    @cached_property
    def per_year(self) -> float:
        """What turns offences a resident in the period into offences per 1,000 a year."""
        return 1000 * 12 / len(self.period.months)

    @cached_property
    def pooled_rate(self) -> float | None:
        """Offences per 1,000 residents a year in all boroughs together."""
        known = [row for row in self.rows if row["count"] is not None and row["population"]]
        residents = sum(row["population"] for row in known)
        if not residents:
            return None
        return float(sum(row["count"] for row in known) / residents * self.per_year)

    def flagged(self, *, adjusted: bool, verdict: str | None = None) -> int:
        """How many boroughs are below or above (or one of the two)."""
        column = "significance_adjusted" if adjusted else "significance"
        wanted = {verdict} if verdict else {"below", "above"}
        return sum(row[column] in wanted for row in self.rows)

    @property
    def judged(self) -> int:
        """How many boroughs have a verdict; none in a provisional period."""
        return sum(row["significance"] is not None for row in self.rows)


def is_small(row: Row) -> bool:
    """Whether a count is so small that it is read with care, and is no finding."""
    counts = (row["count"], row["count_year_before"])
    return any(each is not None and each < formatting.SMALL_COUNT for each in counts)


def picture(
    store: Store,
    *,
    offence: str,
    area: Area,
    period: periods.Chosen,
    as_at: Month,
    measure: Measure = CHANGE,
    adjusted: bool = True,
) -> Picture:
    """Ask for every borough in one period, and for the chosen area as a whole."""
    subject = store.offences.get(offence)
    answer = periods.compare(store, offence=subject, period=period, as_at=as_at)
    rows = [{**row, "above_pooled": _above_pooled(row)} for row in answer.to_records()]
    return Picture(
        store=store,
        offence=subject,
        area=area,
        period=period,
        as_at=as_at,
        measure=measure,
        adjusted=adjusted,
        rows=rows,
        meta=answer.meta,
        change=_change(store, subject, area, period),
        london=_change(store, subject, store.areas.london, period),
    )


def _change(store: Store, offence: Offence, area: Area, period: periods.Chosen) -> Change | None:
    ask = quarter_change if isinstance(period, Quarter) else year_change
    return ask(store, offence=offence.slug, area=area.code, as_at=period.last)


def _above_pooled(row: Row) -> float | None:
    if row["count"] is None or not row["expected"]:
        return None
    return float(100 * (row["count"] / row["expected"] - 1))

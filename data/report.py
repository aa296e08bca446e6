"""The figures and claims of the quarterly report, and the query that checks each.

The query is data: it stands in the figure's own row, so that a later quarter's report is checked
without new code. A figure is either a `value` over a period (with an earlier one, where the report
gives both) or a `change` between two; a claim in words names one of the tests of `CLAIM_CHECKS`.
What nothing loaded can check says why.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, TypeVar

from data.periods import Quarter
from data.rows import text_rows
from data.spans import Span
from data.verdicts import Stated

if TYPE_CHECKING:
    import pandas as pd

Word = TypeVar("Word", bound=str)

FigureCheck = Literal["value", "change", "none"]
ClaimCheck = Literal["lower", "mostly-lower", "none"]

FIGURE_CHECKS: Mapping[FigureCheck, str] = MappingProxyType(
    {
        "value": "the count over the period, and over the earlier one where the report gives both",
        "change": "the change in per cent from the earlier period to the period",
        "none": "nothing loaded can check it",
    }
)
CLAIM_CHECKS: Mapping[ClaimCheck, str] = MappingProxyType(
    {
        "lower": "the series is lower in the period than in the earlier one, in each comparison",
        "mostly-lower": "at least half of the series are lower, in each comparison",
        "none": "nothing loaded can check it",
    }
)
MEASURES = ("count",)
"""The measures that a check can ask for: counts add up over the months of a period."""


@dataclass(frozen=True, slots=True)
class Query:
    """A question to the loaded data.

    Attributes:
        offences: Slugs of the series.
        area: Code of the area.
        measure: One of `MEASURES`.
        comparisons: The period and the earlier one (None where there is none) of each comparison;
            the first is the main one.
    """

    offences: tuple[str, ...]
    area: str
    measure: str
    comparisons: tuple[tuple[Span, Span | None], ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that a report states.

    Attributes:
        reported_quarter: The quarter whose report states it.
        id: Name, unique among the figures and claims of one report.
        theme: A slug of `data.milestones.THEMES`.
        measure: What it measures, in words.
        stated: The number, its precision and qualifier.
        unit: What it counts; `%`; `£m`.
        period: The period in the report's terms.
        stated_earlier: The number that the report sets it against, where it gives one.
        earlier_period: That number's period in the report's terms; may be empty.
        check: What kind of check applies.
        query: The question whose answer checks it; None where nothing can.
        uncheckable_because: Why nothing can; empty where something can.
        headline: Slug of the series beside which the overview quotes it; may be empty.
    """

    reported_quarter: Quarter
    id: str
    theme: str
    measure: str
    stated: Stated
    unit: str
    period: str
    stated_earlier: Stated | None
    earlier_period: str
    check: FigureCheck
    query: Query | None
    uncheckable_because: str
    headline: str


@dataclass(frozen=True, slots=True)
class Claim:
    """Something that a report says in words.

    Attributes:
        reported_quarter: The quarter whose report makes it.
        id: Name, unique among the figures and claims of one report.
        theme: A slug of `data.milestones.THEMES`.
        claim: The claim.
        check: The test that applies.
        query: The question whose answer checks it; None where nothing can.
        leave_out: Slugs left out in a second count, because their recording changed meanwhile.
        uncheckable_because: Why nothing can check it; empty where something can.
        related: Ids of the report's own figures on the same matter.
    """

    reported_quarter: Quarter
    id: str
    theme: str
    claim: str
    check: ClaimCheck
    query: Query | None
    leave_out: tuple[str, ...]
    uncheckable_because: str
    related: tuple[str, ...]


def figures_of(table: pd.DataFrame) -> tuple[Figure, ...]:
    """Return the rows of the checked table `report-figures`, in its order."""
    return tuple(_figure(row) for row in text_rows(table))


def claims_of(table: pd.DataFrame) -> tuple[Claim, ...]:
    """Return the rows of the checked table `report-claims`, in its order."""
    return tuple(_claim(row) for row in text_rows(table))


def parse_comparisons(text: str) -> tuple[tuple[Span, Span | None], ...]:
    """Read `2018-19-Q1:2017-18-Q1 2017-18:2012`: each period, a colon, the earlier period.

    Raises:
        InvalidParameter: A period is not a span, or is missing.
    """
    pairs = (each.partition(":") for each in text.split())
    return tuple((Span.parse(period), Span.parse(earlier)) for period, _, earlier in pairs)


def _figure(row: Mapping[str, str]) -> Figure:
    check: FigureCheck = _one_of(row["check_kind"], FIGURE_CHECKS)
    query = None
    if check != "none":
        earlier = row["check_earlier_period"]
        comparison = (Span.parse(row["check_period"]), Span.parse(earlier) if earlier else None)
        query = Query(
            (row["check_offence"],), row["check_area"], row["check_measure"], (comparison,)
        )
    qualifier = row["qualifier"]
    earlier_value = row["earlier_value"]
    return Figure(
        reported_quarter=Quarter.parse(row["reported_quarter"]),
        id=row["id"],
        theme=row["theme"],
        measure=row["measure"],
        stated=Stated.parse(row["value"], qualifier),
        unit=row["unit"],
        period=row["period"],
        stated_earlier=Stated.parse(earlier_value) if earlier_value else None,
        earlier_period=row["earlier_period"],
        check=check,
        query=query,
        uncheckable_because=row["uncheckable_because"],
        headline=row["headline"],
    )


def _claim(row: Mapping[str, str]) -> Claim:
    check: ClaimCheck = _one_of(row["check_kind"], CLAIM_CHECKS)
    query = None
    if check != "none":
        query = Query(
            tuple(row["check_offences"].split()),
            row["check_area"],
            row["check_measure"],
            parse_comparisons(row["check_comparisons"]),
        )
    return Claim(
        reported_quarter=Quarter.parse(row["reported_quarter"]),
        id=row["id"],
        theme=row["theme"],
        claim=row["claim"],
        check=check,
        query=query,
        leave_out=tuple(row["check_leave_out"].split()),
        uncheckable_because=row["uncheckable_because"],
        related=tuple(row["related_figures"].split()),
    )


def _one_of(text: str, words: Iterable[Word]) -> Word:
    """Return the word of a fixed vocabulary that `text` is; the loader has checked that it is."""
    return next(word for word in words if word == text)

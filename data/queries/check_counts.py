"""Counts the loaded data for a check of the report: a series over a stretch of months.

The periods are the report's own, so as-at plays no part. A stretch is counted only when the series
has every month of it, none of them provisional.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from data.breaks import breaks_for
from data.errors import InvalidParameter
from data.queries.series import series
from data.verdicts import change_between

if TYPE_CHECKING:
    from data.breaks import Break
    from data.offences import Offence
    from data.report import Query
    from data.spans import Span
    from data.store import Store


@dataclass(frozen=True, slots=True)
class Count:
    """A series over a stretch of months.

    Attributes:
        span: The months.
        total: The count; None where it cannot be had.
        problem: Why it cannot; empty where it can.
    """

    span: Span
    total: int | None
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Comparison:
    """A series over a period and over an earlier one.

    Attributes:
        offence: The series.
        period: Its count in the period.
        earlier: Its count in the earlier period; None where none is asked for.
        breaks: Rebasing breaks of the series after the start of the earlier period and not after
            the end of the period: what is compared is not fully comparable.
    """

    offence: Offence
    period: Count
    earlier: Count | None
    breaks: tuple[Break, ...]

    @property
    def problem(self) -> str:
        """Why the two cannot be compared; empty where they can."""
        earlier = self.earlier.problem if self.earlier else ""
        return self.period.problem or earlier

    @property
    def change(self) -> Fraction | None:
        """The change in per cent; None where a count is missing or the earlier one is 0."""
        if self.earlier is None or self.earlier.total is None or self.period.total is None:
            return None
        return change_between(self.earlier.total, self.period.total)


def compare(store: Store, query: Query) -> tuple[tuple[Comparison, ...], ...]:
    """Answer a check's query.

    Returns:
        For each comparison of the query, one `Comparison` a series.
    """
    return tuple(
        tuple(_compare(store, query, slug, period, earlier) for slug in query.offences)
        for period, earlier in query.comparisons
    )


def _compare(
    store: Store, query: Query, slug: str, period: Span, earlier: Span | None
) -> Comparison:
    offence, area = store.offences.get(slug), store.areas.get(query.area)
    first = earlier.first if earlier else period.first
    return Comparison(
        offence=offence,
        period=_count(store, query, offence, period),
        earlier=_count(store, query, offence, earlier) if earlier else None,
        breaks=tuple(
            each
            for each in breaks_for(offence, area, query.measure)
            if each.rebase and first < each.month <= period.last
        ),
    )


def _count(store: Store, query: Query, offence: Offence, span: Span) -> Count:
    problem = _outside(store, offence, span)
    if problem:
        return Count(span, None, problem)
    try:
        answer = series(
            store,
            offence=offence.slug,
            area=query.area,
            measure=query.measure,
            start=span.first,
            end=span.last,
        )
    except InvalidParameter as error:
        return Count(span, None, error.message)
    values = answer.rows["value"]
    if values.isna().any():
        return Count(span, None, f"The series has a gap in {span.label}.")
    if answer.rows["provisional"].any():
        return Count(span, None, f"The newest month of {span.label} is provisional.")
    return Count(span, round(values.sum()))


def _outside(store: Store, offence: Offence, span: Span) -> str:
    """Return why a series does not cover a stretch of months; empty where it does."""
    cube = store.cube(offence)
    if span.first < cube.first:
        return f"The series starts in {cube.first.label}, so {span.label} cannot be counted."
    if span.last > cube.last:
        return f"The series ends in {cube.last.label}, so {span.label} cannot be counted."
    if cube.quarterly and not span.quarters:
        return f"The series is by quarter, so {span.label} cannot be counted."
    return ""

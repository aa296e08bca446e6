"""The words that findings are made of; every sentence follows from the numbers given."""

from __future__ import annotations

from typing import TYPE_CHECKING

from components import formatting

if TYPE_CHECKING:
    from data.areas import Area
    from data.offences import Offence
    from data.queries.changes import Change
    from data.queries.quarter_trend import QuarterTrend


def offence_name(offence: Offence) -> str:
    """An offence as the subject of a sentence."""
    return "All recorded crime" if offence.slug == "all" else offence.name


def moved(percent: float | None, *, digits: int = 1) -> str:
    """A change in words: ``rose 8.2 %``, ``fell 30.0 %``, ``did not change``."""
    if percent is None or formatting.is_missing(percent):
        return "cannot be compared"
    if formatting.rounded(percent, digits).is_zero():
        return "did not change"
    verb = "rose" if percent > 0 else "fell"
    return f"{verb} {formatting.percent(abs(percent), digits)}"


def ways(rose: int, fell: int, level: int) -> str:
    """How many rose, fell and did not change: ``rose in 3 and fell in 1``, ``fell in all``."""
    numbers = {"rose in": rose, "fell in": fell, "did not change in": level}
    found = [(way, number) for way, number in numbers.items() if number]
    if len(found) == 1:
        return f"{found[0][0]} all"
    return formatting.join_words([f"{way} {number}" for way, number in found])


def direction(percent: float | None, *, digits: int = 1) -> str:
    """``rise``, ``fall`` or ``level``: for a mark and its colour."""
    if (
        percent is None
        or formatting.is_missing(percent)
        or formatting.rounded(percent, digits).is_zero()
    ):
        return "level"
    return "rise" if percent > 0 else "fall"


def arrow(percent: float | None) -> str:
    """A shape that goes with a change, so that colour never stands alone."""
    return {"rise": "▲", "fall": "▼", "level": "●"}[direction(percent)]


def finding(offence: Offence, area: Area, change: Change | None) -> str:
    """The title of a page on one series: who, where, which way, how much, when."""
    subject = f"{offence_name(offence)} in {area.label}"
    if change is None or change.value is None:
        return subject
    if change.percent is None:
        return f"{subject}: {formatting.count(change.value)} in {change.short_label}"
    return f"{subject} {moved(change.percent)} in {change.short_label}"


def against(change: Change, unit: str) -> str:
    """A sentence that sets a period against the year before, with both counts."""
    value = formatting.count(change.value)
    if change.before is None or change.value is None:
        return f"{value} {unit} in {change.label}; there is no figure for the year before."
    before = formatting.count(change.before)
    if change.percent is None:
        return f"{value} {unit} in {change.label}, after {before} a year before."
    return (
        f"{value} {unit} in {change.label}, against {before} in {change.before_label} "
        f"({formatting.change(change.percent)})."
    )


def over_five_years(found: QuarterTrend) -> str:
    """A sentence on the same quarter of five years: how much a year, or that it is not clear."""
    trend = found.trend
    interval = (
        f"95{formatting.NO_BREAK}% interval {formatting.change(trend.low)} to "
        f"{formatting.change(trend.high)}"
    )
    first, last = found.quarter + -4 * (trend.years - 1), found.quarter
    over = f"Over the same quarter of five years ({first.short_label} to {last.short_label})"
    if not found.is_clear:
        return f"{over} there is no clear trend: {interval} a year."
    return f"{over} the count {moved(trend.percent_a_year)} a year ({interval})."

"""How much of a difference from the report is revision: the same count in the earliest version.

The report was written from an extract that is not loaded. Where an earlier version of the data has
every month of a check, its count tells how far the figure moved by revision alone since then.
"""

from __future__ import annotations

import math
from fractions import Fraction
from typing import TYPE_CHECKING

from data.ledger import Version, versions
from data.periods import months_between
from data.verdicts import change_between
from data.words import NO_BREAK, change, number

if TYPE_CHECKING:
    from data.queries.check_counts import Comparison
    from data.spans import Span
    from data.store import Store

DECIMALS = 2


def revision_of_count(store: Store, comparison: Comparison, area: str) -> str:
    """Return how a count was revised since the earliest version, as a sentence; may be empty."""
    version = _earliest(store, comparison, area)
    now = comparison.period.total
    if version is None or now is None:
        return ""
    before = _total(version, comparison, area, comparison.period.span)
    moved = now - round(before)
    if not moved:
        return f" {_named(version)} counts the same: none of the difference is revision since then."
    way = "up" if moved > 0 else "down"
    return (
        f" {_named(version)} counts {number(round(before))}: revision since then moved the count "
        f"{way} by {number(abs(moved))}."
    )


def revision_of_change(store: Store, comparison: Comparison, area: str) -> str:
    """Return how a change was revised since the earliest version, as a sentence; may be empty."""
    version = _earliest(store, comparison, area)
    now, earlier = comparison.change, comparison.earlier
    if version is None or now is None or earlier is None:
        return ""
    first = round(_total(version, comparison, area, earlier.span))
    before = change_between(first, round(_total(version, comparison, area, comparison.period.span)))
    if before is None:
        return ""
    moved = Fraction(now) - before
    if not moved:
        return f" {_named(version)} gives the same: none of the difference is revision since then."
    way = "up" if moved > 0 else "down"
    shown = next((n for n in range(DECIMALS, 6) if round(float(abs(moved)), n)), 6)
    return (
        f" {_named(version)} gives {change(before, DECIMALS)}: revision since then moved the "
        f"change {way} by {number(abs(moved), shown)} percentage{NO_BREAK}points."
    )


def _earliest(store: Store, comparison: Comparison, area: str) -> Version | None:
    """Return the earliest version with every month; None where that is the one in use."""
    spans = [comparison.period.span]
    if comparison.earlier is not None:
        spans.append(comparison.earlier.span)
    whole = [
        each
        for each in versions(store, comparison.offence.dataset)
        if not any(math.isnan(_total(each, comparison, area, span)) for span in spans)
    ]
    if sum(map(_joins, whole)) == 1:
        # The release in use has these months from this very extract.
        whole = [each for each in whole if not _joins(each)]
    return None if not whole or whole[0].in_use else whole[0]


def _joins(version: Version) -> bool:
    """Tell whether it is one of several extracts of which a release is put together."""
    return version.kind == "extract" and version.name == version.published


def _total(version: Version, comparison: Comparison, area: str, span: Span) -> float:
    """Return a count over a stretch of months; NaN where a month is missing."""
    slug = comparison.offence.slug
    months = months_between(span.first, span.last)
    return math.fsum(version.value(area, slug, str(month)) for month in months)


def _named(version: Version) -> str:
    if version.kind == "extract":
        return f"The extract of {version.published}"
    return f"Release {version.name.partition('-')[0].lstrip('0') or '0'}"

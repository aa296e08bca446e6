"""What must be known to read a process-behaviour chart: its window, its segments, its method."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from data.result import Meta
from data.statistics.spc import MINIMUM_POINTS

if TYPE_CHECKING:
    from data.breaks import Break
    from data.periods import Month
    from data.statistics.spc import Spc

METHOD: Final = (
    "XmR chart (NHS England, Making Data Count): limits are the mean plus and minus 2.66 times the "
    "mean moving range, near limits two thirds of the way. Special cause, in this order: outside a "
    "limit; seven months rising or falling; two of three months near a limit on one side; seven "
    "months on one side of the mean. Moving ranges are not screened, limits not clipped at zero. "
    "A provisional month takes no part."
)

COLUMNS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "month": "Calendar month",
        "value": "Count; blank where missing, with the reason in symbol",
        "mean": "Mean of the month's segment",
        "lower_limit": "Mean − 2.66 · mean moving range; blank in segments under 12 points",
        "upper_limit": "Mean + 2.66 · mean moving range; blank in segments under 12 points",
        "near_lower_limit": "Two thirds of the way from the mean to the lower limit",
        "near_upper_limit": "Two thirds of the way from the mean to the upper limit",
        "special_cause": "Whether a rule marks the month",
        "rule": "The first rule that does: outside, trend, two-of-three or run",
        "direction": "improvement, concern, or neither where the count follows police activity",
        "symbol": "c suppressed, x unavailable; blank where there is a value",
        "provisional": "Whether the month is the newest of the extract: not in limits or rules",
    }
)
"""Columns of the answer, with their meaning."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcessMeta(Meta):
    """The meta data of a chart.

    Attributes:
        window: First and last month, `from` and `to`; None where there is no month.
        segments: Each stretch between rebases: `from`, `to`, `points` (the months that count) and
            `has_limits`.
        method: How limits and marks come about.
    """

    window: dict[str, str] | None = None
    segments: tuple[dict[str, object], ...] = ()
    method: str = METHOD

    def to_record(self) -> dict[str, object]:
        """Return the meta data as they stand in a JSON answer."""
        # `slots` makes the class anew, so that super() without arguments would not find it.
        return {
            **Meta.to_record(self),
            "window": self.window,
            "segments": list(self.segments),
            "method": self.method,
        }


def process_meta(
    counted: Meta, *, title: str, as_at: Month, months: tuple[Month, ...], chart: Spc
) -> ProcessMeta:
    """Return the meta data of a chart, from those of the counts that it charts.

    Args:
        counted: The meta data of the series over the same months.
        title: What the rows are.
        as_at: The last month taken into account.
        months: The months charted.
        chart: The chart.
    """
    kept = {each.name: getattr(counted, each.name) for each in fields(Meta)}
    kept |= {"title": title, "as_at": str(as_at), "columns": dict(COLUMNS)}
    if not months:
        return ProcessMeta(**kept)
    return ProcessMeta(
        **kept,
        window={"from": str(months[0]), "to": str(months[-1])},
        segments=tuple(
            {
                "from": str(months[part.start]),
                "to": str(months[part.stop - 1]),
                "points": part.limits.points,
                "has_limits": part.has_limits,
            }
            for part in chart.segments
        ),
    )


def process_notes(
    *, months: tuple[Month, ...], breaks: Iterable[Break], chart: Spc
) -> tuple[str, ...]:
    """Return where limits start afresh, where they run across a break and where there are none.

    Args:
        months: The months charted.
        breaks: The breaks of the series within them.
        chart: The chart.
    """
    starts = [months[part.start] for part in chart.segments]
    notes = [f"Limits start afresh in {month.label}." for month in starts[1:]]
    notes += [
        f"Limits run across a break: {each.label} ({each.month.label})."
        for each in breaks
        if each.rebase and each.month not in starts
    ]
    notes += [
        f"{_stretch(months[part.start], months[part.stop - 1])}: too few months for limits, which "
        f"take {MINIMUM_POINTS}; this stretch has {part.limits.points}."
        for part in chart.segments
        if not part.has_limits
    ]
    return tuple(notes)


def _stretch(first: Month, last: Month) -> str:
    return first.label if first == last else f"{first.label} to {last.label}"

"""What a process-behaviour chart says, in words that follow from its rules and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Protocol

from components import formatting
from data.statistics.spc import MINIMUM_POINTS

if TYPE_CHECKING:
    from data.offences import Offence
    from data.periods import Month
    from data.statistics.spc import Segment, Signal, Spc

CHANCE: Final = "from month to month no more change than chance would give"
BEYOND_CHANCE: Final = "more than chance would give"
NUMBERS: Final = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


class Charted(Protocol):
    """A chart that can be put into words: of counts as recorded, or seasonally adjusted."""

    @property
    def offence(self) -> Offence:
        """The series."""

    @property
    def months(self) -> tuple[Month, ...]:
        """The months charted."""

    @property
    def chart(self) -> Spc:
        """Values, limits and marks."""

    @property
    def signal(self) -> Signal | None:
        """What the latest month that counts says."""


def in_words(number: int) -> str:
    """A small number as a word: ``seven``; larger ones in figures."""
    return NUMBERS[number] if 0 <= number < len(NUMBERS) else formatting.count(number)


def verdict_title(chart: Charted) -> str:
    """The verdict on the latest month that counts, in at most ten words."""
    signal = chart.signal
    if signal is None:
        return "Too few months for limits, so no verdict"
    month = chart.months[signal.index].label
    if signal.rule is None:
        return f"No special cause in {month}"
    if signal.rule == "outside":
        return f"{month} lies {_above(signal)} its limits"
    if signal.rule == "trend":
        way = "Rising" if signal.rising else "Falling"
        return f"{way} for {in_words(signal.months_of_trend)} months to {month}"
    if signal.rule == "run":
        side = _above(signal).capitalize()
        return f"{side} the mean for {in_words(signal.months_on_side)} months to {month}"
    limit = "upper" if signal.rising else "lower"
    return f"Two of three months near the {limit} limit, {month}"


def verdict_clause(chart: Charted) -> str:
    """The same as :func:`verdict_title`, to stand within a sentence."""
    title, signal = verdict_title(chart), chart.signal
    if signal is not None and signal.rule == "two-of-three":
        limit = "upper" if signal.rising else "lower"
        return f"two of three months to {chart.months[signal.index].label} near the {limit} limit"
    begins_with_month = signal is not None and signal.rule == "outside"
    return title if begins_with_month else title[0].lower() + title[1:]


def verdict(chart: Charted) -> str:
    """The verdict on the latest month that counts, as a sentence with its numbers."""
    signal = chart.signal
    if signal is None:
        return _too_few(chart)
    index = signal.index
    month = chart.months[index].label
    value = formatting.count(float(chart.chart.values[index]))
    mean = formatting.decimal(float(chart.chart.mean[index]))
    unit = chart.offence.unit
    if signal.rule is None:
        low, high = _limits(chart, index)
        return (
            f"{month}, with {value} {unit}, shows no special cause: {CHANCE} "
            f"(mean {mean}, limits {low} and {high})."
        )
    if signal.rule == "outside":
        limits = chart.chart.upper_limit if signal.rising else chart.chart.lower_limit
        limit = formatting.decimal(float(limits[index]))
        found = f"{month}, with {value} {unit}, lies {_above(signal)} its limit of {limit}"
    elif signal.rule == "trend":
        way = "risen" if signal.rising else "fallen"
        found = (
            f"The series has {way} month by month over {signal.months_of_trend} months to {month}"
        )
    elif signal.rule == "run":
        found = (
            f"The series has been {_above(signal)} its mean of {mean} for "
            f"{in_words(signal.months_on_side)} months, to {month}"
        )
    else:
        limit = "upper" if signal.rising else "lower"
        found = f"At least two of the three months to {month} lie near the {limit} limit"
    return f"{found}: a special cause, {BEYOND_CHANCE}."


def earlier_marks(chart: Charted) -> str:
    """A sentence on the marked months of the chart, empty where there is none."""
    marked = [
        month
        for month, special in zip(chart.months, chart.chart.special_cause, strict=True)
        if special
    ]
    if not marked:
        return "" if chart.signal is None else "No month of the chart is marked."
    many = formatting.plural(len(marked), "month is", "months are")
    return f"{many} marked as special cause, the latest {marked[-1].label}."


def window_words(chart: Charted) -> str:
    """Which months the limits that the verdict uses rest on; empty where there are none."""
    if chart.signal is None:
        return ""
    first, last = _latest_stretch(chart)
    return f"Limits rest on {first.label} to {last.label}."


def _latest_stretch(chart: Charted) -> tuple[Month, Month]:
    """Return the first and last month that count in the stretch of the latest one."""
    segment, latest = _latest_segment(chart)
    return chart.months[segment.start], chart.months[latest]


def _latest_segment(chart: Charted) -> tuple[Segment, int]:
    latest = max(index for index, counts in enumerate(chart.chart.used) if counts)
    segments = chart.chart.segments
    return next(part for part in segments if part.start <= latest < part.stop), latest


def _too_few(chart: Charted) -> str:
    if not chart.chart.used.any():
        return "There is no month to judge yet."
    segment, _ = _latest_segment(chart)
    months = formatting.plural(segment.limits.points, "month")
    first = chart.months[segment.start].label
    return f"{months} from {first} on: limits take {MINIMUM_POINTS}, so there is no verdict yet."


def _above(signal: Signal) -> str:
    return "above" if signal.rising else "below"


def _limits(chart: Charted, index: int) -> tuple[str, str]:
    return (
        formatting.decimal(float(chart.chart.lower_limit[index])),
        formatting.decimal(float(chart.chart.upper_limit[index])),
    )

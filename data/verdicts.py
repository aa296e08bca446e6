"""How a stated figure is judged against a loaded one.

The report writes a figure at some precision and sometimes with a qualifier ("over", "just under").
Together they say which loaded values would bear it out: an interval. Inside it the verdict is
`agrees`; no further outside it than revisions explain, `close`; further, `differs`.

Revisions are of this size: one per cent of a value, one percentage point of a change. Two extracts
of the same under-25 series differ by up to 1.5 % (see the catalogue), and recorded crime moved by
0.1 to 0.5 % between the report and the extracts loaded here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from types import MappingProxyType
from typing import Literal

Verdict = Literal["agrees", "close", "differs", "cannot-be-checked"]

AGREES: Verdict = "agrees"
CLOSE: Verdict = "close"
DIFFERS: Verdict = "differs"
CANNOT_BE_CHECKED: Verdict = "cannot-be-checked"

VERDICTS: Mapping[Verdict, tuple[str, str]] = MappingProxyType(
    {
        AGREES: (
            "Agrees",
            "Equal at the report’s own precision, or a claim that the data bear out.",
        ),
        CLOSE: (
            "Close",
            "Within 1\N{NO-BREAK SPACE}% of a value, or one percentage point of a change: "
            "revisions since the report are of this size.",
        ),
        DIFFERS: ("Differs", "Further apart than revisions of the data explain."),
        CANNOT_BE_CHECKED: ("Cannot be checked", "No data loaded can say; the reason is given."),
    }
)
"""Title and meaning of each verdict, from the best to the one that says nothing."""

VALUE_TOLERANCE = Fraction(1, 100)
"""`close` for a value: this share of the stated value."""

CHANGE_TOLERANCE = Fraction(1)
"""`close` for a change: this many percentage points."""

NEAR = Fraction(5, 100)
"""What "just", "nearly" and "about" mean: within this share of the stated figure."""

Direction = Literal["above", "from", "around", "below", "to"]

QUALIFIERS: Mapping[str, tuple[Direction, bool]] = MappingProxyType(
    {
        "over": ("above", False),
        "more than": ("above", False),
        "at least": ("from", False),
        "just over": ("above", True),
        "about": ("around", True),
        "around": ("around", True),
        "approximately": ("around", True),
        "under": ("below", False),
        "less than": ("below", False),
        "fewer than": ("below", False),
        "just under": ("below", True),
        "nearly": ("below", True),
        "almost": ("below", True),
        "up to": ("to", False),
    }
)
"""The qualifiers that a report may use: on which side of the figure, and whether near to it."""


@dataclass(frozen=True, slots=True)
class Interval:
    """The loaded values that would bear a stated figure out; None is no bound."""

    low: Fraction | None
    high: Fraction | None
    low_included: bool = True
    high_included: bool = True

    def __contains__(self, value: Fraction) -> bool:
        """Whether `value` lies inside."""
        above = self.low is None or value > self.low or (self.low_included and value == self.low)
        below = (
            self.high is None or value < self.high or (self.high_included and value == self.high)
        )
        return above and below

    def distance(self, value: Fraction) -> Fraction:
        """Return how far outside `value` lies; 0 inside or on the edge."""
        if self.low is not None and value < self.low:
            return self.low - value
        if self.high is not None and value > self.high:
            return value - self.high
        return Fraction(0)


@dataclass(frozen=True, slots=True)
class Stated:
    """A figure as a report states it.

    Attributes:
        value: The figure.
        decimals: Decimal places as it is written: its precision.
        qualifier: One of `QUALIFIERS`, or None.
    """

    value: Decimal
    decimals: int
    qualifier: str | None = None

    @classmethod
    def parse(cls, text: str, qualifier: str = "") -> Stated:
        """Read a figure as written: `827225`, `5.26`, `-30`.

        Raises:
            ValueError: It is no number, or the qualifier is unknown.
        """
        try:
            value = Decimal(text)
        except InvalidOperation:
            raise ValueError(f"“{text}” is not a number") from None
        exponent = value.as_tuple().exponent
        if not isinstance(exponent, int):
            raise ValueError(f"“{text}” is not a finite number")  # noqa: TRY004
        if qualifier and qualifier not in QUALIFIERS:
            raise ValueError(f"“{qualifier}” is not a qualifier")
        return cls(value, max(0, -exponent), qualifier or None)

    @property
    def number(self) -> int | float:
        """The figure as a number: whole where it is written whole."""
        return float(self.value) if self.decimals else int(self.value)

    def interval(self) -> Interval:
        """Return the values that would bear the figure out, by size (its sign taken off).

        Without a qualifier: what rounds to the figure at its own precision. Half a unit away
        counts, since both ways of rounding a half are in use.
        """
        size = abs(Fraction(self.value))
        if self.qualifier is None:
            half = Fraction(1, 2) / 10**self.decimals
            return Interval(size - half, size + half)
        direction, near = QUALIFIERS[self.qualifier]
        low, high = size * (1 - NEAR), size * (1 + NEAR)
        return {
            "above": Interval(size, high if near else None, low_included=False),
            "from": Interval(size, None),
            "around": Interval(low, high),
            "below": Interval(low if near else None, size, high_included=False),
            "to": Interval(None, size),
        }[direction]


def judge(stated: Stated, loaded: Fraction, *, change: bool) -> Verdict:
    """Judge a stated figure against a loaded one.

    Args:
        stated: The figure as the report states it.
        loaded: The same from the loaded data, unrounded.
        change: Whether it is a change in per cent (tolerance in percentage points).
    """
    sign = -1 if stated.value < 0 else 1
    interval, size = stated.interval(), sign * loaded
    if size in interval:
        return AGREES
    tolerance = CHANGE_TOLERANCE if change else VALUE_TOLERANCE * abs(Fraction(stated.value))
    if stated.qualifier is None:
        distance = abs(size - sign * Fraction(stated.value))
    else:
        distance = interval.distance(size)
    return CLOSE if distance <= tolerance else DIFFERS


def worst(verdicts: Iterable[Verdict]) -> Verdict:
    """Return the worst of several verdicts on one statement; it cannot be checked if one cannot."""
    order: list[Verdict] = list(VERDICTS)
    return max(verdicts, key=order.index)


def change_between(earlier: int, later: int) -> Fraction | None:
    """Return the change in per cent from `earlier` to `later`; None where `earlier` is 0."""
    return Fraction(100 * (later - earlier), earlier) if earlier else None

"""Numbers as short as a screen of one decimal needs them, without rounding twice."""

from __future__ import annotations

from typing import Final

DECIMALS: Final = 2
ENOUGH: Final = 6
FIVE: Final = 5


def short(value: float) -> float:
    """A number with two decimals, or with six where the second would be a five.

    Rounded to 5.15, a value of 5.149 would be shown as 5.2; its one decimal is 5.1.

    Args:
        value: Any number.
    """
    rounded = round(value, DECIMALS)
    if round(abs(rounded) * 100) % 10 == FIVE:
        return round(value, ENOUGH)
    return rounded

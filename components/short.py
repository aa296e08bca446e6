"""Numbers as short as a screen of one decimal needs them, without rounding twice."""

from __future__ import annotations

from typing import Final

from components import formatting

SHOWN: Final = 1
ENOUGH: Final = (2, 3, 4, 5, 6)


def short(value: float) -> float:
    """The shortest number of two to six decimals that is shown as the number itself.

    Rounded to 5.15, a value of 5.149 would be shown as 5.2; its one decimal is 5.1.

    Args:
        value: Any number.

    Returns:
        It, or the number itself where even six decimals would be shown as another.
    """
    wanted = formatting.rounded(value, SHOWN)
    for digits in ENOUGH:
        candidate = round(value, digits)
        if formatting.rounded(candidate, SHOWN) == wanted:
            return candidate
    return value

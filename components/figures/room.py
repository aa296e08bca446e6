"""Room for numbers and names beside a chart, known before it is drawn.

plotly makes room by itself once it has measured its labels, and then draws everything a second
time: half of the time that a change of the chart takes. Where the margin is wide enough from the
start it draws once. The widths are those of a wide sans serif, so that they suffice for others.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

import numpy as np

DIGIT: Final = 9.0
WIDTHS: Final = {",": 5.0, ".": 5.0, " ": 5.0, "\N{NO-BREAK SPACE}": 5.0, "%": 14.0, "−": 12.0}
"""Pixels of a letter at the chart's font size, and of those that are not as wide as a digit."""

BESIDE: Final = 10
"""Pixels between the numbers and the axis."""

TITLE: Final = 17
"""Pixels of an axis title that stands upright, with the distance to the numbers."""

HEADROOM: Final = 1.06
"""How far plotly lets an axis reach beyond the largest value."""

DATES: Final = 44
"""The bottom margin that two lines of dates need, a month and its year."""

LINE_PIXELS: Final = 16
PLOT_PIXELS: Final = 280
"""About how tall a plot is: labels nearer than a line of text are moved apart."""

TENTHS, HUNDREDTHS = 10, 1
"""Below the first an axis may count in tenths, below the second in hundredths."""


def for_numbers(values: Iterable[float | None], *, suffix: str = "", title: bool = False) -> int:
    """Return the left margin that the numbers of an axis from zero need.

    Args:
        values: What is drawn; missing ones may be among them.
        suffix: What follows each number.
        title: Whether the axis has a title.
    """
    known = np.array([value for value in values if value is not None], dtype=np.float64)
    known = known[np.isfinite(known)]
    largest = float(np.abs(known).max()) * HEADROOM if known.size else 0.0
    number = "0.00" if largest < HUNDREDTHS else "0.0" if largest < TENTHS else f"{largest:,.0f}"
    sign = "−" if known.size and known.min() < 0 else ""
    return round(_width(sign + number + suffix)) + BESIDE + (TITLE if title else 0)


def apart(levels: Sequence[float], *, span: float) -> list[float]:
    """Return by how many pixels each label has to be moved up so that none lies over another.

    Args:
        levels: Where labels stand on the value axis; the lowest stays.
        span: What the axis spans, in the same unit.
    """
    shifts = [0.0] * len(levels)
    below = -np.inf
    for place in sorted(range(len(levels)), key=levels.__getitem__):
        height = levels[place] / span * PLOT_PIXELS if span else 0.0
        shifts[place] = max(0.0, below + LINE_PIXELS - height)
        below = height + shifts[place]
    return shifts


def _width(text: str) -> float:
    return sum(WIDTHS.get(letter, DIGIT) for letter in text)

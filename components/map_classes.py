"""The classes of a map: which class each value falls in, and what the key says of it.

Values are classed as the screen shows them, rounded to one decimal, so that a reader never
sees a value of "15.0 %" in a class that ends below 15 %.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final

import numpy as np

from components import formatting, theme

CHANGE_CUTS: Final = (-15.0, 0.0, 15.0, 30.0)
"""Per cent; the same in every period, so that two maps of change can be compared."""

CHANGE_LABELS: Final = (
    "fell 15 % or more",
    "fell less than 15 %",
    "rose less than 15 %",
    "rose 15 to 30 %",
    "rose 30 % or more",
)
LEVEL_LABEL: Final = "no change"
FALLS: Final = 2
"""How many of the classes are falls."""

NO_FIGURE: Final = "no figure"
CITY: Final = "City of London: own police force, not counted"

VERDICTS: Final = {
    "below": ("▼", "below"),
    "as-expected": ("●", "as expected"),
    "above": ("▲", "above"),
}
"""A verdict's shape and its words; never colour alone."""

LIGHT: Final = 0.179
"""The relative luminance from which dark text reads better than white."""


@dataclass(frozen=True)
class MapClass:
    """One class: what the key says, its colour, and a shape where it has one."""

    label: str
    colour: str
    shape: str = ""

    @property
    def is_dark(self) -> bool:
        """Whether white text stands on it."""
        return _luminance(self.colour) < LIGHT


@dataclass(frozen=True)
class Classed:
    """The classes in use and where each value falls.

    Args:
        classes: In the order of the key.
        index: For each value, its class.
    """

    classes: tuple[MapClass, ...]
    index: tuple[int, ...]


def change_classes(values: Sequence[float | None]) -> Classed:
    """Class changes in per cent; a change that rounds to nought is a class of its own."""
    shown = _shown(values)
    classes = [MapClass(*pair) for pair in zip(CHANGE_LABELS, theme.DIVERGING, strict=True)]
    index = [None if v is None else _change_class(v) for v in shown]
    if 0 in shown:
        classes.insert(FALLS, MapClass(LEVEL_LABEL, theme.AS_EXPECTED))
        index = [
            place if v is None or place is None else FALLS if v == 0 else place + (v > 0)
            for place, v in zip(index, shown, strict=True)
        ]
    return _with_missing(classes, index)


def _change_class(value: float) -> int:
    return sum(value > cut if cut <= 0 else value >= cut for cut in CHANGE_CUTS)


QUARTERS: Final = (0.25, 0.5, 0.75)
PEAKS: Final = (0.5, 0.8, 0.95)
"""Half of the values in the palest class, one in twenty in the darkest: what stands out is rare."""


def amount_classes(
    values: Sequence[float | None],
    *,
    words: Callable[[float], str],
    digits: int = 0,
    shares: Sequence[float] = QUARTERS,
) -> Classed:
    """Class amounts into about four groups, cut at round numbers.

    Args:
        values: Counts or rates.
        words: How a bound is written.
        digits: Decimals that the screen shows.
        shares: The share of the values below each cut.
    """
    shown = _shown(values, digits)
    cuts = _round_cuts([value for value in shown if value is not None], digits, shares)
    colours = (theme.SEQUENTIAL_PALE, *reversed(theme.SEQUENTIAL))[-(len(cuts) + 1) :]
    step = 10.0**-digits
    labels = [f"under {words(cuts[0])}"] if cuts else ["all"]
    labels += [f"{words(low)} to {words(high - step)}" for low, high in pairwise(cuts)]
    labels += [f"{words(cuts[-1])} or more"] if cuts else []
    classes = [MapClass(text, colour) for text, colour in zip(labels, colours, strict=True)]
    index = [None if v is None else sum(v >= cut for cut in cuts) for v in shown]
    return _with_missing(classes, index)


def verdict_classes(verdicts: Sequence[str | None]) -> Classed:
    """Class verdicts of a funnel: below, as expected, above."""
    colours = (theme.FALL_STRONG, theme.AS_EXPECTED, theme.RISE_STRONG)
    classes = [
        MapClass(words, colour, shape)
        for (shape, words), colour in zip(VERDICTS.values(), colours, strict=True)
    ]
    order = list(VERDICTS)
    return _with_missing(classes, [None if v is None else order.index(v) for v in verdicts])


def _with_missing(classes: Sequence[MapClass], index: Sequence[int | None]) -> Classed:
    """Add a class for what has no value, where there is any."""
    if None not in index:
        return Classed(tuple(classes), tuple(place for place in index if place is not None))
    missing = len(classes)
    return Classed(
        (*classes, MapClass(NO_FIGURE, theme.PAPER)),
        tuple(missing if place is None else place for place in index),
    )


def _shown(values: Sequence[float | None], digits: int = 1) -> list[float | None]:
    return [
        None
        if value is None or formatting.is_missing(value)
        else float(formatting.rounded(value, digits))
        for value in values
    ]


def _round_cuts(values: Sequence[float], digits: int, shares: Sequence[float]) -> list[float]:
    """Cut at these shares, rounded to two significant figures; equal cuts count once."""
    if len(set(values)) <= 1:
        return []
    cuts = {_two_figures(float(cut), digits) for cut in np.quantile(values, tuple(shares))}
    low, high = min(values), max(values)
    return sorted(cut for cut in cuts if low < cut <= high)


def _two_figures(value: float, digits: int) -> float:
    if value <= 0:
        return 0.0
    places = 1 - math.floor(math.log10(value))
    return round(value, min(places, digits))


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4  # noqa: PLR2004 - sRGB
        for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def steps(colours: Sequence[str]) -> list[list[Any]]:
    """A colour scale of plain steps: class 0 has the first colour, and so on."""
    number = len(colours)
    return [
        [round((place + side) / number, 4), colour]
        for place, colour in enumerate(colours)
        for side in (0, 1)
    ]

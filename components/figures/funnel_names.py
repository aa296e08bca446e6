"""Where the names of a funnel plot's marks stand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from components.figures.funnel import Mark

LETTERS_WIDE, NAME_HIGH = (0.0125, 0.02), 0.075
"""A letter's width, on paper or a wide screen and on a narrow one, and a name's height with its
distance from the mark, as parts of the plot."""
PLACES: Final = (
    *((level, side) for side in ("right", "left", "center") for level in ("top", "bottom")),
    ("middle", "right"),
    ("middle", "left"),
)
"""Where a name may stand beside its mark."""
ROUNDS: Final = 3

Box = tuple[float, float, float, float]


def positions(marks: Sequence[Mark], *, pooled_rate: float | None) -> list[str]:
    """Where names stand: turned inwards, away from the pooled rate, not upon each other.

    Args:
        marks: The areas, in the order of drawing.
        pooled_rate: The rate of all together; None without one.

    Returns:
        Plotly's ``textposition``, one a mark.
    """
    sizes, rates = [mark.size for mark in marks], [mark.rate for mark in marks]
    smallest, wide = min(sizes, default=0), (max(sizes, default=0) - min(sizes, default=0)) or 1
    high = max(rates, default=0) or 1
    tried: dict[int, list[tuple[str, str]]] = {}
    boxes: dict[int, list[tuple[Box, ...]]] = {}
    for number, mark in enumerate(marks):
        if mark.named:
            across, up = (mark.size - smallest) / wide, mark.rate / high
            side = "right" if across < 1 / 3 else "left" if across > 2 / 3 else "center"
            above = pooled_rate is None or mark.rate >= pooled_rate
            tried[number] = _by_preference(side, "top" if above else "bottom")
            boxes[number] = [
                tuple(_name_box(len(mark.name) * each, across, up, place) for each in LETTERS_WIDE)
                for place in tried[number]
            ]
    chosen = _chosen(boxes)
    return [
        " ".join(tried[number][chosen[number]]) if number in tried else "top center"
        for number in range(len(marks))
    ]


def _by_preference(side: str, level: str) -> list[tuple[str, str]]:
    """Where a name may stand: as preferred, beyond the mark, then to its other sides."""
    return sorted(PLACES, key=lambda place: (place[1] != side, place[0] != level))


def _chosen(boxes: Mapping[int, Sequence[tuple[Box, ...]]]) -> dict[int, int]:
    """Of each name's places the first that shares least ground with the other names."""
    chosen: dict[int, int] = {}
    for _ in range(ROUNDS):  # a name that came later may have taken the better place
        for number, places in boxes.items():
            others = [boxes[each][place] for each, place in chosen.items() if each != number]
            chosen[number] = min(
                range(len(places)), key=lambda place: _shared(places[place], others)
            )
    return chosen


def _name_box(wide: float, across: float, up: float, place: tuple[str, str]) -> Box:
    """The ground that a name takes beside its mark: left, bottom, right, top."""
    level, side = place
    left = {"right": across, "left": across - wide, "center": across - wide / 2}[side]
    bottom = {"top": up, "bottom": up - NAME_HIGH, "middle": up - NAME_HIGH / 2}[level]
    return left, bottom, left + wide, bottom + NAME_HIGH


def _shared(one: Sequence[Box], others: Sequence[Sequence[Box]]) -> tuple[float, ...]:
    """How much ground a name shares with others, for each width of letters."""
    return tuple(
        sum(_overlap(box, other[place]) for other in others) for place, box in enumerate(one)
    )


def _overlap(one: Box, other: Box) -> float:
    wide = min(one[2], other[2]) - max(one[0], other[0])
    high = min(one[3], other[3]) - max(one[1], other[1])
    return wide * high if wide > 0 and high > 0 else 0.0

"""How much room a name has within an area: pure geometry on outlines."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Final

Position = tuple[float, float]
"""Longitude and latitude, in degrees."""

ROWS: Final = 5
"""At how many heights of a label the room is measured."""


def label_room(
    rings: Sequence[Sequence[Position]], middle: Position, height: float
) -> tuple[float, float]:
    """Return the strip around a point in which a label does not leave the area.

    Args:
        rings: The area's outer lines; the first position of each stands again at its end.
        middle: A point of the label, well inside; the label's middle is at its latitude.
        height: The label's height, in degrees of latitude.

    Returns:
        Longitudes of the strip's western and eastern end: the point's own where there is no room.
    """
    longitude, latitude = middle
    rows = (latitude + height * (row / (ROWS - 1) - 0.5) for row in range(ROWS))
    strips = [_around(_crossings(rings, row), longitude) for row in rows]
    return max(west for west, _ in strips), min(east for _, east in strips)


def _crossings(rings: Iterable[Sequence[Position]], latitude: float) -> list[float]:
    """Return the longitudes at which the lines cross a latitude."""
    return [
        x + (latitude - y) / (y_after - y) * (x_after - x)
        for ring in rings
        for (x, y), (x_after, y_after) in pairwise(ring)
        if (y > latitude) != (y_after > latitude)
    ]


def _around(crossings: Sequence[float], longitude: float) -> tuple[float, float]:
    """Return the nearest crossings to both sides, if the point between them is inside."""
    west = [each for each in crossings if each < longitude]
    if len(west) % 2 == 0:
        return longitude, longitude
    return max(west), min(each for each in crossings if each >= longitude)

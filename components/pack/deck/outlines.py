"""Outlines of boroughs on a slide: from degrees to EMU, cut at the edges of the map."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from math import cos, radians
from typing import Final

from components.pack.deck.geometry import Frame
from data.geo import Box
from data.label_room import label_room

Point = tuple[float, float]
Ring = Sequence[Point]
MARGIN: Final = 0.03
"""The room around what a map shows, as a share of its size."""
ROWS: Final = 13
"""At how many heights of an area the widest place for a label is looked for."""
FEWEST: Final = 3
"""Corners of the simplest outline."""


@dataclass(frozen=True)
class Projection:
    """From degrees to a place on a slide: a degree of longitude shortened by its latitude.

    Args:
        box: The part of the world that fills the frame.
        frame: The map's room.
    """

    box: Box
    frame: Frame

    @classmethod
    def around(cls, box: Box, frame: Frame) -> Projection:
        """The projection that shows a box whole, widened to the frame's proportions."""
        longitude, latitude = box.centre
        squeeze = cos(radians(latitude))
        wide = (box.east - box.west) * squeeze * (1 + 2 * MARGIN)
        high = (box.north - box.south) * (1 + 2 * MARGIN)
        wide, high = max(wide, high * frame.w / frame.h), max(high, wide * frame.h / frame.w)
        half = wide / squeeze / 2
        shown = Box(longitude - half, latitude - high / 2, longitude + half, latitude + high / 2)
        return cls(shown, frame)

    def place(self, point: Point) -> tuple[int, int]:
        """A point's place on the slide in EMU."""
        east = (point[0] - self.box.west) / (self.box.east - self.box.west)
        south = (self.box.north - point[1]) / (self.box.north - self.box.south)
        return (
            self.frame.x + round(east * self.frame.w),
            self.frame.y + round(south * self.frame.h),
        )

    def degrees_high(self, emu: float) -> float:
        """A height on the slide as degrees of latitude."""
        return emu / self.frame.h * (self.box.north - self.box.south)

    def emu_wide(self, degrees: float) -> float:
        """Degrees of longitude as a width on the slide."""
        return degrees / (self.box.east - self.box.west) * self.frame.w


@cache
def rings_by_code(boundaries: bytes) -> Mapping[str, tuple[tuple[Point, ...], ...]]:
    """The outer lines of each borough by its code, from the store's GeoJSON."""
    found = {}
    for feature in json.loads(boundaries)["features"]:
        shape = feature["geometry"]
        polygons = [shape["coordinates"]] if shape["type"] == "Polygon" else shape["coordinates"]
        found[str(feature["properties"]["area_code"])] = tuple(
            tuple((float(x), float(y)) for x, y in polygon[0]) for polygon in polygons
        )
    return found


def clipped(ring: Ring, box: Box) -> list[Point]:
    """The part of an outline within a box (Sutherland–Hodgman); empty where there is none."""
    points = list(ring[:-1] if ring[0] == ring[-1] else ring)
    sides: tuple[tuple[int, float, Callable[[float, float], bool]], ...] = (
        (0, box.west, lambda value, edge: value >= edge),
        (0, box.east, lambda value, edge: value <= edge),
        (1, box.south, lambda value, edge: value >= edge),
        (1, box.north, lambda value, edge: value <= edge),
    )
    for axis, edge, inside in sides:
        points = _clip(points, axis, edge, inside)
    return points if len(points) >= FEWEST else []


def _clip(
    points: list[Point], axis: int, edge: float, inside: Callable[[float, float], bool]
) -> list[Point]:
    kept: list[Point] = []
    if not points:
        return kept
    for start, stop in pairwise([points[-1], *points]):
        start_in, stop_in = inside(start[axis], edge), inside(stop[axis], edge)
        if start_in != stop_in:
            share = (edge - start[axis]) / (stop[axis] - start[axis])
            kept.append(
                (
                    start[0] + share * (stop[0] - start[0]),
                    start[1] + share * (stop[1] - start[1]),
                )
            )
        if stop_in:
            kept.append(stop)
    return kept


def widest_room(
    rings: Sequence[Ring], middle: Point, height: float
) -> tuple[Point, tuple[float, float]]:
    """Where in an area a label has most room.

    Args:
        rings: The area's outer lines.
        middle: A point well inside, which wins where no other place has more room.
        height: The label's height in degrees of latitude.

    Returns:
        The label's middle, and the longitudes between which it stays inside.
    """
    south = min(y for ring in rings for _, y in ring)
    north = max(y for ring in rings for _, y in ring)
    best = middle, label_room(rings, middle, height)
    for row in range(1, ROWS):
        latitude = south + (north - south) * row / ROWS
        for longitude in _inside(rings, latitude):
            west, east = label_room(rings, (longitude, latitude), height)
            if east - west > best[1][1] - best[1][0]:
                best = ((west + east) / 2, latitude), (west, east)
    return best


def _inside(rings: Sequence[Ring], latitude: float) -> list[float]:
    """The middles of the stretches in which a parallel runs through an area."""
    crossings = sorted(
        x + (latitude - y) / (y_after - y) * (x_after - x)
        for ring in rings
        for (x, y), (x_after, y_after) in pairwise(ring)
        if (y > latitude) != (y_after > latitude)
    )
    return [(west + east) / 2 for west, east in zip(crossings[::2], crossings[1::2], strict=False)]

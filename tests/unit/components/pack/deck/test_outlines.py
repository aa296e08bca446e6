"""Boroughs on a slide: projected, cut at the map's edges, with the widest place for a name."""

from __future__ import annotations

import pytest

from components.pack.deck.geometry import Frame
from components.pack.deck.outlines import Projection, clipped, rings_by_code, widest_room
from data.geo import Box
from data.store import get_store

SQUARE = [(0.0, 0.0), (4.0, 0.0), (4.0, 4.0), (0.0, 4.0), (0.0, 0.0)]


def test_an_outline_is_cut_at_the_edge() -> None:
    cut = clipped(SQUARE, Box(1, 1, 9, 3))
    assert sorted(cut) == [(1, 1), (1, 3), (4, 1), (4, 3)]


def test_an_outline_outside_is_gone_and_one_inside_is_whole() -> None:
    assert clipped(SQUARE, Box(5, 5, 9, 9)) == []
    assert sorted(clipped(SQUARE, Box(-1, -1, 9, 9))) == sorted(SQUARE[:-1])


def test_the_projection_fills_its_frame_and_keeps_proportions() -> None:
    frame = Frame(100, 200, 4000, 2000)
    projection = Projection.around(Box(-0.5, 51.3, 0.3, 51.7), frame)
    x, y = projection.place((-0.1, 51.5))
    assert (x, y) == (2100, 1200)
    # At 51.5° a degree of longitude is 0.6225 of a degree of latitude.
    east, _ = projection.place((0.0, 51.5))
    _, north = projection.place((-0.1, 51.6))
    assert (east - x) / (y - north) == pytest.approx(0.6225, abs=0.002)


def test_every_borough_has_an_outline() -> None:
    store = get_store()
    rings = rings_by_code(store.boundaries.boroughs)
    assert len(rings) == 33
    assert {area.code for area in store.areas.boroughs()} <= set(rings)


def test_a_label_goes_where_there_is_room() -> None:
    # A bottle: narrow above, wide below; the given point lies in its neck.
    bottle = [(0, 0), (10, 0), (10, 4), (6, 4), (6, 10), (4, 10), (4, 4), (0, 4), (0, 0)]
    rings = [[(float(x), float(y)) for x, y in bottle]]
    (_, latitude), (west, east) = widest_room(rings, (5.0, 8.0), 1.0)
    assert latitude < 3.5
    assert (west, east) == (0.0, 10.0)

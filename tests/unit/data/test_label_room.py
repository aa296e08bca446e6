"""How wide a name can be within an area."""

from __future__ import annotations

import pytest

from data.label_room import label_room
from data.store import Store

SQUARE = [(0.0, 0.0), (4.0, 0.0), (4.0, 4.0), (0.0, 4.0), (0.0, 0.0)]
TRIANGLE = [(0.0, 0.0), (4.0, 0.0), (2.0, 4.0), (0.0, 0.0)]
ISLAND = [(10.0, 0.0), (11.0, 0.0), (11.0, 4.0), (10.0, 4.0), (10.0, 0.0)]


@pytest.mark.parametrize(
    ("middle", "height", "strip"),
    [
        ((2, 2), 1, (0, 4)),
        ((1, 2), 1, (0, 4)),
        ((10.5, 2), 1, (10, 11)),
        ((2, 2), 5, (2, 2)),
        ((5, 2), 1, (5, 5)),
    ],
)
def test_the_strip_reaches_from_side_to_side(
    middle: tuple[float, float], height: float, strip: tuple[float, float]
) -> None:
    assert label_room([SQUARE, ISLAND], middle, height) == pytest.approx(strip)


def test_the_narrowest_row_counts() -> None:
    # At a height of 3 the triangle is 1 wide, at 1 it is 3 wide.
    assert label_room([TRIANGLE], (2, 2), 2) == pytest.approx((1.5, 2.5))


def test_every_borough_has_its_room_and_the_narrow_ones_less(store: Store) -> None:
    rooms, boxes = store.boundaries.label_rooms, store.boundaries.boxes
    wide = {}
    for borough in store.areas.boroughs():
        (west, east), box = rooms[borough.code], boxes[borough.code]
        assert box.west <= west < east <= box.east
        wide[borough.name] = east - west
    assert wide["Bromley"] > wide["Havering"] > wide["Hammersmith and Fulham"]

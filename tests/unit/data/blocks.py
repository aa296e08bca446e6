"""The counts of a store as the blocks in memory that they are by default."""

from __future__ import annotations

from data.cube import Cube
from data.store import Store


def cube_of(store: Store, dataset: str) -> Cube:
    cube = store.cubes[dataset]
    assert isinstance(cube, Cube)
    return cube

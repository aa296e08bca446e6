"""Values for a figure that is on screen already: only what differs travels."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dash import Patch

from components.figures.values import Path


def patch_of(values: Mapping[Path, Any]) -> Patch:
    """The change that puts values into the figure on screen.

    Args:
        values: Path in the figure and value, as :func:`components.figures.map.map_values` gives.
    """
    change = Patch()
    for (*way, last), value in values.items():
        place = change
        for key in way:
            place = place[key]
        place[last] = value
    return change

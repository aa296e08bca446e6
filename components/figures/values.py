"""The values of a figure by where they stand, so that they can be put in or sent alone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from components.figures.drawing import Drawing

Path = tuple[str | int, ...]
"""Where a value stands in a figure: ``("data", 0, "z")``."""


def put(figure: Drawing, values: Mapping[Path, Any]) -> Drawing:
    """Put values into a figure's traces; every path starts with ``data``.

    Args:
        figure: The figure, which is changed.
        values: Path and value.

    Returns:
        The same figure.
    """
    for (_, trace, *way, last), value in values.items():
        place = figure.data[int(trace)]
        for key in way:
            place = place.setdefault(str(key), {})
        place[str(last)] = value
    return figure

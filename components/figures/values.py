"""The values of a figure by where they stand, so that they can be put in or sent alone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import plotly.graph_objects as go

Path = tuple[str | int, ...]
"""Where a value stands in a figure: ``("data", 0, "z")``."""


def put(figure: go.Figure, values: Mapping[Path, Any]) -> go.Figure:
    """Put values into a figure's traces; every path starts with ``data``.

    Args:
        figure: The figure, which is changed.
        values: Path and value.

    Returns:
        The same figure.
    """
    for (_, trace, *keys), value in values.items():
        figure.data[int(trace)].update({".".join(str(key) for key in keys): value})
    return figure

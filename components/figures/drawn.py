"""A figure that is written as it was drawn; plotly's own object is made when somebody looks at it.

To make a ``go.Figure`` of plain values and to write it as JSON, plotly copies all of it twice and
looks through every value: two fifths of the server's time for a changed chart. A server only
writes figures; tests, decks and whoever else reads or changes one get plotly's.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd
import plotly.graph_objects as go

SHORT_TYPES: Final = {
    "int8": "i1",
    "uint8": "u1",
    "int16": "i2",
    "uint16": "u2",
    "int32": "i4",
    "uint32": "u4",
    "float32": "f4",
    "float64": "f8",
}
"""Kinds of numbers that plotly.js reads as they lie in memory, and its names of them."""


class Drawn(go.Figure):  # type: ignore[misc] # plotly has no types
    """A ``go.Figure`` of values that are taken as they are.

    Args:
        data: The traces, from the bottom up.
        layout: The layout.
    """

    def __init__(self, data: list[dict[str, Any]], layout: dict[str, Any]) -> None:
        self._drawing = (data, layout)

    def __getattr__(self, name: str) -> Any:
        """Become plotly's figure with the first look at what only that has."""
        if name == "_drawing" or "_data_objs" in vars(self):
            raise AttributeError(f"{type(self).__name__} has no attribute {name}")
        data, layout = self._drawing
        super().__init__(data=data, layout=layout, _validate=False)
        return getattr(self, name)

    def to_plotly_json(self) -> dict[str, Any]:
        """Return what plotly.js reads: ``data`` and ``layout``."""
        if "_data_objs" in vars(self):
            written: dict[str, Any] = super().to_plotly_json()
            return written
        data, layout = self._drawing
        return {"data": _written(data), "layout": layout}


def typed(values: npt.NDArray[Any]) -> dict[str, str] | npt.NDArray[Any]:
    """Return an array as plotly.js reads it without taking texts apart.

    Args:
        values: Of any shape.

    Returns:
        ``dtype``, ``bdata`` (base64) and, of more than one dimension, ``shape``; an array that is
        empty or holds anything but numbers plotly.js knows as it is.
    """
    kind = SHORT_TYPES.get(str(values.dtype))
    if kind is None or not values.size:
        return values
    spec = {"dtype": kind, "bdata": b64encode(values.tobytes()).decode("ascii")}
    return spec if values.ndim == 1 else {**spec, "shape": ", ".join(map(str, values.shape))}


def _written(value: Any) -> Any:
    if isinstance(value, pd.Series):
        value = value.to_numpy()
    if isinstance(value, np.ndarray):
        return typed(value)
    if isinstance(value, Mapping):
        return {key: _written(each) for key, each in value.items()}
    if isinstance(value, list) and value and isinstance(value[0], Mapping):
        return [_written(each) for each in value]
    return value

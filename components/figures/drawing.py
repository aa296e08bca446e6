"""A figure in the making: what charts say of it is gathered, then made a figure in one go.

plotly checks every property each time that something is added to a figure, and copies what is
there already: of the time to draw a chart of ten marks, nineteen twentieths. Here the same
calls gather plain values. Nothing is checked on the way; a test makes a figure with all of
plotly's checks of everything that the functions beside this one draw.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

import plotly.graph_objects as go

from components.figures.drawn import Drawn

TRACES = ("scatter", "bar", "choropleth", "heatmap", "scattergeo")
"""The kinds of traces that charts may have. Readers get plotly.js with these only: a new kind
has to be named here, and costs each of them its part of that script."""


class Drawing:
    """Traces and layout, gathered by calls named and meant as those of ``go.Figure``.

    Nested properties are nested mappings; plotly's underscores between levels are not known.

    Attributes:
        data: The traces, from the bottom up.
        layout: The layout.
    """

    def __init__(self) -> None:
        self.data: list[dict[str, Any]] = []
        self.layout: dict[str, Any] = {}

    def add_scatter(self, **properties: Any) -> None:
        """Add a trace of lines, markers or text."""
        self._add("scatter", properties)

    def add_bar(self, **properties: Any) -> None:
        """Add a trace of bars."""
        self._add("bar", properties)

    def add_choropleth(self, **properties: Any) -> None:
        """Add a trace of areas filled by value."""
        self._add("choropleth", properties)

    def add_heatmap(self, **properties: Any) -> None:
        """Add a trace of cells filled by value."""
        self._add("heatmap", properties)

    def add_scattergeo(self, **properties: Any) -> None:
        """Add a trace of points or text on a map."""
        self._add("scattergeo", properties)

    def add_shape(self, **properties: Any) -> None:
        """Add a line or a rectangle."""
        self.layout.setdefault("shapes", []).append(_given(properties))

    def add_annotation(self, **properties: Any) -> None:
        """Add a text."""
        self.layout.setdefault("annotations", []).append(_given(properties))

    def update_layout(self, **properties: Any) -> None:
        """Set properties of the layout; mappings are merged into what is there."""
        _merge(self.layout, properties)

    def update_xaxes(self, **properties: Any) -> None:
        """Set properties of every horizontal axis."""
        self._update_axes("xaxis", properties)

    def update_yaxes(self, **properties: Any) -> None:
        """Set properties of every vertical axis."""
        self._update_axes("yaxis", properties)

    def figure(self) -> go.Figure:
        """Return the figure."""
        return Drawn(self.data, self.layout)

    def _add(self, kind: str, properties: Mapping[str, Any]) -> None:
        self.data.append({"type": kind, **_given(properties)})

    def _update_axes(self, name: str, properties: Mapping[str, Any]) -> None:
        self.layout.setdefault(name, {})
        for key in [key for key in self.layout if key.startswith(name)]:
            _merge(self.layout[key], properties)


@cache
def undrawn() -> go.Figure:
    """Return what stands for a figure where none is drawn; plotly's own empty one weighs 7 kB."""
    return Drawing().figure()


def _given(properties: Mapping[str, Any]) -> dict[str, Any]:
    given: dict[str, Any] = {}
    _merge(given, {name: value for name, value in properties.items() if value is not None})
    return given


def _merge(into: dict[str, Any], properties: Mapping[str, Any]) -> None:
    """Put properties into a mapping; mappings are copied, so that the caller's stay as they are."""
    for name, value in properties.items():
        if not isinstance(value, Mapping):
            into[name] = value
            continue
        if not isinstance(into.get(name), dict):
            into[name] = {}
        _merge(into[name], value)

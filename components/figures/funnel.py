"""Funnel plots: each area's rate against its size, within the limits that chance draws."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any, Final

import pandas as pd
import plotly.graph_objects as go

from components import theme
from components.figures.values import Path, put

BANDS: Final = ("95", "998", "95_adjusted", "998_adjusted")
"""The pairs of limits, ``lower_…`` and ``upper_…``; each is one trace."""

POOLED: Final = len(BANDS)
ENDS: Final = POOLED + 1
POINTS: Final = POOLED + 2
"""The traces after the bands: the pooled rate, what stands at the lines' ends, the areas."""

HIGHLIGHT_NAME: Final = "highlight"
MARKS: Final = {
    "below": ("triangle-down", theme.FALL_STRONG),
    "as-expected": ("circle", theme.INK_SOFT),
    "above": ("triangle-up", theme.RISE_STRONG),
}
NO_MARK: Final = ("circle-open", theme.INK_SOFT)
FADED: Final = 0.5
SHOWN, ASIDE = theme.INK, "#8A949B"
"""The limits that the verdicts go by, and the others."""

DIGITS: Final = 3
NEAREST_ENDS: Final = 0.05
"""Words at the lines' ends are at least this part of the plot's height apart."""

HALO: Final = ",".join([f"0 0 {reach}px {theme.PAPER}" for reach in (1, 2, 2, 3, 3)])


@dataclass(frozen=True)
class Funnel:
    """What a funnel plot shows.

    Args:
        areas: One row an area: ``code``, ``name``, ``population``, ``rate``, ``verdict`` (a key
            of :data:`MARKS` or None), ``text`` (what hover says under the name).
        limits: One row a population: ``population`` (rising), then ``lower_`` and ``upper_`` of
            each of :data:`BANDS`, as rates.
        pooled_rate: The rate of all areas together.
        adjusted: Whether the verdicts go by the adjusted limits.
        labelled: Codes of the areas whose names are written.
        shown: Codes of the areas in focus, the others faded; none means all.
    """

    areas: pd.DataFrame
    limits: pd.DataFrame
    pooled_rate: float | None
    adjusted: bool
    labelled: Collection[str] = ()
    shown: Collection[str] = ()


def funnel_plot(plot: Funnel, *, rate_title: str) -> go.Figure:
    """Draw a funnel plot.

    Args:
        plot: What it shows.
        rate_title: The title of the value axis.

    Returns:
        A figure with four pairs of limits, the pooled rate, the areas, and a highlight.
    """
    figure = go.Figure()
    for name in BANDS:
        line = {
            "dash": "dash" if "adjusted" in name else "solid",
            "width": 1.5 if "998" in name else 0.75,
            "shape": "spline",
        }
        figure.add_scatter(mode="lines", line=line, hoverinfo="skip", name=name)
    figure.add_scatter(
        mode="lines", line={"color": theme.INK, "width": 1.5}, hoverinfo="skip", name="pooled"
    )
    figure.add_scatter(
        mode="text",
        textposition="middle right",
        textfont={"size": 11, "color": theme.INK},
        cliponaxis=False,
        hoverinfo="skip",
        name="ends",
    )
    figure.add_scatter(
        mode="markers+text",
        customdata=list(plot.areas["code"]),
        hovertext=list(plot.areas["name"]),
        textfont={"size": 12, "color": theme.INK, "shadow": HALO},
        hovertemplate="<b>%{hovertext}</b><br>%{y:.1f} per 1,000<extra></extra>",
        cliponaxis=False,
        name="areas",
    )
    figure.add_scatter(
        mode="markers",
        x=[],
        y=[],
        marker={"size": 20, "color": "rgba(0,0,0,0)", "line": {"color": theme.INK, "width": 3}},
        hoverinfo="skip",
        name=HIGHLIGHT_NAME,
    )
    figure.update_layout(
        template=theme.template(),
        margin={"l": 8, "r": 52, "t": 16, "b": 8},
        xaxis={"title": {"text": "Residents"}, "tickformat": ",", "nticks": 6},
        yaxis={"title": {"text": rate_title}, "rangemode": "tozero"},
    )
    return put(figure, funnel_values(plot))


def funnel_values(plot: Funnel) -> dict[Path, Any]:
    """What a funnel plot on screen needs for another question: path in the figure, and value."""
    areas, limits = plot.areas, plot.limits
    along = limits["population"].to_list()
    marks = [MARKS.get(str(verdict), NO_MARK) for verdict in areas["verdict"]]
    values: dict[Path, Any] = {}
    for trace, name in enumerate(BANDS):
        lower, upper = (_rounded(limits[f"{side}_{name}"]) for side in ("lower", "upper"))
        values["data", trace, "x"] = [*along, None, *along]
        values["data", trace, "y"] = [*lower, None, *upper]
        goes_by = ("adjusted" in name) is plot.adjusted
        values["data", trace, "line", "color"] = SHOWN if goes_by else ASIDE
    ends = [along[0], along[-1]] if along else []
    values["data", POOLED, "x"] = ends
    values["data", POOLED, "y"] = [plot.pooled_rate] * len(ends)
    heights, words = _ends(plot)
    values["data", ENDS, "x"] = ends[1:] * len(words)
    values["data", ENDS, "y"] = heights
    values["data", ENDS, "text"] = words
    values["data", POINTS, "x"] = areas["population"].to_list()
    values["data", POINTS, "y"] = _rounded(areas["rate"])
    values["data", POINTS, "marker"] = {
        "symbol": [symbol for symbol, _ in marks],
        "color": [colour for _, colour in marks],
        "size": [11 if symbol.startswith("triangle") else 8 for symbol, _ in marks],
        "opacity": [1 if not plot.shown or code in plot.shown else FADED for code in areas["code"]],
        "line": {"color": theme.PAPER, "width": 1},
    }
    texts, positions = _names(plot)
    values["data", POINTS, "text"] = texts
    values["data", POINTS, "textposition"] = positions
    return values


def _ends(plot: Funnel) -> tuple[list[float | None], list[str]]:
    """What stands at the right end of the pooled rate and of the limits gone by."""
    if plot.limits.empty or plot.pooled_rate is None:
        return [], []
    last = plot.limits.iloc[-1]
    suffix = "_adjusted" if plot.adjusted else ""
    wanted = [(plot.pooled_rate, f"{plot.pooled_rate:.1f}")]
    for level, word in (("998", "99.8 %"), ("95", "95 %")):
        wanted += [(float(last[f"{side}_{level}{suffix}"]), word) for side in ("upper", "lower")]
    apart = NEAREST_ENDS * float(plot.areas["rate"].max())
    placed: list[tuple[float, str]] = []
    for height, word in wanted:
        if all(abs(height - other) >= apart for other, _ in placed):
            placed.append((height, word))
    return _rounded([height for height, _ in placed]), [word for _, word in placed]


def _names(plot: Funnel) -> tuple[list[str], list[str]]:
    """Names beside the marks that have one, turned inwards and away from the pooled rate."""
    areas = plot.areas
    sizes = areas["population"]
    third = (sizes.max() - sizes.min()) / 3
    texts, positions = [], []
    for code, name, size, rate in areas[["code", "name", "population", "rate"]].itertuples(
        index=False
    ):
        texts.append(name if code in plot.labelled else "")
        high = plot.pooled_rate is None or rate >= plot.pooled_rate
        side = (
            "right"
            if size < sizes.min() + third
            else "left"
            if size > sizes.max() - third
            else "center"
        )
        positions.append(f"{'top' if high else 'bottom'} {side}")
    return texts, positions


def _rounded(values: Sequence[float] | pd.Series[float]) -> list[float | None]:
    return [None if pd.isna(value) else round(float(value), DIGITS) for value in values]

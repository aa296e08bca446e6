"""Funnel plots: each area's rate against its size, within the limits that chance draws."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import plotly.graph_objects as go

from components import formatting, theme
from components.figures.drawing import Drawing
from components.figures.funnel_names import positions
from components.figures.values import Path, put
from components.short import short

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

NEAREST_ENDS: Final = 0.05
"""Words at the lines' ends are at least this part of the plot's height apart."""

HALO: Final = ",".join([f"0 0 {reach}px {theme.PAPER}" for reach in (1, 2, 2, 3, 3)])


@dataclass(frozen=True)
class Mark:
    """One area.

    Args:
        code: Its code.
        name: Its name.
        size: Its residents.
        rate: Its rate.
        verdict: A key of :data:`MARKS`, or None.
        named: Whether its name is written.
        faded: Whether it is not in focus.
    """

    code: str
    name: str
    size: float
    rate: float
    verdict: str | None
    named: bool = False
    faded: bool = False


@dataclass(frozen=True)
class Funnel:
    """What a funnel plot shows.

    Args:
        marks: The areas.
        sizes: The numbers of residents at which the limits are known, rising.
        limits: For each of :data:`BANDS` the lower and the upper limit at each size, as rates.
        pooled_rate: The rate of all areas together.
        adjusted: Whether the verdicts go by the adjusted limits.
    """

    marks: Sequence[Mark]
    sizes: Sequence[float]
    limits: Mapping[str, tuple[Sequence[float], Sequence[float]]]
    pooled_rate: float | None
    adjusted: bool


def funnel_plot(plot: Funnel, *, rate_title: str) -> go.Figure:
    """Draw a funnel plot.

    Args:
        plot: What it shows.
        rate_title: The title of the value axis.

    Returns:
        A figure with four pairs of limits, the pooled rate, the areas, and a highlight.
    """
    figure = Drawing()
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
        customdata=[mark.code for mark in plot.marks],
        hovertext=[mark.name for mark in plot.marks],
        marker={
            "size": 9,
            "opacity": [FADED if mark.faded else 1 for mark in plot.marks],
            "line": {"color": theme.PAPER, "width": 1},
        },
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
        margin={"l": 44, "r": 52, "t": 16, "b": 44},
        xaxis={
            "title": {"text": "Residents", "font": {"size": 13}, "standoff": theme.TITLE_STANDOFF},
            "tickformat": "~s",
            # Fewer than would fit a wide screen: on a phone they stand beside each other, too.
            "nticks": 4,
            "tickangle": 0,
        },
        yaxis={
            "title": {"text": rate_title, "font": {"size": 13}, "standoff": theme.TITLE_STANDOFF},
            "rangemode": "tozero",
        },
    )
    return put(figure, funnel_values(plot)).figure()


def funnel_values(plot: Funnel, *, same_sizes: bool = False) -> dict[Path, Any]:
    """What a funnel plot on screen needs for another question: path in the figure, and value.

    Args:
        plot: What it is to show.
        same_sizes: Whether the areas and the limits on screen stand at the same sizes already.
    """
    along = list(plot.sizes)
    ends = [along[0], along[-1]] if along else []
    pooled = None if plot.pooled_rate is None else short(plot.pooled_rate)
    values: dict[Path, Any] = {}
    for trace, name in enumerate(BANDS):
        lower, upper = (_rounded(limit) for limit in plot.limits[name])
        values["data", trace, "x"] = [*along, None, *along]
        values["data", trace, "y"] = [*lower, None, *upper]
        goes_by = ("adjusted" in name) is plot.adjusted
        values["data", trace, "line", "color"] = SHOWN if goes_by else ASIDE
    values["data", POOLED, "x"] = ends
    values["data", POOLED, "y"] = [pooled] * len(ends)
    words = _ends(plot) if ends else []
    values["data", ENDS, "x"] = ends[1:] * len(words)
    values["data", ENDS, "y"] = _rounded([height for height, _ in words])
    values["data", ENDS, "text"] = [f"\u00a0{word}" for _, word in words]
    drawn = [NO_MARK if mark.verdict is None else MARKS[mark.verdict] for mark in plot.marks]
    values["data", POINTS, "x"] = [mark.size for mark in plot.marks]
    values["data", POINTS, "y"] = _rounded([mark.rate for mark in plot.marks])
    values["data", POINTS, "marker", "symbol"] = [symbol for symbol, _ in drawn]
    values["data", POINTS, "marker", "color"] = [colour for _, colour in drawn]
    values["data", POINTS, "text"] = [mark.name if mark.named else "" for mark in plot.marks]
    values["data", POINTS, "textposition"] = positions(plot.marks, pooled_rate=plot.pooled_rate)
    if same_sizes:
        for trace in (*range(len(BANDS)), POOLED, POINTS):
            del values["data", trace, "x"]
    return values


def _ends(plot: Funnel) -> list[tuple[float, str]]:
    """What stands at the right end of the pooled rate and of the limits gone by: where, words."""
    if plot.pooled_rate is None:
        return []
    suffix = "_adjusted" if plot.adjusted else ""
    wanted = [(plot.pooled_rate, formatting.decimal(plot.pooled_rate))]
    for level, word in (("998", "99.8 %"), ("95", "95 %")):
        lower, upper = plot.limits[level + suffix]
        wanted += [(upper[-1], word), (lower[-1], word)]
    apart = NEAREST_ENDS * max(mark.rate for mark in plot.marks)
    placed: list[tuple[float, str]] = []
    for height, word in wanted:
        if all(abs(height - other) >= apart for other, _ in placed):
            placed.append((height, word))
    return placed


def _rounded(values: Iterable[float]) -> list[float]:
    return [short(value) for value in values]

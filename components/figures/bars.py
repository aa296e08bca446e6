"""Ranked bars: horizontal, from zero, the chosen ones in focus, values written at their ends."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

import pandas as pd
import plotly.graph_objects as go

from components import theme

PIXELS_A_BAR: Final = 24
"""The height that a card should give each bar."""


def ranked_bars(
    frame: pd.DataFrame,
    *,
    focus: Collection[str] = (),
    reference: float | None = None,
    reference_label: str = "",
    signed: bool = False,
) -> go.Figure:
    """Draw one bar a row, in the frame's order from the top.

    Args:
        frame: Columns ``key``, ``name``, ``value`` (float), ``text`` (what stands at the bar's
            end); ``low`` and ``high`` (an interval) are optional.
        focus: Keys drawn in the focus colour; none means all.
        reference: A value drawn as a vertical line, such as London's rate.
        reference_label: What the line is called.
        signed: Falls and rises in two colours.

    Returns:
        A figure whose height should be ``PIXELS_A_BAR`` a row.
    """
    bars = frame.iloc[::-1]
    figure = go.Figure()
    has_interval = {"low", "high"} <= set(bars.columns)
    figure.add_bar(
        x=bars["value"].to_list(),
        y=bars["name"].to_list(),
        orientation="h",
        marker={"color": _colours(bars, focus, signed)},
        customdata=bars["text"].to_list(),
        text=bars["text"].to_list(),
        textposition="outside" if not has_interval else "none",
        cliponaxis=False,
        error_x=_error(bars) if has_interval else None,
        hovertemplate="%{y}<br><b>%{customdata}</b><extra></extra>",
    )
    figure.update_layout(
        template=theme.template(),
        bargap=0.28,
        margin={"l": 8, "r": 64, "t": 26 if reference is not None else 8, "b": 8},
        xaxis={"showticklabels": False, "ticks": "", "zeroline": True, "showline": False},
        yaxis={"tickfont": {"size": 13}, "showgrid": False, "ticks": ""},
    )
    if signed:
        low, high = float(bars["value"].min()), float(bars["value"].max())
        reach = max(high, 0) - min(low, 0) or 1
        figure.update_xaxes(range=[min(low, 0) - 0.28 * reach, max(high, 0) + 0.12 * reach])
    else:
        figure.update_xaxes(rangemode="tozero")
    if reference is not None:
        figure.add_vline(
            x=reference,
            line={"color": theme.INK_SOFT, "width": 1, "dash": "dash"},
            annotation={
                "text": reference_label,
                "font": {"size": 12, "color": theme.INK},
                "yanchor": "bottom",
                "y": 1,
            },
        )
    return figure


def _colours(bars: pd.DataFrame, focus: Collection[str], signed: bool) -> list[str]:
    colours = []
    for key, value in zip(bars["key"], bars["value"], strict=True):
        if focus and key not in focus:
            colours.append(theme.CONTEXT)
        elif signed:
            colours.append(theme.ORANGE if value > 0 else theme.FALL)
        else:
            colours.append(theme.FOCUS)
    return colours


def _error(bars: pd.DataFrame) -> dict[str, object]:
    return {
        "type": "data",
        "symmetric": False,
        "array": (bars["high"] - bars["value"]).to_list(),
        "arrayminus": (bars["value"] - bars["low"]).to_list(),
        "color": theme.INK_SOFT,
        "thickness": 1.2,
        "width": 3,
    }

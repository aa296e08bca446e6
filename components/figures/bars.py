"""Ranked bars: horizontal, from zero, the chosen ones in focus, values in a column beside them.

Names and values keep columns of their own, so that nothing overlaps however narrow the chart.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

import pandas as pd
import plotly.graph_objects as go

from components import theme

PIXELS_A_BAR: Final = 28
"""The height that a card should give each bar."""

LONGEST_LINE: Final = 16
"""Letters of a name before it takes a second line."""

VALUE_COLUMN: Final = 66
"""Pixels for the values at the right."""


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
        frame: Columns ``key``, ``name``, ``value`` (float), ``text`` (the value as written);
            ``low`` and ``high`` (an interval) are optional.
        focus: Keys drawn in the focus colour; none means all.
        reference: A value drawn as a vertical line, such as London's rate.
        reference_label: What the line is called.
        signed: Falls and rises in two colours.

    Returns:
        A figure whose height should be ``PIXELS_A_BAR`` a row.
    """
    bars = frame.iloc[::-1]
    names = [in_two_lines(str(name)) for name in bars["name"]]
    figure = go.Figure()
    figure.add_bar(
        x=bars["value"].to_list(),
        y=names,
        orientation="h",
        marker={"color": _colours(bars, focus, signed)},
        customdata=list(zip(bars["name"], bars["text"], strict=True)),
        error_x=_error(bars) if {"low", "high"} <= set(bars.columns) else None,
        hovertemplate="%{customdata[0]}<br><b>%{customdata[1]}</b><extra></extra>",
    )
    for name, text in zip(names, bars["text"], strict=True):
        figure.add_annotation(
            x=1,
            xref="paper",
            y=name,
            xanchor="right",
            xshift=VALUE_COLUMN - 4,
            text=str(text),
            showarrow=False,
            font={"size": 13},
        )
    figure.update_layout(
        template=theme.template(),
        bargap=0.32,
        minreducedwidth=40,
        margin={"l": 8, "r": VALUE_COLUMN, "t": 26 if reference is not None else 8, "b": 8},
        xaxis={"showticklabels": False, "ticks": "", "zeroline": True, "showline": False},
        yaxis={
            "tickfont": {"size": 12},
            "showgrid": False,
            "ticks": "",
            "type": "category",
            "range": [-0.6, len(names) - 0.4],
        },
    )
    if not signed:
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


def in_two_lines(name: str) -> str:
    """A long name with a line break at the space nearest its middle; a short one as it is."""
    if len(name) <= LONGEST_LINE or " " not in name:
        return name
    middle = len(name) / 2
    spaces = [index for index, letter in enumerate(name) if letter == " "]
    at = min(spaces, key=lambda index: abs(index - middle))
    return f"{name[:at]}<br>{name[at + 1 :]}"


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

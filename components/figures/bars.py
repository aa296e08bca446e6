"""Ranked bars: horizontal, from zero, the chosen ones in focus, values in a column beside them.

Names and values keep columns of their own, so that nothing overlaps however narrow the chart.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Final

import pandas as pd
import plotly.graph_objects as go

from components import theme
from components.figures.drawing import Drawing

PIXELS_A_BAR, PIXELS_A_TALL_BAR = 28, 36
"""The height that a card should give each bar; where a name takes two lines."""

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
        A figure whose height should be :func:`pixels_a_bar` a row.
    """
    bars = frame.iloc[::-1]
    names = [in_two_lines(str(name)) for name in bars["name"]]
    figure = Drawing()
    figure.add_bar(
        x=bars["value"].to_list(),
        y=names,
        orientation="h",
        marker={"color": _colours(bars, focus, signed)},
        customdata=list(zip(bars["name"], bars["text"], strict=True)),
        error_x=_error(bars) if {"low", "high"} <= set(bars.columns) else None,
        hovertemplate="%{customdata[0]}<br><b>%{customdata[1]}</b><extra></extra>",
    )
    has_reference = reference is not None
    figure.update_layout(
        template=theme.template(),
        annotations=[
            *_values(names, bars["text"]),
            *([_reference_name(reference, reference_label)] if has_reference else []),
        ],
        shapes=[_reference_line(reference)] if has_reference else [],
        bargap=0.32,
        minreducedwidth=40,
        margin={"l": 8, "r": VALUE_COLUMN, "t": 26 if has_reference else 8, "b": 8},
        xaxis={
            "showticklabels": False,
            "ticks": "",
            "zeroline": True,
            "showline": False,
            "rangemode": "normal" if signed else "tozero",
        },
        yaxis={
            "automargin": True,
            "tickfont": {"size": 12},
            "ticklabelstandoff": 6,
            "showgrid": False,
            "ticks": "",
            "type": "category",
            "range": [-0.6, len(names) - 0.4],
        },
    )
    return figure.figure()


def _values(names: Sequence[str], texts: Iterable[object]) -> list[dict[str, object]]:
    """The values as written, in the column at the right."""
    return [
        {
            "x": 1,
            "xref": "paper",
            "y": name,
            "xanchor": "right",
            "xshift": VALUE_COLUMN - 4,
            "text": str(text),
            "showarrow": False,
            "font": {"size": 13},
        }
        for name, text in zip(names, texts, strict=True)
    ]


def _reference_line(value: float | None) -> dict[str, object]:
    return {
        "type": "line",
        "x0": value,
        "x1": value,
        "y0": 0,
        "y1": 1,
        "yref": "y domain",
        "line": {"color": theme.INK_SOFT, "width": 1, "dash": "dash"},
    }


def _reference_name(value: float | None, label: str) -> dict[str, object]:
    return {
        "x": value,
        "y": 1,
        "yref": "y domain",
        "text": label,
        "showarrow": False,
        "font": {"size": 12, "color": theme.INK},
        "xanchor": "left",
        "yanchor": "bottom",
    }


def pixels_a_bar(names: Iterable[str]) -> int:
    """Return the height of a bar, so that names of two lines stand apart from the next."""
    tall = any(in_two_lines(name) != name for name in names)
    return PIXELS_A_TALL_BAR if tall else PIXELS_A_BAR


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

"""Counts or rates with their intervals: ranked bars of areas, and columns over periods."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

import pandas as pd
import plotly.graph_objects as go

from components import theme
from components.figures import room
from components.figures.drawing import Drawing

PIXELS_A_BAR: Final = 24
"""The height that a card should give each ranked bar."""

NEIGHBOUR: Final = theme.SEQUENTIAL[2]
LABELLED_AT_MOST: Final = 16
"""Columns up to this many have room for their values in writing."""

TEXT_ROOM: Final = 1.3
"""How far the axis reaches beyond the longest interval, so that the values beside it fit."""

HEADROOM: Final = 1.12
WHISKER: Final = {"type": "data", "symmetric": False, "color": theme.INK, "thickness": 1.2}
CASING: Final = {**WHISKER, "color": theme.PAPER, "thickness": 2.8, "width": 0}
"""A white line below a whisker, so that it stands out from a dark bar as well."""

UNSEEN: Final = {"size": 1, "opacity": 0}


def ranked_intervals(
    frame: pd.DataFrame,
    *,
    focus: Collection[str] = (),
    neighbours: Collection[str] = (),
    reference: float | None = None,
    reference_label: str = "",
) -> go.Figure:
    """Draw one bar a row with its interval, in the frame's order from the top.

    Args:
        frame: Columns ``key``, ``name``, ``value``, ``low``, ``high`` (float), ``text`` (what
            stands beside the bar) and ``hover`` (what hover says below the name).
        focus: Keys in the focus colour; none means all.
        neighbours: Keys in a lighter tone, such as the boroughs of the same BCU.
        reference: A value drawn as a vertical line, such as London's rate.
        reference_label: What the line is called.

    Returns:
        A figure whose height should be ``PIXELS_A_BAR`` a row.
    """
    bars = frame.iloc[::-1]
    figure = Drawing()
    figure.add_bar(
        x=bars["value"].to_list(),
        y=bars["name"].to_list(),
        orientation="h",
        marker={"color": [_tone(key, focus, neighbours) for key in bars["key"]]},
        customdata=bars["hover"].to_list(),
        error_x={**CASING, **_reach(bars)},
        hovertemplate="<b>%{y}</b><br>%{customdata}<extra></extra>",
    )
    figure.add_scatter(
        x=bars["value"].to_list(),
        y=bars["name"].to_list(),
        mode="markers",
        marker=UNSEEN,
        error_x={**WHISKER, **_reach(bars), "width": 3},
        hoverinfo="skip",
    )
    figure.add_scatter(
        x=bars["high"].to_list(),
        y=bars["name"].to_list(),
        mode="text",
        text=[f" {text}" for text in bars["text"]],
        textposition="middle right",
        textfont={"size": 13},
        cliponaxis=False,
        hoverinfo="skip",
    )
    highest = float(bars["high"].max()) if len(bars) else 0.0
    figure.update_layout(
        template=theme.template(),
        bargap=0.3,
        margin={"l": 8, "r": 8, "t": 26 if reference is not None else 8, "b": 8},
    )
    figure.update_xaxes(
        range=[0, highest * TEXT_ROOM or 1.0],
        showticklabels=False,
        ticks="",
        zeroline=True,
        showline=False,
    )
    figure.update_yaxes(tickfont={"size": 13}, showgrid=False, ticks="", automargin=True)
    if reference is not None:
        figure.add_shape(
            type="line",
            x0=reference,
            x1=reference,
            y0=0,
            y1=1,
            yref="y domain",
            line={"color": theme.INK_SOFT, "width": 1.25, "dash": "dash"},
        )
        figure.add_annotation(
            x=reference,
            y=1,
            yref="y domain",
            xanchor="left",
            yanchor="bottom",
            text=reference_label,
            showarrow=False,
            font={"size": 12, "color": theme.INK},
        )
    return figure.figure()


def period_columns(frame: pd.DataFrame, *, unit: str, decimals: int = 0) -> go.Figure:
    """Draw one column a period with its interval, from zero; points where there are many.

    Args:
        frame: Columns ``period`` (short label), ``value``, ``low``, ``high`` (float, NaN where
            missing), ``text`` (what stands above the column), ``hover``, ``tick`` (what stands
            below it, empty for nothing) and ``chosen`` (bool: in the focus colour; the others in
            a lighter tone).
        unit: What the axis counts.
        decimals: Of the numbers of the axis.

    Returns:
        A figure of columns with their values in writing, or, beyond ``LABELLED_AT_MOST`` periods,
        of points.
    """
    figure = Drawing()
    if len(frame) <= LABELLED_AT_MOST:
        _add_columns(figure, frame)
    else:
        _add_points(figure, frame)
    highest = float(frame["high"].max()) if frame["high"].notna().any() else 0.0
    figure.update_layout(
        template=theme.template(),
        bargap=0.35,
        margin={"l": room.for_numbers([highest], title=True), "r": 8, "t": 20, "b": room.DATES},
    )
    figure.update_yaxes(
        range=[0, highest * HEADROOM or 1.0],
        tickformat=f",.{decimals}f",
        title={"text": unit, "font": {"size": 12}, "standoff": theme.TITLE_STANDOFF},
    )
    named = frame[frame["tick"].ne("")]
    figure.update_xaxes(
        type="category",
        tickvals=named["period"].to_list(),
        ticktext=named["tick"].to_list(),
    )
    return figure.figure()


def _add_columns(figure: Drawing, frame: pd.DataFrame) -> None:
    labels = frame["period"].to_list()
    figure.add_bar(
        x=labels,
        y=frame["value"].to_list(),
        marker={"color": _period_tones(frame)},
        customdata=frame["hover"].to_list(),
        error_y={**CASING, **_reach(frame)},
        hovertemplate="<b>%{x}</b><br>%{customdata}<extra></extra>",
    )
    figure.add_scatter(
        x=labels,
        y=frame["value"].to_list(),
        mode="markers",
        marker=UNSEEN,
        error_y={**WHISKER, **_reach(frame), "width": 3},
        hoverinfo="skip",
    )
    figure.add_scatter(
        x=labels,
        y=frame["high"].to_list(),
        mode="text",
        text=frame["text"].to_list(),
        textposition="top center",
        textfont={"size": 12},
        cliponaxis=False,
        hoverinfo="skip",
    )


def _add_points(figure: Drawing, frame: pd.DataFrame) -> None:
    figure.add_scatter(
        x=frame["period"].to_list(),
        y=frame["value"].to_list(),
        mode="markers",
        marker={
            "size": [10 if chosen else 6 for chosen in frame["chosen"]],
            "color": _period_tones(frame, other=theme.SEQUENTIAL[1]),
        },
        error_y={**WHISKER, **_reach(frame), "color": theme.CONTEXT, "width": 0},
        customdata=frame["hover"].to_list(),
        hovertemplate="<b>%{x}</b><br>%{customdata}<extra></extra>",
    )


def _period_tones(frame: pd.DataFrame, other: str = NEIGHBOUR) -> list[str]:
    return [theme.FOCUS if chosen else other for chosen in frame["chosen"]]


def _tone(key: str, focus: Collection[str], neighbours: Collection[str]) -> str:
    if not focus or key in focus:
        return theme.FOCUS
    return NEIGHBOUR if key in neighbours else theme.CONTEXT


def _reach(frame: pd.DataFrame) -> dict[str, list[float]]:
    return {
        "array": (frame["high"] - frame["value"]).to_list(),
        "arrayminus": (frame["value"] - frame["low"]).to_list(),
    }

"""Lines over time: direct labels, marks for breaks and events, the newest month hollow."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

import pandas as pd
import plotly.graph_objects as go

from components import theme

Role = Literal["focus", "context", "second"]

ROLE_COLOURS: Final[dict[str, str]] = {
    "focus": theme.FOCUS,
    "context": "#8A949B",
    "second": theme.TURQUOISE,
}
LABEL_PIXELS_A_LETTER: Final = 7.4
WIDEST_LABEL: Final = 130
BADGE_PIXELS: Final = 20
BADGE_ROW_PIXELS: Final = 20
NARROW_PLOT_PIXELS: Final = 220
"""The width of a plot on a phone: badges nearer than theirs stand in rows above each other."""


@dataclass(frozen=True)
class Mark:
    """A dated mark: a break or an event, drawn as a line with a badge; its text is in a key.

    Args:
        month: ISO month, ``2024-03``.
        badge: A letter (break) or a number (event).
        text: What the key says.
        kind: Breaks are dashed, events dotted.
    """

    month: str
    badge: str
    text: str
    kind: Literal["break", "event"]


@dataclass(frozen=True)
class Shade:
    """A period drawn with a light ground and a label."""

    start: str
    end: str
    label: str


def line_chart(
    frame: pd.DataFrame,
    *,
    hover_format: str = ",.0f",
    hover_unit: str = "",
    axis_suffix: str = "",
    marks: Sequence[Mark] = (),
    shade: Shade | None = None,
    from_zero: bool = True,
    show_points: bool = False,
    stacked: bool = False,
) -> go.Figure:
    """Draw one or more series over time.

    Args:
        frame: Columns ``series`` (its name), ``role`` (``focus``, ``context`` or ``second``),
            ``month`` (ISO month or the first month of a quarter), ``value`` (float, NaN where
            missing: the line breaks there) and ``provisional`` (bool); ``period`` (what hover
            calls the point) is optional.
        hover_format: d3 format of values.
        hover_unit: What follows a value in hover, with its leading space.
        axis_suffix: What follows the numbers of the value axis, such as `` %``.
        marks: Breaks and events.
        shade: A period to set off.
        from_zero: Whether the value axis starts at zero.
        show_points: Whether every point gets a dot (few points).
        stacked: Whether each series gets a chart of its own, one above the other, since their
            sizes differ too much for one axis (two axes in one chart mislead).

    Returns:
        A figure with one line a series, labelled at its end.
    """
    names = list(dict.fromkeys(frame["series"]))
    figure = _drawn(frame, names, hover_format, hover_unit, show_points, stacked=stacked)
    rows = _add_marks(figure, marks, frame["month"].nunique())
    if shade is not None:
        _add_shade(figure, shade)
    several = len(names) > 1
    figure.update_layout(
        template=theme.template(),
        hovermode="x unified" if several and not stacked else "closest",
        margin={
            "l": 8,
            "r": _label_width(names) if several and not stacked else 20,
            "t": 14 + BADGE_ROW_PIXELS * max(rows, int(shade is not None)),
            "b": 8,
        },
    )
    figure.update_yaxes(
        rangemode="tozero" if from_zero else "normal", ticksuffix=axis_suffix, tickformat=","
    )
    figure.update_xaxes(type="date", hoverformat="%B %Y", range=_x_range(frame))
    if not from_zero:
        figure.update_yaxes(zeroline=True, zerolinecolor=theme.INK_SOFT)
    return figure


def _drawn(
    frame: pd.DataFrame,
    names: Sequence[str],
    hover_format: str,
    hover_unit: str,
    show_points: bool,
    *,
    stacked: bool,
) -> go.Figure:
    figure = go.Figure()
    # The focus is drawn last so that it lies on top.
    ordered = sorted(names, key=lambda name: _role(frame, name) == "focus")
    for name in ordered:
        part = frame[frame["series"] == name]
        # In a stack the focus is the upper chart, the first axis.
        axis = "y2" if stacked and _role(frame, name) != "focus" else "y"
        _add_series(figure, part, hover_format, hover_unit, show_points, axis)
        _add_end(figure, part, axis, labelled=len(names) > 1 and not stacked)
    if stacked:
        _stack(figure, names)
    return figure


def _stack(figure: go.Figure, names: Sequence[str]) -> None:
    figure.update_layout(
        yaxis={"domain": [0.56, 0.95]}, yaxis2={"domain": [0, 0.39]}, xaxis={"anchor": "y2"}
    )
    for name, top in zip(names, (0.95, 0.39), strict=False):
        figure.add_annotation(
            x=0,
            xref="paper",
            y=top,
            yref="paper",
            yanchor="bottom",
            xanchor="left",
            text=f"<b>{name}</b>",
            showarrow=False,
            font={"size": 13},
        )


def _role(frame: pd.DataFrame, name: str) -> str:
    return str(frame.loc[frame["series"] == name, "role"].iloc[0])


def _x_range(frame: pd.DataFrame) -> list[str]:
    months = pd.to_datetime(frame["month"])
    pad = pd.Timedelta(days=20)
    return [str((months.min() - pad).date()), str((months.max() + pad).date())]


def _label_width(names: Sequence[str]) -> int:
    longest = max(len(name) for name in names)
    return min(int(longest * LABEL_PIXELS_A_LETTER) + 24, WIDEST_LABEL)


def _add_series(  # noqa: PLR0917 - private, called once
    figure: go.Figure,
    part: pd.DataFrame,
    hover_format: str,
    hover_unit: str,
    show_points: bool,
    axis: str,
) -> None:
    """Add one line; hover says its period and value."""
    name = str(part["series"].iloc[0])
    role = str(part["role"].iloc[0])
    colour = ROLE_COLOURS[role]
    months = [f"{month}-01" for month in part["month"]]
    has_period = "period" in part
    label = "%{customdata}" if has_period else "%{x|%B %Y}"
    body = f"%{{y:{hover_format}}}{hover_unit}"
    figure.add_scatter(
        x=months,
        y=part["value"].to_list(),
        customdata=part["period"].to_list() if has_period else None,
        mode="lines+markers" if show_points else "lines",
        line={"color": colour, "width": 2.5 if role == "focus" else 1.75},
        marker={"size": 6},
        name=name,
        connectgaps=False,
        yaxis=axis,
        hovertemplate=f"{label}<br><b>{body}</b><extra></extra>"
        if hover_unit or has_period
        else f"{body}<extra>{name}</extra>",
    )


def _add_end(figure: go.Figure, part: pd.DataFrame, axis: str, *, labelled: bool) -> None:
    """Mark the newest point, hollow where it is provisional, with the series' name beside it."""
    known = part[part["value"].notna()]
    if known.empty:
        return
    colour = ROLE_COLOURS[str(part["role"].iloc[0])]
    last = known.iloc[-1]
    hollow = bool(last["provisional"])
    month = f"{last['month']}-01"
    figure.add_scatter(
        x=[month],
        y=[last["value"]],
        mode="markers",
        yaxis=axis,
        marker={
            "size": 9,
            "color": theme.PAPER if hollow else colour,
            "line": {"color": colour, "width": 2},
        },
        hoverinfo="skip",
        showlegend=False,
    )
    if not labelled:
        return
    figure.add_annotation(
        x=month,
        y=last["value"],
        text=str(last["series"]),
        showarrow=False,
        xanchor="left",
        xshift=9,
        font={"color": theme.FOCUS if colour == theme.FOCUS else theme.INK, "size": 13},
    )


def _add_marks(figure: go.Figure, marks: Sequence[Mark], months_drawn: int) -> int:
    """Draw each month's marks as one line with one badge; return how many rows badges take."""
    by_month: dict[str, list[Mark]] = {}
    for mark in sorted(marks, key=lambda each: each.month):
        by_month.setdefault(mark.month, []).append(mark)
    near = max(1, round(months_drawn * BADGE_PIXELS / NARROW_PLOT_PIXELS))
    taken: list[int] = []
    for month, here in by_month.items():
        ordinal = pd.Period(month, "M").ordinal
        row = next(
            (i for i, last in enumerate(taken) if ordinal - last >= near * len(here)), len(taken)
        )
        taken[row : row + 1] = [ordinal]
        _add_mark(figure, f"{month}-01", here, row)
    return len(taken)


def _add_mark(figure: go.Figure, x: str, marks: Sequence[Mark], row: int) -> None:
    has_break = any(mark.kind == "break" for mark in marks)
    figure.add_shape(
        type="line",
        x0=x,
        x1=x,
        y0=0,
        y1=1,
        yref="paper",
        layer="below",
        line={"color": theme.INK_SOFT, "width": 1, "dash": "dash" if has_break else "dot"},
    )
    figure.add_annotation(
        x=x,
        y=1,
        yref="paper",
        yanchor="bottom",
        yshift=row * BADGE_ROW_PIXELS,
        text=" ".join(mark.badge for mark in marks),
        showarrow=False,
        hovertext="<br>".join(mark.text for mark in marks),
        bgcolor=theme.PAPER,
        bordercolor=theme.INK_SOFT,
        borderpad=2,
        borderwidth=1,
        font={"size": 11, "color": theme.INK},
    )


def _add_shade(figure: go.Figure, shade: Shade) -> None:
    end = (pd.Period(shade.end, "M") + 1).to_timestamp().date()
    start = pd.Period(shade.start, "M").to_timestamp().date()
    figure.add_shape(
        type="rect",
        x0=str(start - pd.Timedelta(days=15)),
        x1=str(end - pd.Timedelta(days=15)),
        y0=0,
        y1=1,
        yref="paper",
        layer="below",
        fillcolor=theme.FOCUS,
        opacity=0.08,
        line={"width": 0},
    )
    middle = pd.Timestamp(start) + (pd.Timestamp(end) - pd.Timestamp(start)) / 2
    figure.add_annotation(
        x=str((middle - pd.Timedelta(days=15)).date()),
        y=1,
        yref="paper",
        yanchor="bottom",
        text=shade.label,
        showarrow=False,
        font={"size": 12, "color": theme.FOCUS},
    )

"""Lines over time: direct labels, marks for breaks and events, the newest month hollow."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Final, Literal

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from components import theme
from components.figures import room
from components.figures.arrays import compact, milliseconds
from components.figures.dated import MONTH_TICKS, Shade, add_shade
from components.figures.dated_marks import BADGE_ROW_PIXELS, Mark, add_marks
from components.figures.drawing import Drawing

__all__ = ["Mark", "Role", "Shade", "line_chart"]

Role = Literal["focus", "context", "second", "beneath"]

ROLE_COLOURS: Final[dict[str, str]] = {
    "focus": theme.FOCUS,
    "context": "#8A949B",
    "second": theme.TURQUOISE,
    "beneath": "#8A949B",
}
ROLE_WIDTHS: Final[dict[str, float]] = {"focus": 2.5, "beneath": 8}
"""A line that lies beneath another shows on both sides of it where the two are equal."""

USUAL_WIDTH: Final = 1.75
LABEL_PIXELS_A_LETTER: Final = 7.4
WIDEST_LABEL: Final = 130
END: Final = "end"
"""What a line's name beside its end is called: a narrow plot has no room beside it
(``assets/08-chart-fit.js``)."""

BESIDE_ENDS: Final = timedelta(days=20)
"""What the time axis shows before the first month and after the last."""


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
        frame: Columns ``series`` (its name), ``role`` (``focus``, ``context``,
            ``second``, or ``beneath``: a broad line under the focus),
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
    roles = dict(zip(frame["series"].tolist(), frame["role"].tolist(), strict=True))
    figure = _drawn(frame, roles, hover_format, hover_unit, show_points, stacked=stacked)
    months = frame["month"].tolist()
    first, last = min(months), max(months)
    shown = _x_range(first, last)
    add_marks(figure, marks, shown)
    # Badges take the place above the plot; its foot is free where the axis starts at zero.
    at_foot = bool(marks) and from_zero
    if shade is not None:
        place: Literal["top", "bottom"] = "bottom" if at_foot else "top"
        add_shade(figure, shade, label_at=place, months=(first, last))
    several = len(roles) > 1
    named_at_end = [name for name, role in roles.items() if role != "beneath"]
    figure.update_layout(
        template=theme.template(),
        hovermode="x unified" if several and not stacked else "closest",
        margin={
            "l": room.for_numbers(frame["value"], suffix=axis_suffix),
            "r": _label_width(named_at_end) if several and not stacked else 20,
            "t": 14 + BADGE_ROW_PIXELS * bool(marks or (shade is not None and not at_foot)),
            "b": room.DATES,
        },
    )
    figure.update_yaxes(
        rangemode="tozero" if from_zero else "normal", ticksuffix=axis_suffix, tickformat=","
    )
    figure.update_xaxes(
        type="date",
        hoverformat="%B %Y",
        tickformatstops=MONTH_TICKS,
        range=list(shown),
    )
    if not from_zero:
        figure.update_yaxes(zeroline=True, zerolinecolor=theme.INK_SOFT)
    return figure.figure()


def _drawn(
    frame: pd.DataFrame,
    roles: Mapping[str, str],
    hover_format: str,
    hover_unit: str,
    show_points: bool,
    *,
    stacked: bool,
) -> Drawing:
    figure = Drawing()
    # The focus is drawn last so that it lies on top.
    ordered = sorted(roles, key=lambda name: roles[name] == "focus")
    for name in ordered:
        part = frame[frame["series"] == name] if len(roles) > 1 else frame
        # In a stack the focus is the upper chart, the first axis.
        axis = "y2" if stacked and roles[name] != "focus" else "y"
        _add_series(figure, part, hover_format, hover_unit, show_points, axis)
        _add_end(figure, part, axis)
    if stacked:
        _stack(figure, list(roles))
    elif len(roles) > 1:
        _name_ends(figure, frame, {name: role for name, role in roles.items() if role != "beneath"})
    return figure


def _stack(figure: Drawing, names: Sequence[str]) -> None:
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


def _x_range(first: str, last: str) -> tuple[str, str]:
    """From a little before the first month to a little after the last."""
    start = date.fromisoformat(f"{first}-01") - BESIDE_ENDS
    end = date.fromisoformat(f"{last}-01") + BESIDE_ENDS
    return str(start), str(end)


def _label_width(names: Sequence[str]) -> int:
    longest = max(len(name) for name in names)
    return min(int(longest * LABEL_PIXELS_A_LETTER) + 24, WIDEST_LABEL)


def _add_series(  # noqa: PLR0917 - private, called once
    figure: Drawing,
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
    months = milliseconds(part["month"].tolist())
    has_period = "period" in part
    label = "%{customdata}" if has_period else "%{x|%B %Y}"
    body = f"%{{y:{hover_format}}}{hover_unit}"
    figure.add_scatter(
        x=months,
        y=compact(part["value"]),
        customdata=part["period"].to_list() if has_period else None,
        mode="lines+markers" if show_points else "lines",
        line={"color": colour, "width": ROLE_WIDTHS.get(role, USUAL_WIDTH)},
        marker={"size": 6},
        name=name,
        connectgaps=False,
        yaxis=axis,
        hovertemplate=f"{label}<br><b>{body}</b><extra></extra>"
        if hover_unit or has_period
        else f"{body}<extra>{name}</extra>",
    )


def _label_start(figure: Drawing, part: pd.DataFrame, place: int, axis: str) -> None:
    """Name a line that lies beneath another where it begins, clear of the other's name."""
    figure.add_annotation(
        x=f"{part['month'].iat[place]}-01",
        y=float(part["value"].to_numpy()[place]),
        yref=axis,
        text=str(part["series"].iat[0]),
        showarrow=True,
        arrowhead=0,
        arrowcolor=ROLE_COLOURS["beneath"],
        ax=0,
        ay=80,
        xanchor="center" if 2 * place > len(part) else "left",
        font={"color": theme.INK, "size": 13},
    )


def _add_end(figure: Drawing, part: pd.DataFrame, axis: str) -> None:
    """Mark the newest point, hollow where it is provisional."""
    known = np.flatnonzero(part["value"].notna().to_numpy())
    if not known.size:
        return
    role = str(part["role"].iat[0])
    if role == "beneath":
        _label_start(figure, part, int(known[0]), axis)
        return
    colour = ROLE_COLOURS[role]
    last = int(known[-1])
    value = float(part["value"].to_numpy()[last])
    hollow = bool(part["provisional"].iat[last])
    month = f"{part['month'].iat[last]}-01"
    figure.add_scatter(
        x=[month],
        y=[value],
        mode="markers",
        yaxis=axis,
        marker={
            "size": 9,
            "color": theme.PAPER if hollow else colour,
            "line": {"color": colour, "width": 2},
        },
        # It stands nearer to the edge than it is wide.
        cliponaxis=False,
        hoverinfo="skip",
        showlegend=False,
    )


def _name_ends(figure: Drawing, frame: pd.DataFrame, roles: Mapping[str, str]) -> None:
    """Name each line beside its newest point, those of near ends a line of text apart."""
    known = frame[frame["value"].notna()]
    ends = known[known["series"].isin(list(roles))].groupby("series", sort=False).last()
    levels: list[float] = ends["value"].tolist()
    span = float(known["value"].max() - min(0.0, known["value"].min()))
    for name, month, level, shift in zip(
        ends.index.tolist(),
        ends["month"].tolist(),
        levels,
        room.apart(levels, span=span),
        strict=True,
    ):
        is_focus = ROLE_COLOURS[roles[name]] == theme.FOCUS
        figure.add_annotation(
            name=END,
            x=f"{month}-01",
            y=level,
            text=name,
            showarrow=False,
            xanchor="left",
            xshift=9,
            yshift=shift,
            font={"color": theme.FOCUS if is_focus else theme.INK, "size": 13},
        )

"""Process-behaviour (XmR) charts: values, mean and limits, special causes by shape and colour."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from components import formatting, theme
from components.figures import room
from components.figures.dated import MONTH_TICKS, Shade, add_shade
from components.figures.dated_marks import BADGE_ROW_PIXELS, Mark, add_marks
from components.figures.drawing import Drawing
from components.figures.room import LINE_PIXELS, PLOT_PIXELS
from components.figures.special_causes import (
    COMMON_CAUSE,
    RULE_NAMES,
    SYMBOLS,
    kinds_of,
    point_text,
)
from data.periods import Month

__all__ = [
    "COMMON_CAUSE",
    "RULE_NAMES",
    "SYMBOLS",
    "kinds_of",
    "point_text",
    "process_figure",
    "segments_of",
]

LINES: Final = {
    "near_lower_limit": ("dot", 1.0),
    "near_upper_limit": ("dot", 1.0),
    "lower_limit": ("dash", 1.25),
    "upper_limit": ("dash", 1.25),
    "mean": ("solid", 1.25),
}
HALF_A_MONTH: Final = pd.Timedelta(days=15)
LETTER_PIXELS: Final = 7.4
BESIDE_LABEL: Final = 12
"""Pixels of a letter of a wide sans serif at the size of labels, and beside a label."""

SPARE: Final = "spare"
"""The name of a label that a narrow plot leaves out (`assets/08-chart-fit.js`)."""

HEADROOM: Final = 1.06
LABEL_SHARE: Final = 0.12
"""About how much of the width a label inside the plot covers."""


def process_figure(
    frame: pd.DataFrame,
    *,
    unit: str = "",
    marks: Sequence[Mark] = (),
    shade: Shade | None = None,
) -> go.Figure:
    """Draw a process-behaviour chart, from zero.

    Args:
        frame: One row a month in order: ``month`` (ISO), ``value``, ``mean``, ``lower_limit``,
            ``upper_limit``, ``near_lower_limit``, ``near_upper_limit`` (float, NaN where missing),
            ``special_cause`` (bool), ``rule``, ``direction`` (text or None), ``provisional``
            (bool): the rows of ``data.queries.spc``.
        unit: What is counted, for hover: ``victims``.
        marks: Breaks and events.
        shade: A period to set off; its label stands at the foot of the plot.

    Returns:
        A figure with mean and limits by segment, those of the last one labelled at its end and
        the means of the others where they have room; special causes by shape and colour, their rule
        named on hover; provisional points hollow. A lower limit below zero is not in sight.
    """
    figure = Drawing()
    segments = segments_of(frame)
    for column, (dash, width) in LINES.items():
        _add_line(figure, frame, segments, column, dash, width)
    figure.add_scatter(
        x=_dates(frame),
        y=frame["value"].to_list(),
        mode="lines",
        line={"color": theme.INK_SOFT, "width": 1.5},
        connectgaps=False,
        hoverinfo="skip",
    )
    kinds = kinds_of(frame)
    for kind in SYMBOLS:
        _add_points(figure, frame[kinds == kind], kind, unit)
    top = _top(frame)
    labels = _labels(frame, segments, top)
    for level, text, shift in labels:
        _label(figure, _ends(frame, *segments[-1])[1], level, text, "left", 6, shift)
    for first, after in segments[:-1]:
        _label_earlier(figure, frame, first, after, top)
    if not frame.empty:
        add_marks(figure, marks, _ends(frame, 0, len(frame)))
    if shade is not None:
        months = (str(frame["month"].iloc[0]), str(frame["month"].iloc[-1]))
        add_shade(figure, shade, label_at="bottom", months=months)
    _lay_out(figure, frame, top, [text for _, text, _ in labels], has_badges=bool(marks))
    return figure.figure()


def segments_of(frame: pd.DataFrame) -> list[tuple[int, int]]:
    """Return the stretches with the same mean and limits: first row, and the one after the last."""
    if frame.empty:
        return []
    lines = frame[["mean", "lower_limit", "upper_limit"]].to_numpy(dtype=np.float64)
    same = (lines[1:] == lines[:-1]) | (np.isnan(lines[1:]) & np.isnan(lines[:-1]))
    starts = [0, *(np.flatnonzero(~same.all(axis=1)) + 1).tolist(), len(frame)]
    return list(pairwise(starts))


def _dates(frame: pd.DataFrame) -> list[str]:
    return [f"{month}-01" for month in frame["month"]]


def _ends(frame: pd.DataFrame, start: int, stop: int) -> tuple[str, str]:
    """Return where the lines of a segment begin and end: half a month around its months."""
    months = frame["month"].to_numpy()
    first = pd.Timestamp(f"{months[start]}-01") - HALF_A_MONTH
    last = pd.Timestamp(f"{months[stop - 1]}-01") + HALF_A_MONTH
    return str(first.date()), str(last.date())


def _add_line(  # noqa: PLR0917 - private, called once
    figure: Drawing,
    frame: pd.DataFrame,
    segments: Sequence[tuple[int, int]],
    column: str,
    dash: str,
    width: float,
) -> None:
    x: list[str | None] = []
    y: list[float | None] = []
    for start, stop in segments:
        x += [*_ends(frame, start, stop), None]
        level = float(frame[column].iloc[start])
        y += [level, level, None]
    figure.add_scatter(
        x=x,
        y=y,
        mode="lines",
        name=column,
        line={"color": theme.INK_SOFT, "width": width, "dash": dash},
        hoverinfo="skip",
    )


def _add_points(figure: Drawing, part: pd.DataFrame, kind: str, unit: str) -> None:
    if part.empty:
        return
    symbol = SYMBOLS[kind]
    said = [
        [Month.parse(month).label, point_text(rule, direction, kind)]
        for month, rule, direction in zip(
            part["month"], part["rule"], part["direction"], strict=True
        )
    ]
    border = theme.RISE if kind == "concern" else symbol.colour
    figure.add_scatter(
        x=_dates(part),
        y=part["value"].to_list(),
        mode="markers",
        name=kind,
        # The first and the last month stand half a month from the edge, nearer than their size.
        cliponaxis=False,
        marker={
            "symbol": symbol.shape,
            "size": symbol.size,
            "color": symbol.colour,
            "line": {"color": border, "width": 2 if kind == "provisional" else 1},
        },
        customdata=said,
        hovertemplate=(
            f"%{{customdata[0]}}<br><b>%{{y:,.0f}}{f' {unit}' if unit else ''}</b>"
            "<br>%{customdata[1]}<extra></extra>"
        ),
    )


def _top(frame: pd.DataFrame) -> float:
    highest = float(np.nanmax([0.0, *frame["value"], *frame["upper_limit"]]))
    return highest * HEADROOM or 1.0


def _labels(
    frame: pd.DataFrame, segments: Sequence[tuple[int, int]], top: float
) -> list[tuple[float, str, float]]:
    """Return the names of the newest mean and limits: level, text, and by how much it is moved."""
    if not segments:
        return []
    last = frame.iloc[segments[-1][0]]
    # Lines that lie closer than their labels are tall get their labels moved apart.
    gap = (float(last["upper_limit"]) - float(last["mean"])) / top * PLOT_PIXELS
    apart = max(0.0, LINE_PIXELS - gap) if np.isfinite(gap) else 0.0
    levels = (
        (float(last["upper_limit"]), "limit", apart),
        (float(last["mean"]), "mean", 0.0),
        (float(last["lower_limit"]), "limit", -apart),
    )
    return [
        (level, f"{word} {formatting.count(level)}", shift)
        for level, word, shift in levels
        if np.isfinite(level) and level >= 0
    ]


def _label_earlier(figure: Drawing, frame: pd.DataFrame, start: int, stop: int, top: float) -> None:
    """Name the mean of an earlier segment where most room is: at either end, above or below it."""
    segment = frame.iloc[start:stop]
    level = float(segment["mean"].iloc[0])
    if not np.isfinite(level):
        return
    covered = max(1, round(len(frame) * LABEL_SHARE))
    lines = segment[[name for name in LINES if name != "mean"]].iloc[0].to_numpy(np.float64)

    def room(months: pd.Series[float], shift: float) -> float:
        # The axis is one of the lines that a label keeps away from.
        around = np.concatenate([months.to_numpy(np.float64), lines, [0.0]])
        return float(np.nanmin(np.abs(around - level - shift * top / PLOT_PIXELS)))

    begin, end = _ends(frame, start, stop)
    values, text = segment["value"], f"mean {formatting.count(level)}"
    places = [
        (room(months, shift), x, anchor, aside, shift)
        for shift in (LINE_PIXELS / 2, -LINE_PIXELS / 2)
        for months, x, anchor, aside in (
            (values.head(covered), begin, "left", 2),
            (values.tail(covered), end, "right", -2),
        )
    ]
    _, x, anchor, aside, shift = max(places, key=lambda place: place[0])
    # On a phone it would lie over its own points.
    _label(figure, x, level, text, anchor, aside, shift, name=SPARE)


def _label(  # noqa: PLR0917 - private
    figure: Drawing,
    x: str,
    y: float,
    text: str,
    anchor: str,
    xshift: float,
    yshift: float,
    name: str | None = None,
) -> None:
    figure.add_annotation(
        **({"name": name} if name else {}),
        x=x,
        y=y,
        text=text,
        showarrow=False,
        xanchor=anchor,
        xshift=xshift,
        yshift=yshift,
        font={"size": 12, "color": theme.INK},
    )


def _lay_out(
    figure: Drawing, frame: pd.DataFrame, top: float, labels: Sequence[str], *, has_badges: bool
) -> None:
    longest = max(map(len, labels), default=0)
    figure.update_layout(
        template=theme.template(),
        hovermode="closest",
        margin={
            "l": room.for_numbers([top]),
            "r": round(longest * LETTER_PIXELS) + BESIDE_LABEL,
            "t": 14 + BADGE_ROW_PIXELS * has_badges,
            "b": room.DATES,
        },
    )
    figure.update_yaxes(range=[0, top], tickformat=",")
    figure.update_xaxes(type="date", tickformatstops=MONTH_TICKS)
    if not frame.empty:
        figure.update_xaxes(range=list(_ends(frame, 0, len(frame))))

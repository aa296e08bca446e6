"""A timeline of due dates: one row a promise, its name above its bar, the date beside it."""

from __future__ import annotations

from textwrap import wrap
from typing import Final

import pandas as pd
import plotly.graph_objects as go

from components import theme
from components.figures.dated import MONTH_TICKS
from components.figures.drawing import Drawing

ROW_PIXELS: Final = 52
LINE_PIXELS: Final = 17
FRAME_PIXELS: Final = 76
BAR_ROWS: Final = 0.24
LETTERS_A_LINE: Final = 38
"""A name's line fits a phone's plot."""

SHORTEST_SPAN_MONTHS: Final = 9
MIDDLE: Final = 0.5


def timeline_height(names: list[str]) -> int:
    """The height in pixels that rows with these names need."""
    return FRAME_PIXELS + len(names) * _row_pixels(names)


def timeline(frame: pd.DataFrame, *, as_at: str, as_at_label: str) -> go.Figure:
    """Draw due dates as bars over the months in which they fall.

    Args:
        frame: Soonest first: `name`; `start` and `end` (ISO dates: the first day of the period and
            the first day after it); `text` (the date in a few letters); `passed` (boolean);
            `hover` (a sentence).
        as_at: ISO date of the first day after the as-at month.
        as_at_label: What the line at `as_at` is called.

    Returns:
        A figure to be drawn `timeline_height` pixels high. Dates that have passed are dark and
        hatched, those ahead plain: never colour alone.
    """
    rows = list(range(len(frame)))
    start, end = pd.to_datetime(frame["start"]), pd.to_datetime(frame["end"])
    first, last = _window(start, end, pd.Timestamp(as_at))
    passed = [bool(each) for each in frame["passed"]]
    figure = Drawing()
    figure.add_bar(
        base=[str(each.date()) for each in start],
        x=[_milliseconds(length) for length in end - start],
        y=rows,
        orientation="h",
        width=BAR_ROWS,
        marker={
            "color": [theme.RISE if each else theme.FOCUS for each in passed],
            "pattern": {
                "shape": ["/" if each else "" for each in passed],
                "fgcolor": theme.PAPER,
                "size": 6,
                "solidity": 0.25,
            },
        },
        customdata=frame["hover"].to_list(),
        hovertemplate="%{customdata}<extra></extra>",
    )
    names = frame["name"].to_list()
    for row, name, text in zip(rows, names, frame["text"], strict=True):
        _label(figure, row, "<br>".join(_lines(name)))
        _date(figure, row, text, (start.iloc[row], end.iloc[row]), (first, last))
    figure.add_shape(
        type="line",
        x0=as_at,
        x1=as_at,
        y0=0,
        y1=1,
        yref="y domain",
        line={"color": theme.INK_SOFT, "width": 1, "dash": "dash"},
    )
    near_end = _fraction(pd.Timestamp(as_at), first, last) > MIDDLE
    figure.add_annotation(
        x=as_at,
        y=1,
        yref="paper",
        yanchor="bottom",
        xanchor="right" if near_end else "left",
        text=as_at_label,
        showarrow=False,
        font={"size": 12, "color": theme.INK_SOFT},
    )
    figure.update_layout(
        template=theme.template(),
        margin={"l": 4, "r": 4, "t": 28, "b": 44},
        bargap=0,
        xaxis={
            "type": "date",
            "range": [str(first.date()), str(last.date())],
            "dtick": _tick(first, last),
            "tickformatstops": MONTH_TICKS,
            "ticklabelposition": "outside right",
            "ticklabeloverflow": "hide past domain",
        },
        yaxis={
            "range": [len(rows) - 0.6, -0.85],
            "visible": False,
        },
    )
    return figure.figure()


def _row_pixels(names: list[str]) -> int:
    most = max((len(_lines(name)) for name in names), default=1)
    return ROW_PIXELS + (most - 1) * LINE_PIXELS


def _lines(name: str) -> list[str]:
    return wrap(name, LETTERS_A_LINE)


def _window(
    start: pd.Series[pd.Timestamp], end: pd.Series[pd.Timestamp], as_at: pd.Timestamp
) -> tuple[pd.Timestamp, pd.Timestamp]:
    """The axis: every bar and the as-at line, a month to spare, never only a few months."""
    first = min(start.min(), as_at) - pd.DateOffset(months=1)
    last = max(end.max(), as_at) + pd.DateOffset(months=1)
    shortest = first + pd.DateOffset(months=SHORTEST_SPAN_MONTHS)
    return first, max(last, shortest)


def _tick(first: pd.Timestamp, last: pd.Timestamp) -> str:
    months = (last.year - first.year) * 12 + last.month - first.month
    step = next((step for step in (1, 3, 6, 12) if months / step <= 9), 24)  # noqa: PLR2004
    return f"M{step}"


def _milliseconds(length: pd.Timedelta) -> float:
    return length / pd.Timedelta(milliseconds=1)


def _fraction(when: pd.Timestamp, first: pd.Timestamp, last: pd.Timestamp) -> float:
    return float((when - first) / (last - first))


def _label(figure: Drawing, row: int, text: str) -> None:
    figure.add_annotation(
        x=0,
        xref="paper",
        xanchor="left",
        y=row,
        yanchor="bottom",
        yshift=7,
        text=text,
        align="left",
        showarrow=False,
        font={"size": 13, "color": theme.INK},
        bgcolor=theme.PAPER,
        borderpad=1,
    )


def _date(
    figure: Drawing,
    row: int,
    text: str,
    bar: tuple[pd.Timestamp, pd.Timestamp],
    axis: tuple[pd.Timestamp, pd.Timestamp],
) -> None:
    """Write the date beside its bar, on the side that has room."""
    on_right = _fraction(bar[1], *axis) <= MIDDLE
    figure.add_annotation(
        x=str((bar[1] if on_right else bar[0]).date()),
        xanchor="left" if on_right else "right",
        xshift=4 if on_right else -4,
        y=row,
        yanchor="middle",
        text=text,
        showarrow=False,
        font={"size": 12, "color": theme.INK},
    )

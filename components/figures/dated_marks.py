"""Dated marks of a chart over time: breaks and events, a line each with a badge above the plot.

All lines of a kind are one shape, and a badge is a shape with a label: an annotation could be the
same box, but plotly.js draws each one twice whenever a chart changes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from components import theme
from components.figures.drawing import Drawing

BADGE_ROW_PIXELS: Final = 20
"""The top margin that one row of badges takes; further rows get theirs in the browser."""

BADGE_HIGH: Final = 17
BADGE_NARROWEST: Final = 15
BADGE_LETTER_PIXELS: Final = 5.5
"""The width of a letter, a digit or the space between two of them, on average."""

BADGE: Final = "badge"
"""The name of a badge's shape, by which the browser finds it."""

Kind = Literal["break", "event"]
DASHES: Final[Mapping[Kind, str]] = {"break": "dash", "event": "dot"}


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
    kind: Kind


def add_marks(figure: Drawing, marks: Sequence[Mark], shown: tuple[str, str]) -> None:
    """Draw each month's marks as one line with one badge above the plot.

    All badges stand in one row; which of them have to stand above others, so that none lies over
    another, depends on the width of the chart (``assets/08-chart-fit.js``).

    Args:
        figure: A figure whose x axis holds dates.
        marks: Breaks and events.
        shown: ISO dates between which the x axis runs.
    """
    by_month: dict[str, list[Mark]] = {}
    for mark in sorted(marks, key=lambda each: each.month):
        by_month.setdefault(mark.month, []).append(mark)
    _add_lines(figure, by_month)
    start, end = map(date.fromisoformat, shown)
    for month, here in by_month.items():
        share = (date.fromisoformat(f"{month}-01") - start) / (end - start)
        _add_badge(figure, share, " ".join(mark.badge for mark in here))


def _add_lines(figure: Drawing, by_month: Mapping[str, Sequence[Mark]]) -> None:
    """Draw one line a month; where a break and events share one, it is a break's."""
    months: dict[Kind, list[str]] = {"break": [], "event": []}
    for month, marks in by_month.items():
        is_break = any(mark.kind == "break" for mark in marks)
        months["break" if is_break else "event"].append(month)
    for kind, those in months.items():
        if those:
            figure.add_shape(
                type="path",
                name=kind,
                path=" ".join(f"M {month}-01,0 V 1" for month in those),
                yref="paper",
                layer="below",
                line={"color": theme.INK_SOFT, "width": 1, "dash": DASHES[kind]},
            )


def _add_badge(figure: Drawing, x: float, text: str) -> None:
    """Draw a box with letters.

    Args:
        figure: Gets it.
        x: The share of the plot's width at which its middle stands. A date would do as well, but
            what belongs to an axis is cut off at its ends.
        text: The letters.
    """
    half = max(BADGE_NARROWEST, round(len(text) * BADGE_LETTER_PIXELS) + BADGE_LETTER_PIXELS) / 2
    figure.add_shape(
        type="rect",
        name=BADGE,
        xref="paper",
        xsizemode="pixel",
        xanchor=x,
        x0=-half,
        x1=half,
        yref="paper",
        ysizemode="pixel",
        yanchor=1,
        y0=0,
        y1=BADGE_HIGH,
        fillcolor=theme.PAPER,
        line={"color": theme.INK_SOFT, "width": 1},
        label={"text": text, "font": {"size": 11, "color": theme.INK}, "padding": 0},
    )

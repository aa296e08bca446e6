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

BADGE_PIXELS: Final = 20
BADGE_ROW_PIXELS: Final = 20
BADGE_HIGH: Final = 17
BADGE_NARROWEST: Final = 15
BADGE_LETTER_PIXELS: Final = 5.5
"""The width of a letter, a digit or the space between two of them, on average."""

NARROW_PLOT_PIXELS: Final = 220
"""The width of a plot on a phone: badges nearer than theirs stand in rows above each other."""

DAYS_A_MONTH: Final = 365.25 / 12
BADGE: Final = "badge"
"""The name of a badge's shape."""

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


def add_marks(figure: Drawing, marks: Sequence[Mark], shown: tuple[str, str]) -> int:
    """Draw each month's marks as one line with one badge above the plot.

    Args:
        figure: A figure whose x axis holds dates.
        marks: Breaks and events.
        shown: ISO dates between which the x axis runs.

    Returns:
        How many rows of ``BADGE_ROW_PIXELS`` the badges take, for the top margin.
    """
    by_month: dict[str, list[Mark]] = {}
    for mark in sorted(marks, key=lambda each: each.month):
        by_month.setdefault(mark.month, []).append(mark)
    _add_lines(figure, by_month)
    return _add_badges(figure, by_month, *map(date.fromisoformat, shown))


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


def _add_badges(
    figure: Drawing, by_month: Mapping[str, Sequence[Mark]], start: date, end: date
) -> int:
    months_shown = (end - start).days / DAYS_A_MONTH
    near = max(1, round(months_shown * BADGE_PIXELS / NARROW_PLOT_PIXELS)) * DAYS_A_MONTH
    taken: list[date] = []
    for month, marks in by_month.items():
        at = date.fromisoformat(f"{month}-01")
        row = next(
            (
                place
                for place, last in enumerate(taken)
                # Months differ in length.
                if round((at - last).days / DAYS_A_MONTH) * DAYS_A_MONTH >= near * len(marks)
            ),
            len(taken),
        )
        taken[row : row + 1] = [at]
        text = " ".join(mark.badge for mark in marks)
        _add_badge(figure, (at - start) / (end - start), text, row)
    return len(taken)


def _add_badge(figure: Drawing, x: float, text: str, row: int) -> None:
    """Draw a box with letters.

    Args:
        figure: Gets it.
        x: The share of the plot's width at which its middle stands. A date would do as well, but
            what belongs to an axis is cut off at its ends.
        text: The letters.
        row: How many rows of badges lie between it and the plot.
    """
    half = max(BADGE_NARROWEST, round(len(text) * BADGE_LETTER_PIXELS) + BADGE_LETTER_PIXELS) / 2
    foot = row * BADGE_ROW_PIXELS
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
        y0=foot,
        y1=foot + BADGE_HIGH,
        fillcolor=theme.PAPER,
        line={"color": theme.INK_SOFT, "width": 1},
        label={"text": text, "font": {"size": 11, "color": theme.INK}, "padding": 0},
    )

"""The time axis of a chart: how months stand below it, and a period set off."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

import pandas as pd

from components import theme
from components.figures.drawing import Drawing

NEAR_EDGE: Final = 0.15
"""The share of the months drawn within which a label in the middle could run out of the plot."""

MONTH_TICKS: Final = (
    {"dtickrange": ["M1", "M6"], "value": "%b\n%Y"},
    {"dtickrange": ["M12", None], "value": "%Y"},
)
"""How months stand below a time axis: the year in a second line, where it changes. In one line, a
phone's narrow plot would turn them upright and cut them off."""

HALF_A_MONTH: Final = pd.Timedelta(days=15)


@dataclass(frozen=True)
class Shade:
    """A period drawn with a light ground and a label."""

    start: str
    end: str
    label: str


def add_shade(
    figure: Drawing,
    shade: Shade,
    *,
    label_at: Literal["top", "bottom"] = "top",
    months: tuple[str, str] | None = None,
) -> None:
    """Draw a period as a light ground.

    Args:
        figure: A figure whose x axis holds dates, each at the first of its month.
        shade: The period and its label.
        label_at: Above the plot, or inside at its foot where badges take the place above.
        months: First and last month drawn, so that a label near an edge stays inside.
    """
    start = pd.Period(shade.start, "M").to_timestamp() - HALF_A_MONTH
    end = (pd.Period(shade.end, "M") + 1).to_timestamp() - HALF_A_MONTH
    figure.add_shape(
        type="rect",
        x0=str(start.date()),
        x1=str(end.date()),
        y0=0,
        y1=1,
        yref="paper",
        layer="below",
        fillcolor=theme.FOCUS,
        opacity=0.08,
        line={"width": 0},
    )
    place, anchor = _label_place(start, end, months)
    figure.add_annotation(
        x=str(place.date()),
        xanchor=anchor,
        y=1 if label_at == "top" else 0,
        yref="paper",
        yanchor="bottom",
        text=shade.label,
        showarrow=False,
        # A mark's line does not run through the words.
        bgcolor=theme.SHADE if label_at == "bottom" else None,
        font={"size": 12, "color": theme.FOCUS},
    )


def _label_place(
    start: pd.Timestamp, end: pd.Timestamp, months: tuple[str, str] | None
) -> tuple[pd.Timestamp, Literal["left", "center", "right"]]:
    """Where a period's label stands: in its middle, or inwards from the edge it lies near."""
    middle = start + (end - start) / 2
    if months is None:
        return middle, "center"
    first, last = (pd.Period(month, "M").to_timestamp() for month in months)
    share = (middle - first) / max(last - first, 2 * HALF_A_MONTH)
    # A label that stands beyond the axis would not be drawn.
    if share < NEAR_EDGE:
        return max(start, first - HALF_A_MONTH), "left"
    if share > 1 - NEAR_EDGE:
        return min(end, last + HALF_A_MONTH), "right"
    return middle, "center"

"""Heat map by month: a row an area, a column a month, each cell in its class and with its number.

What is missing is grey with a dash, and so is no pale cell: missing is not zero.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import plotly.graph_objects as go

from components import theme
from components.figures.drawing import Drawing
from components.map_classes import MapClass, steps
from data.periods import Month

PIXELS_A_ROW: Final = 26
HEAD: Final = 48
FOOT: Final = 8
NUMBER_SIZE: Final = 12
A_LETTER: Final = 7.2
"""Pixels of a letter of a name at the size of the names."""

BESIDE: Final = 12
LONGEST: Final = 26
"""Letters of a name before it is cut; the table and the pointer have all of it."""

MISSING: Final = "–"


def heat_map(
    *,
    names: Sequence[str],
    months: Sequence[Month],
    values: Sequence[Sequence[float | None]],
    classes: Sequence[MapClass],
    index: Sequence[Sequence[int | None]],
    unit: str,
    chosen: int | None = None,
    provisional: Sequence[bool] = (),
) -> go.Figure:
    """Draw one row an area, in their order from the top.

    Args:
        names: Names of the areas.
        months: The months, in order.
        values: (areas, months); None is missing.
        classes: The classes of the cells, light to dark.
        index: The class of each cell; None where it is missing.
        unit: What is counted, for the pointer.
        chosen: The row that is outlined.
        provisional: Which months are; their labels have a star.

    Returns:
        A figure whose height should be :func:`height`.
    """
    figure = Drawing()
    marked = [*provisional] or [False] * len(months)
    columns, rows = list(range(len(months))), list(range(len(names)))
    hover = [[_said(name, month) for month in months] for name in names]
    # A number is dark or white by its class, and a trace has one colour of text.
    for dark in (False, True):
        inside = [
            [
                place if place is not None and classes[place].is_dark is dark else None
                for place in row
            ]
            for row in index
        ]
        figure.add_heatmap(
            **_cells(columns, rows, theme.PAPER if dark else theme.INK),
            z=inside,
            zmin=-0.5,
            zmax=len(classes) - 0.5,
            colorscale=steps([each.colour for each in classes]),
            text=_where(inside, values),
            customdata=hover,
            hovertemplate=f"<b>%{{customdata}}</b><br>%{{text}} {unit}<extra></extra>",
            name="dark" if dark else "light",
        )
    figure.add_heatmap(
        **_cells(columns, rows, theme.INK),
        z=[[0 if v is None else None for v in row] for row in values],
        zmin=-0.5,
        zmax=0.5,
        colorscale=steps([theme.OUTSIDE]),
        text=[[MISSING if v is None else "" for v in row] for row in values],
        customdata=hover,
        hovertemplate="<b>%{customdata}</b><br>no figure<extra></extra>",
        name="missing",
    )
    if chosen is not None:
        figure.add_shape(
            type="rect",
            x0=-0.5,
            x1=len(months) - 0.5,
            y0=chosen - 0.5,
            y1=chosen + 0.5,
            line={"color": theme.INK, "width": 3},
            fillcolor="rgba(0,0,0,0)",
        )
    shown = [_cut(name) for name in names]
    figure.update_layout(
        template=theme.template(),
        margin={"l": _room(shown), "r": 4, "t": HEAD, "b": FOOT},
        xaxis={
            "tickmode": "array",
            "tickvals": columns,
            "ticktext": _month_labels(months, marked),
            "side": "top",
            "range": [-0.5, len(months) - 0.5],
            "showline": False,
            "ticks": "",
            "tickangle": 0,
            "tickfont": {"size": 12},
            "zeroline": False,
        },
        yaxis={
            "tickmode": "array",
            "tickvals": rows,
            "ticktext": [
                f"<b>{name}</b>" if row == chosen else name for row, name in enumerate(shown)
            ],
            "range": [len(names) - 0.5, -0.5],
            "showgrid": False,
            "zeroline": False,
            "tickfont": {"size": 13},
            "ticklabelstandoff": 4,
        },
    )
    return figure.figure()


def height(rows: int) -> int:
    """The pixels that a heat map of so many rows needs."""
    return HEAD + FOOT + PIXELS_A_ROW * rows


def _where(
    inside: Sequence[Sequence[int | None]], values: Sequence[Sequence[float | None]]
) -> list[list[str]]:
    """The numbers of the cells that have a class here."""
    return [
        [
            "" if place is None or value is None else f"{value:,.0f}"
            for place, value in zip(places, row, strict=True)
        ]
        for places, row in zip(inside, values, strict=True)
    ]


def _cells(columns: list[int], rows: list[int], ink: str) -> dict[str, Any]:
    return {
        "x": columns,
        "y": rows,
        "showscale": False,
        "xgap": 1,
        "ygap": 1,
        "texttemplate": "%{text}",
        "textfont": {"size": NUMBER_SIZE, "color": ink},
        "hoverongaps": False,
    }


def _said(name: str, month: Month) -> str:
    return f"{name}, {month.label}"


def _cut(name: str) -> str:
    return name if len(name) <= LONGEST else f"{name[: LONGEST - 1].rstrip()}…"


def _room(names: Sequence[str]) -> int:
    return round(max((len(name) for name in names), default=0) * A_LETTER) + BESIDE


def _month_labels(months: Sequence[Month], provisional: Sequence[bool]) -> list[str]:
    """Short names of months; the year over the first of each."""
    labels = []
    for place, (month, star) in enumerate(zip(months, provisional, strict=True)):
        year = str(month.year) if place == 0 or month.number == 1 else "\N{NO-BREAK SPACE}"
        labels.append(f"{year}<br>{month.short_label[:3]}{'*' if star else ''}")
    return labels

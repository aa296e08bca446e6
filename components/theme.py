"""The only place with colours, fonts and the plotly template.

Colours follow the Government Analysis Function's guidance on colours in charts; the same
values stand as custom properties in ``assets/10-theme.css`` (a test keeps the two equal).
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, Final

DARK_BLUE: Final = "#12436D"
TURQUOISE: Final = "#28A197"
DARK_PINK: Final = "#801650"
ORANGE: Final = "#F46A25"
DARK_GREY: Final = "#3D3D3D"
LIGHT_PURPLE: Final = "#A285D1"

CATEGORICAL: Final = (DARK_BLUE, TURQUOISE, DARK_PINK, ORANGE, DARK_GREY, LIGHT_PURPLE)

FOCUS: Final = DARK_BLUE
CONTEXT: Final = "#BFBFBF"
"""The grey of what is drawn for comparison; never used for text."""

SEQUENTIAL: Final = ("#12436D", "#2073BC", "#6BACE6")
"""Dark to light, for ordered amounts."""

SEQUENTIAL_PALE: Final = "#CFE1F4"
"""The lightest class of a map of amounts."""

AS_EXPECTED: Final = "#EFE6D2"
"""On a map of verdicts: neither below nor above."""

INK: Final = "#1F1F1F"
INK_SOFT: Final = "#505A5F"
RULE: Final = "#D0D5DA"
GRID: Final = "#E3E6E9"
PAPER: Final = "#FFFFFF"
OUTSIDE: Final = "#E4E4E4"
"""The City of London: drawn, never counted."""
AROUND: Final = "#F1F3F5"
"""Boroughs around the ones that a map is about."""

RISE: Final = "#A33B07"
FALL: Final = DARK_BLUE

FALL_STRONG: Final = "#12436D"
FALL_SLIGHT: Final = "#6BACE6"
RISE_SLIGHT: Final = "#F9C6A8"
RISE_MIDDLE: Final = "#F46A25"
RISE_STRONG: Final = "#9C3A09"

DIVERGING: Final = (FALL_STRONG, FALL_SLIGHT, RISE_SLIGHT, RISE_MIDDLE, RISE_STRONG)
"""Strong fall, fall, slight rise, rise, strong rise."""

FONT_FAMILY: Final = (
    'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif'
)
FONT_SIZE: Final = 14

CONFIG: Final[dict[str, Any]] = {
    "displaylogo": False,
    "displayModeBar": False,
    "responsive": True,
    "showTips": False,
    "showSendToCloud": False,
    "showEditInChartStudio": False,
    "plotlyServerURL": "",
    "scrollZoom": False,
    "doubleClick": "reset",
    "locale": "en-GB",
    "locales": {"en-GB": {"dictionary": {}, "format": {"date": "%d/%m/%Y"}}},
}
"""Options of every graph: no share, cloud or edit button; nothing fetched from elsewhere."""


SHADE: Final = "#ECF0F3"
"""What a period set off looks like on paper: the colour of the focus, at 8 %."""

TITLE_STANDOFF: Final = 8
"""Pixels between an axis' numbers and its title. Not in the template: plotly.js then measures the
labels of axes without a title as well, a sixth of the time to draw a chart."""


@cache
def template() -> Mapping[str, Any]:
    """The plotly template of every figure.

    Returns:
        Direct labels rather than a legend, faint horizontal grid lines, no vertical ones,
        the product's font, and hover boxes that read as sentences.
    """
    axis = {
        "linecolor": RULE,
        "tickcolor": RULE,
        "gridcolor": GRID,
        "zerolinecolor": RULE,
        "zerolinewidth": 1,
        # plotly would measure every label, make room, and draw everything a second time; each
        # figure says how much room its labels need (components/figures/room.py).
        "automargin": False,
        "ticklabeloverflow": "allow",
        "fixedrange": True,
    }
    return {
        "layout": {
            "font": {"family": FONT_FAMILY, "size": FONT_SIZE, "color": INK},
            "paper_bgcolor": PAPER,
            "plot_bgcolor": PAPER,
            "colorway": list(CATEGORICAL),
            "margin": {"l": 8, "r": 8, "t": 16, "b": 8},
            "showlegend": False,
            "hovermode": "closest",
            "dragmode": False,
            "hoverlabel": {
                "bgcolor": PAPER,
                "bordercolor": DARK_BLUE,
                "font": {"family": FONT_FAMILY, "size": FONT_SIZE, "color": INK},
                "align": "left",
                "namelength": -1,
            },
            "xaxis": {**axis, "showgrid": False, "ticks": "outside", "ticklen": 4},
            "yaxis": {**axis, "showline": False, "ticks": "", "separatethousands": True},
            "separators": ".,",
        }
    }

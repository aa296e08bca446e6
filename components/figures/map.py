"""Borough maps: discrete classes, white boundaries, labels; drawn without tiles or WebGL.

The boundaries come by address, so a figure holds values only. What differs from one question
to the next is :func:`map_values`; a figure already on screen takes these values alone.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import plotly.graph_objects as go

from components import theme
from components.figures.drawing import Drawing
from components.figures.values import Path, put
from components.map_classes import MapClass, steps

AROUND, BOROUGHS, CITY, *OUTLINES, LABELS = range(8)
"""The traces, from the bottom up."""

OUTLINE_NAMES: Final = ("chosen-halo", "chosen", "highlight-halo", "highlight")
"""A dark line on a white one stands out from every class. The browser moves the last two to the
borough under the pointer or the focus."""

BOUNDARY: Final = 1.2
OUTLINE: Final = {"color": theme.INK, "width": 3}
HALO_LINE: Final = {"color": theme.PAPER, "width": 7}
LABEL_SIZE: Final = 12
TWO_LINES: Final = 0.052
A_LETTER: Final = 0.0125
"""A label's height and a letter's width on a map of all London, as a part of its width."""

LETTER_WIDTHS: Final = (("ijlI.,’' \N{NO-BREAK SPACE}", 0.5), ("frt", 0.7), ("mwMW%+−", 1.35))
"""Letters that are narrower or wider than most, in letters, of a wide sans serif."""

CAPITAL: Final = 1.15

Box = tuple[float, float, float, float]
"""West, south, east, north, in degrees."""


@dataclass(frozen=True)
class Label:
    """A name on the map.

    Args:
        longitude: Where it stands.
        latitude: Where it stands.
        text: What it says; ``<br>`` parts lines.
        on_dark: Whether it stands within a dark borough, and so is white.
    """

    longitude: float
    latitude: float
    text: str
    on_dark: bool


def borough_map(
    *,
    names: Mapping[str, str],
    classes: Sequence[MapClass],
    index: Sequence[int],
    texts: Sequence[str],
    labels: Sequence[Label],
    boundaries: str,
    box: Box,
    city: str | None,
    chosen: Collection[str] = (),
    around: Mapping[str, str] | None = None,
) -> go.Figure:
    """Draw the boroughs.

    Args:
        names: Borough code and name, in the order of ``index`` and ``texts``.
        classes: The classes.
        index: The class of each borough.
        texts: What hover says of each borough, under its name.
        labels: Names on the map; see :func:`place_labels`.
        boundaries: Address of the boundaries (GeoJSON, features by code).
        box: The part of the map to show.
        city: Code of the City of London: drawn, not counted; None on a map without it.
        chosen: Boroughs outlined.
        around: Code and name of the boroughs that are not in question, drawn pale.

    Returns:
        A figure with eight traces: around, boroughs, City, outlines, labels.
    """
    figure = Drawing()
    around = around or {}
    _add(
        figure,
        boundaries,
        "around",
        list(around),
        theme.AROUND,
        customdata=list(around.values()),
        hovertemplate="<b>%{customdata}</b><extra></extra>",
    )
    _add(
        figure,
        boundaries,
        "boroughs",
        list(names),
        theme.PAPER,
        customdata=list(names.values()),
        hovertemplate="<b>%{customdata}</b><br>%{text}<extra></extra>",
    )
    _add(
        figure,
        boundaries,
        "city",
        [] if city is None else [city],
        theme.OUTSIDE,
        hovertemplate="<b>City of London</b><br>own police force, not counted<extra></extra>",
    )
    for name in OUTLINE_NAMES:
        outlined = list(chosen) if name.startswith("chosen") else []
        line = HALO_LINE if name.endswith("halo") else OUTLINE
        more = {"marker": {"line": line}, "hoverinfo": "skip"}
        _add(figure, boundaries, name, outlined, "rgba(0,0,0,0)", **more)
    # The automatic shadow is the contrast of the text's own colour, light or dark.
    font = {"size": LABEL_SIZE, "shadow": "auto"}
    figure.add_scattergeo(mode="text", textfont=font, hoverinfo="skip", name="labels")
    west, south, east, north = box
    figure.update_layout(
        template=theme.template(),
        margin={"l": 0, "r": 0, "t": 0, "b": 0},
        geo={
            "visible": False,
            "projection": {"type": "mercator"},
            "lonaxis": {"range": [west, east]},
            "lataxis": {"range": [south, north]},
            "bgcolor": theme.PAPER,
        },
    )
    values = map_values(classes=classes, index=index, texts=texts, labels=labels)
    return put(figure, values).figure()


def map_values(
    *,
    classes: Sequence[MapClass],
    index: Sequence[int],
    texts: Sequence[str],
    labels: Sequence[Label],
) -> dict[Path, Any]:
    """What a map on screen needs for another question: path in the figure, and value."""
    return {
        ("data", BOROUGHS, "z"): list(index),
        ("data", BOROUGHS, "zmax"): len(classes) - 0.5,
        ("data", BOROUGHS, "colorscale"): steps([each.colour for each in classes]),
        ("data", BOROUGHS, "text"): list(texts),
        ("data", LABELS, "lon"): [round(label.longitude, 4) for label in labels],
        ("data", LABELS, "lat"): [round(label.latitude, 4) for label in labels],
        ("data", LABELS, "text"): [label.text for label in labels],
        ("data", LABELS, "textfont", "color"): [
            theme.PAPER if label.on_dark else theme.INK for label in labels
        ],
    }


def _add(
    figure: Drawing, boundaries: str, name: str, codes: Sequence[str], colour: str, **more: Any
) -> None:
    """Add areas of one colour, with white boundaries."""
    properties = {
        "geojson": boundaries,
        "locations": list(codes),
        "z": [0] * len(codes),
        "zmin": -0.5,
        "zmax": 0.5,
        "colorscale": [[0, colour], [1, colour]],
        "showscale": False,
        "marker": {"line": {"color": theme.PAPER, "width": BOUNDARY}},
        "name": name,
    }
    figure.add_choropleth(**properties | more)


def place_labels(wanted: Sequence[Label], *, box: Box, most: int, always: int = 0) -> list[Label]:
    """Choose the labels that fit without touching each other.

    Args:
        wanted: The most notable first.
        box: The part of the map to show.
        most: How many at most.
        always: How many of the first are placed whatever they touch.
    """
    width = box[2] - box[0]
    placed: list[Label] = []
    for label in wanted:
        if len(placed) == most:
            break
        if len(placed) < always or not any(_touch(label, other, width) for other in placed):
            placed.append(label)
    return placed


def fits(text: str, *, width: float, box: Box) -> bool:
    """Whether a label stands within so many degrees of longitude.

    Args:
        text: The label, lines parted by ``<br>``.
        width: Degrees of longitude.
        box: The part of the map to show.
    """
    return max(map(_letters_wide, text.split("<br>"))) * A_LETTER * (box[2] - box[0]) <= width


def _letters_wide(line: str) -> float:
    return sum(
        next(
            (wide for letters, wide in LETTER_WIDTHS if letter in letters),
            CAPITAL if letter.isupper() else 1.0,
        )
        for letter in line
    )


def _touch(one: Label, other: Label, width: float) -> bool:
    # A degree of latitude is 1.6 times as long as one of longitude at London.
    rows = max(one.text.count("<br>"), other.text.count("<br>")) + 1
    high = TWO_LINES * rows / 2 * width / 1.6
    wide = A_LETTER * (_letters(one) + _letters(other)) / 2 * width
    return abs(one.latitude - other.latitude) < high and (
        abs(one.longitude - other.longitude) < wide
    )


def _letters(label: Label) -> int:
    return max(len(line) for line in label.text.split("<br>"))

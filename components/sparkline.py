"""A sparkline: a small line of the last months as an SVG image, with words for all readers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final
from urllib.parse import quote

from dash import html

from components import theme
from components.formatting import is_missing

WIDTH: Final = 160
HEIGHT: Final = 36
PADDING: Final = 4.0


def sparkline_svg(
    values: Sequence[float | None], *, width: int = WIDTH, height: int = HEIGHT
) -> str:
    """Draw values as a line that breaks where one is missing, its last point marked.

    Args:
        values: In order of time; ``None`` or NaN where missing.
        width: In pixels.
        height: In pixels.

    Returns:
        An SVG document; the line spans the range of the values, as a sparkline shows shape
        and not size.
    """
    known = [float(v) for v in values if v is not None and not is_missing(v)]
    opening = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
        f'viewBox="0 0 {width} {height}">'
    )
    if not known:
        return f"{opening}</svg>"
    low, high = min(known), max(known)
    step = (width - 2 * PADDING) / max(len(values) - 1, 1)
    reach = (height - 2 * PADDING) / ((high - low) or 1.0)
    middle = high == low

    def point(index: int, value: float) -> tuple[float, float]:
        y = height / 2 if middle else height - PADDING - (value - low) * reach
        return round(PADDING + index * step, 1), round(y, 1)

    pieces: list[list[tuple[float, float]]] = [[]]
    for index, value in enumerate(values):
        if value is None or is_missing(value):
            pieces.append([])
        else:
            pieces[-1].append(point(index, float(value)))
    lines = "".join(
        f'<polyline fill="none" stroke="{theme.INK_SOFT}" stroke-width="1.5" '
        f'stroke-linejoin="round" points="{" ".join(f"{x},{y}" for x, y in piece)}"/>'
        for piece in pieces
        if len(piece) > 1
    )
    last_x, last_y = next(piece[-1] for piece in reversed(pieces) if piece)
    dot = f'<circle cx="{last_x}" cy="{last_y}" r="3" fill="{theme.FOCUS}"/>'
    return f"{opening}{lines}{dot}</svg>"


def sparkline(
    values: Sequence[float | None], *, text: str, width: int = WIDTH, height: int = HEIGHT
) -> html.Img:
    """The image of :func:`sparkline_svg`; ``text`` says in words what it shows."""
    svg = sparkline_svg(values, width=width, height=height)
    return html.Img(
        src=f"data:image/svg+xml,{quote(svg)}",
        alt=text,
        className="sparkline",
        width=str(width),
        height=str(height),
    )

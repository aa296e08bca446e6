"""Where things stand on a slide, in English Metric Units (EMU), as the template has them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

EMU_AN_INCH: Final = 914_400
EMU_A_POINT: Final = 12_700


def inches(value: float) -> int:
    """A length in inches as EMU."""
    return round(value * EMU_AN_INCH)


def points(value: float) -> int:
    """A length in points as EMU."""
    return round(value * EMU_A_POINT)


@dataclass(frozen=True)
class Frame:
    """A rectangle on a slide: left, top, width and height in EMU."""

    x: int
    y: int
    w: int
    h: int

    @classmethod
    def of(cls, x: float, y: float, w: float, h: float) -> Frame:
        """A rectangle given in inches."""
        return cls(inches(x), inches(y), inches(w), inches(h))

    @property
    def right(self) -> int:
        """The right edge."""
        return self.x + self.w

    @property
    def bottom(self) -> int:
        """The lower edge."""
        return self.y + self.h

    @property
    def width_points(self) -> float:
        """The width in points."""
        return self.w / EMU_A_POINT

    @property
    def height_points(self) -> float:
        """The height in points."""
        return self.h / EMU_A_POINT

    def within(self, margin: int) -> Frame:
        """The rectangle without a margin on each side."""
        return Frame(self.x + margin, self.y + margin, self.w - 2 * margin, self.h - 2 * margin)


WIDTH: Final = inches(13.333)
HEIGHT: Final = inches(7.5)
SLIDE: Final = Frame(0, 0, WIDTH, HEIGHT)

LEFT: Final = 0.5
FULL: Final = 12.333
TOP: Final = 1.86
"""Where the content begins."""
FOOT: Final = 6.52
"""Where the content ends."""

BAND: Final = Frame(0, 0, WIDTH, inches(0.42))
ACCENT: Final = Frame(inches(LEFT), inches(0.42), inches(1.52), inches(0.05))
BRAND: Final = Frame.of(LEFT, 0.04, 2.3, 0.34)
MARKING: Final = Frame.of(2.85, 0.01, 7.63, 0.4)
SECTION: Final = Frame.of(10.53, 0.04, 2.303, 0.34)
TITLE: Final = Frame.of(LEFT, 0.54, FULL, 0.87)
SUBTITLE: Final = Frame.of(LEFT, 1.45, FULL, 0.32)
CONTENT: Final = Frame.of(LEFT, TOP, FULL, FOOT - TOP)
SOURCE: Final = Frame.of(LEFT, 6.64, FULL, 0.3)
RULE: Final = Frame.of(LEFT, 7.0, FULL, 0)
FOOTER: Final = Frame.of(LEFT, 7.04, 9.5, 0.3)
NUMBER: Final = Frame.of(11.833, 7.04, 1.0, 0.3)

CHART: Final = Frame.of(LEFT, TOP, 8.55, FOOT - TOP)
PANEL: Final = Frame.of(9.25, TOP, 3.583, FOOT - TOP)
PANEL_INSET: Final = 0.16

MAP: Final = Frame.of(LEFT, TOP, 6.6, FOOT - TOP)
BESIDE_MAP: Final = Frame.of(7.3, TOP, 5.533, 2.66)
KEY: Final = Frame.of(7.3, 4.6, 5.533, 0.72)
BELOW_BARS: Final = Frame.of(7.3, 5.36, 5.533, FOOT - 5.36)

COVER_TITLE: Final = Frame.of(0.9, 1.7, 11.5, 1.35)
COVER_SUBTITLE: Final = Frame.of(0.9, 3.4, 11.5, 0.95)
COVER_DETAILS: Final = Frame.of(0.9, 5.5, 11.5, 1.2)
COVER_ACCENT: Final = Frame.of(0.9, 3.16, 1.52, 0.07)
COVER_MARKING: Final = Frame.of(0.9, 0.35, 11.5, 0.5)

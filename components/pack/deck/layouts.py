"""The template's layouts as data: which placeholders each has, where, and how their text looks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from components import theme
from components.pack.deck import geometry as at
from components.pack.deck.geometry import Frame

SUBTITLE_IDX: Final = 13
DETAILS_IDX: Final = 14
OBJECT_IDX: Final = 15
TEXT_IDX: Final = 16
SOURCE_IDX: Final = 17
SECTION_IDX: Final = 20
MARKING_IDX: Final = 21
FOOTER_IDX: Final = 11
NUMBER_IDX: Final = 12

TITLE_SIZES: Final = (26, 24, 22, 20, 18)
SUBTITLE_SIZES: Final = (14, 13, 12, 11)
TEXT_SIZES: Final = (18, 16, 15, 14, 13, 12)
SOURCE_SIZE: Final = 10
FOOTER_SIZE: Final = 10
SMALLEST: Final = 10
"""Points: nothing on a slide is smaller."""


@dataclass(frozen=True)
class Place:
    """A placeholder of a layout.

    Args:
        kind: Its type: ``title``, ``ctrTitle``, ``subTitle``, ``body``, ``chart``, ``tbl``,
            ``ftr`` or ``sldNum``.
        idx: What joins a slide's placeholder to it; 0 for titles.
        name: Its name in the selection pane.
        frame: Where it stands.
        size: The size of its text in points.
        prompt: What it says while empty.
        bold: Whether its text is bold.
        colour: The name of a theme colour.
        anchor: Where text stands: ``t``, ``ctr`` or ``b``.
        align: ``l``, ``ctr`` or ``r``.
        fill: The name of a theme colour behind the text.
        inset: The margin inside, in inches.
        space_before: Points before a paragraph.
    """

    kind: str
    idx: int
    name: str
    frame: Frame
    size: int
    prompt: str
    bold: bool = False
    colour: str = "tx1"
    anchor: str = "t"
    align: str = "l"
    fill: str = ""
    inset: float = 0.0
    space_before: int = 0


@dataclass(frozen=True)
class Layout:
    """A layout of the template."""

    name: str
    places: tuple[Place, ...]
    cover: bool = False

    def place(self, idx: int) -> Place:
        """The placeholder with an index."""
        return next(each for each in self.places if each.idx == idx)


def _title() -> Place:
    return Place(
        "title",
        0,
        "Title",
        at.TITLE,
        TITLE_SIZES[0],
        "The finding",
        bold=True,
        colour="tx1",
        anchor="b",
    )


def _text(idx: int, name: str, frame: Frame, size: int, prompt: str, **more: object) -> Place:
    return Place("body", idx, name, frame, size, prompt, **more)  # type: ignore[arg-type]


def _frame_places() -> tuple[Place, ...]:
    """What every slide but the cover has around its content."""
    return (
        _text(SOURCE_IDX, "Source", at.SOURCE, SOURCE_SIZE, "Source", colour="accent5"),
        _text(
            SECTION_IDX,
            "Section",
            at.SECTION,
            12,
            "Section",
            colour="bg1",
            anchor="ctr",
            align="r",
        ),
        _text(
            MARKING_IDX,
            "Marking",
            at.MARKING,
            12,
            "Marking",
            bold=True,
            colour="bg1",
            anchor="ctr",
            align="ctr",
        ),
        Place("ftr", FOOTER_IDX, "Footer", at.FOOTER, FOOTER_SIZE, "Footer", colour="accent5"),
        Place(
            "sldNum",
            NUMBER_IDX,
            "Slide number",
            at.NUMBER,
            FOOTER_SIZE,
            "",
            colour="accent5",
            align="r",
        ),
    )


def _layout(name: str, *places: Place) -> Layout:
    subtitle = _text(
        SUBTITLE_IDX,
        "Subtitle",
        at.SUBTITLE,
        SUBTITLE_SIZES[0],
        "Measure, area and period",
        colour="accent5",
    )
    return Layout(name, (_title(), subtitle, *places, *_frame_places()))


def _panel(frame: Frame, inset: float = at.PANEL_INSET) -> Place:
    return _text(
        TEXT_IDX,
        "Reading",
        frame,
        14,
        "What it says",
        fill="bg2",
        inset=inset,
        space_before=6,
    )


COVER: Final = Layout(
    "Cover",
    (
        Place(
            "ctrTitle",
            0,
            "Title",
            at.COVER_TITLE,
            40,
            "Title",
            bold=True,
            colour="bg1",
            anchor="b",
        ),
        Place("subTitle", 1, "Subtitle", at.COVER_SUBTITLE, 20, "Subtitle", colour="bg1"),
        _text(DETAILS_IDX, "Details", at.COVER_DETAILS, 13, "Details", colour="bg1", anchor="b"),
        _text(
            MARKING_IDX,
            "Marking",
            at.COVER_MARKING,
            16,
            "Marking",
            bold=True,
            colour="bg1",
            anchor="ctr",
            align="ctr",
        ),
    ),
    cover=True,
)
TEXT: Final = _layout(
    "Title and text",
    _text(TEXT_IDX, "Text", at.CONTENT, TEXT_SIZES[0], "Text", space_before=8),
)
CHART: Final = _layout(
    "Title, chart and reading",
    Place("chart", OBJECT_IDX, "Chart", at.CHART, 14, "Chart"),
    _panel(at.PANEL),
)
TABLE: Final = _layout(
    "Title and table",
    Place("tbl", OBJECT_IDX, "Table", at.CONTENT, 14, "Table"),
)
MAP: Final = _layout(
    "Title, map and ranking",
    Place("chart", OBJECT_IDX, "Ranking", at.BESIDE_MAP, 14, "Chart"),
    _panel(at.BELOW_BARS, at.PANEL_INSET / 2),
)
ONLY_TITLE: Final = _layout("Title only")

LAYOUTS: Final = (COVER, TEXT, CHART, TABLE, MAP, ONLY_TITLE)
"""In the order of the template."""

THEME_COLOURS: Final = {
    "dk1": theme.INK,
    "lt1": theme.PAPER,
    "dk2": theme.DARK_BLUE,
    "lt2": theme.AROUND,
    "accent1": theme.DARK_BLUE,
    "accent2": theme.TURQUOISE,
    "accent3": theme.DARK_PINK,
    "accent4": theme.ORANGE,
    "accent5": theme.DARK_GREY,
    "accent6": theme.LIGHT_PURPLE,
    "hlink": theme.SEQUENTIAL[1],
    "folHlink": theme.DARK_PINK,
}
"""The theme's colours, which every shape of the template names."""
FONT: Final = "Arial"
"""A font that every reader's machine has, or one of the same widths."""

"""Heat map by month: numbers in cells, missing apart from nought, the chosen row outlined."""

from __future__ import annotations

import plotly.graph_objects as go

from components import theme
from components.figures.heat import heat_map, height
from components.map_classes import PEAKS, amount_classes
from data.periods import Month

MONTHS = [Month(2025, 11), Month(2025, 12), Month(2026, 1), Month(2026, 2)]
VALUES: list[list[float | None]] = [[0, 1, 12, None], [1, 1, 2, None], [None, 0, 1, None]]


def drawn(chosen: int | None = None) -> go.Figure:
    flat = [value for row in VALUES for value in row]
    classed = amount_classes(flat, words=str, shares=PEAKS)
    missing = len(classed.classes) - 1
    index = [
        [None if place == missing else place for place in classed.index[at : at + 4]]
        for at in (0, 4, 8)
    ]
    return heat_map(
        names=["A ward of a rather long name indeed", "B", "C"],
        months=MONTHS,
        values=VALUES,
        classes=classed.classes[:-1],
        index=index,
        unit="offences",
        chosen=chosen,
        provisional=[False, False, False, True],
    )


def test_every_cell_is_drawn_once_with_its_number() -> None:
    figure = go.Figure(drawn().to_dict())  # with all of plotly's checks
    light, dark, missing = figure.data
    for row, values in enumerate(VALUES):
        for column, value in enumerate(values):
            filled = [t.name for t in figure.data if t.z[row][column] is not None]
            text = "".join(trace.text[row][column] for trace in figure.data)
            assert len(filled) == 1
            assert text == ("–" if value is None else str(value))
            assert (filled == ["missing"]) == (value is None)
    assert light.textfont.color == theme.INK
    assert dark.textfont.color == theme.PAPER
    assert missing.colorscale[0][1] == theme.OUTSIDE


def test_what_is_rare_is_dark_and_nought_is_no_gap() -> None:
    light, dark, _ = drawn().data
    assert light.z[0][0] == light.z[2][1] == 0
    assert dark.z[0][2] == max(each for row in dark.z for each in row if each is not None)
    assert all(dark.z[row][column] is None for row, column in ((0, 0), (0, 1), (2, 2)))


def test_months_have_their_year_and_the_provisional_one_a_star() -> None:
    labels = list(drawn().layout.xaxis.ticktext)
    assert labels == ["2025<br>Nov", "\u00a0<br>Dec", "2026<br>Jan", "\u00a0<br>Feb*"]


def test_long_names_are_cut_but_the_pointer_has_all_of_them() -> None:
    figure = drawn()
    assert figure.layout.yaxis.ticktext[0] == "A ward of a rather long n…"
    assert figure.data[0].customdata[0][0] == "A ward of a rather long name indeed, November 2025"
    assert figure.layout.margin.l > 150


def test_the_chosen_row_is_outlined_and_bold() -> None:
    figure = drawn(chosen=1)
    (shape,) = figure.layout.shapes
    assert (shape.y0, shape.y1, shape.x0, shape.x1) == (0.5, 1.5, -0.5, 3.5)
    assert figure.layout.yaxis.ticktext[1] == "<b>B</b>"
    assert not drawn().layout.shapes
    assert height(25) - height(24) == 26

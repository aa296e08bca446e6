"""A period set off on a time axis: where its label stands."""

from __future__ import annotations

import pytest

from components.figures.dated import Shade, add_shade
from components.figures.drawing import Drawing


@pytest.mark.parametrize(
    ("months", "anchor"),
    [
        (("2017-04", "2018-06"), "right"),
        (("2018-04", "2026-02"), "left"),
        (("2016-04", "2020-06"), "center"),
        (None, "center"),
    ],
)
def test_a_label_near_an_edge_stays_inside(months: tuple[str, str] | None, anchor: str) -> None:
    drawing = Drawing()
    add_shade(drawing, Shade("2018-04", "2018-06", "the quarter"), months=months)
    (label,) = drawing.figure().layout.annotations
    assert label.xanchor == anchor
    if months:
        assert f"{months[0]}-01" > "2018-04-01" or label.x > "2018-03-01"
        assert label.x <= f"{months[1]}-17"


def test_a_period_beyond_the_last_month_keeps_its_label_on_the_axis() -> None:
    drawing = Drawing()
    add_shade(drawing, Shade("2018-03", "2018-06", "x"), months=("2008-04", "2018-04"))
    (label,) = drawing.figure().layout.annotations
    assert label.x == "2018-04-16"

"""Dated marks: where badges and labels stand."""

from __future__ import annotations

from typing import Literal

import pytest

from components.figures.dated import Mark, Shade, add_marks, add_shade
from components.figures.drawing import Drawing


def mark(month: str, badge: str, kind: Literal["break", "event"] = "event") -> Mark:
    return Mark(month, badge, f"text {badge}", kind)


def test_badges_of_one_month_share_a_line() -> None:
    drawing = Drawing()
    rows = add_marks(drawing, [mark("2018-04", "1"), mark("2018-04", "A", "break")], 36)
    assert rows == 1
    figure = drawing.figure()
    assert [each.text for each in figure.layout.annotations] == ["1 A"]
    assert figure.layout.shapes[0].line.dash == "dash"


def test_badges_that_would_touch_stand_above_each_other() -> None:
    near = [mark("2018-04", "1"), mark("2018-05", "2")]
    assert add_marks(Drawing(), near, 120) == 2
    assert add_marks(Drawing(), near, 12) == 1
    assert add_marks(Drawing(), [], 12) == 0


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

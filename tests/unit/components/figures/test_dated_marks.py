"""Dated marks: their lines, and where badges stand."""

from __future__ import annotations

from typing import Any

import pytest

from components.figures.dated_marks import BADGE, Kind, Mark, add_marks
from components.figures.drawing import Drawing

ONE_YEAR = ("2018-01-01", "2019-01-01")


def mark(month: str, badge: str, kind: Kind = "event") -> Mark:
    return Mark(month, badge, f"text {badge}", kind)


def shapes(marks: list[Mark]) -> tuple[list[Any], list[Any]]:
    """The shapes of lines, and those of badges."""
    drawing = Drawing()
    add_marks(drawing, marks, ONE_YEAR)
    drawn = drawing.figure().layout.shapes
    return [s for s in drawn if s.name != BADGE], [s for s in drawn if s.name == BADGE]


def test_the_lines_of_a_kind_are_one_shape() -> None:
    marks = [mark("2018-04", "A", "break"), mark("2018-06", "1"), mark("2018-12", "2")]
    (breaks, events), _ = shapes(marks)
    assert breaks.path == "M 2018-04-01,0 V 1"
    assert breaks.line.dash == "dash"
    assert events.path == "M 2018-06-01,0 V 1 M 2018-12-01,0 V 1"
    assert events.line.dash == "dot"


def test_badges_of_one_month_share_a_line_and_a_box() -> None:
    (line,), (badge,) = shapes([mark("2018-04", "1"), mark("2018-04", "A", "break")])
    assert line.line.dash == "dash"
    assert badge.label.text == "1 A"


def test_a_badge_stands_in_the_middle_over_its_line() -> None:
    _, (badge,) = shapes([mark("2018-04", "1")])
    assert badge.xanchor == pytest.approx(90 / 365)
    assert badge.x0 == -badge.x1
    assert (badge.xref, badge.yref, badge.yanchor, badge.y0) == ("paper", "paper", 1, 0)


def test_a_badge_is_as_wide_as_its_letters() -> None:
    _, (one, three) = shapes([mark("2018-02", "1"), *(mark("2018-09", str(n)) for n in (2, 3, 4))])
    assert three.label.text == "2 3 4"
    assert three.x1 > one.x1

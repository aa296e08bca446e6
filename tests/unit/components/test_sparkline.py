"""Sparklines: shape of the values, a gap where one is missing."""

import math
import re
from xml.etree import ElementTree as ET

from components.sparkline import HEIGHT, PADDING, WIDTH, sparkline, sparkline_svg


def points(svg: str) -> list[list[tuple[float, float]]]:
    return [
        [(float(x), float(y)) for x, y in (pair.split(",") for pair in line.split())]
        for line in re.findall(r'points="([^"]+)"', svg)
    ]


def test_lowest_at_the_bottom_and_highest_at_the_top() -> None:
    (line,) = points(sparkline_svg([1, 3, 2]))
    assert line == [
        (PADDING, HEIGHT - PADDING),
        (WIDTH / 2, PADDING),
        (WIDTH - PADDING, HEIGHT / 2),
    ]


def test_a_missing_value_breaks_the_line() -> None:
    lines = points(sparkline_svg([1, 2, None, 4, 5]))
    assert [len(line) for line in lines] == [2, 2]
    assert len(points(sparkline_svg([1, math.nan, 3]))) == 0


def test_a_constant_series_runs_in_the_middle() -> None:
    (line,) = points(sparkline_svg([7, 7, 7]))
    assert {y for _, y in line} == {HEIGHT / 2}


def test_the_newest_known_point_is_marked() -> None:
    svg = ET.fromstring(sparkline_svg([5, 1, None]))  # noqa: S314 - our own
    (dot,) = svg.findall("{http://www.w3.org/2000/svg}circle")
    assert (float(dot.attrib["cx"]), float(dot.attrib["cy"])) == (WIDTH / 2, HEIGHT - PADDING)


def test_nothing_known_draws_nothing() -> None:
    assert len(ET.fromstring(sparkline_svg([None, math.nan]))) == 0  # noqa: S314 - our own


def test_the_image_has_words() -> None:
    image = sparkline([1, 2], text="Burglary, 36 months to June 2018")
    assert image.to_plotly_json()["props"]["alt"] == "Burglary, 36 months to June 2018"

"""Ranked bars: the order given, from zero, every value written."""

import pandas as pd
import pytest

from components.figures.bars import in_two_lines, pixels_a_bar, ranked_bars


def frame() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "key": ["a", "b", "c"],
            "name": ["Haringey", "Hammersmith and Fulham", "Havering"],
            "value": [46.4, 30.4, -30.0],
            "text": ["+46.4 %", "+30.4 %", "−30.0 %"],
        }
    )


def test_the_first_row_is_the_topmost_bar_and_values_stand_beside() -> None:
    figure = ranked_bars(frame(), signed=True)
    assert list(figure.data[0].y) == ["Havering", "Hammersmith<br>and Fulham", "Haringey"]
    assert list(figure.data[0].x) == [-30.0, 30.4, 46.4]
    assert [a.text for a in figure.layout.annotations] == ["−30.0 %", "+30.4 %", "+46.4 %"]
    assert {a.y for a in figure.layout.annotations} == set(figure.data[0].y)


def test_falls_and_rises_differ_and_the_rest_is_grey_beside_a_focus() -> None:
    falls, _, rises = ranked_bars(frame(), signed=True).data[0].marker.color
    assert falls != rises
    focused = ranked_bars(frame(), focus={"c"}).data[0].marker.color
    assert focused[0] == "#12436D"
    assert focused[1] == focused[2] == "#BFBFBF"


def test_amounts_start_at_zero() -> None:
    assert ranked_bars(frame()).layout.xaxis.rangemode == "tozero"


def test_intervals_are_drawn_from_low_to_high() -> None:
    with_interval = frame().assign(low=lambda f: f["value"] - 2, high=lambda f: f["value"] + 5)
    error = ranked_bars(with_interval).data[0].error_x
    assert list(error.array) == pytest.approx([5, 5, 5])
    assert list(error.arrayminus) == pytest.approx([2, 2, 2])


def test_long_names_take_two_lines() -> None:
    assert in_two_lines("Havering") == "Havering"
    assert in_two_lines("Kingston upon Thames") == "Kingston<br>upon Thames"
    assert in_two_lines("Kensington and Chelsea") == "Kensington<br>and Chelsea"
    assert in_two_lines("Unbreakablelongname") == "Unbreakablelongname"


def test_bars_are_taller_where_a_name_takes_two_lines() -> None:
    assert pixels_a_bar(["Havering", "Sutton"]) == 28
    assert pixels_a_bar(["Havering", "Kingston upon Thames"]) == 36
    assert pixels_a_bar([]) == 28

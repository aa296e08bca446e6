"""Bars and columns with their intervals."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go
import pytest

from components import theme
from components.figures.intervals import (
    LABELLED_AT_MOST,
    NEIGHBOUR,
    period_columns,
    ranked_intervals,
)


def areas() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "key": ["a", "b", "c"],
            "name": ["Ealing", "Newham", "Sutton"],
            "value": [9.0, 4.0, 0.0],
            "low": [4.1, 1.1, 0.0],
            "high": [17.1, 10.2, 3.7],
            "text": ["9 †", "4 †", "0 †"],
            "hover": ["nine", "four", "none"],
        }
    )


def periods(number: int) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "period": [f"P{index}" for index in range(number)],
            "value": [float(index) for index in range(number)],
            "low": [index * 0.5 for index in range(number)],
            "high": [index * 2.0 + 3 for index in range(number)],
            "text": [str(index) for index in range(number)],
            "hover": [f"hover {index}" for index in range(number)],
            "tick": ["first" if index == 0 else "" for index in range(number)],
            "chosen": [index == 1 for index in range(number)],
        }
    )


def test_the_first_row_is_on_top_and_bars_start_at_zero() -> None:
    figure = ranked_intervals(areas())
    bars = figure.data[0]
    assert bars.y == ("Sutton", "Newham", "Ealing")
    assert bars.x == (0.0, 4.0, 9.0)
    assert figure.layout.xaxis.range[0] == 0
    assert figure.layout.xaxis.range[1] > 17.1


def test_whiskers_reach_from_low_to_high() -> None:
    whisker = ranked_intervals(areas()).data[1].error_x
    assert whisker.array == pytest.approx((3.7, 6.2, 8.1))
    assert whisker.arrayminus == pytest.approx((0.0, 2.9, 4.9))


def test_values_are_written_beyond_their_interval() -> None:
    texts = ranked_intervals(areas()).data[2]
    assert texts.x == (3.7, 10.2, 17.1)
    assert [text.strip() for text in texts.text] == ["0 †", "4 †", "9 †"]


def test_the_chosen_area_its_neighbours_and_the_rest_differ() -> None:
    figure = ranked_intervals(areas(), focus={"b"}, neighbours={"c"})
    assert figure.data[0].marker.color == (NEIGHBOUR, theme.FOCUS, theme.CONTEXT)
    everywhere = ranked_intervals(areas())
    assert set(everywhere.data[0].marker.color) == {theme.FOCUS}


def test_a_reference_is_a_labelled_line() -> None:
    figure = ranked_intervals(areas(), reference=5.0, reference_label="32 boroughs 5.00")
    assert figure.layout.shapes[0].x0 == 5.0
    assert figure.layout.annotations[0].text == "32 boroughs 5.00"


def test_few_periods_are_columns_with_their_values_in_writing() -> None:
    figure = period_columns(periods(3), unit="victims")
    assert [each.type for each in figure.data] == ["bar", "scatter", "scatter"]
    assert figure.data[2].text == ("0", "1", "2")
    assert figure.data[0].marker.color[1] == theme.FOCUS
    assert figure.layout.xaxis.ticktext == ("first",)
    assert figure.layout.yaxis.range == (0, pytest.approx(7 * 1.12))


def test_many_periods_are_points_with_their_intervals() -> None:
    figure = period_columns(periods(LABELLED_AT_MOST + 1), unit="victims")
    (points,) = figure.data
    assert points.type == "scatter"
    assert points.mode == "markers"
    assert points.error_y.arrayminus[4] == 2.0
    assert points.marker.size[1] > points.marker.size[0]


def test_figures_pass_plotlys_own_checks() -> None:
    for figure in (
        ranked_intervals(areas(), reference=1.0, reference_label="x"),
        period_columns(periods(3), unit="victims"),
        period_columns(periods(20), unit="victims", decimals=2),
    ):
        go.Figure(figure.to_dict())

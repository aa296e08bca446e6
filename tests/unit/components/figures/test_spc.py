"""The process-behaviour figure: shapes, colours, lines, labels and what hover says."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go
import pytest

from components import theme
from components.figures.dated import Shade
from components.figures.dated_marks import Mark
from components.figures.spc import (
    COMMON_CAUSE,
    RULE_NAMES,
    kinds_of,
    point_text,
    process_figure,
    segments_of,
)
from data.statistics.spc import spc

MONTHS = [str(month) for month in pd.period_range("2016-01", periods=40, freq="M")]


def frame(
    values: list[float], *, starts: tuple[int, ...] = (), provisional: bool = False
) -> pd.DataFrame:
    newest = np.zeros(len(values), dtype=bool)
    newest[-1] = provisional
    chart = spc(values, starts=starts, provisional=newest)
    return pd.DataFrame(
        {
            "month": MONTHS[: len(values)],
            "value": chart.values,
            "mean": chart.mean,
            "lower_limit": chart.lower_limit,
            "upper_limit": chart.upper_limit,
            "near_lower_limit": chart.near_lower_limit,
            "near_upper_limit": chart.near_upper_limit,
            "special_cause": chart.special_cause,
            "rule": pd.Series(list(chart.rule), dtype=object),
            "direction": pd.Series(list(chart.direction), dtype=object),
            "provisional": newest,
        }
    )


STEADY = [10.0, 12.0] * 7
SPIKE = [10.0, 14.0] * 6 + [10.0, 26.0]


def trace(figure: go.Figure, name: str) -> Any:
    return next(each for each in figure.data if each.name == name)


def texts(figure: go.Figure) -> list[str]:
    return [annotation.text for annotation in figure.layout.annotations]


def test_a_figure_passes_plotlys_own_checks() -> None:
    figure = process_figure(frame(SPIKE, provisional=True), unit="victims")
    go.Figure(figure.to_dict())


def test_special_causes_differ_by_shape_and_colour_and_name_their_rule() -> None:
    figure = process_figure(frame(SPIKE), unit="victims")
    concern, common = trace(figure, "concern"), trace(figure, "common")
    assert concern.x == (f"{MONTHS[13]}-01",)
    assert concern.marker.symbol == "triangle-up"
    assert common.marker.symbol == "circle"
    assert concern.marker.color == theme.ORANGE != common.marker.color
    month, said = concern.customdata[0]
    assert month == "February 2017"
    assert said == f"special cause, for the worse: {RULE_NAMES['outside']}"
    assert "victims" in concern.hovertemplate
    assert common.customdata[0][1] == COMMON_CAUSE


def test_the_provisional_point_is_hollow_and_not_judged() -> None:
    figure = process_figure(frame(SPIKE, provisional=True))
    hollow = trace(figure, "provisional")
    assert hollow.marker.symbol == "circle-open"
    assert hollow.y == (26.0,)
    assert [each.name for each in figure.data if each.name == "concern"] == []


def test_mean_and_limits_are_labelled_with_their_values() -> None:
    # Mean 11; every moving range is 2: limits 11 ± 5.32.
    figure = process_figure(frame(STEADY))
    assert texts(figure) == ["limit 16", "mean 11", "limit 6"]
    assert trace(figure, "mean").y[:2] == (11.0, 11.0)
    assert trace(figure, "upper_limit").y[0] == pytest.approx(16.32)


def test_the_chart_starts_at_zero_and_a_limit_below_is_not_in_sight() -> None:
    figure = process_figure(frame([1.0, 5.0] * 7))
    assert figure.layout.yaxis.range[0] == 0
    assert figure.layout.yaxis.range[1] > 14
    assert texts(figure) == ["limit 14", "mean 3"]


def test_each_segment_has_lines_of_its_own_that_do_not_join() -> None:
    rows = frame([10.0, 12.0] * 7 + [30.0, 32.0] * 7, starts=(14,))
    assert segments_of(rows) == [(0, 14), (14, 28)]
    figure = process_figure(rows)
    assert trace(figure, "mean").y == (11.0, 11.0, None, 31.0, 31.0, None)
    assert trace(figure, "mean").x[1] < f"{MONTHS[14]}-01" < trace(figure, "mean").x[4]
    assert texts(figure) == ["limit 36", "mean 31", "limit 26", "mean 11"]


@pytest.mark.parametrize(
    ("first", "last", "anchor", "above"),
    [
        ([52.0, 52.0, 52.0], [20.0, 80.0, 20.0], "right", True),
        ([20.0, 80.0, 20.0], [52.0, 52.0, 52.0], "left", True),
        ([52.0, 52.0, 52.0], [52.0, 52.0, 52.0], "left", False),
    ],
)
def test_the_mean_of_an_earlier_stretch_is_named_where_no_month_lies(
    first: list[float], last: list[float], anchor: str, above: bool
) -> None:
    stretch = [*first, *([20.0, 80.0] * 4), *last]
    figure = process_figure(frame([*stretch, *([50.0, 52.0] * 7)], starts=(14,)))
    *_, earlier = figure.layout.annotations
    assert earlier.text == f"mean {np.mean(stretch):.0f}"
    assert earlier.xanchor == anchor
    assert (earlier.yshift > 0) is above


def test_the_name_of_a_mean_keeps_off_the_axis() -> None:
    stretch = [2.0, 2.0, 2.0, *([0.0, 1.0] * 4), 2.0, 2.0, 2.0]
    figure = process_figure(frame([*stretch, *([50.0, 52.0] * 7)], starts=(14,)))
    *_, earlier = figure.layout.annotations
    assert earlier.text == "mean 1"
    assert earlier.yshift > 0


def test_points_at_the_edge_are_drawn_whole() -> None:
    figure = process_figure(frame(SPIKE, provisional=True))
    assert all(each.cliponaxis is False for each in figure.data if each.mode == "markers")


def test_under_twelve_points_there_is_a_mean_and_no_limit() -> None:
    figure = process_figure(frame(STEADY[:11]))
    assert texts(figure) == ["mean 11"]
    assert all(np.isnan(y) for y in trace(figure, "upper_limit").y if y is not None)


def test_a_missing_month_breaks_the_line() -> None:
    values = [*STEADY, float("nan"), 10.0]
    figure = process_figure(frame(values))
    line = next(each for each in figure.data if each.mode == "lines" and each.name is None)
    assert line.connectgaps is False
    assert np.isnan(line.y[14])


def test_breaks_and_the_period_set_off_are_drawn() -> None:
    figure = process_figure(
        frame(STEADY),
        marks=[Mark("2016-06", "A", "a break", "break")],
        shade=Shade("2016-04", "2016-06", "report’s quarter"),
    )
    assert "report’s quarter" in texts(figure)
    line, badge, shade = figure.layout.shapes
    assert line.path == "M 2016-06-01,0 V 1"
    assert badge.label.text == "A"
    assert (shade.x0, shade.x1) == ("2016-03-17", "2016-06-16")


def test_labels_of_lines_that_lie_close_are_moved_apart() -> None:
    figure = process_figure(frame([1000.0, 1002.0] * 7))
    upper, mean, lower = figure.layout.annotations
    assert upper.yshift > mean.yshift > lower.yshift


def test_an_empty_chart_is_no_error() -> None:
    assert process_figure(frame([1.0]).iloc[:0]).layout.annotations == ()


@pytest.mark.parametrize(
    ("rule", "direction", "kind", "said"),
    [
        (None, None, "common", COMMON_CAUSE),
        (None, None, "provisional", "provisional: not in limits or rules"),
        (
            "run",
            "improvement",
            "improvement",
            "special cause, for the better: seven or more months on one side of the mean",
        ),
        (
            "trend",
            "neither",
            "neither",
            "special cause, neither better nor worse: seven or more months rising or falling",
        ),
    ],
)
def test_what_is_said_of_a_point(
    rule: str | None, direction: str | None, kind: str, said: str
) -> None:
    assert point_text(rule, direction, kind) == said


def test_kinds_follow_the_marks() -> None:
    assert kinds_of(frame(SPIKE)).to_list() == ["common"] * 13 + ["concern"]
    low = kinds_of(frame([30.0, 26.0] * 6 + [30.0, 14.0])).to_list()
    assert low == ["common"] * 13 + ["improvement"]

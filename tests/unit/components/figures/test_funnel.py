"""The funnel plot: marks by verdict, limits by kind, words at the ends of the lines gone by."""

from __future__ import annotations

from dataclasses import replace

import plotly.graph_objects as go

from components import theme
from components.figures.funnel import (
    BANDS,
    ENDS,
    POINTS,
    POOLED,
    Funnel,
    Mark,
    funnel_plot,
    funnel_values,
)

SIZES = (100_000.0, 200_000.0, 300_000.0)
PLOT = Funnel(
    marks=[
        Mark("A", "Alpha", 100_000, 14.0, "above", named=True),
        Mark("B", "Beta", 200_000, 8.0, "as-expected"),
        Mark("C", "Gamma", 300_000, 4.0, "below", named=True, faded=True),
        Mark("D", "Delta", 250_000, 9.0, None),
    ],
    sizes=SIZES,
    limits={
        "95": ([7.0, 7.4, 7.6], [9.0, 8.6, 8.4]),
        "998": ([6.5, 7.1, 7.2], [9.5, 8.9, 8.8]),
        "95_adjusted": ([5.0, 5.1, 5.2], [13.0, 12.9, 12.8]),
        "998_adjusted": ([4.1, 4.2, 4.3], [16.0, 15.9, 15.8]),
    },
    pooled_rate=8.0,
    adjusted=True,
)


def test_plotly_accepts_the_figure() -> None:
    go.Figure(funnel_plot(PLOT, rate_title="Rate").to_dict())


def test_verdicts_differ_by_shape_and_by_colour() -> None:
    marker = funnel_plot(PLOT, rate_title="Rate").data[POINTS]["marker"]
    assert list(marker["symbol"]) == ["triangle-up", "circle", "triangle-down", "circle-open"]
    above, _, below, _ = marker["color"]
    assert (above, below) == (theme.RISE_STRONG, theme.FALL_STRONG)
    assert list(marker["opacity"]) == [1, 1, 0.5, 1]


def test_adjusted_limits_are_dashed_and_each_pair_is_one_line_with_a_gap() -> None:
    figure = funnel_plot(PLOT, rate_title="Rate")
    for trace, name in enumerate(BANDS):
        line = figure.data[trace]
        assert line["line"]["dash"] == ("dash" if "adjusted" in name else "solid")
        assert list(line["x"]) == [*SIZES, None, *SIZES]
        lower, upper = PLOT.limits[name]
        assert list(line["y"]) == [*lower, None, *upper]


def test_the_limits_gone_by_are_dark() -> None:
    values = funnel_values(PLOT)
    assert [values["data", trace, "line", "color"] for trace in range(4)] == [
        "#8A949B",
        "#8A949B",
        theme.INK,
        theme.INK,
    ]
    other = funnel_values(replace(PLOT, adjusted=False))
    assert [other["data", trace, "line", "color"] for trace in range(2)] == [theme.INK] * 2


def test_where_areas_and_limits_stand_is_left_out_where_it_is_on_screen() -> None:
    every, rest = funnel_values(PLOT), funnel_values(PLOT, same_sizes=True)
    left_out = {("data", trace, "x") for trace in (0, 1, 2, 3, POOLED, POINTS)}
    assert set(every) - set(rest) == left_out
    assert rest == {path: value for path, value in every.items() if path not in left_out}


def test_the_ends_name_the_pooled_rate_and_the_limits_gone_by() -> None:
    values = funnel_values(PLOT)
    assert values["data", POOLED, "y"] == [8.0, 8.0]
    words = [word.strip("\u00a0") for word in values["data", ENDS, "text"]]
    assert words == ["8.0", "99.8 %", "99.8 %", "95 %", "95 %"]
    assert values["data", ENDS, "y"] == [8.0, 15.8, 4.3, 12.8, 5.2]


def test_ends_that_would_touch_are_left_out() -> None:
    close = funnel_values(replace(PLOT, adjusted=False))
    words = [word.strip("\u00a0") for word in close["data", ENDS, "text"]]
    # Words stand 0.7 apart here, a twentieth of the highest rate: 8.4 is too near to 8.0.
    assert words == ["8.0", "99.8 %", "99.8 %"]


def test_names_are_turned_inwards_and_away_from_the_pooled_rate() -> None:
    values = funnel_values(PLOT)
    assert values["data", POINTS, "text"] == ["Alpha", "", "Gamma", ""]
    assert values["data", POINTS, "textposition"][0] == "top right"
    assert values["data", POINTS, "textposition"][2] == "bottom left"


def test_two_names_side_by_side_stand_on_two_levels() -> None:
    marks = [
        Mark("A", "Alpha", 200_000, 6.0, None, named=True),
        Mark("B", "Beta", 210_000, 6.1, None, named=True),
        Mark("C", "Gamma", 300_000, 14.0, None),
        Mark("D", "Delta", 100_000, 8.0, None),
    ]
    first, second, *_ = funnel_values(replace(PLOT, marks=marks))["data", POINTS, "textposition"]
    assert {first.split()[0], second.split()[0]} == {"top", "bottom"}


def test_without_limits_only_the_areas_are_drawn() -> None:
    bare = replace(PLOT, sizes=(), limits=dict.fromkeys(BANDS, ((), ())), pooled_rate=None)
    values = funnel_values(bare)
    assert values["data", POOLED, "x"] == []
    assert values["data", ENDS, "text"] == []
    assert values["data", POINTS, "y"] == [14.0, 8.0, 4.0, 9.0]


def test_a_name_moves_for_one_that_comes_later() -> None:
    marks = [
        Mark("A", "A name of some length", 200_000, 4.0, None, named=True),
        Mark("B", "Beta", 240_000, 3.5, None, named=True),
        Mark("C", "Gamma", 400_000, 14.0, None),
    ]
    alone = replace(marks[1], named=False)
    for second, wanted in ((alone, "bottom right"), (marks[1], "top right")):
        plot = replace(PLOT, marks=[marks[0], second, marks[2]])
        assert funnel_values(plot)["data", POINTS, "textposition"][0] == wanted

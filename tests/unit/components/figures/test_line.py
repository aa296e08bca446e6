"""The line chart: values as given, gaps kept, marks and labels."""

import math
from datetime import date

import numpy as np
import pandas as pd
import plotly.graph_objects as go
import pytest

from components.figures.line import Mark, Shade, line_chart


def frame(values: list[float], name: str = "London", role: str = "focus") -> pd.DataFrame:
    return pd.DataFrame(
        {
            "series": name,
            "role": role,
            "month": [f"2018-{month:02d}" for month in range(1, len(values) + 1)],
            "value": values,
            "provisional": [False] * (len(values) - 1) + [True],
        }
    )


def test_values_are_drawn_as_given_and_gaps_stay_gaps() -> None:
    figure = line_chart(frame([1.0, math.nan, 3.0]))
    line = figure.data[0]
    drawn = [str(np.datetime64(int(moment), "ms"))[:10] for moment in line.x]
    assert drawn == ["2018-01-01", "2018-02-01", "2018-03-01"]
    assert line.y[0] == 1.0
    assert math.isnan(line.y[1])
    assert line.connectgaps is False
    assert figure.layout.yaxis.rangemode == "tozero"


def test_the_newest_point_is_hollow_when_provisional() -> None:
    solid = frame([1.0, 2.0])
    solid["provisional"] = False
    assert line_chart(solid).data[1].marker.color != "#FFFFFF"
    assert line_chart(frame([1.0, 2.0])).data[1].marker.color == "#FFFFFF"


def test_two_series_are_labelled_directly_and_the_focus_lies_on_top() -> None:
    both = pd.concat([frame([1.0, 2.0], "Havering"), frame([3.0, 4.0], "London", "context")])
    figure = line_chart(both)
    assert names(figure).keys() == {"London", "Havering"}
    assert [trace.name for trace in figure.data if trace.mode == "lines"] == ["London", "Havering"]


def test_series_of_other_sizes_get_charts_of_their_own() -> None:
    both = pd.concat([frame([1.0, 2.0], "Havering"), frame([300.0, 4.0], "London", "context")])
    figure = line_chart(both, stacked=True)
    axes = {trace.name: trace.yaxis for trace in figure.data if trace.mode == "lines"}
    assert axes == {"Havering": "y", "London": "y2"}
    assert figure.layout.yaxis2.overlaying is None


def test_marks_of_one_month_share_a_line_and_a_badge() -> None:
    marks = [
        Mark("2018-02", "A", "a break", "break"),
        Mark("2018-02", "1", "an event", "event"),
        Mark("2018-06", "2", "another event", "event"),
    ]
    figure = line_chart(frame([1.0] * 6), marks=marks)
    breaks, events, *badges = figure.layout.shapes
    assert (breaks.path, breaks.line.dash) == ("M 2018-02-01,0 V 1", "dash")
    assert (events.path, events.line.dash) == ("M 2018-06-01,0 V 1", "dot")
    assert [badge.label.text for badge in badges] == ["A 1", "2"]


def names(figure: go.Figure) -> dict[str, float]:
    """The names beside the ends of lines, and by how much each is moved up."""
    return {each.text: each.yshift for each in figure.layout.annotations}


def test_names_of_lines_that_end_close_together_stand_a_line_apart() -> None:
    def ends(havering: float, london: float) -> dict[str, float]:
        lines = [
            frame([100.0, havering], "Havering"),
            frame([50.0, london], "London", "context"),
        ]
        return names(line_chart(pd.concat(lines)))

    assert ends(10.0, 90.0) == {"Havering": 0.0, "London": 0.0}
    # A hundredth of the axis is 2.8 pixels of 280, a line of text 16.
    assert ends(51.0, 50.0) == {"Havering": pytest.approx(13.2), "London": 0.0}
    assert ends(50.0, 51.0) == {"Havering": 0.0, "London": pytest.approx(13.2)}


def test_the_name_of_a_line_stands_where_it_ends() -> None:
    lines = [frame([1.0, 2.0, 3.0], "Havering"), frame([4.0, math.nan], "London", "context")]
    labels = line_chart(pd.concat(lines)).layout.annotations
    assert [(each.text, each.x, each.y) for each in labels] == [
        ("Havering", "2018-03-01", 3.0),
        ("London", "2018-01-01", 4.0),
    ]


def test_a_badge_stands_over_its_line() -> None:
    figure = line_chart(frame([1.0] * 6), marks=[Mark("2018-04", "A", "", "break")])
    start, end = map(date.fromisoformat, figure.layout.xaxis.range)
    *_, badge = figure.layout.shapes
    assert start + badge.xanchor * (end - start) == date(2018, 4, 1)


def test_a_shaded_period_covers_its_months() -> None:
    figure = line_chart(frame([1.0] * 6), shade=Shade("2018-04", "2018-06", "this report"))
    (shape,) = figure.layout.shapes
    assert shape.x0 < "2018-04-01"
    assert shape.x1 > "2018-06-01"
    assert [a.text for a in figure.layout.annotations] == ["this report"]


def test_a_change_has_its_zero_in_sight() -> None:
    figure = line_chart(frame([5.0, -3.0]), from_zero=False, axis_suffix=" %")
    assert figure.layout.yaxis.rangemode == "normal"
    assert figure.layout.yaxis.zeroline is True
    assert figure.layout.yaxis.ticksuffix == " %"

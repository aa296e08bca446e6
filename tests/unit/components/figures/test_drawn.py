"""A figure is written as it was drawn, and is plotly's for whoever looks at it."""

import base64
import json
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import plotly.graph_objects as go
import pytest
from plotly.io.json import to_json_plotly

from components import theme
from components.figures.drawn import Drawn, typed

DATA: list[dict[str, Any]] = [
    {"type": "scatter", "x": np.array([1.5, np.nan]), "y": np.array([3, 400], dtype=np.uint16)},
    {"type": "heatmap", "z": np.arange(6.0).reshape(2, 3), "text": [["a", None]]},
    {"type": "bar", "x": pd.Series([1, 2], dtype="int32"), "y": [2, 3.5], "marker": {"size": 4}},
]
LAYOUT: dict[str, Any] = {
    "template": theme.template(),
    "shapes": [{"type": "line", "x0": 1}],
    "height": 300,
}


def drawn() -> Drawn:
    return Drawn([dict(trace) for trace in DATA], dict(LAYOUT))


def test_it_is_written_as_plotly_writes_it() -> None:
    expected = go.Figure(data=DATA, layout=LAYOUT, _validate=False)
    assert json.loads(to_json_plotly(drawn())) == json.loads(to_json_plotly(expected))


def test_it_is_plotlys_figure_for_whoever_looks_at_it() -> None:
    figure = drawn()
    assert figure.data[0].y.tolist() == [3, 400]
    assert figure.layout.shapes[0].x0 == 1
    assert isinstance(figure, go.Figure)


def test_what_is_changed_after_it_was_drawn_is_written() -> None:
    figure = drawn()
    figure.update_layout(height=200)
    figure.add_scatter(x=[1], y=[2], name="more")
    written = json.loads(to_json_plotly(figure))
    assert (written["layout"]["height"], written["data"][-1]["name"]) == (200, "more")
    assert written["data"][0]["y"] == {"dtype": "u2", "bdata": "AwCQAQ=="}


def test_a_wrong_name_is_still_one() -> None:
    with pytest.raises(AttributeError):
        _ = drawn().nothing_of_this_name


def test_numbers_travel_as_they_lie_in_memory() -> None:
    assert typed(np.array([1, 2], dtype=np.uint8)) == {"dtype": "u1", "bdata": "AQI="}
    table = typed(np.asfortranarray([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]))
    assert isinstance(table, dict)
    assert (table["dtype"], table["shape"]) == ("f8", "2, 3")
    assert np.frombuffer(base64.b64decode(table["bdata"])).tolist() == [1, 2, 3, 4, 5, 6]


@pytest.mark.parametrize("values", [np.array([]), np.array(["a"]), np.array([1], dtype=np.int64)])
def test_what_plotly_js_does_not_know_stays_as_it_is(values: npt.NDArray[Any]) -> None:
    assert typed(values) is values

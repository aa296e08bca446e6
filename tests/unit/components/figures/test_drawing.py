"""A drawing gathers what plotly's own figure would hold."""

import plotly.graph_objects as go

from components.figures.drawing import Drawing


def describe(figure: Drawing | go.Figure) -> None:
    figure.add_scatter(x=[1, 2], y=[3, 4], mode="lines", line={"color": "#12436D"}, name=None)
    figure.add_bar(x=[1], y=[2], marker={"color": ["#28A197"]})
    figure.add_shape(type="line", x0=1, x1=1, y0=0, y1=1, yref="paper", line={"width": 1})
    figure.add_annotation(x=1, y=1, text="A", showarrow=False, font={"size": 11})
    figure.add_annotation(x=2, y=1, text="B", showarrow=False)
    figure.update_layout(margin={"l": 8}, yaxis={"domain": [0.5, 1]}, yaxis2={"domain": [0, 0.4]})
    figure.update_layout(margin={"r": 20})
    figure.update_yaxes(tickformat=",", title={"text": "offences"})
    figure.update_yaxes(title={"standoff": 4})
    figure.update_xaxes(type="linear", range=[0, 3])


def test_the_same_calls_make_the_same_figure_as_plotly() -> None:
    drawing, expected = Drawing(), go.Figure()
    describe(drawing)
    describe(expected)
    assert go.Figure(drawing.figure()) == expected
    assert drawing.figure().layout.yaxis2.title.text == "offences"


def test_what_was_given_is_not_changed_by_later_calls() -> None:
    axis = {"title": {"text": "offences"}}
    drawing = Drawing()
    drawing.update_layout(yaxis=axis)
    drawing.update_yaxes(title={"standoff": 4})
    assert axis == {"title": {"text": "offences"}}
    assert drawing.layout["yaxis"]["title"] == {"text": "offences", "standoff": 4}


def test_an_empty_drawing_is_an_empty_figure() -> None:
    assert Drawing().figure().data == ()

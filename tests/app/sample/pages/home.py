"""A page without a graph, with callbacks of every kind."""

from typing import Any

import dash
from dash import ALL, Input, Output, State, callback, clientside_callback, dcc, html
from dash.exceptions import PreventUpdate

from components.pure import pure
from data.errors import InvalidParameter
from tests.app.sample import calls

dash.register_page(__name__, path="/", title="Home – Sample", description="Where it starts")


def layout(**query: str) -> html.Div:
    calls().append("layout")
    return html.Div(
        [
            html.H2("Home"),
            html.P(query.get("area", "no area"), id="area"),
            dcc.Input(id="word", value="one"),
            dcc.Store(id="store", data=None),
            html.Button("Go", id="button", n_clicks=0),
            *(dcc.Input(id={"type": "part", "index": index}, value=index) for index in (1, 2)),
            html.P(id="said"),
            html.P(id="counted"),
            html.P(id="summed"),
            html.P(id="copied"),
        ]
    )


@callback(Output("said", "children"), Input("word", "value"))
@pure
def say(word: str) -> str:
    calls().append(word)
    if word == "forbidden":
        raise InvalidParameter("word", word, "any word but this")
    if word == "nothing":
        raise PreventUpdate
    if word == "fault":
        raise RuntimeError("a secret of the server")
    return f"You said {word}"


@callback(
    Output("counted", "children"),
    Output("counted", "title"),
    Input("button", "n_clicks"),
    State("store", "data"),
    prevent_initial_call=True,
)
def count(clicks: int, data: Any) -> tuple[str, str]:
    calls().append("count")
    return f"{clicks} clicks", str(data)


@callback(Output("summed", "children"), Input({"type": "part", "index": ALL}, "value"))
def add(values: list[int]) -> int:
    return sum(values)


clientside_callback(
    "function (word) { return word; }", Output("copied", "children"), Input("word", "value")
)

"""A page that is not the same twice."""

import dash
from dash import html

from tests.app.sample import calls

dash.register_page(__name__, path="/clock", title="Clock – Sample", pure=False)


def layout(**_query: str) -> html.H2:
    calls().append("clock")
    return html.H2("Clock")

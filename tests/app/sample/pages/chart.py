"""A page with a graph and a map."""

from typing import Any

import dash
import plotly.graph_objects as go
from dash import dcc, html

dash.register_page(__name__, path="/chart", title="Chart – Sample", graph=True)


def layout(**_query: Any) -> html.Div:
    line = go.Figure(go.Scatter(x=[1, 2, 3], y=[3, 1, 2]))
    area = go.Figure(
        go.Choropleth(
            geojson=dash.get_asset_url("areas.json"),
            featureidkey="properties.code",
            locations=["A", "B"],
            z=[1, 2],
            showscale=False,
        )
    )
    area.update_geos(fitbounds="locations", visible=False)
    return html.Div(
        [
            html.H2("Chart"),
            dcc.Graph(id="line", figure=line),
            dcc.Graph(id="map", figure=area),
        ]
    )

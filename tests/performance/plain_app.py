"""A minimal Dash application on the same data, as a first version is written: the comparison.

Two pages, each a drop-down list and a graph: a line of one series, and a map whose boundaries
are in the figure. Everything else is Dash's default: it serves its own scripts, nothing is
compressed, nothing cached, every change makes the whole figure anew with plotly express. It runs
on Dash's own FastAPI backend in one uvicorn process, the server that the product uses as well:
Flask's development server is not meant for production, and gunicorn would be one more library.

A map of plotly's fetches the outlines of the world from another host. Readers cannot reach it,
so that the map would never be drawn; here it is given an empty world by `topojsonURL`.
"""

import json
import os
from pathlib import Path
from typing import Any

import pandas as pd
import plotly.express as px
import uvicorn
from dash import Dash, Input, Output, dcc, html

HERE = Path(__file__).parent
FILES = HERE.parents[1] / "data" / "files"
KEYS = ["area_code", "group", "offence"]


def create_app() -> Dash:
    """Return the application."""
    crime = pd.read_csv(FILES / "recorded_crime.csv", keep_default_na=False, na_values=[""])
    months = [column for column in crime.columns if column not in KEYS]
    crime[months] = crime[months].apply(pd.to_numeric, errors="coerce")
    boundaries = json.loads((FILES / "boundaries_boroughs.geojson").read_text(encoding="utf-8"))
    app = Dash(
        __name__,
        backend="fastapi",
        assets_folder=str(HERE / "plain_assets"),
        suppress_callback_exceptions=True,
    )
    app.layout = html.Div(
        [
            dcc.Location(id="url"),
            dcc.Link("Line", href="/", id="to-line"),
            dcc.Link("Map", href="/map", id="to-map"),
            html.Div(id="content"),
        ]
    )

    @app.callback(Output("content", "children"), Input("url", "pathname"))
    def page(path: str) -> html.Div:
        if path == "/map":
            choices, graph = months[::-1], dcc.Graph(id="map", config={"topojsonURL": "/assets/"})
            return html.Div([dcc.Dropdown(choices, choices[0], id="month"), graph], id="page-map")
        choices = sorted(crime["offence"].unique())
        graph = dcc.Graph(id="line")
        return html.Div([dcc.Dropdown(choices, choices[0], id="offence"), graph], id="page-line")

    @app.callback(Output("line", "figure"), Input("offence", "value"))
    def line(offence: str) -> Any:
        total = crime.loc[crime["offence"] == offence, months].sum()
        frame = pd.DataFrame({"month": months, "count": total.to_numpy()})
        return px.line(frame, x="month", y="count", title=offence)

    @app.callback(Output("map", "figure"), Input("month", "value"))
    def choropleth(month: str) -> Any:
        burglary = crime[crime["group"] == "Burglary"]
        frame = burglary.groupby("area_code")[month].sum().reset_index(name="count")
        figure = px.choropleth(
            frame,
            geojson=boundaries,
            locations="area_code",
            featureidkey="properties.area_code",
            color="count",
            title=month,
        )
        return figure.update_geos(fitbounds="locations", visible=False)

    return app


if __name__ == "__main__":
    uvicorn.run(
        create_app().server, host="127.0.0.1", port=int(os.environ["PORT"]), log_level="warning"
    )

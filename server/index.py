"""The HTML that a browser gets first: language, title, what to fetch early."""

import json
from collections.abc import Iterable
from html import escape

INDEX = """<!DOCTYPE html>
<html lang="en-GB">
  <head>
    {%metas%}
    <title>{%title%}</title>
    {%favicon%}
    {%css%}
  </head>
  <body>
    <noscript>
      <p>This dashboard draws its charts in your browser and needs JavaScript. The same figures
      are available as <a href="/api/v1/datasets">data</a>.</p>
    </noscript>
    {%app_entry%}
    {%config%}
    {%scripts%}
    {%renderer%}
  </body>
</html>
"""

ENTRY = """<div id="react-entry-point">
      <p class="first-load" role="status">Loading the dashboard…</p>
    </div>"""


WORLD_LAYERS = ("coastlines", "land", "ocean", "lakes", "rivers", "countries", "subunits")
"""Layers that plotly.js expects in its outlines of the world."""


def preload(urls: Iterable[str], kind: str) -> str:
    """Return link elements that make the browser fetch early what scripts ask for late.

    Args:
        urls: What to fetch, on this server.
        kind: `script` or `fetch`.
    """
    cross_origin = ' crossorigin="anonymous"' if kind == "fetch" else ""
    return "\n    ".join(
        f'<link rel="preload" as="{kind}" href="{escape(url)}"{cross_origin}>' for url in urls
    )


def prepare_plotly(url: str) -> str:
    """Return the script that prepares what plotly.js and its loader find when they start.

    Dash's renderer assigns plotly.js's plain URL when it starts; a property that ignores
    assignments is the only way to have it keep the fingerprinted one. Maps fetch the outlines
    of the world's countries from another host before they draw, even where nothing of them is
    shown; with an empty world at hand they do not.

    Args:
        url: Address of plotly.js.
    """
    empty = {"type": "GeometryCollection", "geometries": []}
    world = {"type": "Topology", "arcs": [], "objects": dict.fromkeys(WORLD_LAYERS, empty)}
    assets = {"topojson": {"world_110m": world}}
    return (
        'Object.defineProperty(window,"_dashPlotlyJSURL",'
        f"{{get:function(){{return {json.dumps(url)}}},set:function(){{}}}});"
        f"window.PlotlyGeoAssets={json.dumps(assets, separators=(',', ':'))};"
    )

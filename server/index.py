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


PLOTLY = "plotly-script"
AWAIT_PLOTLY = (
    f'(function(){{var script=document.getElementById("{PLOTLY}");'
    "if(!script||window.Plotly){return}"
    "window.Plotly=new Promise(function(done,failed){script.onload=done;"
    "script.onerror=function(){delete window.Plotly;"
    'failed(new Error("plotly.js did not load"))}});'
    "window.Plotly.catch(function(){})})();"
)
"""Puts a promise of plotly.js at its name. If it fails, the next graph tries anew."""


def preload(urls: Iterable[str]) -> str:
    """Return link elements that make the browser fetch early what the renderer asks for late.

    Args:
        urls: What to fetch, on this server.
    """
    return _lines(
        f'<link rel="preload" as="fetch" href="{escape(url)}" crossorigin="anonymous">'
        for url in urls
    )


def graph_scripts(plotly: str, graph: str) -> str:
    """Return script elements that bring what graphs need, beside everything else.

    Scripts and not links that preload them: a page may turn out to have nothing to draw, and a
    browser complains of what was preloaded and not used within seconds.

    Args:
        plotly: Address of plotly.js.
        graph: Address of the part of Dash that draws with it.
    """
    return _lines(
        [
            f'<script async id="{PLOTLY}" src="{escape(plotly)}"></script>',
            f'<script async src="{escape(graph)}"></script>',
        ]
    )


def prepare_plotly(url: str) -> str:
    """Return the script that prepares what plotly.js and its loader find when they start.

    Dash's renderer assigns plotly.js's plain URL when it starts; a property that ignores
    assignments is the only way to have it keep the fingerprinted one. Dash's graph waits for
    what stands at plotly.js's name, or else brings the script itself: while a page's own
    script is under way, a promise of it stands there. Maps fetch the outlines of the world's
    countries from another host before they draw, even where nothing of them is shown; with an
    empty world at hand they do not.

    Args:
        url: Address of plotly.js.
    """
    empty = {"type": "GeometryCollection", "geometries": []}
    world = {"type": "Topology", "arcs": [], "objects": dict.fromkeys(WORLD_LAYERS, empty)}
    assets = {"topojson": {"world_110m": world}}
    return (
        'Object.defineProperty(window,"_dashPlotlyJSURL",'
        f"{{get:function(){{return {json.dumps(url)}}},set:function(){{}}}});"
        f"window.PlotlyGeoAssets={json.dumps(assets, separators=(',', ':'))};" + AWAIT_PLOTLY
    )


def _lines(elements: Iterable[str]) -> str:
    return "\n    ".join(elements)

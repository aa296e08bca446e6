"""How plotly.js comes to readers: which kinds of charts it has, when it is asked for."""

import json
from collections.abc import Collection
from functools import lru_cache
from html import escape
from pathlib import Path

from data.fingerprint import fingerprint
from server.index import lines
from server.static import Lessened

PACKAGE, PATH = "plotly", "package_data/plotly.min.js"
"""Where plotly.py keeps the script."""

MAKER = Path(__file__).with_name("plotly_bundle.py")
"""What makes the smaller script; it is imported only to make one."""

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


def with_traces(traces: Collection[str]) -> Lessened:
    """Return what makes a plotly.js that knows some kinds of traces only.

    Args:
        traces: The kinds, as they are called in a figure.
    """
    kinds = tuple(sorted(traces))
    name = fingerprint(MAKER.read_bytes() + repr(kinds).encode())
    return Lessened(name, lambda content: _only(content, kinds))


@lru_cache(1)
def _only(content: bytes, kinds: tuple[str, ...]) -> bytes:
    """Make it, once in a process: several applications may live in one."""
    from server.plotly_bundle import only  # noqa: PLC0415

    return only(content, kinds)


def graph_scripts(plotly: str, graph: str) -> str:
    """Return script elements that bring what graphs need, beside everything else.

    Scripts and not links that preload them: a page may turn out to have nothing to draw, and a
    browser complains of what was preloaded and not used within seconds.

    Args:
        plotly: Address of plotly.js.
        graph: Address of the part of Dash that draws with it.
    """
    return lines(
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

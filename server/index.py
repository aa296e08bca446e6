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


def set_plotly_url(url: str) -> str:
    """Return the script that points Dash's loader to the fingerprinted plotly.js.

    Dash's renderer assigns the plain URL when it starts; a property without a setter's effect
    is the only way to have it keep ours.
    """
    return (
        'Object.defineProperty(window,"_dashPlotlyJSURL",'
        f"{{get:function(){{return {json.dumps(url)}}},set:function(){{}}}});"
    )

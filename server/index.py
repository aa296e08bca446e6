"""The HTML that a browser gets first: language, title, what to fetch early."""

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


def preload(urls: Iterable[str]) -> str:
    """Return link elements that make the browser fetch early what the renderer asks for late.

    Args:
        urls: What to fetch, on this server.
    """
    return lines(
        f'<link rel="preload" as="fetch" href="{escape(url)}" crossorigin="anonymous">'
        for url in urls
    )


def lines(elements: Iterable[str]) -> str:
    """Return elements of a page's head, a line each."""
    return "\n    ".join(elements)

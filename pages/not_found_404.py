"""What stands at an address that this product does not have; the server answers it with 404."""

from __future__ import annotations

from typing import Any

import dash
from dash import html
from dash.development.base_component import Component

from components import ids
from components.links import relative
from components.shell import NAVIGATION

dash.register_page(
    __name__,
    title="Page not found – Met Business Plan",
    description="There is no page at this address.",
)


def layout(**_query: Any) -> Component:
    """The page, with the way to every page that exists."""
    return html.Div(
        [
            html.Header(
                [
                    html.H1(
                        "Page not found", id=ids.PAGE_TITLE, tabIndex=-1, className="page-title"
                    ),
                    html.P(
                        "There is no page at this address. It may have been typed wrongly, or the "
                        "page may have moved.",
                        className="page-context",
                    ),
                ],
                className="page-header",
            ),
            html.Section(
                [
                    html.H2("Pages of this dashboard", className="card-title"),
                    html.Ul(
                        [
                            html.Li(html.A(entry.name, href=relative(entry.path)))
                            for entry in NAVIGATION
                        ],
                        className="plain-list",
                    ),
                ],
                className="panel",
            ),
        ],
        className="page",
    )

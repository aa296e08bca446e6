"""What stands at an address that this product does not have; the server answers it with 404."""

from __future__ import annotations

from typing import Any

import dash
from dash import dcc, html
from dash.development.base_component import Component

from components import ids, shell, url_state
from components.links import relative
from data.store import get_store

dash.register_page(
    __name__,
    title="Page not found – Met Business Plan",
    description="There is no page at this address.",
)


def layout(**query: Any) -> Component:
    """The page, with the way to every page that exists; area and as-at stay chosen."""
    carried: dict[str, Any] = {name: query[name] for name in ("area", "as-at") if name in query}
    state = url_state.read(get_store(), (), carried)
    return html.Div(
        [
            dcc.Store(id=ids.PAGE_STATE, data=shell.page_state("", state)),
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
                            for entry in shell.NAVIGATION
                        ],
                        className="plain-list",
                    ),
                ],
                className="panel",
            ),
        ],
        className="page",
    )

"""About: can I trust this?"""

from __future__ import annotations

from typing import Any, Final

import dash
from dash import html
from dash.development.base_component import Component

from components import shell, url_state
from components.views import about as view

PATH: Final = "/about"

dash.register_page(
    __name__,
    path=PATH,
    name="About",
    title="About – Met Business Plan",
    description=(
        "Datasets, sources, licences, breaks, revisions, definitions, downloads and the "
        "accessibility statement."
    ),
    order=7,
    graph=True,
)


def layout(**query: Any) -> Component:
    """The page for a query string."""
    return shell.page(path=PATH, query=query, parameters=(), render=_render)


def _render(state: url_state.State) -> shell.Page:
    body = html.Div(
        [view.contents(), html.Div(view.sections(state), className="about-body")],
        className="about-columns",
    )
    return shell.Page(title=view.title(state.store), context=view.context(state), body=[body])

"""The shell: header, navigation, area and as-at pickers, main region, footer; and a page's frame.

The shell stays while pages come and go, so focus stays in a picker after a choice. Links and
pickers change the page's address; Dash Pages draws the page for it (``assets/10-shell.js``).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

import dash
from dash import ClientsideFunction, Dash, Input, State, dcc, html
from dash.dependencies import ALL, Output
from dash.development.base_component import Component

from components import access, ids, marking, url_state
from components.dom import dom
from components.links import relative
from components.pickers import pickers
from components.url_state import Parameter
from data import as_at as as_at_months
from data.errors import EngineUnavailable
from data.store import Store, get_store

PRODUCT: Final = "Met Business Plan"


@dataclass(frozen=True)
class NavEntry:
    """A page in the navigation.

    Attributes:
        path: Its path.
        name: What the link says.
        carries: Parameters that its link keeps besides area and as-at, where the address has them.
    """

    path: str
    name: str
    carries: str = ""


NAVIGATION: Final = (
    NavEntry("/", "Overview"),
    NavEntry("/crime-trends", "Crime trends", carries="ward"),
    NavEntry("/knife-injury", "Knife injury"),
    NavEntry("/burglary", "Burglary", carries="ward"),
    NavEntry("/area", "Area"),
    NavEntry("/milestones", "Milestones"),
    NavEntry("/report-check", "Report check"),
    NavEntry("/about", "About"),
)


@dataclass(frozen=True)
class Page:
    """What a page shows for a state.

    Args:
        title: A finding.
        context: The line that always says area, period and source.
        body: The answer, then the detail.
    """

    title: str
    context: str
    body: Sequence[Component]


def layout() -> html.Div:
    """The application's layout: everything that outlives a page."""
    store = get_store()
    marked = marking.banner()
    return html.Div(
        [
            html.A("Skip to main content", href=f"#{ids.MAIN}", className="skip-link"),
            *([] if marked is None else [marked]),
            _header(),
            pickers(store),
            html.Div(id="banner", className="banner", role="alert", hidden=True),
            html.Main(dash.page_container, id=ids.MAIN, tabIndex=-1, className="main"),
            _footer(store),
            html.Div(id=ids.LIVE, className="visually-hidden", **dom(aria_live="polite")),
            html.Div(id=ids.URL_SYNC, hidden=True),
        ],
        className="shell",
    )


def page(
    *,
    path: str,
    query: Mapping[str, Any],
    parameters: Sequence[Parameter],
    render: Callable[[url_state.State], Page],
) -> html.Div:
    """A page for a query string, in the frame that all pages share.

    Args:
        path: The page's path.
        query: The parsed query string.
        parameters: The page's own parameters.
        render: Draws the page for a state.
    """
    state = replace(url_state.read(get_store(), parameters, query), path=path)
    try:
        shown = render(state)
    except EngineUnavailable as fault:
        shown = _without_engine(state, fault)
    return html.Div(
        [
            dcc.Store(id=ids.PAGE_STATE, data=page_state(path, state)),
            _problems(state),
            html.Header(
                [
                    html.H1(shown.title, id=ids.PAGE_TITLE, className="page-title", tabIndex=-1),
                    html.P(shown.context, id=ids.PAGE_SUBTITLE, className="page-context"),
                ],
                className="page-header",
            ),
            *shown.body,
        ],
        className="page",
        **dom(data_path=path),
    )


def _without_engine(state: url_state.State, fault: EngineUnavailable) -> Page:
    """The page where its counts cannot be had now: it says so, and the rest keeps working."""

    def link(name: str, path: str) -> html.A:
        return html.A(name, href=relative(path, area=state.area.code, as_at=str(state.as_at)))

    return Page(
        title="The counts cannot be shown now",
        context=f"{state.area.label} · as at {state.as_at.label}",
        body=[
            html.Div(
                [
                    html.P(str(fault)),
                    html.P(
                        [
                            "Reload the page to try again. ",
                            link("Milestones", "/milestones"),
                            " and ",
                            link("About", "/about"),
                            " need no counts.",
                        ]
                    ),
                ],
                className="problems",
                role="alert",
            )
        ],
    )


def page_state(path: str, state: url_state.State) -> dict[str, Any]:
    """What the browser and a page's callbacks know of the state the page was drawn with."""
    newest = as_at_months.newest_data(state.store)
    return {
        "path": path,
        "area": state.area.code,
        "as_at": str(state.as_at),
        "default_as_at": str(as_at_months.newest_report(state.store)),
        "newest": str(newest),
        "values": dict(state.values),
        "defaults": dict(state.defaults),
    }


def register_callbacks(app: Dash) -> None:
    """The shell's clientside callbacks; none of them makes a request."""
    app.clientside_callback(
        ClientsideFunction("shell", "pageDrawn"),
        Output(ids.LIVE, "children"),
        Input(ids.PAGE_STATE, "data"),
        prevent_initial_call=True,
    )
    app.clientside_callback(
        ClientsideFunction("shell", "controlsChanged"),
        Output(ids.URL_SYNC, "children"),
        Input(ids.control(ALL, ALL), "value"),
        State(ids.control(ALL, ALL), "id"),
        State(ids.PAGE_STATE, "data"),
        prevent_initial_call=True,
    )


def _header() -> html.Header:
    links = [
        html.Li(
            html.A(
                entry.name,
                href=dash.get_relative_path(entry.path),
                className="nav-link",
                **dom(data_nav=entry.path, data_carries=entry.carries or None),
            )
        )
        for entry in NAVIGATION
    ]
    return html.Header(
        [*access.account(), _brand_and_pages([*links, *access.navigation()])],
        className="site-header",
    )


def _brand_and_pages(links: Sequence[Component]) -> html.Div:
    return html.Div(
        [
            html.A(
                PRODUCT,
                href=dash.get_relative_path("/"),
                className="brand",
                **dom(data_nav="/"),
            ),
            html.Button(
                "Menu",
                id=ids.NAV_TOGGLE,
                type="button",
                className="nav-toggle",
                **dom(aria_expanded="false", aria_controls=ids.NAV_LIST),
            ),
            html.Nav(
                html.Ul(list(links), id=ids.NAV_LIST, className="nav-list"),
                **dom(aria_label="Pages"),
            ),
        ],
        className="width header-row",
    )


def _problems(state: url_state.State) -> html.Div:
    items = [html.Li(problem.sentence()) for problem in state.problems]
    heading = "The address asks for something that this page does not have"
    return html.Div(
        [html.H2(heading, className="problems-title"), html.Ul(items)] if items else [],
        id=ids.PAGE_PROBLEMS,
        className="problems" if items else "",
        role="alert" if items else None,
    )


def _footer(store: Store) -> html.Footer:
    newest = as_at_months.newest_data(store)
    about = dash.get_relative_path("/about")
    return html.Footer(
        html.Div(
            [
                html.P(
                    [
                        "Contains public sector information licensed under the Open Government "
                        "Licence. Contains National Statistics and OS data © Crown copyright and "
                        "database right. Recorded crime: Metropolitan Police Service through the "
                        f"London Datastore, to {newest.label}; the newest month is provisional.",
                    ]
                ),
                html.Ul(
                    [
                        html.Li(html.A("Sources and licence", href=f"{about}#datasets")),
                        html.Li(html.A("Accessibility statement", href=f"{about}#accessibility")),
                        html.Li(html.A("Data API", href=dash.get_relative_path("/api/v1/docs"))),
                    ],
                    className="footer-links",
                ),
            ],
            className="width",
        ),
        className="site-footer",
    )

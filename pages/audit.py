"""Releases and their audit: for reviewers and editors, where sign-in is on."""

from __future__ import annotations

from typing import Any, Final

import dash
from dash import html
from dash.development.base_component import Component

from components import access, shell, url_state
from components.views import releases as view
from data import audit, desk, releases

PATH: Final = access.AUDIT
SHOWN: Final = frozenset({"check", "load", "rollback"})
MOST: Final = 500


def layout(**query: Any) -> Component:
    """The page for a query string."""
    return shell.page(path=PATH, query=query, parameters=(), render=_render)


def _render(_: url_state.State) -> shell.Page:
    found = desk.current()
    body: list[Component] = []
    if found is not None:
        listed = releases.all_releases(found.data)
        used = releases.current(found.data).id
        body = [
            html.Section(
                [
                    html.H2("Loads and changes of the release", className="card-title"),
                    _entries(found.audit),
                ],
                className="panel",
            ),
            html.Section(
                [html.H2("Every release", className="card-title"), *view.releases(listed, used)],
                className="panel",
            ),
        ]
    return shell.Page(
        title="What was loaded, when, and by whom",
        context="For reviewers and editors. What others read or download is not listed here.",
        body=body,
    )


def _entries(place: str) -> Component:
    if place == audit.TO_LOG:
        return html.P("The audit log goes to the server’s own log and is kept there.")
    entries = audit.recent(place, SHOWN, MOST)
    if not entries:
        return html.P("Nothing has been loaded in the browser yet.")
    return view.audit(entries)


if desk.current() is not None:
    dash.register_page(
        __name__,
        path=PATH,
        name="Releases",
        title="Releases – Met Business Plan",
        description="What was loaded, when and by whom.",
        pure=False,
        warm_up=False,
    )

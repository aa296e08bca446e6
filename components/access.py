"""Whether readers sign in, and what the shell shows of it.

Whoever starts the process configures it here once. Who is signed in differs from reader to reader,
while the shell is the same for all: the browser fills it in (``assets/access/account.js``).
"""

from __future__ import annotations

from typing import Final

import dash
from dash import html
from dash.development.base_component import Component

from components.dom import dom

LOAD, AUDIT = "/load", "/audit"
ENTRIES: Final = ((LOAD, "Load data", "load"), (AUDIT, "Releases", "audit"))
"""Pages of reviewers and editors: path, name and the right that shows them in the navigation."""

_CONFIGURED: Final[dict[str, bool]] = {}


def configure(*, signing_in: bool) -> None:
    """Set whether readers sign in."""
    _CONFIGURED["signing_in"] = signing_in


def signing_in() -> bool:
    """Whether readers sign in."""
    return _CONFIGURED.get("signing_in", False)


def account() -> list[Component]:
    """The line at the top that says who is signed in; nothing where nobody signs in."""
    if not signing_in():
        return []
    where = {
        "data_sign_in": dash.get_relative_path("/sign-in"),
        "data_sign_out": dash.get_relative_path("/sign-out"),
    }
    return [html.Div(className="account width", **dom(data_island="account", **where))]


def navigation() -> list[Component]:
    """The entries of reviewers and editors, hidden until the browser knows who reads."""
    if not signing_in():
        return []
    return [
        html.Li(
            html.A(
                name, href=dash.get_relative_path(path), className="nav-link", **dom(data_nav=path)
            ),
            hidden=True,
            **dom(data_right=right),
        )
        for path, name, right in ENTRIES
    ]

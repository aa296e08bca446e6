"""How change is told from chance, in plain words."""

from __future__ import annotations

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from components.methods import METHODS
from components.url_state import State


def body(_: State) -> Sequence[Component]:
    """Each method under its anchor."""
    return [
        html.P(
            "The dashboard says whether a change is more than chance would give. These are its "
            "methods; each is published, and each is tested against figures worked out by hand."
        ),
        *(
            html.Div([html.H3(method.name, className="card-title"), html.P(method.words)], id=name)
            for name, method in METHODS.items()
        ),
    ]

"""About: licence, contact and the accessibility statement."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from dash import html
from dash.development.base_component import Component

from components.url_state import State
from components.views.about_parts import api, bullets, publisher, table
from data.catalogue.model import Dataset

PREPARED: Final = "22 November 2026"
"""When the accessibility statement was prepared; change it with the statement."""

STANDARD: Final = "https://www.w3.org/TR/WCAG22/"


def licence(state: State) -> Sequence[Component]:
    """The section on licences: who asks to be named, and how."""
    grouped: dict[tuple[str, str, str], list[Dataset]] = {}
    for entry in state.store.catalogue:
        key = (entry.licence, entry.licence_url, entry.attribution)
        grouped.setdefault(key, []).append(entry)
    rows: list[Sequence[Any]] = [
        (
            html.A(name, href=url) if url else name,
            attribution,
            html.Ul([html.Li(entry.title) for entry in entries]),
        )
        for (name, url, attribution), entries in grouped.items()
    ]
    return [
        html.P("Whoever uses the figures again names their source as the licence asks:"),
        table("Licences", ["Licence", "Acknowledgement", "Datasets"], rows),
    ]


def contact(state: State) -> Sequence[Component]:
    """The section on whom to ask."""
    grouped: dict[str, dict[str, str]] = {}
    for entry in state.store.catalogue:
        grouped.setdefault(publisher(entry), {})[entry.source] = entry.source_url
    rows: list[Sequence[Any]] = [
        (
            name,
            html.Ul([html.Li(html.A(title, href=url)) for title, url in sources.items()]),
        )
        for name, sources in grouped.items()
    ]
    return [
        html.P(
            "Questions about a figure itself (what it counts, why it was revised) are for its "
            "publisher, whose pages name a contact. Quote the dataset, the month and the area."
        ),
        table("Publishers and publications", ["Publisher", "Publications"], rows),
        html.P(
            "Questions about this dashboard are for the organisation that runs it. No address is "
            "stated here: not stated is better than invented."
        ),
    ]


def accessibility(_: State) -> Sequence[Component]:
    """The accessibility statement."""
    return [
        html.P(
            [
                "The dashboard aims at the ",
                html.A("Web Content Accessibility Guidelines 2.2", href=STANDARD),
                ", level AA. It has been tested by its makers as described below, and audited by "
                "nobody else. Where it is known to fall short is listed too.",
            ]
        ),
        html.H3("What you can do"),
        bullets(
            [
                "Reach everything with the keyboard; the focus is always visible, and the first "
                "link skips to the content.",
                "Read every chart as words (the summary below it) and as a table (its Table tab), "
                "and save that table.",
                "Zoom to 400 %, or use a screen of 320 pixels, without scrolling sideways; only "
                "wide tables scroll within their own frame.",
                "Use reduced motion, forced colours and print; no status or direction is told by "
                "colour alone.",
            ]
        ),
        html.H3("How it was tested"),
        bullets(
            [
                "Every page with axe-core, by the rules for WCAG 2.0, 2.1 and 2.2, levels A and "
                "AA, at widths of 1440, 768 and 320 pixels, for London, a BCU and a borough; the "
                "tests run again with every change.",
                "Controls, tables, tabs and menus by keyboard alone, in Chromium.",
            ]
        ),
        html.H3("Known limits"),
        bullets(
            [
                "It has not been tested with people who use assistive technology, and only in "
                "Chromium.",
                "A chart is a picture to a screen reader: its points cannot be visited one by one. "
                "The Table tab holds the same values.",
                "What appears when the pointer rests on a chart or a map cannot be kept while the "
                "pointer moves away. The same facts stand in the tables.",
                "Neighbouring tints on the map do not differ by 3:1; boundaries, labels and the "
                "table beside it say the same.",
                "Charts and tables saved as PNG or SVG carry their title and source, and no text "
                "alternative; saved as XLSX or CSV, or copied, the same values are a table.",
                [
                    "Pages are drawn in the browser and need JavaScript. Without it the figures "
                    "are available as ",
                    html.A("data", href=api("/docs")),
                    ".",
                ],
            ]
        ),
        html.H3("If something is in your way"),
        html.P(
            "Tell the organisation that runs this dashboard; no address is stated here. If a "
            "public body in the United Kingdom does not answer, the Equality Advisory and Support "
            "Service can help."
        ),
        html.P(f"This statement was prepared on {PREPARED}."),
    ]

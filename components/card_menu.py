"""The menu of a card: save it as a picture or a table, copy the table, copy its address.

Everything in it happens in the reader's browser (``assets/21-card-words.js`` to
``35-card-menu.js``), from the values that
are on screen and in the order and with the filters that are chosen.
"""

from __future__ import annotations

from typing import Final

from dash import html

from components.dom import dom

CHART: Final = "Chart"
TABLE: Final = "Table"


def card_menu(what: str, described_by: str | None = None) -> html.Div:
    """The menu.

    Args:
        what: What a picture shows: ``Chart`` or ``Table``.
        described_by: The id of the card's title, if it has one.
    """
    items = [
        ("download", "png", f"{what} as PNG"),
        ("download", "svg", f"{what} as SVG"),
        ("download", "csv", "Table as CSV"),
        ("download", "xlsx", "Table as XLSX"),
        ("copy", "table", "Copy table"),
        ("copy", "link", "Copy link"),
    ]
    return html.Div(
        html.Details(
            [
                html.Summary(
                    "Save or copy",
                    className="card-action",
                    **dom(aria_describedby=described_by),
                ),
                html.Div(
                    [
                        html.Ul(
                            [
                                html.Li(
                                    html.Button(
                                        text,
                                        type="button",
                                        className="card-menu-item",
                                        **{f"data-{action}": value},  # type: ignore[arg-type]
                                    )
                                )
                                for action, value, text in items
                            ],
                        ),
                        html.P(className="menu-state", role="status"),
                    ],
                    className="card-menu",
                ),
            ],
            className="card-download",
        ),
        className="card-actions",
    )

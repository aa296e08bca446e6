"""The menu of files on every page: workbooks, deck, printed pack, digest, the page's address.

Its links are plain ones: the browser saves what they give, and a page says so when there is none.
``assets/11-export-menu.js`` keeps them at the page, its controls, the area and the date that are
chosen.
"""

from __future__ import annotations

from typing import Final

import dash
from dash import html
from dash.development.base_component import Component

from components.dom import dom

SINCE: Final = "export-since"
DIGESTS: Final = (
    ("html", "Web page (HTML)"),
    ("txt", "Plain text"),
    ("eml", "E-mail draft (EML)"),
)
WORKBOOKS: Final = (("xlsx", "Excel workbook (XLSX)"), ("ods", "OpenDocument workbook (ODS)"))
MAKING: Final = "The file is being made; the download starts by itself."


def export_menu() -> html.Details:
    """The menu."""
    return html.Details(
        [
            html.Summary("Export", className="card-action"),
            html.Div(
                [
                    _group(
                        "This page",
                        [
                            *(_file(text, "workbook", form, page=True) for form, text in WORKBOOKS),
                            html.Button(
                                "Copy link",
                                type="button",
                                className="card-menu-item",
                                **dom(data_copy="link"),
                            ),
                        ],
                        page=True,
                    ),
                    _group(
                        "All pages",
                        [
                            *(_file(text, "workbook", form) for form, text in WORKBOOKS),
                            _file("Briefing deck (PPTX)", "deck", "pptx"),
                            html.A(
                                "Pack to print",
                                href=dash.get_relative_path("/pack"),
                                className="card-menu-item",
                                **dom(data_export="pack"),
                            ),
                        ],
                    ),
                    _since(),
                    html.P(className="menu-state", role="status"),
                ],
                className="card-menu",
            ),
        ],
        className="card-download export-menu",
    )


def _since() -> html.Div:
    """What changed since a month; the script fills in the months before the chosen date."""
    return html.Div(
        [
            html.Label("What changed since", htmlFor=SINCE, className="export-group"),
            html.Select(id=SINCE, className="export-since"),
            html.Ul([html.Li(_file(text, "digest", form)) for form, text in DIGESTS]),
        ],
        hidden=True,
        **dom(data_export_group="since"),
    )


def _group(title: str, items: list[Component], *, page: bool = False) -> html.Div:
    identity = f"export-{'page' if page else 'all'}"
    return html.Div(
        [
            html.P(title, id=identity, className="export-group"),
            html.Ul([html.Li(item) for item in items], **dom(aria_labelledby=identity)),
        ],
        **dom(data_export_group="page" if page else "all"),
    )


def _file(text: str, kind: str, form: str, *, page: bool = False) -> html.A:
    return html.A(
        text,
        href=f"{dash.get_relative_path(f'/exports/{kind}')}?format={form}",
        className="card-menu-item",
        **dom(
            data_export=kind,
            data_format=form,
            data_page="yes" if page else None,
            data_said=MAKING,
        ),
    )

"""How the next report's figures and claims come here: templates, and the last report's rows."""

from __future__ import annotations

from typing import Final

from dash import dcc, html
from dash.development.base_component import Component

from data.errors import InvalidParameter
from data.intake.template import template_csv, template_xlsx
from data.periods import Quarter
from data.rows import text_rows
from data.store import Store

DOWNLOAD: Final = "check-download"
BYTE_ORDER_MARK: Final = "\ufeff"
"""Tells Excel that a CSV is UTF-8."""

TABLES: Final = {"figures": "report-figures", "claims": "report-claims"}
"""The word in a button's name and in a file's, and the dataset."""

NAMES: Final = tuple(
    f"check-{word}-{form}" for word in TABLES for form in ("template-xlsx", "template-csv", "last")
)


def keeping(store: Store) -> html.Section:
    """The section on the next report, with its files."""
    return html.Section(
        [
            html.H2("The next report’s figures", className="card-title"),
            html.P(
                "A report’s figures are one file and its claims another, CSV or XLSX, in the form "
                "of the template. Each row names the question that checks it, so that no "
                "programming is needed. Whoever runs this dashboard loads them with the command "
                "that loads a board; the steps are in docs/quarterly-cycle.md.",
                className="about",
            ),
            *(_files(store, word) for word in TABLES),
            dcc.Download(id=DOWNLOAD),
        ],
        className="panel check-keeping",
    )


def _files(store: Store, word: str) -> html.P:
    newest = _newest(store, TABLES[word])
    last = f"Those of {newest.short_label} as XLSX" if newest else ""
    labels = {"template-xlsx": "Template as XLSX", "template-csv": "Template as CSV", "last": last}
    return html.P(
        [
            html.Strong(word.capitalize()),
            *(_button(text, f"check-{word}-{form}", word) for form, text in labels.items() if text),
        ],
        className="table-actions",
    )


def _newest(store: Store, dataset: str) -> Quarter | None:
    """The newest quarter of a table."""
    found = {each["reported_quarter"] for each in text_rows(store.table(dataset))}
    return max(map(Quarter.parse, found), default=None)


def _button(text: str, element_id: str, word: str) -> Component:
    return html.Button(
        [text, html.Span(f" of {word}", className="visually-hidden")],
        id=element_id,
        type="button",
        className="button",
    )


def made(store: Store, button: str) -> tuple[bytes, str]:
    """The content and the name of a button's file.

    Raises:
        InvalidParameter: There is no such button.
    """
    if button not in NAMES:
        raise InvalidParameter("button", button, NAMES)
    _, word, form = button.split("-", 2)
    dataset = TABLES[word]
    if form == "template-csv":
        return (BYTE_ORDER_MARK + template_csv(dataset)).encode(), f"{word}-template.csv"
    if form == "template-xlsx":
        return template_xlsx(dataset), f"{word}-template.xlsx"
    newest = str(_newest(store, dataset))
    rows = [each for each in text_rows(store.table(dataset)) if each["reported_quarter"] == newest]
    return template_xlsx(dataset, rows), f"{word}-{newest}.xlsx"

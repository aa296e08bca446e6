"""What the sections of the About page are made of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from dash import get_relative_path, html
from dash.development.base_component import Component

from components import formatting
from components.dom import dom
from data.catalogue.model import Dataset
from data.errors import InvalidParameter
from data.periods import Month, Quarter

Cells = Sequence[Any]


def table(
    caption: str, columns: Sequence[str], rows: Iterable[Cells], *, numbers: Sequence[int] = ()
) -> html.Div:
    """A plain table whose first column heads its rows; wide ones scroll in their own frame.

    Args:
        caption: What the table holds.
        columns: The headings.
        rows: The cells of each row: text or components.
        numbers: Positions of the columns that hold numbers.
    """

    def of(position: int) -> str | None:
        return "is-number" if position in numbers else None

    head = [html.Th(name, scope="col", className=of(i)) for i, name in enumerate(columns)]
    body = [
        html.Tr(
            [html.Th(row[0], scope="row")]
            + [html.Td(cell, className=of(i)) for i, cell in enumerate(row) if i > 0]
        )
        for row in rows
    ]
    return html.Div(
        html.Table(
            [html.Caption(caption), html.Thead(html.Tr(head)), html.Tbody(body)],
            className="table",
        ),
        className="table-frame is-whole",
        tabIndex=0,
        role="region",
        **dom(aria_label=caption),
    )


def bullets(items: Iterable[Any]) -> html.Ul:
    """A list of sentences."""
    return html.Ul([html.Li(item) for item in items], className="plain-list")


def facts(items: Iterable[tuple[str, str]]) -> html.Ul:
    """Numbers with what they count, as a row."""
    return html.Ul(
        [
            html.Li(
                [
                    html.Span(value, className="fact-value"),
                    html.Span(name, className="fact-name"),
                ]
            )
            for value, name in items
        ],
        className="facts",
    )


def described(items: Iterable[tuple[str, Any]]) -> html.Dl:
    """Terms with what they mean."""
    parts: list[Component] = []
    for term, meaning in items:
        parts += [html.Dt(term), html.Dd(meaning)]
    return html.Dl(parts, className="about-terms")


def period(text: str | None) -> str:
    """A period as the files write it, in words: ``2018-06`` gives June 2018."""
    if not text:
        return formatting.MISSING
    for kind in (Month, Quarter):
        try:
            return kind.parse(text).label
        except InvalidParameter:
            continue
    return text


def span(first: str | None, last: str | None) -> str:
    """A first and a last period in words."""
    if first == last:
        return period(first)
    return f"{period(first)} to {period(last)}"


def publisher(entry: Dataset) -> str:
    """Who published a dataset, without the site on which it was published."""
    return entry.publisher.partition(",")[0]


def api(path: str) -> str:
    """An address of the data API."""
    address: str = get_relative_path(f"/api/v1{path}")
    return address

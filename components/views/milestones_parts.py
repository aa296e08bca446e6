"""The tables of a detail: small, and made of blocks where it is narrow."""

from __future__ import annotations

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from components.dom import dom


def detail_table(
    caption: str,
    headings: Sequence[str],
    rows: Sequence[Sequence[str | Component | list[Component]]],
    *,
    numbers: Sequence[int] = (),
) -> html.Div:
    """A table whose rows become blocks, each cell with its heading, where it is narrow.

    Args:
        caption: What it holds.
        headings: One a column; the first column heads the rows.
        rows: The cells, row by row.
        numbers: Positions of the columns that hold numbers.
    """
    kinds = ["is-number" if n in numbers else "" for n in range(len(headings))]
    head = html.Thead(
        html.Tr(
            [
                html.Th(name, scope="col", role="columnheader", className=kind)
                for name, kind in zip(headings, kinds, strict=True)
            ],
            role="row",
        ),
        role="rowgroup",
    )
    body = html.Tbody([_row(headings, kinds, row) for row in rows], role="rowgroup")
    table = html.Table([html.Caption(caption), head, body], className="table", role="table")
    return html.Div(html.Div(table, className="table-frame is-whole"), className="stacks")


def _row(
    headings: Sequence[str],
    kinds: Sequence[str],
    cells: Sequence[str | Component | list[Component]],
) -> html.Tr:
    first, *others = cells
    return html.Tr(
        [
            html.Th(first, scope="row", role="rowheader"),
            *(
                html.Td(cell, role="cell", className=kind, **dom(data_label=name))
                for cell, name, kind in zip(others, headings[1:], kinds[1:], strict=True)
            ),
        ],
        role="row",
    )

"""The first page of the printed pack: five tiles, and what needs attention."""

from __future__ import annotations

from dash import html
from dash.development.base_component import Component

from components.pack.model import Pack
from components.pack.states import Place
from components.sparkline import sparkline
from components.tiles import Move, Tile, change_mark
from components.views.overview_findings import MARKS
from components.views.overview_tiles import overview_tiles

EVERYDAY = (
    "No series moved by more than chance, or its own usual ups and downs, would give once every "
    "test is counted."
)


def headline_tiles(pack: Pack) -> html.Ul:
    """The five tiles of the overview, without links."""
    state = Place(pack.store, pack.area, pack.as_at).state("/", ())
    return html.Ul([_tile(tile) for tile in overview_tiles(state)], className="pack-tiles")


def findings(pack: Pack) -> html.Section:
    """What needs attention, strongest first, with the evidence of each."""
    body: Component = html.P(EVERYDAY)
    if pack.findings:
        body = html.Ol(
            [
                html.Li(
                    [
                        html.Span(f"{MARKS[each.direction][0]} ", className="pack-finding-mark"),
                        html.Strong(each.sentence),
                        html.Span(
                            f" ({MARKS[each.direction][1]}). {each.evidence}.",
                            className="pack-evidence",
                        ),
                    ]
                )
                for each in pack.findings
            ],
            className="pack-findings",
        )
    return html.Section(
        [
            html.H3("What needs attention"),
            html.P(pack.tested, className="card-subtitle"),
            body,
        ],
        id="pack-findings",
        className="pack-item",
    )


def _tile(tile: Tile) -> html.Li:
    parts: list[Component] = [
        html.H3(tile.name, className="tile-name"),
        html.P(
            [
                html.Span(tile.value, className="tile-value"),
                " ",
                html.Span(tile.period, className="tile-period"),
                *([html.Span(f" {tile.badge}", className="tile-badge")] if tile.badge else []),
            ]
        ),
        *(_move(move) for move in tile.moves),
    ]
    if tile.spark is not None:
        parts.append(sparkline(tile.spark.values, text=tile.spark.text))
    if tile.sentence:
        parts.append(html.P(tile.sentence, className="tile-sentence"))
    return html.Li(parts, className="tile")


def _move(move: Move) -> html.P:
    if move.percent is None:
        return html.P(move.missing, className="tile-change")
    before = f"{move.before} " if move.before else ""
    return html.P([before, change_mark(move.percent), f" {move.on}"], className="tile-change")

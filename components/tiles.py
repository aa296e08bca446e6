"""Tiles: one number each, how it moved, what that means in a sentence, and its recent course."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from dash import html
from dash.development.base_component import Component

from components import formatting, wording
from components.dom import dom
from components.sparkline import sparkline

WORDS: Final = {"rise": "up", "fall": "down", "level": "no change"}


@dataclass(frozen=True)
class Move:
    """A change on an earlier period.

    Args:
        percent: In per cent; ``None`` where there is nothing to compare with.
        on: What it is compared with: ``on Q1 2017-18``.
        before: What stands before it, such as a count of twelve months.
        missing: What is said where ``percent`` is ``None``.
    """

    percent: float | None
    on: str
    before: str = ""
    missing: str = ""


@dataclass(frozen=True)
class Spark:
    """A sparkline: the values in order of time, and what they show in words."""

    values: Sequence[float | None]
    text: str


@dataclass(frozen=True)
class Tile:
    """What a tile says.

    Args:
        key: Unique on the page; part of the tile's id.
        name: What is counted.
        href: The page that shows it.
        value: The count as text.
        period: The months of the count.
        badge: What sets the figure apart from its neighbours, such as ``London only``.
        moves: The change on a year before, then the change of twelve months.
        sentence: What the number means, true of the data.
        spark: Its recent course; ``None`` where there is none to draw.
        notes: What must be known to read it: provisional, a break, the report's own figure.
    """

    key: str
    name: str
    href: str
    value: str
    period: str
    badge: str = ""
    moves: Sequence[Move] = ()
    sentence: str = ""
    spark: Spark | None = None
    notes: Sequence[str | Component | list[str | Component]] = field(default_factory=tuple)


def tiles(items: Sequence[Tile], *, label: str) -> html.Ul:
    """A row of tiles.

    Args:
        items: The tiles, in order.
        label: What they are together, for a screen reader.
    """
    return html.Ul([_tile(item) for item in items], className="tiles", **dom(aria_label=label))


def change_mark(percent: float | None) -> html.Strong:
    """A change as shape, word and number: ``▲ up 8.2 %``; its colour says the same again."""
    direction = wording.direction(percent)
    parts: list[str | Component] = [
        html.Span(wording.arrow(percent), className="change-shape", **dom(aria_hidden="true")),
        WORDS[direction],
    ]
    if direction != "level" and percent is not None:
        parts.append(f"{formatting.NO_BREAK}{formatting.percent(abs(percent))}")
    return html.Strong(parts, className=f"change is-{direction}")


def _tile(tile: Tile) -> html.Li:
    heading = html.H2(html.A(tile.name, href=tile.href), className="tile-name")
    parts: list[Component] = [heading]
    count = [
        html.Span(tile.value, className="tile-value"),
        html.Span(tile.period, className="tile-period"),
    ]
    if tile.badge:
        count.append(html.Span(tile.badge, className="tile-badge"))
    parts.append(html.P(count, className="tile-count"))
    parts.extend(_move(move) for move in tile.moves)
    if tile.spark is not None:
        parts.append(sparkline(tile.spark.values, text=tile.spark.text))
    if tile.sentence:
        parts.append(html.P(tile.sentence, className="tile-sentence"))
    parts.extend(html.P(note, className="tile-note") for note in tile.notes)
    return html.Li(parts, className="tile", id=f"tile-{tile.key}")


def _move(move: Move) -> html.P:
    if move.percent is None:
        return html.P(move.missing, className="tile-change tile-change-none")
    parts: list[str | Component] = [change_mark(move.percent), " ", html.Span(move.on)]
    if move.before:
        parts = [html.Span(move.before, className="tile-before"), " ", *parts]
    return html.P(parts, className="tile-change")

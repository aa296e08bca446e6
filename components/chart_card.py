"""The chart card: an active title, the chart, its table, what to know of it, and its words.

One pattern for every chart (design §8): **Chart / Table / About**, downloads, copy-link, and
a summary in words that is the chart's text alternative. Tabs, downloads and copying happen
in the reader's browser (``assets/20-chart-card.js`` and those after it), so no request is made
for them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, cast

from dash import dcc, html
from dash.development.base_component import Component

from components import ids, theme
from components.card_menu import CHART, card_menu
from components.dom import dom
from components.tables import Table, data_table

if TYPE_CHECKING:
    import plotly.graph_objects as go

    from components.figures.dated_marks import Mark

PANELS: Final = ("chart", "table", "about")
PANEL_NAMES: Final = {"chart": "Chart", "table": "Table", "about": "About"}
DEFAULT_HEIGHT: Final = 360


@dataclass(frozen=True)
class Card:
    """What a chart card says.

    Args:
        title: A finding, at most ten words.
        subtitle: Measure, area and period.
        figure: The chart.
        table: Exactly what the chart shows.
        summary: The text alternative, written from the data.
        about: Paragraphs: definition, source, breaks, caveats.
        key: What the badges in the chart mean: badge and text.
        marks: The breaks and events among them.
    """

    title: str
    subtitle: str
    figure: go.Figure
    table: Table
    summary: str
    about: Sequence[str | Component] = field(default_factory=tuple)
    key: Sequence[tuple[str, str]] = field(default_factory=tuple)
    marks: Sequence[Mark] = field(default_factory=tuple)


@dataclass(frozen=True)
class Absent:
    """What stands in a card's place when there is nothing to draw: why, and the way on.

    Args:
        title: What is asked for.
        message: Why there is nothing to draw.
        link_text: What the link offers.
        link_href: Where it leads.
        behind: The card that waits unseen, where a callback patches the figure that is there or
            other parts of the page read its table.
    """

    title: str
    message: str
    link_text: str = ""
    link_href: str = ""
    behind: Card | None = None


def chart_card(
    card_id: str,
    card: Card | Absent,
    *,
    view: frozenset[str] = frozenset(),
    height: int = DEFAULT_HEIGHT,
    heading: int = 2,
    config: dict[str, Any] | None = None,
    extra: Sequence[Component] = (),
    class_name: str = "",
    scrolls: bool = False,
) -> html.Section:
    """A chart card.

    Args:
        card_id: Unique on the page; also the card's anchor.
        card: What it says.
        view: Open panels from the URL, as ``<card-id>.table``.
        height: The chart's height in pixels.
        heading: The level of its heading.
        config: Options of the graph beside the product's own.
        extra: What stands under the chart inside its panel (a key, say).
        class_name: More CSS classes.
        scrolls: Whether the chart keeps its width on a narrow screen, and scrolls sideways there.
    """
    active = next((p for p in PANELS if f"{card_id}.{p}" in view), "chart")
    heading_tag = {2: html.H2, 3: html.H3, 4: html.H4}[heading]
    shown = card if isinstance(card, Card) else _blank(card)
    panels = _panels(card_id, shown, height=height, config=config, extra=extra, scrolls=scrolls)
    content = html.Div(
        [
            heading_tag(shown.title, id=ids.card(card_id, "title"), className="card-title"),
            html.P(shown.subtitle, id=ids.card(card_id, "subtitle"), className="card-subtitle"),
            _bar(card_id, active),
            *(
                _panel(card_id, name, panel, active)
                for name, panel in zip(PANELS, panels, strict=True)
            ),
            html.P(
                shown.summary,
                id=ids.card(card_id, "summary"),
                className="card-summary",
                **dom(aria_live="polite"),
            ),
        ],
        id=ids.card(card_id, "content"),
        hidden=isinstance(card, Absent),
    )
    absent = html.Div(
        absent_content(card),
        id=ids.card(card_id, "absent"),
        className="absent",
        hidden=isinstance(card, Card),
        **dom(aria_live="polite"),
    )
    return html.Section(
        [content, absent],
        id=card_id,
        className=f"panel chart-card {class_name}".strip(),
        **dom(data_card=card_id),
    )


def _panels(
    card_id: str,
    card: Card,
    *,
    height: int,
    config: dict[str, Any] | None,
    extra: Sequence[Component],
    scrolls: bool,
) -> tuple[Component, Component, Component]:
    graph = dcc.Graph(
        id=ids.card(card_id, "figure"),
        figure=card.figure,
        config=cast("Any", {**theme.CONFIG, **(config or {})}),
        style={"height": f"{height}px"},
        responsive=True,
        className="chart",
    )
    picture = html.Div(
        graph,
        role="img",
        **dom(
            aria_labelledby=ids.card(card_id, "title"),
            aria_describedby=ids.card(card_id, "summary"),
        ),
    )
    chart = html.Div(
        [
            _scrolling(card_id, picture) if scrolls else picture,
            html.Ul(key_content(card), id=ids.card(card_id, "key"), className="chart-key"),
            *extra,
        ]
    )
    about = html.Div(about_content(card), id=ids.card(card_id, "about"), className="about")
    return chart, data_table(ids.card(card_id, "table"), card.table), about


def _scrolling(card_id: str, picture: Component) -> html.Div:
    """A frame that a keyboard can scroll sideways, too."""
    return html.Div(
        picture,
        role="group",
        tabIndex=0,
        className="chart-scroll",
        **dom(aria_labelledby=ids.card(card_id, "title")),
    )


def _blank(absent: Absent) -> Card:
    from components.figures.drawing import undrawn  # noqa: PLC0415 - brings plotly

    if absent.behind is not None:
        return absent.behind
    table = Table(caption=absent.title, columns=(), rows=(), filename="")
    return Card(absent.title, "", undrawn(), table, absent.message)


def absent_content(card: Card | Absent) -> list[Component]:
    """What stands in place of a chart that cannot be drawn."""
    if isinstance(card, Card):
        return []
    parts: list[Component] = [
        html.H2(card.title, className="card-title"),
        html.P(card.message),
    ]
    if card.link_href:
        parts.append(html.P(html.A(card.link_text, href=card.link_href, className="button")))
    return parts


def about_content(card: Card) -> list[Component]:
    """The About panel's paragraphs."""
    return [html.P(item) if isinstance(item, str) else item for item in card.about]


def key_content(card: Card) -> list[Component]:
    """The key of the chart's badges."""
    return [html.Li([html.Span(badge, className="key-badge"), text]) for badge, text in card.key]


def _bar(card_id: str, active: str) -> html.Div:
    tabs = [
        html.Button(
            PANEL_NAMES[name],
            id=ids.card(card_id, f"tab-{name}"),
            type="button",
            role="tab",
            tabIndex=0 if name == active else -1,
            className="card-tab",
            **dom(
                aria_selected="true" if name == active else "false",
                aria_controls=ids.card(card_id, f"panel-{name}"),
                data_panel=name,
            ),
        )
        for name in PANELS
    ]
    return html.Div(
        [
            html.Div(tabs, role="tablist", className="card-tabs", **dom(aria_label="View as")),
            card_menu(CHART, ids.card(card_id, "title")),
        ],
        className="card-bar",
    )


def _panel(card_id: str, name: str, content: Component, active: str) -> html.Div:
    return html.Div(
        content,
        id=ids.card(card_id, f"panel-{name}"),
        role="tabpanel",
        hidden=name != active,
        className=f"card-panel card-panel-{name}",
        **dom(aria_labelledby=ids.card(card_id, f"tab-{name}"), data_panel=name),
    )

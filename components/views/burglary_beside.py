"""What stands beside the map: the facts of one borough, and the ranking of all."""

from __future__ import annotations

from typing import Final

from dash import html

from components.dom import dom
from components.views.burglary_picture import Picture
from components.views.burglary_table import names_json, ranking_json

RANKING: Final = "burglary-ranking"
FACTS: Final = "burglary-facts"


def facts() -> html.Section:
    """The facts of the borough under the pointer or the focus; drawn in the browser."""
    return html.Section(
        html.Div(
            id=FACTS, className="borough-facts", **dom(aria_live="polite", aria_atomic="true")
        ),
        className="panel facts-panel",
        **dom(aria_label="Facts of one area"),
    )


def ranking(found: Picture, *, table_id: str) -> html.Section:
    """The ranking, drawn by ``assets/62-map.js``; a callback replaces its ``data-value``.

    Args:
        found: The question and its answer.
        table_id: The map's table, from which the ranking takes its rows.
    """
    return html.Section(
        html.Div(
            id=RANKING,
            className="ranking",
            **dom(
                data_island="ranking",
                data_options=names_json(found),
                data_value=ranking_json(found),
                data_facts=FACTS,
                data_source=table_id,
            ),
        ),
        className="panel ranking-panel",
    )

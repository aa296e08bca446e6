"""Every chart of every page holds what plotly knows; charts are made without plotly's checks."""

from collections.abc import Iterator
from typing import Any

import dash
import plotly.graph_objects as go
import pytest
from dash import dcc

import app as product
from server.settings import Settings
from tests.app.registry import own_pages

GRAPHS = {"/": 2, "/crime-trends": 1, "/knife-injury": 3, "/burglary": 2}
"""At least so many graphs does a page draw for London at the newest report."""

QUERIES: dict[str, list[dict[str, str]]] = {
    "/crime-trends": [
        {"measure": "change-on-year", "range": "all"},
        {"area": "E09000016", "compare": "london"},
        {"area": "E09000016", "compare": "london", "measure": "rate", "as-at": "2026-02"},
        {"offence": "burglary", "chart": "process", "window": "all", "as-at": "2026-02"},
    ],
    "/burglary": [
        {"measure": "significance", "area": "south-west"},
        {"measure": "rate", "area": "E09000016", "as-at": "2026-02"},
    ],
    "/knife-injury": [{"area": "west", "as-at": "2026-02"}, {"area": "E09000016"}],
    "/area": [{"area": "south-west"}, {"area": "E09000016", "as-at": "2026-02"}],
    "/milestones": [{"area": "west"}],
}


@pytest.fixture(scope="module")
def pages(settings: Settings) -> Iterator[dict[str, Any]]:
    """The layout function of each page, by path."""
    with own_pages():
        product.create_app(settings)
        yield {page["path"]: page["layout"] for page in dash.page_registry.values()}


def figures(page: Any) -> list[go.Figure]:
    parts = [part.to_plotly_json() for part in page._traverse() if isinstance(part, dcc.Graph)]
    return [part["props"]["figure"] for part in parts]


@pytest.mark.parametrize(
    "path", ["/", "/crime-trends", "/knife-injury", "/burglary", "/area", "/milestones"]
)
def test_plotly_finds_nothing_wrong(pages: dict[str, Any], path: str) -> None:
    drawn = 0
    for query in [{}, {"area": "south-west"}, *QUERIES.get(path, [])]:
        for figure in figures(pages[path](**query)):
            checked = go.Figure(figure.to_plotly_json())
            assert len(checked.data) == len(figure.data)
            drawn += 1
    assert drawn >= GRAPHS.get(path, 0)


def test_the_check_would_find_something() -> None:
    with pytest.raises(ValueError, match="lines_and_dots"):
        go.Figure({"data": [{"type": "scatter", "mode": "lines_and_dots"}]})

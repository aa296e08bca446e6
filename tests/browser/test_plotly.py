"""Readers' plotly.js, which knows some kinds of charts only, draws as the whole one does."""

import json
from importlib.resources import files
from typing import Any

import pytest
from playwright.sync_api import Browser

from components.figures.drawing import TRACES
from server.plotly_bundle import only
from server.plotly_script import PACKAGE, PATH, prepare_plotly

MONTHS = ["2018-04-01", "2018-05-01", "2018-06-01"]
SQUARE: dict[str, Any] = {
    "type": "Feature",
    "id": "a",
    "properties": {},
    "geometry": {"type": "Polygon", "coordinates": [[[0, 51], [0, 52], [1, 52], [1, 51], [0, 51]]]},
}
LAYOUT: dict[str, Any] = {
    "title": {"text": "Title"},
    "shapes": [{"type": "line", "x0": 0, "x1": 1, "xref": "paper", "y0": 2, "y1": 2}],
    "annotations": [{"text": "Here", "x": 0.5, "y": 0.5, "xref": "paper", "yref": "paper"}],
    "showlegend": True,
    "hovermode": "x unified",
}
GEO: dict[str, Any] = {"geo": {"fitbounds": "geojson", "visible": False}}
FIGURES: dict[str, dict[str, Any]] = {
    "scatter": {
        "data": [
            {"type": "scatter", "x": MONTHS, "y": [1, 3, 2], "mode": "lines+markers", "name": "a"},
            {"type": "scatter", "x": MONTHS, "y": [2, None, 4], "fill": "tozeroy", "name": "b"},
        ],
        "layout": LAYOUT | {"xaxis": {"type": "date", "tickformat": "%b %Y", "dtick": "M1"}},
    },
    "bar": {
        "data": [
            {
                "type": "bar",
                "orientation": "h",
                "x": [3, 1],
                "y": ["Barnet", "Brent"],
                "error_x": {"type": "data", "array": [0.5, 0.2]},
                "text": ["3", "1"],
            }
        ],
        "layout": LAYOUT | {"yaxis": {"automargin": True}},
    },
    "heatmap": {
        "data": [
            {
                "type": "heatmap",
                "x": MONTHS,
                "y": ["a", "b"],
                "z": [[1, 2, 3], [4, None, 6]],
                "colorscale": [[0, "#fff"], [1, "#036"]],
                "xgap": 1,
            }
        ],
        "layout": LAYOUT,
    },
    "choropleth": {
        "data": [
            {
                "type": "choropleth",
                "geojson": {"type": "FeatureCollection", "features": [SQUARE]},
                "locations": ["a"],
                "z": [4],
            }
        ],
        "layout": LAYOUT | GEO,
    },
    "scattergeo": {
        "data": [
            {"type": "scattergeo", "lon": [0.5], "lat": [51.5], "text": ["A"], "mode": "text"},
            {"type": "scattergeo", "lon": [0.1], "lat": [51.1], "mode": "markers"},
        ],
        "layout": LAYOUT | {"geo": {"visible": False, "projection": {"type": "mercator"}}},
    },
}
DRAW = """async figure => {
    const graph = document.getElementById("graph");
    const problems = [];
    console.warn = (...said) => problems.push(said.join(" "));
    await Plotly.newPlot(graph, figure.data, figure.layout, {displaylogo: false});
    const drawn = [...graph.querySelectorAll("svg")].map(svg => svg.outerHTML).join("\\n");
    const buttons = [...graph.querySelectorAll(".modebar-btn")].map(it => it.dataset.title);
    await Plotly.restyle(graph, {opacity: 0.5});
    const changed = [...graph.querySelectorAll("svg")].map(svg => svg.outerHTML).join("\\n");
    const picture = decodeURIComponent(
        await Plotly.toImage(graph, {format: "svg", width: 600, height: 400})
    );
    return {drawn, buttons, changed, picture, problems};
}"""


def script(*, whole: bool) -> str:
    content = files(PACKAGE).joinpath(PATH).read_bytes()
    return (content if whole else only(content, TRACES)).decode()


def drawn(browser: Browser, source: str, figure: dict[str, Any]) -> dict[str, Any]:
    with browser.new_context(viewport={"width": 800, "height": 600}) as context:
        page = context.new_page()
        errors: list[str] = []
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.set_content('<div id="graph" style="width: 700px; height: 450px"></div>')
        # The ids that plotly.js gives to clips and the like are random.
        page.add_script_tag(content="Math.random = () => 0.4;" + prepare_plotly("/plotly.js"))
        page.add_script_tag(content=source)
        result: dict[str, Any] = page.evaluate(DRAW, json.loads(json.dumps(figure)))
        assert errors == []
        return result


@pytest.fixture(scope="module")
def scripts() -> tuple[str, str]:
    return script(whole=True), script(whole=False)


@pytest.mark.parametrize("kind", TRACES)
def test_each_kind_is_drawn_as_with_the_whole(
    browser: Browser, scripts: tuple[str, str], kind: str
) -> None:
    whole, lessened = (drawn(browser, source, FIGURES[kind]) for source in scripts)
    assert whole["problems"] == []
    assert lessened["problems"] == []
    assert "<path" in whole["drawn"]
    assert lessened == whole


def test_a_kind_that_is_left_out_is_not_drawn(browser: Browser, scripts: tuple[str, str]) -> None:
    """The comparison above can fail."""
    pie = {"data": [{"type": "pie", "values": [1, 2]}], "layout": {}}
    whole, lessened = (drawn(browser, source, pie) for source in scripts)
    assert whole["problems"] == []
    assert "pielayer" in whole["drawn"]
    assert lessened != whole

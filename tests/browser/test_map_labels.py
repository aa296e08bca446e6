"""Names on the map of London stand within their boroughs, at every width of the screen."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

pytestmark = pytest.mark.browser

Open = Callable[[str], Page]
OUTSIDE = """() => {
  const graph = document.querySelector(".map-card .js-plotly-plot");
  const boroughs = graph.data.find((trace) => trace.name === "boroughs");
  const paths = [...graph.querySelectorAll(".choroplethlayer .choropleth")]
    .map((group) => [...group.querySelectorAll("path")])
    .find((group) => group.length === boroughs.locations.length);
  const names = [...graph.querySelectorAll(".scattergeo text")].filter((text) => text.textContent);
  const shown = names.filter((text) => text.getBoundingClientRect().width > 0);
  const wrong = shown.filter(function (text) {
    const name = text.querySelector("tspan").textContent;
    const path = paths[boroughs.customdata.indexOf(name)];
    const box = text.getBoundingClientRect();
    const into = path.getScreenCTM().inverse();
    // The outermost pixel of a letter's box is empty.
    return [[box.left + 1, box.top + 2], [box.right - 1, box.top + 2],
      [box.left + 1, box.bottom - 2], [box.right - 1, box.bottom - 2]].some(([x, y]) =>
      !path.isPointInFill(new DOMPoint(x, y).matrixTransform(into)));
  });
  return { shown: shown.length, wrong: wrong.map((text) => text.textContent) };
}"""


@pytest.mark.parametrize(
    "address",
    [
        "/burglary",
        "/burglary?measure=rate&quarter=2017-18",
        "/burglary?measure=count&offence=burglary-residential",
        "/burglary?measure=significance&as-at=2026-01",
        "/",
    ],
)
def test_no_name_leaves_its_borough(open_page: Open, address: str) -> None:
    page = open_page(address)
    for width, least in ((1440, 3), (768, 3), (320, 0)):
        page.set_viewport_size({"width": width, "height": 900})
        page.wait_for_timeout(400)
        found = page.evaluate(OUTSIDE)
        assert not found["wrong"], (width, found)
        assert found["shown"] >= least, (width, found)

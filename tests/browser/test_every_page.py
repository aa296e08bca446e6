"""Every page, for London, a BCU and a borough, in two states of the data, at three widths."""

from collections.abc import Callable
from itertools import pairwise

import pytest
from playwright.sync_api import Page

from tests.browser.chart_texts import assert_readable
from tests.browser.conftest import wait_until_drawn

pytestmark = pytest.mark.browser

PATHS = (
    "/",
    "/crime-trends",
    "/knife-injury",
    "/burglary",
    "/area",
    "/milestones",
    "/report-check",
    "/about",
)
WITH_CHARTS = {"/", "/crime-trends", "/knife-injury", "/burglary"}
AREAS = {"london": "London", "south-west": "South West", "E09000016": "Havering"}
MONTHS = ("2018-06", "2026-02")
WIDTHS = (1440, 768, 320)


@pytest.mark.parametrize("as_at", MONTHS)
@pytest.mark.parametrize("area", AREAS)
@pytest.mark.parametrize("path", PATHS)
def test_page_is_whole(
    open_page: Callable[[str], Page], axe: Callable[[Page], None], path: str, area: str, as_at: str
) -> None:
    page = open_page(f"{path}?area={area}&as-at={as_at}")
    assert page.locator("h1").count() == 1
    assert page.locator("h1").inner_text().strip()
    assert page.locator(".problems").count() == 0
    assert page.input_value("#area-picker-input") == AREAS[area]
    assert page.locator('.nav-link[aria-current="page"]').count() == 1
    if path in WITH_CHARTS:
        assert page.locator(".js-plotly-plot:visible").count() >= 1
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        wait_until_drawn(page)
        overflow = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        assert overflow <= 0, f"{overflow} px of horizontal scroll at {width} px"
        assert_readable(page)
        axe(page)


@pytest.mark.parametrize("path", PATHS)
def test_headings_go_in_order(open_page: Callable[[str], Page], path: str) -> None:
    page = open_page(path)
    levels = page.eval_on_selector_all(
        "h1, h2, h3, h4", "all => all.filter(h => h.offsetParent).map(h => Number(h.tagName[1]))"
    )
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


@pytest.mark.parametrize("path", sorted(WITH_CHARTS))
def test_every_chart_says_in_words_and_as_table_what_it_shows(
    open_page: Callable[[str], Page], path: str
) -> None:
    page = open_page(path)
    cards = page.locator("[data-card]:visible").all()
    assert cards
    for card in cards:
        name = card.get_attribute("data-card")
        if not page.locator(f"#{name}-content").is_visible():
            # Nothing to draw in this month: the card says from when its series runs.
            assert len(page.locator(f"#{name}-absent").inner_text()) > 20, name
            continue
        assert len(page.locator(f"#{name}-summary").inner_text()) > 20, name
        page.click(f"#{name}-tab-table")
        assert page.locator(f"#{name}-table tbody tr").count() >= 1, name
        page.click(f"#{name}-tab-about")
        assert len(page.locator(f"#{name}-panel-about").inner_text()) > 40, name


@pytest.mark.parametrize("path", PATHS)
def test_page_prints_without_controls(open_page: Callable[[str], Page], path: str) -> None:
    page = open_page(path)
    page.emulate_media(media="print")
    for hidden in (".pickers", ".nav-list", ".control-row", ".card-bar"):
        assert page.locator(f"{hidden}:visible").count() == 0, hidden
    assert page.locator("h1:visible").count() == 1

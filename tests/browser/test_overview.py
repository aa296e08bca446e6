"""The overview: what the tiles say, where they lead, and what the map card shows."""

import csv
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import wait_until_drawn

pytestmark = pytest.mark.browser

Open = Callable[[str], Page]


def tile(page: Page, key: str) -> str:
    return page.locator(f"#tile-{key}").inner_text()


def test_the_quarter_is_told_in_words(open_page: Open) -> None:
    page = open_page("/")
    expect(page.locator("h1")).to_have_text(
        "Burglary rose 8.2\u00a0% in London; under-25 knife injuries rose 2.3\u00a0%"
    )
    burglary = tile(page, "burglary")
    for part in ("18,839", "▲", "up\u00a08.2\u00a0%", "79,042", "The highest April to June since"):
        assert part in burglary
    assert "777,458" in tile(page, "all")
    assert "Monthly counts, July 2015 to June 2018" in (
        page.locator("#tile-all img").get_attribute("alt") or ""
    )


def test_area_and_month_follow_into_every_link(open_page: Open) -> None:
    page = open_page("/?area=south-west&as-at=2026-02")
    assert "London only" not in page.locator(".tiles").inner_text()
    page.locator("#tile-burglary a").first.click()
    expect(page.locator('.nav-link[aria-current="page"]')).to_have_text("Burglary")
    assert page.url.endswith("/burglary?area=south-west&as-at=2026-02")
    page.go_back()
    wait_until_drawn(page)
    expect(page.locator("#tile-burglary")).to_be_visible()
    page.get_by_role("link", name="Open the milestone board").click()
    expect(page.locator('.nav-link[aria-current="page"]')).to_have_text("Milestones")
    assert "area=south-west" in page.url


def test_another_area_redraws_the_tiles(open_page: Open) -> None:
    page = open_page("/")
    page.fill("#area-picker-input", "havering")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text("Burglary fell 30.0\u00a0% in Havering")
    assert "London only" in tile(page, "knife")
    assert "389" in tile(page, "burglary")
    assert page.url.endswith("/?area=E09000016")
    page.go_back()
    expect(page.locator("h1")).to_contain_text("Burglary rose 8.2\u00a0% in London")


def test_a_gap_between_series_leads_to_both(open_page: Open) -> None:
    page = open_page("/?as-at=2020-06")
    assert "never joined" in tile(page, "knife")
    page.locator("#tile-knife").get_by_role("link", name="Show March 2019").click()
    expect(page.locator("#tile-knife")).to_contain_text("3,650")
    assert page.url.endswith("/?as-at=2019-03")


def test_map_and_bars_stand_side_by_side(open_page: Open) -> None:
    page = open_page("/")
    shapes = page.locator("#burglary-map .choroplethlayer path")
    assert shapes.count() >= 32
    expect(page.locator("#burglary-map-title")).to_have_text(
        "Burglary: fell most in Havering, rose most in Haringey"
    )
    left = page.locator("#burglary-map").bounding_box()
    right = page.locator("#burglary-ranked").bounding_box()
    assert left is not None
    assert right is not None
    assert left["x"] + left["width"] <= right["x"]


def test_the_ranked_table_is_saved_with_all_boroughs(open_page: Open, tmp_path: Path) -> None:
    page = open_page("/?view=burglary-ranked.table")
    card = page.locator("#burglary-ranked")
    expect(card.locator("tbody tr")).to_have_count(32)
    card.get_by_text("Save or copy", exact=True).click()
    with page.expect_download() as caught:
        card.get_by_role("button", name="Table as CSV").click()
    path = tmp_path / "burglary.csv"
    caught.value.save_as(path)
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = {row["area"]: row for row in csv.DictReader(file)}
    assert rows["Havering"]["count"] == "389"
    assert float(rows["Havering"]["change_percent"]) == pytest.approx(-30.03597122)

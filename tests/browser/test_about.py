"""About: contents, fragments, datasets that unfold, downloads and the chart of revisions."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import wait_until_drawn

pytestmark = pytest.mark.browser

Open = Callable[[str], Page]


def at_top(page: Page, selector: str) -> None:
    """Wait until an element stands at the top of the window."""
    page.wait_for_function(
        "s => Math.abs(document.querySelector(s).getBoundingClientRect().top) < 40", arg=selector
    )


def test_the_contents_lead_to_the_sections(open_page: Open) -> None:
    page = open_page("/about?area=south-west")
    page.get_by_role("navigation", name="On this page").get_by_text("Definitions").click()
    at_top(page, "#definitions")
    assert page.url.endswith("/about?area=south-west#definitions")
    assert page.evaluate("document.activeElement.id") == "definitions"


def test_an_address_with_a_fragment_goes_there(open_page: Open) -> None:
    page = open_page("/about#licence")
    at_top(page, "#licence")


def test_the_footer_leads_to_the_accessibility_statement(open_page: Open) -> None:
    page = open_page("/milestones?area=west")
    page.get_by_role("link", name="Accessibility statement").click()
    expect(page.locator("#accessibility h2")).to_be_visible()
    wait_until_drawn(page)
    page.wait_for_function(
        "s => document.querySelector(s).getBoundingClientRect().top < innerHeight / 2",
        arg="#accessibility",
    )
    assert "/about?area=west" in page.url


def test_a_dataset_unfolds_where_it_is_linked(open_page: Open, axe: Callable[[Page], None]) -> None:
    page = open_page("/about")
    dataset = page.locator("#dataset-knife-crime-by-area")
    expect(dataset.get_by_text("UNKNOWN holds")).to_be_hidden()
    title = "Knife crime and knife injury victims by borough and month"
    page.get_by_role("link", name=title, exact=True).click()
    expect(dataset.get_by_text("UNKNOWN holds")).to_be_visible()
    axe(page)


def test_datasets_unfold_by_keyboard(open_page: Open) -> None:
    page = open_page("/about")
    summary = page.locator("#dataset-boroughs > summary")
    summary.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#dataset-boroughs")).to_contain_text("ONS code")
    assert page.locator("#dataset-boroughs").get_attribute("open") is not None


def test_a_table_downloads_whole(open_page: Open, tmp_path: Path) -> None:
    page = open_page("/about")
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV of Knife injury victims under 25").first.click()
    assert download.value.suggested_filename == "knife-injury-under-25.csv"
    download.value.save_as(tmp_path / "table.csv")
    lines = (tmp_path / "table.csv").read_text(encoding="utf-8").splitlines()
    assert lines[0] == "month,extract_2024_04,extract_2026_03"
    assert len(lines) == 108


def test_revisions_as_chart_and_as_table(open_page: Open) -> None:
    page = open_page("/about")
    card = page.locator("#revisions-chart")
    expect(card.locator(".main-svg").first).to_be_visible()
    expect(card).to_contain_text("Over the 23 months that both hold")
    card.get_by_role("tab", name="Table").click()
    assert card.locator("tbody tr").count() == 107
    assert "view=revisions-chart.table" in page.url
    shared = page.get_by_role("region", name="The 23 months that both extracts hold")
    assert shared.locator("tbody tr").count() == 23

"""The data API's documentation page in a browser: no script, no other host, usable by anyone."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import PageLog

pytestmark = pytest.mark.browser

DOCS = "/api/v1/docs"


@pytest.fixture
def docs(page: Page, server: str) -> Page:
    page.goto(server + DOCS)
    return page


@pytest.fixture
def without_scripts(browser: Browser, page_log: PageLog) -> Iterator[Page]:
    context = browser.new_context(java_script_enabled=False, locale="en-GB")
    page = context.new_page()
    page_log.watch(page)
    yield page
    context.close()
    page_log.assert_clean()


@pytest.mark.parametrize("width", [1440, 768, 320])
def test_it_fits_and_is_accessible(docs: Page, axe: Callable[[Page], None], width: int) -> None:
    docs.set_viewport_size({"width": width, "height": 900})
    for details in docs.locator("details").all():
        details.evaluate("each => { each.open = true; }")
    overflow = docs.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    assert overflow <= 0
    axe(docs)


def test_it_loads_nothing_but_style_sheets(docs: Page, page_log: PageLog) -> None:
    docs.wait_for_load_state("networkidle")
    others = [url for url in page_log.requests if not url.endswith((".css", DOCS, ".ico"))]
    assert others == []


def test_it_leads_back_to_the_dashboard(docs: Page, server: str) -> None:
    docs.get_by_role("link", name="Back to the dashboard").click()
    docs.wait_for_selector("#page-title")
    assert docs.url == f"{server}/"


def test_an_example_can_be_followed(docs: Page) -> None:
    docs.locator(
        'a[href="/api/v1/comparison?offence=burglary&quarter=2018-19-Q1&by=borough"]'
    ).click()
    body = docs.evaluate("JSON.parse(document.body.innerText)")
    havering = next(row for row in body["rows"] if row["name"] == "Havering")
    assert round(havering["change_percent"], 1) == -30.0


def test_a_form_asks_a_question_without_a_script(without_scripts: Page, server: str) -> None:
    page = without_scripts
    page.goto(server + DOCS)
    section = page.locator("section", has=page.locator("#series"))
    section.get_by_text("Ask your own question").click()
    section.get_by_label("offence").select_option("burglary")
    section.get_by_label("area").select_option("E09000016")
    section.get_by_label("from").fill("2017-04")
    section.get_by_label("to", exact=True).fill("2017-04")
    section.get_by_role("button", name="Ask").click()
    expect(page.locator("body")).to_contain_text('"value":164')
    assert "offence=burglary&area=E09000016" in page.url

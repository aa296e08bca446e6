"""The shell: pickers, navigation, addresses, Back, by mouse and by keyboard alone."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PageLog, wait_until_drawn

pytestmark = pytest.mark.browser

Open = Callable[[str], Page]


def choose(page: Page, picker: str, text: str) -> None:
    page.focus(f"#{picker}-input")
    page.keyboard.press("ArrowDown")
    page.keyboard.type(text)
    page.keyboard.press("Enter")
    wait_until_drawn(page)


def test_an_area_is_found_by_typing_and_follows_the_reader(open_page: Open) -> None:
    page = open_page("/crime-trends")
    choose(page, "area-picker", "richm")
    assert "area=E09000027" in page.url
    expect(page.locator("h1")).to_contain_text("Richmond upon Thames")
    assert page.evaluate("document.activeElement.id") == "area-picker-input"
    page.get_by_role("link", name="Burglary", exact=True).click()
    wait_until_drawn(page)
    assert "area=E09000027" in page.url
    assert page.input_value("#area-picker-input") == "Richmond upon Thames"
    assert page.evaluate("document.activeElement.id") == "page-title"


def test_the_list_of_areas_holds_london_every_bcu_and_every_borough(open_page: Open) -> None:
    page = open_page("/crime-trends")
    page.click("#area-picker-input")
    assert page.locator("#area-picker [role=option]").count() == 1 + 12 + 32
    assert page.locator("#area-picker .combobox-heading").count() == 12
    page.keyboard.type("no such place")
    expect(page.locator("#area-picker-list")).to_contain_text("Nothing matches")
    page.keyboard.press("Escape")
    assert page.input_value("#area-picker-input") == "London"


def test_the_open_list_is_accessible(open_page: Open, axe: Callable[[Page], None]) -> None:
    page = open_page("/crime-trends")
    page.focus("#area-picker-input")
    page.keyboard.press("ArrowDown")
    axe(page)
    active = page.get_attribute("#area-picker-input", "aria-activedescendant")
    assert page.inner_text(f"[id='{active}']") == "London"
    page.keyboard.press("ArrowDown")
    active = page.get_attribute("#area-picker-input", "aria-activedescendant")
    assert page.inner_text(f"[id='{active}']") == "Central East"


def test_as_at_is_chosen_by_month_and_by_the_link_to_the_newest(open_page: Open) -> None:
    page = open_page("/crime-trends")
    choose(page, "as-at-picker", "march 2017")
    assert "as-at=2017-03" in page.url
    expect(page.locator("#trend-title")).to_contain_text("March 2017")
    page.click("#newest-link")
    wait_until_drawn(page)
    assert "as-at=2026-02" in page.url
    expect(page.locator("#trend-title")).to_contain_text("February 2026, provisional")
    page.click("#newest-link")
    wait_until_drawn(page)
    assert "as-at" not in page.url
    expect(page.locator("#trend-title")).to_contain_text("June 2018")


def test_back_and_forward_restore_what_was_there(open_page: Open) -> None:
    page = open_page("/crime-trends")
    choose(page, "area-picker", "havering")
    choose(page, "combobox-offence", "burglary: all")
    page.get_by_role("radio", name="Rate", exact=True).check()
    expect(page.locator("#trend-title")).to_contain_text("per 1,000")
    page.go_back()
    expect(page.locator("#trend-title")).to_contain_text("offences in June 2018")
    assert page.input_value("#combobox-offence-input") == "Burglary: all"
    page.go_back()
    expect(page.locator("h1")).to_contain_text("All recorded crime in Havering")
    page.go_back()
    expect(page.locator("h1")).to_contain_text("All recorded crime in London")
    page.go_forward()
    page.go_forward()
    page.go_forward()
    expect(page.locator("h1")).to_contain_text("Burglary in Havering")
    expect(page.locator("#trend-title")).to_contain_text("per 1,000")


def test_a_filter_change_is_one_request(open_page: Open, page_log: PageLog) -> None:
    page = open_page("/crime-trends")
    before = len(page_log.requests)
    page.get_by_role("radio", name="Rate", exact=True).check()
    expect(page.locator("#trend-title")).to_contain_text("per 1,000")
    wait_until_drawn(page)
    # A new address makes Chromium look at its cached icon; that is not a request of the page.
    sent = [url for url in page_log.requests[before:] if "favicon" not in url]
    assert len(sent) == 1, sent
    assert "_dash-update-component" in sent[0]


def test_what_is_on_a_page_is_asked_for_as_an_address(open_page: Open, page_log: PageLog) -> None:
    """So a browser and a proxy can keep it; a filter change is a question as ever."""
    open_page("/report-check?area=west")
    asked = [url for url in page_log.requests if "_dash-update-component" in url]
    assert len(asked) == 1
    assert asked[0].endswith("/page?pathname=%2Freport-check&search=%3Farea%3Dwest")


def test_the_address_opens_the_same_screen_elsewhere(open_page: Open) -> None:
    page = open_page("/crime-trends?area=west")
    choose(page, "combobox-offence", "shoplifting")
    page.get_by_role("radio", name="Change on a year", exact=True).check()
    page.get_by_role("radio", name="3 years", exact=True).check()
    expect(page.locator("#trend-subtitle")).to_contain_text("per cent")
    page.click("#trend-tab-table")
    title, address = page.inner_text("#trend-title"), page.url
    other = page.context.browser.new_context().new_page()  # type: ignore[union-attr]
    other.goto(address)
    wait_until_drawn(other)
    assert other.inner_text("#trend-title") == title
    assert other.input_value("#combobox-offence-input") == "Shoplifting"
    assert other.get_by_role("radio", name="3 years").is_checked()
    assert other.locator("#trend-panel-table").is_visible()
    other.context.close()


def test_a_bad_address_says_what_is_wrong_and_what_is_allowed(
    open_page: Open, axe: Callable[[Page], None]
) -> None:
    page = open_page("/crime-trends?area=narnia&measure=banana&as-at=2030-01&colour=red")
    text = page.inner_text(".problems")
    for part in ("narnia", "south-west", "banana", "rolling-12", "2030-01", "2026-02", "colour"):
        assert part in text
    expect(page.locator("h1")).to_contain_text("All recorded crime in London")
    axe(page)


def test_a_value_with_markup_is_shown_as_text(open_page: Open) -> None:
    page = open_page("/crime-trends?measure=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E")
    assert "<img src=x onerror=alert(1)>" in page.inner_text(".problems")
    assert page.locator(".problems img").count() == 0


def test_an_unknown_address_is_a_page_of_its_own(
    page: Page, server: str, page_log: PageLog, axe: Callable[[Page], None]
) -> None:
    page_log.expect("status 404", "404 (Not Found)")
    answer = page.goto(f"{server}/no-such-page")
    assert answer is not None
    assert answer.status == 404
    expect(page.locator("h1")).to_have_text("Page not found")
    axe(page)
    page.get_by_role("link", name="Crime trends").first.click()
    expect(page.locator("h1")).to_contain_text("All recorded crime in London")


def test_the_menu_folds_on_a_phone(open_page: Open, axe: Callable[[Page], None]) -> None:
    page = open_page("/crime-trends")
    page.set_viewport_size({"width": 320, "height": 700})
    assert not page.locator(".nav-list").is_visible()
    page.focus("#nav-toggle")
    page.keyboard.press("Enter")
    assert page.get_attribute("#nav-toggle", "aria-expanded") == "true"
    assert page.get_by_role("link", name="Milestones", exact=True).is_visible()
    axe(page)
    page.keyboard.press("Escape")
    assert not page.locator(".nav-list").is_visible()
    assert page.evaluate("document.activeElement.id") == "nav-toggle"


def test_the_first_key_leads_past_the_navigation(open_page: Open) -> None:
    page = open_page("/crime-trends")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to main content"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_a_link_to_a_part_of_a_page_leads_there(open_page: Open) -> None:
    page = open_page("/crime-trends")
    page.get_by_role("link", name="Accessibility statement").click()
    wait_until_drawn(page)
    expect(page.locator("#accessibility")).to_be_in_viewport()


def test_a_server_that_stops_answering_is_said(open_page: Open, page_log: PageLog) -> None:
    page = open_page("/crime-trends")
    page_log.expect("_dash-update-component", "Failed to load", "Failed to fetch", "Callback")
    title = page.inner_text("#trend-title")
    page.route("**/_dash-update-component*", lambda route: route.abort())
    page.get_by_role("radio", name="Rate", exact=True).check()
    expect(page.locator("#banner")).to_contain_text("The server does not answer")
    assert page.inner_text("#trend-title") == title


def test_the_address_follows_a_control_after_a_table_was_opened(
    open_page: Callable[[str], Page],
) -> None:
    page = open_page("/crime-trends?offence=burglary")
    page.click("#trend-tab-table")
    expect(page).to_have_url(re.compile(r"view=trend\.table"))
    page.get_by_role("radio", name="Rate", exact=True).check()
    expect(page).to_have_url(re.compile(r"measure=rate"))
    assert "view=trend.table" in page.url
    page.reload()
    wait_until_drawn(page)
    expect(page.locator("#trend-title")).to_contain_text("per 1,000")
    expect(page.locator("#trend-table")).to_be_visible()
    page.go_back()
    expect(page.get_by_role("radio", name="Count", exact=True)).to_be_checked()

"""Milestones: filters, board and table, the detail by mouse and keyboard, the address, print."""

import csv
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from tests.browser.conftest import PageLog, wait_until_drawn

pytestmark = pytest.mark.browser

Open = Callable[[str], Page]
COUNT = "#milestone-count-line"


def cards(page: Page) -> int:
    return page.locator("#milestone-board .board-card").count()


def test_the_board_shows_every_status_and_activities_apart(open_page: Open) -> None:
    page = open_page("/milestones")
    expect(page.locator("h1")).to_have_text("All 6 milestones delivered; 11 commitments ahead")
    titles = page.locator("#milestone-board h2").all_inner_texts()
    assert titles == [
        "✓Delivered 6",
        "●On track 0",
        "▲Some delay 0",
        "○Not assessed 11",
        "Activities 25",
    ]
    assert cards(page) == 17
    first = page.locator(".board-column").last.locator(".board-card").first
    expect(first).to_contain_text("E-learning on disclosure completed")
    expect(first).to_contain_text("Due July 2018")


def test_filters_combine_stand_in_the_address_and_come_back(
    open_page: Open, page_log: PageLog
) -> None:
    page = open_page("/milestones")
    before = len(page_log.requests)
    page.get_by_label("Commitments", exact=True).check()
    expect(page.locator(COUNT)).to_contain_text("11 of 42 shown. Only kind commitments.")
    wait_until_drawn(page)
    sent = [url for url in page_log.requests[before:] if "favicon" not in url]
    assert len(sent) == 1, sent
    page.get_by_label("Key capabilities").check()
    expect(page.locator(COUNT)).to_contain_text("5 of 42")
    page.get_by_label("Safeguarding").check()
    expect(page.locator(COUNT)).to_contain_text("8 of 42")
    page.get_by_label("Search the text").fill("charing cross")
    expect(page.locator(COUNT)).to_contain_text("2 of 42")
    assert cards(page) == 2
    expect(page.locator("#due-dates-title")).to_have_text(
        "2 of 2 still to come have a date; next September 2018"
    )
    for part in ("kind=commitment", "theme=capabilities,safeguarding", "q=charing+cross"):
        assert part in page.url
    address = page.url
    page.go_back()
    expect(page.locator(COUNT)).to_contain_text("8 of 42")
    expect(page.get_by_label("Search the text")).to_have_value("")
    page.goto("about:blank")
    page.goto(address)
    wait_until_drawn(page)
    expect(page.locator(COUNT)).to_contain_text("2 of 42")
    assert page.is_checked("text=Safeguarding")
    expect(page.get_by_label("Search the text")).to_have_value("charing cross")
    page.get_by_role("link", name="Clear all filters").click()
    expect(page.locator(COUNT)).to_have_text("All 42 shown.")
    assert page.url.endswith("/milestones")
    assert not page.is_checked("text=Safeguarding")


def test_a_chart_that_was_away_comes_back_at_its_size(open_page: Open) -> None:
    page = open_page("/milestones")
    chart, drawing = page.locator("#due-dates-figure"), "#due-dates-figure .main-svg"
    page.get_by_label("Milestones", exact=True).check()
    expect(chart).to_be_hidden()
    page.set_viewport_size({"width": 1000, "height": 900})
    page.get_by_label("Milestones", exact=True).uncheck()
    expect(chart).to_be_visible()
    page.wait_for_function(
        """([chart, drawing]) => { const [outer, inner] = [chart, drawing].map((selector) =>
             document.querySelector(selector).getBoundingClientRect().width);
           return outer > 300 && Math.abs(outer - inner) < 2; }""",
        arg=["#due-dates-figure", drawing],
    )


def test_nothing_matches_says_why_and_how_to_go_on(
    open_page: Open, axe: Callable[[Page], None]
) -> None:
    page = open_page("/milestones?status=some-delay&theme=safeguarding")
    empty = page.locator("#milestone-empty")
    expect(empty).to_contain_text("Nothing on this board matches")
    expect(empty).to_contain_text("status some delay and theme safeguarding")
    expect(page.locator("#milestone-board")).to_be_hidden()
    axe(page)
    empty.get_by_role("link", name="Without the filter on status").click()
    expect(page.locator(COUNT)).to_contain_text("11 of 42")
    assert "theme=safeguarding" in page.url
    assert "status" not in page.url


def test_columns_by_quarter_due_and_the_table(open_page: Open, tmp_path: Path) -> None:
    page = open_page("/milestones")
    page.get_by_label("Quarter due").check()
    expect(page.locator("#milestone-board h2").nth(1)).to_have_text("Q2 2018-19 3")
    expect(page.locator(".board-card .status").first).to_have_text("✓delivered")
    page.get_by_role("radio", name="Table").check()
    expect(page.locator("#milestone-table tbody tr")).to_have_count(42)
    expect(page.locator("#milestone-by")).to_be_hidden()
    assert "show=table" in page.url
    page.get_by_role("button", name="Due by").click()
    page.get_by_role("button", name="Due by").click()
    first = page.locator("#milestone-table tbody tr").first
    expect(first).to_contain_text("September 2019")
    board = page.locator("#board")
    board.get_by_text("Save or copy", exact=True).click()
    with page.expect_download() as caught:
        board.get_by_role("button", name="Table as CSV").click()
    path = tmp_path / "board.csv"
    caught.value.save_as(path)
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 42
    # In the order that the reader chose.
    assert rows[0]["due_by"] == "2019-09"


def test_a_milestone_opens_by_keyboard_and_closes_back_to_its_card(
    open_page: Open, axe: Callable[[Page], None]
) -> None:
    page = open_page("/milestones?kind=activity")
    page.focus("#card-mexico")
    page.keyboard.press("Enter")
    wait_until_drawn(page)
    detail = page.locator("#detail")
    expect(detail).to_be_focused()
    expect(detail).to_contain_text("More than 60 people charged")
    expect(detail).to_contain_text("−30.0\u00a0%")
    assert "id=mexico" in page.url
    assert "kind=activity" in page.url
    axe(page)
    page.keyboard.press("Escape")
    wait_until_drawn(page)
    expect(detail).to_have_count(0)
    expect(page.locator("#card-mexico")).to_be_focused()
    assert "id=" not in page.url
    page.go_back()
    expect(page.locator("#detail")).to_contain_text("Operation Mexico")
    page.go_back()
    expect(page.locator("#detail")).to_have_count(0)


def test_a_filter_keeps_the_opened_milestone_and_closing_keeps_the_filter(
    open_page: Open,
) -> None:
    page = open_page("/milestones?id=mexico")
    page.get_by_label("Delivered", exact=True).check()
    expect(page.locator(COUNT)).to_contain_text("6 of 42")
    expect(page.locator("#detail")).to_contain_text("Operation Mexico")
    page.get_by_role("link", name="Close").click()
    expect(page.locator("#detail")).to_have_count(0)
    expect(page.locator(COUNT)).to_contain_text("6 of 42")
    assert "status=delivered" in page.url


def test_the_detail_leads_to_the_series(open_page: Open) -> None:
    page = open_page("/milestones?id=mexico")
    page.locator("#detail").get_by_role("link", name="Burglary, Havering").click()
    expect(page.locator("h1")).to_contain_text("Burglary in Havering fell 30.0")
    for part in ("area=E09000016", "offence=burglary", "as-at=2018-06"):
        assert part in page.url


def test_what_concerns_an_area_stands_apart(open_page: Open) -> None:
    page = open_page("/milestones?area=E09000016")
    assert page.locator(".section-title").all_inner_texts() == ["Concerns Havering", "Pan-London"]
    own = page.locator(".board-section").first
    expect(own).to_contain_text("Operation Mexico")
    expect(own).not_to_contain_text("Violent Crime Task Force")
    expect(page.locator("h1")).to_contain_text("All 5 milestones that concern Havering")


def test_dates_that_passed_are_marked_as_at_a_later_month(open_page: Open) -> None:
    page = open_page("/milestones?as-at=2019-09")
    assert page.locator(".card-flag").count() == 5
    expect(page.locator(".card-flag").first).to_have_text("! Due, outcome not stated")
    expect(page.locator("#due-dates-title")).to_have_text(
        "All 5 due dates passed, outcome not stated"
    )


def test_before_the_first_report(open_page: Open, axe: Callable[[Page], None]) -> None:
    page = open_page("/milestones?as-at=2010-04&area=west")
    expect(page.locator("h1")).to_have_text("No Business Plan report by April 2010")
    axe(page)
    page.get_by_role("link", name="Show June 2018").click()
    expect(page.locator("h1")).to_contain_text("All 5 milestones that concern West BCU")


def test_filters_fold_on_a_phone_unless_in_use(open_page: Open) -> None:
    page = open_page("/milestones")
    page.set_viewport_size({"width": 320, "height": 800})
    page.reload()
    wait_until_drawn(page)
    chip = page.get_by_label("Safeguarding")
    expect(chip).to_be_hidden()
    page.locator(".filters > summary").click()
    chip.check()
    expect(page.locator(COUNT)).to_contain_text("11 of 42")
    page.reload()
    wait_until_drawn(page)
    expect(page.get_by_label("Safeguarding")).to_be_visible()


def test_the_board_prints_in_full(open_page: Open) -> None:
    page = open_page("/milestones?status=not-assessed&id=esb-moves")
    page.emulate_media(media="print")
    expect(page.locator(".filters")).to_be_hidden()
    expect(page.locator(".detail-close")).to_be_hidden()
    expect(page.locator(COUNT)).to_contain_text("Only status not assessed")
    assert page.locator(".board-card:visible").count() == 11


def test_the_meeting_prints_with_its_footer_after_the_list(
    page: Page, server: str, tmp_path: Path
) -> None:
    page.goto(f"{server}/milestones?meeting=1&as-at=2019-09")
    page.wait_for_selector(".meeting-list")
    page.pdf(path=tmp_path / "meeting.pdf", format="A4", prefer_css_page_size=True)
    sheets = [sheet.extract_text() for sheet in PdfReader(tmp_path / "meeting.pdf").pages]
    assert len(sheets) == 1
    last, footer = "Moves out of the Empress State Building", "Contains public sector information"
    assert sheets[0].index(last) < sheets[0].index(footer)
    # On paper the footer follows the list; it is not pushed to the end of a window's height.
    page.emulate_media(media="print")
    gap = page.evaluate(
        "document.querySelector('.site-footer').getBoundingClientRect().top"
        " - document.querySelector('.meeting-list').getBoundingClientRect().bottom"
    )
    assert 0 <= gap < 40

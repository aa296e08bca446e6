"""Milestones over several made-up quarters, and on a board of five hundred."""

import io
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Page, expect

from data.intake.loading import take_in
from tests.browser.conftest import ROOT, _wait_for, free_port, wait_until_drawn
from tests.unit.data.intake.made_up import csv_text, data_directory
from tests.unit.data.intake.quarters import load_all, load_figures, many

pytestmark = pytest.mark.browser

LARGE = 500
Open = Callable[[str], Page]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The product on made-up quarters; the last one's board has five hundred milestones."""
    place = tmp_path_factory.mktemp("made-up")
    directory = data_directory(place / "data")
    load_all(directory, place)
    load_figures(directory, place)
    large = place / "large.csv"
    large.write_text(
        csv_text([row | {"Quarter": "Q1 2019/20"} for row in many(LARGE)]), encoding="utf-8"
    )
    assert take_in(large, directory, accept_warnings=True).outcome == "added"
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "app.py"],
        cwd=ROOT,
        env={
            **os.environ,
            "HOST": "127.0.0.1",
            "PORT": str(port),
            "WORKERS": "1",
            "DATA_DIR": str(directory),
        },
    )
    address = f"http://127.0.0.1:{port}"
    try:
        _wait_for(address, process)
        yield address
    finally:
        process.terminate()
        process.wait(timeout=30)


def test_what_changed_and_against_which_board(open_page: Open, axe: Callable[[Page], None]) -> None:
    page = open_page("/milestones?quarter=2018-19-Q3&as-at=2018-12")
    changes = page.locator("#changes")
    expect(changes.locator("h2")).to_have_text(
        "Since Q2 2018-19: 1 reopened, 1 newly delayed, 2 slipped, 1 dropped and more"
    )
    row = changes.locator('tr[data-key="m-slips"]')
    expect(row).to_contain_text("Slipped and carried over")
    expect(row).to_contain_text("+6")
    expect(row).to_contain_text("+9")
    axe(page)
    changes.locator("select").select_option("2018-19-Q1")
    expect(changes.locator("h2")).to_contain_text("Since Q1 2018-19")
    assert "since=2018-19-Q1" in page.url
    page.go_back()
    expect(changes.locator("h2")).to_contain_text("Since Q2 2018-19")
    page.set_viewport_size({"width": 320, "height": 800})
    wait_until_drawn(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    axe(page)


def test_the_history_of_a_milestone(open_page: Open, axe: Callable[[Page], None]) -> None:
    page = open_page("/milestones?quarter=2018-19-Q4&as-at=2019-03&id=m-slips")
    detail = page.locator("#detail")
    expect(detail).to_contain_text("From report to report")
    expect(detail).to_contain_text("12 months later than first promised")
    expect(detail.locator(".slip-chart")).to_have_attribute(
        "alt",
        "Due date by report. Q2 2018-19: October to December 2018; Q3 2018-19: April to June "
        "2019; Q4 2018-19: July to September 2019.",
    )
    axe(page)


def test_the_list_for_a_meeting_is_large_and_prints_without_the_rest(
    open_page: Open, axe: Callable[[Page], None]
) -> None:
    page = open_page("/milestones?quarter=2018-19-Q3&as-at=2018-12&area=london")
    page.get_by_role("link", name="List for a meeting").click()
    wait_until_drawn(page)
    assert "meeting=1" in page.url
    headings = page.locator(".meeting-part h2").all_inner_texts()
    assert headings == [
        "With some delay 2",
        "Slipped since Q2 2018-19 2",
        "Due in January to March 2019 2",
        "Due by December 2018, outcome not stated 3",
    ]
    size = page.locator(".meeting-title").first.evaluate(
        "e => parseFloat(getComputedStyle(e).fontSize)"
    )
    assert size >= 20
    for width in (1440, 768, 320):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        axe(page)
    page.emulate_media(media="print")
    for hidden in (".pickers", ".meeting-actions", ".nav-list"):
        expect(page.locator(hidden)).to_be_hidden()
    assert page.pdf(format="A4", prefer_css_page_size=True).startswith(b"%PDF")
    page.emulate_media(media="screen")
    page.get_by_role("link", name="Back to the board").click()
    wait_until_drawn(page)
    assert "meeting" not in page.url
    assert "as-at=2018-12" in page.url


def test_the_table_shows_the_columns_chosen(open_page: Open) -> None:
    page = open_page("/milestones?quarter=2018-19-Q4&show=table")
    heads = page.locator("#milestone-table thead th")
    expect(heads.filter(has_text="Owner")).to_have_count(1)
    page.get_by_label("Due by").check()
    expect(heads).to_have_count(2)
    page.get_by_label("Reason for delay").check()
    expect(heads).to_have_count(3)
    assert "columns=due-by,reason" in page.url


def test_files_are_given(open_page: Open, tmp_path: Path) -> None:
    page = open_page("/milestones?quarter=2018-19-Q4&show=table&status=delivered")
    board = page.locator("#board")
    board.get_by_text("Save or copy", exact=True).click()
    with page.expect_download() as caught:
        board.get_by_role("button", name="Table as XLSX").click()
    path = tmp_path / caught.value.suggested_filename
    caught.value.save_as(path)
    assert path.name == "milestones_london_2018-19-Q4.xlsx"
    sheet = openpyxl.load_workbook(io.BytesIO(path.read_bytes())).worksheets[0]
    [table] = sheet.tables.values()
    assert sheet.max_row == sheet[table.ref.split(":")[0]].row + 3
    with page.expect_download() as caught:
        page.get_by_role("button", name="Template as XLSX").click()
    assert caught.value.suggested_filename == "milestones-template.xlsx"
    with page.expect_download() as caught:
        page.get_by_role("button", name="Template as CSV").click()
    template = tmp_path / "template.csv"
    caught.value.save_as(template)
    assert template.read_text(encoding="utf-8-sig").startswith("Quarter,Id,Kind,Title")


def test_a_board_of_five_hundred_follows_its_filters(
    open_page: Open, axe: Callable[[Page], None]
) -> None:
    page = open_page("/milestones?quarter=2019-20-Q1")
    line, cards = (
        page.locator("#milestone-count-line"),
        page.locator("#milestone-board .board-card"),
    )
    expect(line).to_have_text(f"All {LARGE} shown.")
    # A column draws two dozen cards; the rest stand behind a button, and all are on paper.
    expect(cards).to_have_count(3 * 24)
    axe(page)
    rest = page.get_by_role("button", name=re.compile("Show 143 more.*Delivered"))
    rest.click()
    expect(cards).to_have_count(3 * 24 + 143)
    focused = page.evaluate("document.activeElement.closest('li') !== null")
    assert focused, "the first of the cards that came has the focus"
    for event, number in (("beforeprint", LARGE), ("afterprint", 3 * 24)):
        page.evaluate("event => window.dispatchEvent(new Event(event))", event)
        expect(cards).to_have_count(number)
    chip = page.get_by_role("checkbox", name="Some delay")
    chip.check()
    expect(line).to_contain_text(f"166 of {LARGE}")
    expect(cards).to_have_count(24)
    page.get_by_role("radio", name="Table").check()
    rows = page.locator("#milestone-table tbody tr")
    expect(rows).to_have_count(60)
    page.get_by_role("button", name="Owner").first.click()
    expect(rows).to_have_count(60)
    page.get_by_role("button", name="Show all 166 rows").first.click()
    expect(rows).to_have_count(166)
    chip.uncheck()
    expect(line).to_have_text(f"All {LARGE} shown.")
    expect(rows).to_have_count(60)


def test_a_later_report_has_its_own_check(open_page: Open) -> None:
    page = open_page("/report-check?quarter=2018-19-Q2")
    expect(page.locator("#page-title")).to_have_text("2 of 2 figures that can be checked differ")
    expect(page.locator("#check-table tbody tr")).to_have_count(3)
    page.get_by_label("Report", exact=True).select_option("all")
    expect(page.locator("#check-table tbody tr")).to_have_count(54)
    expect(page.locator("#check-overview h2")).to_have_text("48 figures and 6 claims")
    expect(page.locator("#check-table thead")).to_contain_text("Report of")
    page.get_by_label("Report", exact=True).select_option("2018-19-Q1")
    expect(page.locator("#check-table tbody tr")).to_have_count(51)

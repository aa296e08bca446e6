"""Report check: the verdicts, the filters, the download."""

import csv
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import wait_until_drawn

pytestmark = pytest.mark.browser

Open = Callable[[str], Page]


def rows(page: Page) -> list[str]:
    return page.locator("#check-table tbody tr").all_inner_texts()


def test_every_figure_and_claim_stands_with_its_verdict(open_page: Open) -> None:
    page = open_page("/report-check")
    expect(page.locator("#check-summary")).to_contain_text("51 of 51 shown")
    havering = next(row for row in rows(page) if "Burglary in Havering" in row)
    assert "✓ agrees" in havering
    assert "−30.0\u00a0%" in havering
    total = next(row for row in rows(page) if row.startswith("Total notifiable offences, 2017-18"))
    assert "827,225 offences" in total
    assert "828,373 offences" in total
    assert "+1,148" in total
    assert "≈ close" in total
    claim = next(row for row in rows(page) if "Fewer young people are being injured" in row)
    assert "≠ differs" in claim


def test_filters_narrow_the_table_and_stand_in_the_address(open_page: Open) -> None:
    page = open_page("/report-check")
    page.get_by_role("checkbox", name="Agrees").check()
    expect(page.locator("#check-summary")).to_contain_text("3 of 51 shown: 3 agree")
    page.get_by_role("checkbox", name="Differs").check()
    expect(page.locator("#check-table tbody tr")).to_have_count(4)
    assert "verdict=agrees,differs" in page.url
    page.get_by_role("radio", name="Claims").check()
    expect(page.locator("#check-table tbody tr")).to_have_count(2)
    page.get_by_label("Theme").select_option("capabilities")
    expect(page.locator("#check-summary")).to_contain_text("None of the 51")
    expect(page.locator("#check-table")).to_contain_text("No rows to show")
    address = page.url
    page.goto("about:blank")
    page.goto(address)
    wait_until_drawn(page)
    assert page.get_by_role("checkbox", name="Agrees").is_checked()
    assert page.get_by_role("radio", name="Claims").is_checked()
    expect(page.locator("#check-summary")).to_contain_text("None of the 51")


def test_words_and_report_narrow_the_table_too(open_page: Open) -> None:
    page = open_page("/report-check?quarter=2018-19-Q1")
    expect(page.get_by_label("Report", exact=True)).to_have_value("2018-19-Q1")
    page.get_by_label("Search the text").fill("Burglary  HAVERING")
    expect(page.locator("#check-table tbody tr")).to_have_count(1)
    expect(page.locator("#check-summary")).to_contain_text("1 of 51 shown: 1 agrees.")
    page.wait_for_url("**q=Burglary*")
    page.get_by_label("Report", exact=True).select_option("all")
    page.wait_for_url(lambda url: "quarter=" not in url)
    page.go_back()
    expect(page.get_by_label("Report", exact=True)).to_have_value("2018-19-Q1")
    expect(page.locator("#check-table tbody tr")).to_have_count(1)
    page.get_by_role("link", name="Clear all filters").click()
    expect(page.locator("#check-table tbody tr")).to_have_count(51)
    assert page.get_by_label("Search the text").input_value() == ""


def test_the_next_report_starts_from_the_last(open_page: Open, tmp_path: Path) -> None:
    page = open_page("/report-check")
    with page.expect_download() as caught:
        page.get_by_role("button", name="Those of Q1 2018-19 as XLSX of figures").click()
    path = tmp_path / "figures.xlsx"
    caught.value.save_as(path)
    assert caught.value.suggested_filename == "figures-2018-19-Q1.xlsx"
    rows = list(openpyxl.load_workbook(path)["Table"].iter_rows(values_only=True))
    assert len([row for row in rows if row[0]]) == 46


def test_as_at_does_not_alter_the_check(open_page: Open) -> None:
    first = rows(open_page("/report-check"))
    assert rows(open_page("/report-check?as-at=2026-02&area=south-west")) == first


def test_the_table_is_saved(open_page: Open, tmp_path: Path) -> None:
    page = open_page("/report-check?kind=claim")
    page.locator("#check").get_by_text("Save or copy", exact=True).click()
    with page.expect_download() as caught:
        page.get_by_role("button", name="Table as CSV").click()
    path = tmp_path / "check.csv"
    caught.value.save_as(path)
    with path.open(encoding="utf-8-sig", newline="") as file:
        assert len(list(csv.DictReader(file))) == 6


def test_a_narrow_table_becomes_blocks_with_their_headings(open_page: Open) -> None:
    page = open_page("/report-check")
    page.set_viewport_size({"width": 320, "height": 800})
    cell = page.locator("#check-table tbody tr td").first
    label = cell.evaluate("e => getComputedStyle(e, '::before').content")
    assert label == '"Verdict: "'

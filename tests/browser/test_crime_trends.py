"""Crime trends: every control changes what is shown, and the chart card does what it says."""

import csv
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import wait_until_drawn

pytestmark = pytest.mark.browser

Open = Callable[[str], Page]
SUBPLOTS = "() => document.querySelectorAll('#trend-figure g.subplot').length"


def drawn_values(page: Page, trace: int = 0) -> list[float | None]:
    values: list[float | None] = page.evaluate(
        """i => [...document.querySelector('#trend-figure .js-plotly-plot')._fullData[i].y]
          .map((value) => Number.isNaN(value) ? null : value)""",
        trace,
    )
    return values


def test_burglary_reads_as_the_report_says(open_page: Open) -> None:
    page = open_page("/crime-trends?offence=burglary")
    expect(page.locator("h1")).to_have_text("Burglary in London rose 8.2 % in Q1 2018-19")
    expect(page.locator("#trend-summary")).to_contain_text("18,839 offences in April to June 2018")
    expect(page.locator("#trend-summary")).to_contain_text("17,413 in Q1 2017-18")
    assert sum(value or 0 for value in drawn_values(page)[-3:]) == 18839


def test_every_measure_draws_its_own_values(open_page: Open) -> None:
    page = open_page("/crime-trends?offence=burglary&area=E09000016")
    counts = drawn_values(page)
    assert len(counts) == 60
    page.get_by_role("radio", name="Rolling 12 months", exact=True).check()
    expect(page.locator("#trend-title")).to_have_text("2,139 in the twelve months to June 2018")
    assert drawn_values(page)[-1] == sum(value or 0 for value in counts[-12:])
    page.get_by_role("radio", name="Change on a year", exact=True).check()
    expect(page.locator("#trend-subtitle")).to_contain_text("per cent")
    page.get_by_role("radio", name="All", exact=True).check()
    expect(page.locator("#trend-subtitle")).to_contain_text("April 2010 to June 2018")
    wait_until_drawn(page)
    values = drawn_values(page)
    assert values[:12] == [None] * 12
    assert len(values) == 99


def test_london_beside_it_shares_an_axis_only_where_sizes_do(open_page: Open) -> None:
    page = open_page("/crime-trends?offence=burglary&area=E09000016&compare=london")
    assert page.evaluate(SUBPLOTS) == 2
    page.get_by_role("radio", name="Rate", exact=True).check()
    expect(page.locator("#trend-title")).to_contain_text("per 1,000")
    wait_until_drawn(page)
    assert page.evaluate(SUBPLOTS) == 1
    expect(page.locator("#trend-figure")).to_contain_text("London")


def test_breaks_and_events_are_drawn_and_explained(open_page: Open) -> None:
    page = open_page("/crime-trends?offence=burglary-residential&range=all&as-at=2026-02")
    key = page.locator("#trend-key")
    expect(key).to_contain_text("April 2017")
    expect(key).to_contain_text("sheds and garages")
    expect(key).to_contain_text("March 2024")
    expect(page.locator("#trend-title")).to_contain_text("provisional")


def test_moped_points_stand_beside_vehicle_theft_and_no_line_joins_them(open_page: Open) -> None:
    page = open_page("/crime-trends?offence=theft-or-taking-of-a-motor-vehicle")
    panel = page.locator("#trend-beside")
    for text in ("1,512", "756", "2,592", "1,238", "No monthly series is published"):
        expect(panel).to_contain_text(text)
    page.focus("#combobox-offence-input")
    page.keyboard.press("ArrowDown")
    page.keyboard.type("bicycle")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text("Bicycle theft")
    expect(panel).to_have_text("")


def test_a_series_that_starts_later_says_so_and_leads_on(open_page: Open) -> None:
    page = open_page("/crime-trends?offence=knife-crime")
    expect(page.locator("#trend-absent")).to_contain_text("March 2022")
    assert not page.locator("#trend-content").is_visible()
    page.get_by_role("link", name="Show February 2026, its newest month").click()
    wait_until_drawn(page)
    assert page.locator("#trend-content").is_visible()
    assert "as-at=2026-02" in page.url


def test_the_table_sorts_and_the_csv_is_what_is_shown(open_page: Open, tmp_path: Path) -> None:
    page = open_page("/crime-trends?offence=burglary&area=south-west")
    page.click("#trend-tab-table")
    rows = page.locator("#trend-table tbody tr")
    expect(rows).to_have_count(60)
    expect(rows.first).to_contain_text("June 2018")
    page.locator("#trend-table").get_by_role("button", name="Month").click()
    expect(rows.first).to_contain_text("July 2013")
    assert page.locator("#trend-table th[aria-sort=ascending]").count() == 1
    with page.expect_download() as caught:
        page.click("#trend summary")
        page.get_by_role("button", name="Table as CSV").click()
    download = caught.value
    assert download.suggested_filename == "burglary-count_south-west_2013-07-to-2018-06.csv"
    path = tmp_path / "table.csv"
    download.save_as(path)
    with path.open(encoding="utf-8-sig", newline="") as file:
        saved = list(csv.DictReader(file))
    assert len(saved) == 60
    assert {"month", "value", "symbol"} <= set(saved[0])
    assert sum(int(r["value"]) for r in saved if "2018-04" <= r["month"] <= "2018-06") == 1601


@pytest.mark.parametrize(("form", "start"), [("PNG", b"\x89PNG"), ("SVG", b"<svg")])
def test_the_chart_is_saved_as_a_picture(
    open_page: Open, tmp_path: Path, form: str, start: bytes
) -> None:
    page = open_page("/crime-trends?offence=burglary")
    with page.expect_download() as caught:
        page.click("#trend summary")
        page.get_by_role("button", name=f"Chart as {form}").click()
    path = tmp_path / "chart"
    caught.value.save_as(path)
    content = path.read_bytes()
    assert content.startswith(start)
    if form == "SVG":
        text = content.decode("utf-8")
        assert "offences in June 2018" in text
        assert "London Datastore" in text


def test_tabs_work_by_keyboard(open_page: Open) -> None:
    page = open_page("/crime-trends")
    page.focus("#trend-tab-chart")
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.id") == "trend-tab-table"
    assert page.locator("#trend-panel-table").is_visible()
    page.keyboard.press("End")
    assert page.locator("#trend-panel-about").is_visible()
    page.keyboard.press("ArrowRight")
    assert page.locator("#trend-panel-chart").is_visible()


def test_the_link_of_a_card_is_copied(open_page: Open) -> None:
    page = open_page("/crime-trends?offence=rape")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.click("#trend summary")
    page.get_by_role("button", name="Copy link").click()
    expect(page.locator("#trend summary")).to_have_text("Link copied")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == f"{page.url}#trend"


def test_signal_or_noise_gives_a_verdict_with_its_rule(open_page: Open) -> None:
    page = open_page("/crime-trends?offence=robbery&chart=process")
    expect(page.locator("#trend-title")).to_have_text("June 2018 lies above its limits")
    expect(page.locator("#trend-summary")).to_contain_text(
        "Robbery in London stood at 2,895 in June 2018, above the upper limit of 2,645: "
        "more than chance would give."
    )
    page.click("#trend-tab-table")
    newest = page.locator("#trend-table tbody tr").first
    expect(newest).to_contain_text("special cause, for the worse: outside a limit")
    assert page.locator("#trend-line-controls").is_hidden()
    assert page.get_by_text("Compare with London").is_hidden()


def test_a_seasonal_offence_is_adjusted_and_shown_as_recorded_behind(open_page: Open) -> None:
    page = open_page("/crime-trends?offence=burglary&area=E09000016&chart=process")
    expect(page.locator("#trend-subtitle")).to_contain_text("seasonally adjusted")
    recorded = drawn_values(page, 0)
    assert recorded[-1] == 119
    page.get_by_role("radio", name="Never", exact=True).check()
    expect(page.locator("#trend-subtitle")).not_to_contain_text("seasonally adjusted")
    assert "season=raw" in page.url
    page.get_by_role("radio", name="Over time", exact=True).check()
    expect(page.locator("#trend-title")).to_have_text("119 offences in June 2018")


def test_limits_start_afresh_at_a_month_that_the_reader_picks(open_page: Open) -> None:
    page = open_page("/crime-trends?offence=robbery&chart=process")
    page.focus("#combobox-rebase-input")
    page.keyboard.press("ArrowDown")
    page.keyboard.type("april 2017")
    page.keyboard.press("Enter")
    expect(page.locator("#trend-summary")).to_contain_text("Limits rest on April 2017 to June 2018")
    assert "rebase=2017-04" in page.url
    page.go_back()
    expect(page.locator("#trend-summary")).to_contain_text("Limits rest on July 2015 to June 2018")


def test_too_few_months_give_values_and_the_reason(open_page: Open) -> None:
    page = open_page("/crime-trends?offence=burglary&chart=process&as-at=2012-12")
    expect(page.locator("#trend-summary")).to_contain_text("fewer than 36 months")
    page.goto(page.url.replace("burglary", "robbery").replace("as-at=2012-12", "as-at=2024-08"))
    wait_until_drawn(page)
    expect(page.locator("#trend-summary")).to_contain_text("limits take 12")


def test_a_series_by_quarter_has_no_chart_of_months(open_page: Open) -> None:
    page = open_page("/crime-trends?offence=knife-offences&chart=process")
    expect(page.locator("#trend-absent")).to_contain_text("published by quarter")
    page.get_by_role("link", name="Show it over time").click()
    wait_until_drawn(page)
    expect(page.locator("#trend-content")).to_be_visible()


def test_a_bcu_before_it_went_live_says_whose_boundaries(open_page: Open) -> None:
    page = open_page("/crime-trends?area=south-west")
    expect(page.locator("#trend-subtitle")).to_contain_text("(today's boundaries)")
    page.click("#trend-tab-about")
    expect(page.locator("#trend-about")).to_contain_text("Before May 2018")


def test_as_published_then_stands_beside_what_is_now(open_page: Open) -> None:
    page = open_page("/crime-trends?offence=burglary")
    versions = page.get_by_label("Compare with an earlier version")
    versions.select_option("As published in 2019")
    expect(page.locator("#trend-title")).to_have_text("June 2018: 6,094 now, 6,093 then")
    assert page.url.endswith("published=extract-2019")
    wait_until_drawn(page)
    expect(page.locator("#trend-figure")).to_contain_text("As published in 2019")
    then, now = drawn_values(page, 0), drawn_values(page, 1)
    assert (then[-17], now[-17]) == (6118, 6141)
    assert then[:42] == [None] * 42
    # Of theft there is no such version: the page says so, and the way back is open.
    page.goto(page.url.replace("offence=burglary", "offence=theft"))
    expect(page.locator("#trend-beside")).to_contain_text("there is no version as published in")
    page.get_by_label("Compare with an earlier version").select_option("Now only")
    expect(page.locator("#trend-published")).to_be_hidden()
    assert "published" not in page.url

"""Knife injury in a browser: every control changes what is shown and the address."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PageLog, wait_until_drawn

pytestmark = pytest.mark.browser

Open = Callable[[str], Page]
NEWEST = "/knife-injury?as-at=2026-02"
UPDATE = "_dash-update-component"


def names(page: Page, card: str) -> list[str]:
    """Names of the bars of a card, from the top."""
    found: list[str] = page.evaluate(
        "id => [...document.querySelector(`#${id}-figure .js-plotly-plot`)._fullData[0].y]", card
    )
    return found[::-1]


def months_drawn(page: Page) -> int:
    """Months of the under-25 chart that are drawn as points."""
    number: int = page.evaluate(
        """() => document.querySelector('#under-25-figure .js-plotly-plot')._fullData
          .filter((trace) => trace.mode === 'markers')
          .reduce((sum, trace) => sum + trace.x.length, 0)"""
    )
    return number


def test_the_report_and_the_data_stand_side_by_side(open_page: Open) -> None:
    page = open_page("/knife-injury")
    expect(page.locator("h1")).to_contain_text("rose 2.3\u00a0% in Q1 2018-19, no more than chance")
    expect(page.locator("#under-25-summary")).to_contain_text("533 victims in April to June 2018")
    assert months_drawn(page) == 15
    panel = page.locator(".report-claim")
    expect(panel).to_contain_text("do not bear out the report’s claim")
    # Nothing to choose where a choice would change nothing.
    expect(page.get_by_role("group", name="Months shown")).to_be_hidden()
    expect(page.get_by_role("group", name="Measure")).to_be_hidden()
    panel.get_by_role("link").click()
    page.wait_for_url("**/report-check*")


def test_one_link_leads_from_the_report_to_the_boroughs(open_page: Open) -> None:
    page = open_page("/knife-injury?area=south-west")
    expect(page.locator("#areas")).to_contain_text("the series starts in March 2022")
    expect(page.locator("#areas .js-plotly-plot")).to_be_hidden()
    page.get_by_role("link", name="Show February 2026, its newest month").click()
    page.wait_for_url("**/knife-injury?area=south-west&as-at=2026-02*")
    wait_until_drawn(page)
    expect(page.locator("#areas-title")).to_have_text("South West BCU: 53 victims in 2024-25")
    assert len(names(page, "areas")) == 32


def test_every_control_changes_what_is_shown_with_one_request(
    open_page: Open, page_log: PageLog
) -> None:
    page = open_page(NEWEST)

    def choose(act: Callable[[], object], change: Callable[[], None], part: str) -> None:
        before = sum(UPDATE in url for url in page_log.requests)
        act()
        change()
        assert part in page.url, page.url
        wait_until_drawn(page)
        assert sum(UPDATE in url for url in page_log.requests) == before + 1

    assert months_drawn(page) == 107
    choose(
        lambda: page.get_by_role("radio", name="36 months").check(),
        lambda: expect(page.locator("#under-25-subtitle")).to_contain_text("March 2023 to"),
        "range=3y",
    )
    assert months_drawn(page) == 36
    choose(
        lambda: page.get_by_label("What is counted").select_option("knife-crime"),
        lambda: expect(page.locator("#areas-subtitle")).to_contain_text("Knife crime, by borough"),
        "offence=knife-crime",
    )
    choose(
        lambda: page.get_by_role("radio", name="BCUs").check(),
        lambda: expect(page.locator("#areas-subtitle")).to_contain_text("by BCU"),
        "by=bcu",
    )
    assert len(names(page, "areas")) == 12
    assert page.locator("#areas-figure").bounding_box()["height"] < 600  # type: ignore[index]
    choose(
        lambda: page.get_by_role("radio", name="Rate per 1,000").check(),
        lambda: expect(page.locator("#over-time-title")).to_contain_text("per 1,000"),
        "measure=rate",
    )
    field = page.get_by_role("combobox", name="Period")
    field.fill("Q3 2025")

    def pick() -> None:
        field.press("ArrowDown")
        field.press("Enter")

    choose(
        pick,
        lambda: expect(page.locator("#areas-subtitle")).to_contain_text("October to December 2025"),
        "period=2025-26-Q3",
    )


def test_the_address_restores_the_screen_and_back_goes_back(open_page: Open) -> None:
    page = open_page(f"{NEWEST}&area=E09000016&by=bcu&measure=rate&offence=knife-crime")
    expect(page.locator("#areas-title")).to_contain_text("East BCU")
    expect(page.get_by_role("radio", name="BCUs")).to_be_checked()
    expect(page.get_by_label("What is counted")).to_have_value("knife-crime")
    expect(page.locator(".chart-note a")).to_have_attribute(
        "href", "/crime-trends?area=E09000016&as-at=2026-02&offence=knife-crime&chart=process"
    )
    page.get_by_role("radio", name="Boroughs").check()
    expect(page.locator("#areas-title")).to_contain_text("Havering")
    page.go_back()
    expect(page.locator("#areas-title")).to_contain_text("East BCU")
    wait_until_drawn(page)
    expect(page.get_by_role("radio", name="BCUs")).to_be_checked()


def test_hovering_a_special_cause_names_its_rule(open_page: Open) -> None:
    page = open_page(NEWEST)
    chart = page.locator("#under-25-figure")
    chart.scroll_into_view_if_needed()
    place = page.evaluate(
        """() => {
          const plot = document.querySelector('#under-25-figure .js-plotly-plot');
          const trace = plot._fullData.find((each) => each.name === 'improvement');
          const layout = plot._fullLayout, box = plot.getBoundingClientRect();
          return [box.left + layout._size.l + layout.xaxis.d2p(trace.x[0]),
                  box.top + layout._size.t + layout.yaxis.d2p(trace.y[0])];
        }"""
    )
    page.mouse.move(place[0], place[1])
    label = page.locator("#under-25-figure .hoverlayer")
    expect(label).to_contain_text("special cause, for the better")
    expect(label).to_contain_text("one side of the mean")


def test_the_table_and_the_chart_hold_the_same_months(open_page: Open) -> None:
    page = open_page("/knife-injury?view=under-25.table,areas.table")
    rows = page.locator("#under-25-table tbody tr")
    expect(rows).to_have_count(15)
    expect(rows.first).to_contain_text("June 2018")
    expect(rows.first).to_contain_text("common cause")
    expect(rows.first).to_contain_text("174.3")


def test_no_page_scrolls_sideways_on_a_phone(open_page: Open) -> None:
    page = open_page(f"{NEWEST}&area=E09000016&period=2025-26-Q3")
    page.set_viewport_size({"width": 320, "height": 800})
    page.wait_for_function("() => document.documentElement.scrollWidth <= 320")

"""Words of charts on a phone: as many dates as there is room for, none cut, none turned."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from tests.browser.chart_texts import assert_readable, dates_of, wait_for_dates

pytestmark = pytest.mark.browser

PHONE: ViewportSize = {"width": 320, "height": 900}
DESK: ViewportSize = {"width": 1440, "height": 900}
STATES = (
    "/knife-injury?as-at=2017-05",
    "/knife-injury?as-at=2017-10",
    "/knife-injury?as-at=2019-03",
    "/crime-trends?as-at=2010-06",
    "/crime-trends?as-at=2026-02&range=3y",
    "/crime-trends?as-at=2026-02&range=all",
    "/crime-trends?as-at=2026-02&range=all&area=south-west&compare=london",
    "/crime-trends?as-at=2026-02&range=all&area=south-west&compare=london&measure=rate",
    "/crime-trends?as-at=2026-02&range=all&area=E09000016&compare=london&measure=change-on-year",
    "/crime-trends?as-at=2026-02&chart=process",
    "/crime-trends?as-at=2026-02&chart=process&window=all",
    "/crime-trends?as-at=2011-03&chart=process",
    "/crime-trends?as-at=2026-02&area=south-west&chart=process&offence=burglary",
    "/crime-trends?as-at=2018-06&offence=theft-or-taking-of-a-motor-vehicle",
    "/milestones?as-at=2026-02",
    "/about",
)


@pytest.mark.parametrize("width", [320, 768, 1440])
@pytest.mark.parametrize("path", STATES)
def test_words_of_charts_can_be_read(
    page: Page, open_page: Callable[[str], Page], path: str, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    open_page(path)
    assert page.locator(".problems").count() == 0
    assert_readable(page)


def test_dates_follow_the_width_of_the_window(page: Page, open_page: Callable[[str], Page]) -> None:
    page.set_viewport_size(PHONE)
    open_page("/knife-injury?as-at=2018-06")
    assert dates_of(page, "under-25") == ["Jul2017", "Jan2018"]
    page.set_viewport_size(DESK)
    wait_for_dates(page, "under-25", 7)
    assert_readable(page)
    page.set_viewport_size(PHONE)
    wait_for_dates(page, "under-25", 2)
    assert_readable(page)


def test_due_dates_are_each_second_year_on_a_phone(
    page: Page, open_page: Callable[[str], Page]
) -> None:
    page.set_viewport_size(PHONE)
    open_page("/milestones?as-at=2026-02")
    assert dates_of(page, "due-dates") == ["2020", "2022", "2024"]
    page.set_viewport_size(DESK)
    wait_for_dates(page, "due-dates", 7)


def test_an_earlier_mean_is_named_where_there_is_room(
    page: Page, open_page: Callable[[str], Page]
) -> None:
    page.set_viewport_size(DESK)
    open_page("/crime-trends?as-at=2026-02&chart=process")
    means = page.locator("#trend-figure .annotation-text", has_text="mean")
    assert means.all_text_contents() == ["mean 77,009", "mean 78,025"]
    page.set_viewport_size(PHONE)
    expect(means).to_have_text(["mean 77,009"])
    page.set_viewport_size(DESK)
    expect(means).to_have_text(["mean 77,009", "mean 78,025"])
    page.set_viewport_size(PHONE)
    page.reload()
    expect(means).to_have_text(["mean 77,009"])

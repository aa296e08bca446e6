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


FITTED = "([layout, width]) => window.metBusinessPlan.fittedTo({ layout }, width)"
MARGIN = {"l": 60, "r": 20, "t": 34, "b": 44}


def badge(share: float) -> dict[str, object]:
    return {"name": "badge", "xanchor": share, "x0": -7.5, "x1": 7.5, "y0": 0, "y1": 17}


def test_a_badge_that_would_touch_another_stands_a_row_higher(
    open_page: Callable[[str], Page],
) -> None:
    """Boxes of 15 pixels, three apart: their middles are 18 from one another or more."""
    page = open_page("/crime-trends")
    layout = {"margin": MARGIN, "shapes": [badge(0.5), badge(0.52), badge(0.6)]}
    # A fiftieth of a plot of 900 pixels is 18, of one of 899 a little less.
    wide = page.evaluate(FITTED, [layout, 980])
    assert [shape["y0"] for shape in wide["shapes"]] == [0, 0, 0]
    assert wide["margin"]["t"] == 34
    narrow = page.evaluate(FITTED, [layout, 979])
    assert [shape["y0"] for shape in narrow["shapes"]] == [0, 20, 0]
    assert [shape["y1"] for shape in narrow["shapes"]] == [17, 37, 17]
    assert narrow["margin"]["t"] == 54


@pytest.mark.parametrize(
    ("heights", "shifts"), [((3, 2), (12, -12)), ((2, 3), (-12, 12)), ((2, 2), (-12, 12))]
)
def test_names_of_lines_stand_over_and_under_their_ends_on_a_phone(
    open_page: Callable[[str], Page], heights: tuple[int, int], shifts: tuple[int, int]
) -> None:
    page = open_page("/crime-trends")
    # Of two ends at one height, the server moves the second name up.
    names = [
        {"name": "end", "y": y, "xanchor": "left", "xshift": 9, "yshift": moved}
        for y, moved in zip(heights, (0, 16), strict=True)
    ]
    layout = {"margin": MARGIN | {"r": 130}, "annotations": names}
    phone = page.evaluate(FITTED, [layout, 290])
    assert tuple(each["yshift"] for each in phone["annotations"]) == shifts
    assert {each["xanchor"] for each in phone["annotations"]} == {"right"}
    assert phone["margin"]["r"] == 20
    desk = page.evaluate(FITTED, [layout, 1100])
    assert [each["yshift"] for each in desk["annotations"]] == [0, 16]
    assert {each["xanchor"] for each in desk["annotations"]} == {"left"}
    assert desk["margin"]["r"] == 130

"""Badges of breaks and events above a chart: boxes in sight, that say what the key says."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.chart_texts import assert_readable

pytestmark = pytest.mark.browser

Open = Callable[[str], Page]
ALL_MONTHS = "/crime-trends?as-at=2026-02&range=all"
WORDS = ".badge-words"


def badge(page: Page, text: str) -> Locator:
    group = page.locator("#trend-figure .shape-group", has_text=text)
    return group.filter(has=page.locator(".shape-label")).first


def key(page: Page, *letters: str) -> list[str]:
    items = [page.locator("#trend-key li", has=page.locator(f"text='{each}'")) for each in letters]
    return [item.first.text_content() or "" for item in items]


def test_under_the_pointer_a_badge_says_what_the_key_says(open_page: Open) -> None:
    page = open_page(ALL_MONTHS)
    badge(page, "2 3 4").hover()
    words = page.locator(f"{WORDS} li")
    expect(words).to_have_text(key(page, "2", "3", "4"))
    assert words.first.text_content() == "2April 2018: Violent Crime Task Force launched"
    badge(page, "A").hover()
    expect(words).to_have_text(key(page, "A"))
    page.locator("h1").hover()
    expect(words).to_have_count(0)


def test_the_words_stay_under_the_pointer_and_go_with_escape(open_page: Open) -> None:
    page = open_page(ALL_MONTHS)
    badge(page, "A").hover()
    page.locator(WORDS).hover()
    expect(page.locator(WORDS)).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(WORDS)).to_have_count(0)


@pytest.mark.parametrize("width", [320, 1440])
def test_the_words_stay_within_the_window(open_page: Open, page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    open_page(ALL_MONTHS)
    for letter in ("A", "1", "7"):
        badge(page, letter).hover()
        box = page.locator(WORDS).bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width


@pytest.mark.parametrize("width", [320, 768, 1440])
def test_a_badge_of_the_newest_month_is_whole(open_page: Open, page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    open_page("/crime-trends?as-at=2018-06&range=all")
    expect(badge(page, "6")).to_be_visible()
    assert_readable(page)


def test_badges_follow_the_months_shown(open_page: Open) -> None:
    page = open_page("/crime-trends?as-at=2018-06&range=all")
    texts = page.locator("#trend-figure .shape-label-text")
    expect(texts).to_have_text(["1", "A", "2 3 4", "5", "6"])
    page.get_by_role("radio", name="3 years", exact=True).check()
    expect(texts).to_have_text(["1 2 3", "4", "5"])
    assert_readable(page)

"""The area page: its tables, their order, the offence compared, and the places that open."""

import csv
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import wait_until_drawn

pytestmark = pytest.mark.browser

Open = Callable[[str], Page]


def names(page: Page, table: str) -> list[str]:
    return page.locator(f"#{table} tbody th").all_inner_texts()


def cells(page: Page, table: str, name: str) -> str:
    return page.locator(f"#{table} tbody tr", has_text=name).first.inner_text()


def questions(page: Page) -> list[str]:
    """The requests for a callback's answer from now on."""
    asked: list[str] = []
    page.on("request", lambda r: asked.append(r.url) if "_dash-update-component" in r.url else None)
    return asked


def test_every_group_stands_with_its_line_change_rate_and_rank(open_page: Open) -> None:
    page = open_page("/area?area=E09000016")
    expect(page.locator("h1")).to_contain_text("5 of 11 offence groups rose in Havering")
    assert len(names(page, "offence-groups-table")) == 13
    burglary = cells(page, "offence-groups-table", "Burglary")
    for part in ("389", "556", "−30.0\u00a0% ▼", "8.4", "18 of 32"):
        assert part in burglary
    lines = page.locator("#offence-groups-table svg.cell-spark")
    assert lines.count() == 13
    assert lines.first.get_attribute("role") == "img"
    assert "last" in (lines.first.get_attribute("aria-label") or "")


def test_the_order_is_in_the_address_and_comes_back(open_page: Open) -> None:
    page = open_page("/area?area=E09000016&sort=a-z")
    first = names(page, "offence-groups-table")
    asked = questions(page)
    page.get_by_role("radio", name="Largest rise first").check()
    expect(page.locator("#offence-groups-table tbody th").nth(1)).to_have_text(
        "Possession of weapons"
    )
    assert "sort=rise" in page.url
    assert len(asked) == 1
    address = page.url
    page.go_back()
    expect(page.locator("#offence-groups-table tbody th").nth(1)).to_have_text(first[1])
    page.goto(address)
    wait_until_drawn(page)
    expect(page.get_by_role("radio", name="Largest rise first")).to_be_checked()
    assert names(page, "offence-groups-table")[1] == "Possession of weapons"


def test_a_chosen_order_wins_over_a_sorting_by_heading(open_page: Open) -> None:
    page = open_page("/area")
    page.locator("#offence-groups-table").get_by_role("button", name="Q1").first.click()
    assert names(page, "offence-groups-table")[0] == "All recorded crime"
    assert names(page, "offence-groups-table")[1] == "Violence against the person"
    page.get_by_role("radio", name="Largest fall first").check()
    expect(page.locator("#offence-groups-table tbody th").nth(1)).to_have_text(
        "Arson and criminal damage"
    )


def test_another_offence_redraws_the_comparison_with_one_request(open_page: Open) -> None:
    page = open_page("/area?area=south-west")
    asked = questions(page)
    field = page.locator("#combobox-offence input")
    field.fill("burg")
    field.press("Enter")
    expect(page.locator("#places-title")).to_contain_text("Burglary: highest rate in")
    page.wait_for_load_state("networkidle")
    assert len(asked) == 1
    assert "offence=burglary" in page.url
    page.click("#places-tab-table")
    assert [name.splitlines()[0] for name in names(page, "places-table")] == [
        "Richmond upon Thames",
        "Wandsworth",
        "South West BCU this page",
        "Merton",
        "Kingston upon Thames",
    ]


def test_a_place_opens_by_keyboard_and_leads_to_its_own_page(open_page: Open) -> None:
    page = open_page("/area")
    place = page.locator("#place-south-west")
    expect(place.locator("table")).to_be_hidden()
    place.locator(".place-summary").focus()
    page.keyboard.press("Enter")
    expect(place.locator("table")).to_be_visible()
    assert "rank" not in place.locator(".place-summary").inner_text()
    place.get_by_role("link", name="South West BCU on a page of its own").click()
    expect(page.locator("h1")).to_contain_text("South West BCU")
    assert page.url.endswith("/area?area=south-west&as-at=2018-06")
    # A BCU's boroughs are open.
    expect(page.locator("#place-E09000024 table")).to_be_visible()


def test_the_table_is_saved_without_its_lines(open_page: Open, tmp_path: Path) -> None:
    page = open_page("/area?area=E09000016")
    card = page.locator("#offence-groups")
    card.get_by_text("Save or copy", exact=True).click()
    with page.expect_download() as caught:
        card.get_by_role("button", name="Table as CSV").click()
    assert caught.value.suggested_filename == "offence-groups_E09000016_2018-19-Q1.csv"
    path = tmp_path / "area.csv"
    caught.value.save_as(path)
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = {row["offence"]: row for row in csv.DictReader(file)}
    assert len(rows) == 13
    assert "months" not in rows["Burglary"]
    assert rows["Burglary"]["count"] == "389"
    assert rows["Burglary"]["rank"] == "18"


def test_on_a_phone_rows_are_blocks_and_places_are_closed(open_page: Open) -> None:
    page = open_page("/about")
    page.set_viewport_size({"width": 320, "height": 800})
    page = open_page("/area?area=south-west")
    expect(page.locator("#place-E09000024 table")).to_be_hidden()
    cell = page.locator("#offence-groups-table tbody tr td").nth(1)
    assert "Q1" in cell.evaluate("e => getComputedStyle(e, '::before').content")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_before_the_first_quarter_the_page_leads_on(open_page: Open) -> None:
    page = open_page("/area?as-at=2010-04")
    expect(page.locator("main")).to_contain_text("The first complete quarter is April to June 2010")
    page.get_by_role("link", name="Show June 2010").click()
    expect(page.locator("h1")).to_contain_text("209,781 offences in London")

"""Wards on Crime trends and Burglary, as a reader sees them with ward figures loaded."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import PageLog, serving, wait_until_drawn
from tests.unit.data.extracts.ward_files import (
    MONTHS,
    SUTTON,
    WARDS,
    boundaries,
    data_directory,
    load_boundaries,
    total,
    wards,
)

pytestmark = pytest.mark.browser

ROWS = wards()
CENTRAL, BELMONT = "E05013758", "E05013756"
TRENDS = f"/crime-trends?area={SUTTON}&offence=burglary&as-at=2026-02"
BURGLARY = f"/burglary?area={SUTTON}&as-at=2026-02&quarter=2025-26-Q3"
Axe = Callable[[Page], None]


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The product on tables with wards of Sutton and Merton."""
    place = data_directory(tmp_path_factory.mktemp("wards"), ROWS)
    assert load_boundaries(place, boundaries()) == 0
    with serving("app.py", DATA_DIR=str(place)) as address:
        yield address


@pytest.fixture
def go(browser: Browser, address: str) -> Iterator[Callable[..., Page]]:
    """Open an address of the product at a width; what went wrong fails the test."""
    context = browser.new_context(locale="en-GB")
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    log = PageLog(address)
    page = context.new_page()
    log.watch(page)

    def to(path: str, width: int = 1440) -> Page:
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(address + path)
        wait_until_drawn(page)
        return page

    yield to
    log.assert_clean()
    context.close()


def numbers(page: Page) -> dict[str, list[str]]:
    """The cells of the ranking by ward, as they are on screen."""
    rows = page.locator("#ward-ranking-table tbody tr").all()
    cells = [row.locator("th, td").all_inner_texts() for row in rows]
    return {name: [" ".join(cell.split()) for cell in others] for name, *others in cells}


def test_crime_trends_ranks_the_wards_and_draws_their_months(
    go: Callable[..., Page], axe: Axe
) -> None:
    page = go(TRENDS)
    expect(page.get_by_role("heading", name="Wards of Sutton")).to_be_visible()
    year = total(ROWS, CENTRAL, MONTHS[12:], "BURGLARY")
    before = total(ROWS, CENTRAL, MONTHS[:12], "BURGLARY")
    found = numbers(page)
    assert next(iter(found)) == "Sutton Central"
    assert (found["Sutton Central"][0], found["Sutton Central"][3]) == (str(year), str(before))
    assert "read with care" not in found["Sutton Central"][0]
    cells = page.evaluate(
        "[...document.querySelectorAll('#ward-months-figure .js-plotly-plot .heatmaplayer text')]"
        ".map((text) => text.textContent)"
    )
    drawn = [int(cell) for cell in cells if cell.isdecimal()]
    assert len(drawn) == 4 * 24
    assert sum(drawn) == sum(
        total(ROWS, code, MONTHS, "BURGLARY")
        for code in ("E05013755", BELMONT, "E05013757", CENTRAL)
    )
    expect(page.locator("#ward-months-summary")).to_contain_text("4 wards of Sutton over 24 months")
    axe(page)


def test_a_ward_is_chosen_in_one_request_and_stays_in_the_address(
    go: Callable[..., Page], address: str
) -> None:
    page = go(TRENDS)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.locator("#combobox-ward").get_by_role("combobox").click()
    page.keyboard.type("Sutton C")
    page.keyboard.press("Enter")
    year = total(ROWS, CENTRAL, MONTHS[12:], "BURGLARY")
    expect(page.locator("#ward-ranking-title")).to_have_text(f"Sutton Central: {year} offences")
    assert page.url.endswith(f"&ward={CENTRAL}")
    assert len([url for url in asked if "/_dash-update-component" in url]) == 1
    page.reload()
    wait_until_drawn(page)
    expect(page.locator("#ward-ranking-title")).to_have_text(f"Sutton Central: {year} offences")
    assert page.locator("#ward-months-figure .shapelayer path").count() == 1
    page.go_back()
    expect(page.locator("#ward-ranking-title")).to_have_text(f"Sutton Central has the most: {year}")
    # Another offence keeps the table open that was opened.
    page.locator("#ward-months").get_by_role("tab", name="Table").click()
    page.locator("#combobox-offence").get_by_role("combobox").click()
    page.keyboard.type("Robbery")
    page.keyboard.press("Enter")
    expect(page.locator("#ward-months-subtitle")).to_contain_text("Robbery, offences a month")
    expect(page.locator("#ward-months-table")).to_be_visible()
    # Another area leaves the ward behind.
    page.goto(f"{address}{TRENDS}&ward={CENTRAL}")
    wait_until_drawn(page)
    page.locator("#area-picker").get_by_role("combobox").click()
    page.keyboard.type("Merton")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Wards of Merton")).to_be_visible()
    assert "ward=" not in page.url
    expect(page.locator("#page-problems")).to_be_hidden()


def test_burglary_shows_the_wards_of_the_period(
    go: Callable[..., Page], axe: Axe, tmp_path: Path
) -> None:
    page = go(BURGLARY)
    quarter = total(ROWS, BELMONT, MONTHS[19:22], "BURGLARY")
    assert numbers(page)["Belmont"][0] == f"{quarter} read with care"
    notes = page.locator("#ward-ranking-notes")
    expect(notes).to_contain_text("The wards of Sutton sum to")
    expect(notes).to_contain_text("no ward is judged against chance")
    page.locator("#ward-ranking").get_by_text("Save or copy", exact=True).click()
    with page.expect_download() as saved:
        page.locator("#ward-ranking").get_by_text("Table as CSV").click()
    saved.value.save_as(tmp_path / "wards.csv")
    lines = (tmp_path / "wards.csv").read_text(encoding="utf-8-sig").splitlines()
    assert f"Belmont,{quarter}," in "\n".join(lines)
    # Another offence in one request, and the wards follow.
    page.get_by_role("radio", name="Residential", exact=True).check()
    expect(page.locator("#ward-ranking-subtitle")).to_contain_text("Burglary: residential by ward")
    axe(page)


@pytest.mark.parametrize("path", [TRENDS, BURGLARY])
def test_a_phone_reads_it_and_the_keyboard_scrolls_the_heat_map(
    go: Callable[..., Page], axe: Axe, path: str
) -> None:
    page = go(path, width=320)
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    frame = page.locator("#ward-months .chart-scroll")
    frame.focus()
    assert frame.evaluate("each => each.scrollWidth > each.clientWidth")
    page.keyboard.press("ArrowRight")
    page.wait_for_function("() => document.querySelector('.chart-scroll').scrollLeft > 0")
    axe(page)


@pytest.mark.parametrize("width", [1440, 320])
def test_the_map_shows_each_ward_that_the_ranking_has(
    go: Callable[..., Page], axe: Axe, width: int
) -> None:
    page = go(BURGLARY, width=width)
    drawn = page.locator("#ward-map .choroplethlayer path")
    expect(drawn).to_have_count(len(WARDS["Sutton"]))
    assert page.evaluate("document.documentElement.scrollWidth") == width
    box, frame = drawn.first.bounding_box(), page.locator("#ward-map").bounding_box()
    assert box is not None
    assert frame is not None
    assert frame["x"] <= box["x"]
    assert box["x"] + box["width"] <= frame["x"] + frame["width"]
    page.locator("#ward-map").get_by_role("tab", name="Table").click()
    cells = page.locator("#ward-map-table tbody tr").all_inner_texts()
    assert len(cells) == len(WARDS["Sutton"])
    quarter = total(ROWS, CENTRAL, MONTHS[19:22], "BURGLARY")
    assert any(row.split()[:3] == ["Sutton", "Central", str(quarter)] for row in cells)
    axe(page)


def test_the_pages_with_wards_keep_the_ward_and_the_others_leave_it(
    go: Callable[..., Page],
) -> None:
    page = go(f"{TRENDS}&ward={BELMONT}")
    leads = {
        link.inner_text(): link.get_attribute("href") or ""
        for link in page.locator("a.nav-link").all()
    }
    assert {name for name, href in leads.items() if "ward=" in href} == {"Crime trends", "Burglary"}
    assert all(f"area={SUTTON}" in href and "as-at=2026-02" in href for href in leads.values())
    page.get_by_role("link", name="Burglary", exact=True).click()
    page.wait_for_url("**/burglary?**")
    wait_until_drawn(page)
    expect(page.locator("#ward-ranking-title")).to_contain_text("Belmont: ")
    page.get_by_role("link", name="Area", exact=True).click()
    page.wait_for_url("**/area?**")
    assert "ward=" not in page.url
    expect(page.locator("#page-problems")).to_be_hidden()


def test_before_wards_begin_a_link_leads_to_them(go: Callable[..., Page]) -> None:
    page = go(f"/crime-trends?area={SUTTON}&offence=burglary")
    expect(page.locator("#wards")).to_contain_text("run from March 2024 to February 2026")
    page.get_by_role("link", name="Show their newest months").click()
    expect(page.locator("#ward-ranking-title")).to_contain_text("Sutton Central has the most")


def test_as_shipped_a_borough_says_how_wards_can_be_had(
    open_page: Callable[[str], Page], axe: Axe
) -> None:
    page = open_page(f"/burglary?area={SUTTON}")
    note = page.locator("#wards")
    expect(note).to_contain_text("no figures by ward are loaded for Sutton")
    axe(page)
    note.get_by_role("link", name="About").click()
    expect(page.locator("section#wards")).to_contain_text("No figures by ward are loaded.")

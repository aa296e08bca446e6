"""The menu of files on every page: its links follow the page, the area and the date; its files."""

import re
from collections.abc import Callable
from pathlib import Path

import pptx
import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PageLog, wait_until_drawn
from tests.unit.components.workbook.readback import read

pytestmark = pytest.mark.browser

Open = Callable[[str], Page]
MENU = ".export-menu > summary"


def saved(page: Page, group: str, item: str, place: Path) -> Path:
    page.click(MENU)
    with page.expect_download() as caught:
        page.locator(f'[data-export-group="{group}"]').get_by_text(item, exact=True).click()
    expect(page.locator(".export-menu .menu-state")).to_contain_text("download starts by itself")
    path = place / caught.value.suggested_filename
    caught.value.save_as(path)
    page.keyboard.press("Escape")
    return path


def test_each_file_is_the_right_one(open_page: Open, tmp_path: Path) -> None:
    page = open_page("/burglary?area=E09000016&as-at=2018-06")
    xlsx = saved(page, "page", "Excel workbook (XLSX)", tmp_path)
    assert xlsx.name == "burglary-workbook_E09000016_2018-06.xlsx"
    sheets = read(xlsx.read_bytes(), "xlsx")
    assert "Havering" in sheets["Cover"].title
    assert "Burglary map" in sheets
    ods = saved(page, "page", "OpenDocument workbook (ODS)", tmp_path)
    assert ods.name == "burglary-workbook_E09000016_2018-06.ods"
    # To fifteen digits, which is what spreadsheets keep.
    for row, other in zip(
        read(ods.read_bytes(), "ods")["Burglary map"].rows, sheets["Burglary map"].rows, strict=True
    ):
        assert list(row) == [
            pytest.approx(cell, rel=1e-13) if isinstance(cell, float) else cell for cell in other
        ]
    whole = saved(page, "all", "Excel workbook (XLSX)", tmp_path)
    assert whole.name == "workbook_E09000016_2018-06.xlsx"
    assert {"Robbery", "Report check"} <= set(read(whole.read_bytes(), "xlsx"))
    deck = saved(page, "all", "Briefing deck (PPTX)", tmp_path)
    assert deck.name == "deck_E09000016_2018-06.pptx"
    assert len(pptx.Presentation(str(deck)).slides) > 10
    page.click(MENU)
    page.locator(".export-menu").get_by_text("Pack to print").click()
    wait_until_drawn(page)
    assert page.url.endswith("/pack?area=E09000016&as-at=2018-06")
    # The printed pack is no page with a workbook of its own.
    page.click(MENU)
    expect(page.locator('[data-export-group="page"]')).to_be_hidden()
    expect(page.locator('[data-export-group="all"]')).to_be_visible()


def test_the_links_follow_the_page_and_the_pickers(open_page: Open) -> None:
    page = open_page("/?as-at=2026-02")
    page.get_by_role("link", name="Knife injury", exact=True).click()
    wait_until_drawn(page)
    page.goto(page.url + "&area=north")
    wait_until_drawn(page)
    where = "area=north&as-at=2026-02"
    assert links_of(page) == [
        f"/exports/workbook?{where}&page=knife-injury&format=xlsx",
        f"/exports/workbook?{where}&page=knife-injury&format=ods",
        f"/exports/workbook?{where}&format=xlsx",
        f"/exports/workbook?{where}&format=ods",
        f"/exports/deck?{where}&format=pptx",
        f"/pack?{where}",
        *(
            f"/exports/digest?{where}&since=2025-11&format={form}"
            for form in ("html", "txt", "eml")
        ),
    ]


def links_of(page: Page) -> list[str]:
    found: list[str] = page.eval_on_selector_all(
        ".export-menu a", "all => all.map((link) => link.getAttribute('href'))"
    )
    return found


def test_a_files_address_has_the_controls_that_the_reader_changed(
    open_page: Open, tmp_path: Path
) -> None:
    page = open_page("/burglary?area=south-west&as-at=2018-06&offence=burglary-residential")
    page.get_by_role("radio", name="Rate per 1,000").check()
    page.wait_for_url("**measure=rate**")
    book = saved(page, "page", "Excel workbook (XLSX)", tmp_path)
    cover = read(book.read_bytes(), "xlsx")["Cover"]
    assert "Chosen on the page: Offence: Residential; Map shows: Rate per 1,000." in cover.lines


def test_the_digest_since_a_month_of_ones_choice(open_page: Open, tmp_path: Path) -> None:
    page = open_page("/area?area=west&as-at=2018-06")
    page.click(MENU)
    since = page.get_by_label("What changed since")
    expect(since).to_have_value("2018-03")
    since.select_option(label="June 2017")
    with page.expect_download() as caught:
        page.locator(".export-menu").get_by_text("Plain text").click()
    assert caught.value.suggested_filename == "digest_west_2017-06_2018-06.txt"
    path = tmp_path / "digest.txt"
    caught.value.save_as(path)
    assert path.read_text(encoding="utf-8").startswith("What changed in West BCU since June 2017")


@pytest.mark.parametrize(
    "path",
    ["/", "/crime-trends", "/crime-trends?chart=process", "/knife-injury?as-at=2026-02",
     "/burglary?area=north", "/area?area=north", "/milestones?show=table", "/report-check",
     "/about"],
)  # fmt: skip
def test_every_table_of_a_page_has_a_name_that_says_what_it_is(open_page: Open, path: str) -> None:
    page = open_page(path)
    names = page.eval_on_selector_all(
        "[data-table]", "all => all.map((one) => JSON.parse(one.dataset.table).filename)"
    )
    period = r"(\d{4}-\d\d|\d{4}-\d\d-Q[1-4])"
    named = [name for name in names if name]
    assert named
    for name in named:
        assert re.fullmatch(rf"[a-z0-9-]+_([a-z-]+|E09\d{{6}})_{period}(-to-{period})?", name), name
    assert len(set(named)) == len(named)


def test_the_address_of_the_page_is_copied(open_page: Open) -> None:
    page = open_page("/area?area=west")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.click(MENU)
    page.locator(".export-menu").get_by_role("button", name="Copy link").click()
    expect(page.locator(MENU)).to_have_text("Link copied")
    assert page.evaluate("navigator.clipboard.readText()") == page.url


@pytest.mark.parametrize("width", [1440, 768, 320])
def test_the_open_menu_fits_and_is_accessible(
    open_page: Open, axe: Callable[[Page], None], width: int
) -> None:
    page = open_page("/")
    page.set_viewport_size({"width": width, "height": 900})
    page.focus(MENU)
    page.keyboard.press("Enter")
    box = page.locator(".export-menu .card-menu").bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width
    assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0
    axe(page)
    page.keyboard.press("ArrowDown")
    expect(page.locator(".export-menu a").first).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(MENU)).to_be_focused()


@pytest.mark.parametrize("width", [1440, 320])
def test_a_file_that_there_is_not_has_a_page(
    page: Page, page_log: PageLog, server: str, axe: Callable[[Page], None], width: int
) -> None:
    page_log.expect("status 422", "422 (Unprocessable")
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{server}/exports/workbook?page=nowhere")
    expect(page.get_by_role("heading", level=1)).to_have_text("There is no such file")
    expect(page.locator("main")).to_contain_text("“nowhere” is not a value for page")
    expect(page.locator("main code").get_by_text("burglary", exact=True)).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0
    axe(page)
    page.get_by_role("link", name="Go to the overview").click()
    wait_until_drawn(page)

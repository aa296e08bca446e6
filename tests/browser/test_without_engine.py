"""The engine that counts is down: what a reader sees, and that all else goes on."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import PageLog, free_port, serving, wait_until_drawn
from tests.unit.data.extracts.ward_files import SUTTON, data_directory, wards

pytestmark = pytest.mark.browser

Axe = Callable[[Page], None]
WIDTHS = (1440, 768, 320)
COUNTED = ("/", "/crime-trends", "/knife-injury", "/burglary", "/area", "/report-check")
REACHED = "cannot be reached."


@pytest.fixture(scope="module")
def nowhere() -> str:
    """The address of an engine that is not there, with a password."""
    return f"postgresql://reader:s3cret@127.0.0.1:{free_port()}/figures"


@pytest.fixture(scope="module")
def all_counts(nowhere: str) -> Iterator[str]:
    """The product with every count on that engine."""
    with serving(
        "app.py", ENGINE_URL=nowhere, ENGINE_TABLES="all", ENGINE_CONNECT_SECONDS="1"
    ) as address:
        yield address


@pytest.fixture(scope="module")
def wards_only(nowhere: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The product with the counts of wards on that engine."""
    place: Path = data_directory(tmp_path_factory.mktemp("wards"), wards())
    with serving(
        "app.py", ENGINE_URL=nowhere, DATA_DIR=str(place), ENGINE_CONNECT_SECONDS="1"
    ) as address:
        yield address


@pytest.fixture
def go(browser: Browser) -> Iterator[Callable[[str, int], Page]]:
    """Open an address at a width; what went wrong fails the test."""
    with browser.new_context(locale="en-GB") as context:
        page = context.new_page()
        logs: list[PageLog] = []

        def to(address: str, width: int) -> Page:
            if not logs:
                logs.append(PageLog("/".join(address.split("/")[:3])))
                logs[0].watch(page)
            page.set_viewport_size({"width": width, "height": 900})
            page.goto(address)
            wait_until_drawn(page)
            return page

        yield to
        for log in logs:
            log.assert_clean()


def check(page: Page, axe: Axe) -> None:
    """Check that a page fits, is accessible, and says nothing that is secret or for nobody."""
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    said = page.locator("body").inner_text()
    for word in ("s3cret", "Traceback", "psycopg", "Exception"):
        assert word not in said


def test_a_page_of_counts_says_what_is_wrong(
    go: Callable[[str, int], Page], all_counts: str, axe: Axe
) -> None:
    for path, width in zip(COUNTED, (*WIDTHS, *WIDTHS), strict=True):
        page = go(f"{all_counts}{path}?area=south-west&as-at=2026-02", width)
        expect(page.locator("h1")).to_have_text("The counts cannot be shown now")
        expect(page.get_by_text(REACHED)).to_be_visible()
        expect(page.get_by_text("Reload the page to try again.")).to_be_visible()
        expect(page.locator(".page-context")).to_contain_text("South West")
        check(page, axe)


def test_what_needs_no_count_goes_on(
    go: Callable[[str, int], Page], all_counts: str, axe: Axe
) -> None:
    page = go(f"{all_counts}/crime-trends?area=south-west", 1440)
    page.locator(".problems").get_by_role("link", name="Milestones").click()
    expect(page.locator(".board-card").first).to_be_visible()
    wait_until_drawn(page)
    assert "/milestones?area=south-west" in page.url
    check(page, axe)
    page.get_by_role("link", name="About", exact=True).first.click()
    expect(page.get_by_role("heading", name="Accessibility statement")).to_be_visible()
    wait_until_drawn(page)
    expect(page.get_by_text("This cannot be shown now:").first).to_contain_text(REACHED)
    check(page, axe)
    page.go_back()
    page.go_back()
    expect(page.locator("h1")).to_have_text("The counts cannot be shown now")


@pytest.mark.parametrize("path", ["/crime-trends", "/burglary"])
def test_without_wards_the_borough_is_shown_whole(
    go: Callable[[str, int], Page], wards_only: str, axe: Axe, path: str
) -> None:
    for width in WIDTHS:
        page = go(f"{wards_only}{path}?area={SUTTON}&as-at=2026-02", width)
        expect(page.get_by_text("Figures by ward cannot be shown now")).to_be_visible()
        expect(page.get_by_text(REACHED).first).to_be_visible()
        assert page.locator(".js-plotly-plot .main-svg").count() > 0
        check(page, axe)

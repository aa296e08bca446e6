"""Signing in, loading a board and going back, in a real browser with a real provider."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.app.openid import OpenIdProvider, User, openid_provider, sign_in_settings
from tests.app.processes import free_port, serving
from tests.app.signed_in import ROLES
from tests.browser.conftest import PageLog, wait_until_drawn
from tests.unit.data.intake.made_up import csv_text, data_directory
from tests.unit.data.intake.quarters import commitments, second

pytestmark = pytest.mark.browser

BOARD = csv_text([*second(), *commitments("Q2 2018/19")]).replace("Havering", "Narnia")


@pytest.fixture(scope="module")
def provider() -> Iterator[OpenIdProvider]:
    with openid_provider() as provider:
        yield provider


@pytest.fixture(scope="module")
def address(provider: OpenIdProvider, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A dashboard with sign-in in two processes."""
    place, port = tmp_path_factory.mktemp("access"), free_port()
    public = f"http://127.0.0.1:{port}"
    settings = sign_in_settings(provider, public_url=public)
    upper = {name.upper(): value for name, value in settings.items()}
    with serving(
        "app.py",
        **upper
        | {
            "PORT": port,
            "WORKERS": 2,
            "DATA_DIR": data_directory(place / "data"),
            "ACCESS_DIR": place / "access",
            "LOG_LEVEL": "error",
        },
    ):
        yield public


@pytest.fixture
def log(address: str) -> PageLog:
    return PageLog(address)


@pytest.fixture
def reader(context: BrowserContext, log: PageLog) -> Iterator[Page]:
    """A page; the provider is the only other host that it may reach, and only by navigation."""
    page = context.new_page()
    page.on("console", log._console)
    page.on("pageerror", lambda error: log.problems.append(f"exception: {error}"))
    yield page
    log.assert_clean()


def sign_in(page: Page, address: str, provider: OpenIdProvider, role: str, path: str) -> None:
    provider.user = User(f"u-{role}", f"Alex {role.title()}", ROLES[role])
    page.goto(address + path)
    wait_until_drawn(page)


def the_new_board_is_shown(page: Page, address: str) -> None:
    """Both processes take the release up by themselves, each within seconds."""
    for _ in range(40):
        page.goto(f"{address}/milestones?quarter=2018-19-Q2")
        wait_until_drawn(page)
        if page.get_by_text("Delivered in quarter 2").count():
            break
    expect(page.get_by_text("Delivered in quarter 2").filter(visible=True).first).to_be_visible()


def test_an_editor_loads_a_board_and_goes_back(
    reader: Page,
    address: str,
    provider: OpenIdProvider,
    axe: Callable[[Page], None],
    tmp_path: Path,
) -> None:
    page = reader
    sign_in(page, address, provider, "editor", "/milestones?status=delivered")
    assert page.url == f"{address}/milestones?status=delivered"
    expect(page.locator(".account")).to_contain_text("Signed in as Alex Editor, editor")

    page.get_by_role("link", name="Load data").click()
    expect(page.locator("h1")).to_have_text("Load new data")
    axe(page)
    page.get_by_role("button", name="Check the files").press("Enter")
    expect(page.locator("#load-said")).to_have_text("Choose a file first.")
    expect(page.get_by_label("Files", exact=True)).to_be_focused()

    wrong, right = tmp_path / "wrong.csv", tmp_path / "board.csv"
    wrong.write_text(BOARD.replace("Some delay", "Rather late"), encoding="utf-8")
    right.write_text(BOARD, encoding="utf-8")
    page.get_by_label("Files", exact=True).set_input_files([wrong])
    page.get_by_role("button", name="Check the files").press("Enter")
    result = page.locator("#load-result")
    expect(result).to_have_text("The files cannot be loaded; nothing was changed", timeout=60_000)
    expect(result).to_be_focused()
    row = page.locator("#load-errors tbody tr").first
    expect(row).to_contain_text("Rather late")
    expect(row).to_contain_text("Status")
    axe(page)

    page.get_by_role("button", name="Leave out wrong.csv").press("Enter")
    page.get_by_label("Files", exact=True).set_input_files([right])
    page.get_by_role("button", name="Check the files").press("Enter")
    expect(result).to_have_text(
        "The files can be loaded once you confirm 1 kind of doubt", timeout=60_000
    )
    axe(page)
    page.get_by_role("button", name="Load the files").press("Enter")
    expect(page.locator("#load-confirm [role=alert]")).to_contain_text("tick each box")
    page.keyboard.press("Space")
    page.get_by_role("button", name="Load the files").press("Enter")
    expect(result).to_have_text(re.compile(r"Loaded: release 0001-"), timeout=60_000)
    expect(page.locator(".release.is-current")).to_contain_text("From board.csv")
    expect(page.locator(".release.is-current")).to_contain_text("by Alex Editor")

    the_new_board_is_shown(page, address)
    page.goto(f"{address}/load")
    wait_until_drawn(page)
    page.get_by_role("button", name=re.compile("Go back to release 0000-")).press("Enter")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("Nothing is removed")
    axe(page)
    dialog.get_by_role("button", name="Go back to it").press("Enter")
    expect(result).to_have_text(re.compile("Release 0000-[0-9a-f]+ counts now"), timeout=60_000)

    page.get_by_role("link", name="Releases").click()
    expect(page.locator("h1")).to_have_text("What was loaded, when, and by whom")
    expect(page.locator("#audit-table tbody tr").first).to_contain_text("went back to a release")
    axe(page)


def test_a_viewer_reads_and_cannot_load(
    reader: Page, address: str, provider: OpenIdProvider, log: PageLog, axe: Callable[[Page], None]
) -> None:
    page = reader
    log.expect("403")
    sign_in(page, address, provider, "viewer", "/crime-trends?area=south-west")
    expect(page.locator(".account")).to_contain_text("Alex Viewer, viewer")
    expect(page.get_by_role("link", name="Load data")).to_have_count(0)
    axe(page)
    page.goto(f"{address}/load")
    expect(page.locator("h1")).to_have_text("You may not see this page")
    axe(page)
    page.get_by_role("button", name="Sign out").press("Enter")
    page.wait_for_url(f"{address}/signed-out*")
    expect(page.locator("h1")).to_have_text("You have signed out")
    axe(page)


def test_a_session_that_ended_is_said_and_keeps_the_address(
    reader: Page, address: str, provider: OpenIdProvider, context: BrowserContext, log: PageLog
) -> None:
    page = reader
    log.expect("401")
    sign_in(page, address, provider, "viewer", "/burglary?area=south-west")
    context.clear_cookies()
    page.get_by_role("link", name="Milestones").click()
    banner = page.locator("#banner")
    expect(banner).to_contain_text("Your session has ended")
    banner.get_by_role("link", name="Sign in").click()
    page.wait_for_url(f"{address}/milestones?area=south-west")
    wait_until_drawn(page)
    expect(page.locator(".account")).to_contain_text("Alex Viewer")


def test_someone_without_a_role_is_told_whom_to_ask(
    reader: Page, address: str, provider: OpenIdProvider, log: PageLog, axe: Callable[[Page], None]
) -> None:
    log.expect("403")
    provider.user = User("u-nobody", "Alex Nobody", ROLES["nobody"])
    reader.goto(f"{address}/")
    expect(reader.locator("h1")).to_have_text("You have no role on this dashboard")
    expect(reader.locator("main")).to_contain_text("dashboard@example.org")
    axe(reader)


def test_nothing_of_it_is_there_without_sign_in(browser: Browser, server: str) -> None:
    context = browser.new_context()
    try:
        page = context.new_page()
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto(f"{server}/about")
        wait_until_drawn(page)
        assert context.cookies() == []
        assert page.locator(".account, meta[name=account], [data-right]").count() == 0
        assert not [each for each in asked if "access" in each]
        answer = page.goto(f"{server}/load")
        assert answer
        assert answer.status == 404
    finally:
        context.close()

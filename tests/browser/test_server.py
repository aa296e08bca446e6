"""What the server promises, seen from a browser: policy, maps, weight, caching, early fetching."""

import json
import re
import socket
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest
import uvicorn
from playwright.sync_api import Browser, CDPSession, Page

from server.first_question import first_question
from server.settings import Settings
from tests.app.sample import Release, sample_app
from tests.browser.conftest import PageLog, wait_until_drawn

pytestmark = pytest.mark.browser

PLOTLY = re.compile(r"/static/\w+/plotly/")
FIRST_VISIT, SECOND_VISIT = 1_600_000, 60_000


@pytest.fixture(scope="module")
def sample_server() -> Iterator[str]:
    """Address of the sample application, served in this process."""
    settings = Settings()
    app = sample_app(settings, Release())
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        # From here on connections wait for the server to start, and none is refused.
        listener.listen()
        server = uvicorn.Server(uvicorn.Config(app.server, log_level="warning", ws="none"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        server.should_exit = True
        thread.join(timeout=30)


@pytest.fixture
def sample_page(browser: Browser, sample_server: str) -> Iterator[tuple[Page, PageLog]]:
    """A page that reaches the sample and nothing else, and what went wrong on it."""
    context = browser.new_context()
    page, log = context.new_page(), PageLog(sample_server)
    log.watch(page)
    yield page, log
    context.close()


def test_a_line_and_a_map_draw_under_the_policy_with_nobody_else(
    sample_page: tuple[Page, PageLog], sample_server: str
) -> None:
    page, log = sample_page
    page.goto(f"{sample_server}/chart")
    wait_until_drawn(page)
    page.wait_for_selector("#map .choroplethlayer path", state="attached")
    assert page.locator("#line .scatterlayer path.js-line").count() == 1
    shapes = page.locator("#map .choroplethlayer path")
    assert shapes.count() == 2
    assert all(len(shape.get_attribute("d") or "") > 20 for shape in shapes.all())
    log.assert_clean()
    assert not [url for url in log.requests if "topojson" in url or "world_110m" in url]


def test_a_picture_of_a_chart_can_be_taken_under_the_policy(
    sample_page: tuple[Page, PageLog], sample_server: str
) -> None:
    page, log = sample_page
    page.goto(f"{sample_server}/chart")
    wait_until_drawn(page)
    for form in ("png", "svg"):
        start = page.evaluate(
            "form => Plotly.toImage(document.querySelector('#line .js-plotly-plot'),"
            " {format: form, width: 300, height: 200}).then(image => image.slice(0, 14))",
            form,
        )
        assert start == f"data:image/{form}"[:14]
    log.assert_clean()


def test_the_policy_stops_a_script_that_was_slipped_in(
    sample_page: tuple[Page, PageLog], sample_server: str
) -> None:
    page, log = sample_page
    page.goto(f"{sample_server}/")
    wait_until_drawn(page)
    page.evaluate(
        """() => {
          const inline = document.createElement("script");
          inline.textContent = "window.slipped = true";
          document.body.append(inline);
          document.body.insertAdjacentHTML(
            "beforeend", "<img src=x onerror='window.slipped = true'>");
        }"""
    )
    page.wait_for_timeout(200)
    assert page.evaluate("window.slipped") is None
    assert any("Content Security Policy" in problem for problem in log.problems)
    with pytest.raises(Exception, match="unsafe-eval"):
        page.evaluate("new Promise((_, no) => setTimeout(() => { try { new Function('1') }"
                      " catch (fault) { no(fault) } }))")  # fmt: skip


def test_a_browsers_first_question_is_the_one_asked_in_advance(
    sample_page: tuple[Page, PageLog], sample_server: str
) -> None:
    page, _ = sample_page
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.post_data or ""))
    page.goto(f"{sample_server}/chart")
    wait_until_drawn(page)
    advance = json.dumps(first_question("/chart"), separators=(",", ":"), ensure_ascii=False)
    assert next(body for body in asked if body) == advance


def test_a_page_without_a_graph_does_not_fetch_plotly(
    sample_page: tuple[Page, PageLog], sample_server: str
) -> None:
    page, log = sample_page
    page.goto(f"{sample_server}/")
    wait_until_drawn(page)
    assert page.locator("#said").inner_text() == "You said one"
    assert not [url for url in log.requests if PLOTLY.search(url)]
    log.assert_clean()


def test_an_unknown_address_draws_a_page(
    sample_page: tuple[Page, PageLog], sample_server: str
) -> None:
    page, log = sample_page
    answer = page.goto(f"{sample_server}/nope")
    assert answer is not None
    assert answer.status == 404
    page.wait_for_selector("text=404 - Page not found")
    log.expect("status 404", "status of 404")
    log.assert_clean()


@dataclass
class Wire:
    """What comes over the wire for a page, as the browser counts it."""

    session: CDPSession
    sizes: dict[str, float] = field(default_factory=dict)
    addresses: dict[str, str] = field(default_factory=dict)

    def start(self) -> None:
        self.session.on("Network.requestWillBeSent", self._asked)
        self.session.on("Network.loadingFinished", self._came)
        self.session.send("Network.enable")

    def _asked(self, event: dict[str, dict[str, str]]) -> None:
        self.addresses[str(event["requestId"])] = event["request"]["url"]

    def _came(self, event: dict[str, float]) -> None:
        self.sizes[str(event["requestId"])] = event["encodedDataLength"]

    @property
    def total(self) -> float:
        return sum(self.sizes.values())

    @property
    def asked(self) -> list[str]:
        """Addresses that went over the wire; what the cache gave has no size."""
        return [self.addresses[request] for request, size in self.sizes.items() if size > 0]


def visit(page: Page, address: str) -> Wire:
    wire = Wire(page.context.new_cdp_session(page))
    wire.start()
    page.goto(address)
    wait_until_drawn(page)
    return wire


def test_first_and_second_visit_weigh_what_they_may(browser: Browser, server: str) -> None:
    context = browser.new_context()
    first = visit(context.new_page(), f"{server}/crime-trends")
    assert 0 < first.total <= FIRST_VISIT
    assert len([url for url in first.asked if PLOTLY.search(url)]) == 1
    second = visit(context.new_page(), f"{server}/crime-trends")
    assert 0 < second.total <= SECOND_VISIT
    assert not [url for url in second.asked if "/static/" in url]
    context.close()


def test_nothing_is_fetched_twice(browser: Browser, server: str) -> None:
    context = browser.new_context()
    wire = visit(context.new_page(), f"{server}/crime-trends")
    asked = [url for url in wire.asked if "_dash-update-component" not in url]
    assert sorted(asked) == sorted(set(asked))
    context.close()


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/crime-trends",
        "/knife-injury",
        "/burglary",
        "/area",
        "/milestones",
        "/report-check",
        "/about",
    ],
)
def test_a_page_fetches_plotly_exactly_if_it_draws_with_it(
    open_page: Callable[[str], Page], page_log: PageLog, path: str
) -> None:
    page = open_page(path)
    drawn = page.locator(".js-plotly-plot").count() > 0
    early = page.locator('script[async][src*="/plotly/"]').count() > 0
    fetched = any(PLOTLY.search(url) for url in page_log.requests)
    # Registered with `graph=True`: fetched early, and once. Without: not at all.
    assert (early, fetched) == (drawn, drawn)
    assert page.locator('script[src*="/plotly/"]').count() == int(drawn)


def test_a_page_that_turns_out_to_have_no_chart_has_nothing_to_complain_of(
    open_page: Callable[[str], Page], page_log: PageLog
) -> None:
    page = open_page("/crime-trends?offence=knife-crime&as-at=2018-06")
    assert (
        page.locator(".js-plotly-plot").count() == 0
        or not page.locator(".js-plotly-plot").first.is_visible()
    )
    # Chromium complains of what was fetched early in vain some seconds after the page has loaded.
    page.wait_for_timeout(6000)
    page_log.assert_clean()


def test_a_filter_change_is_one_request(open_page: Callable[[str], Page]) -> None:
    page = open_page("/crime-trends?offence=burglary")
    wire = Wire(page.context.new_cdp_session(page))
    wire.start()
    page.get_by_label("Rate", exact=True).check()
    page.get_by_role("heading", name="per 1,000 residents").wait_for()
    page.wait_for_timeout(300)
    (asked,) = wire.addresses.values()
    assert "_dash-update-component" in asked

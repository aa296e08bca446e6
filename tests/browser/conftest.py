"""What browser tests stand on: a real server, a real Chromium, and nobody else reachable.

A test asks for:

- `server`: address of the product, started as the README says, once a session;
- `page`: a new Chromium page in a new context, with the size of a desktop. It can reach `server`
  only; what it tried otherwise, console errors and failed requests are gathered in `page_log`;
- `page_log`: what went wrong so far. `page_log.assert_clean()` fails with a list of it. It is
  called at the end of every test that uses `page`, unless the test calls `page_log.expect(...)`
  for what it provokes on purpose;
- `open_page`: `open_page("/burglary?area=london")` goes there and waits until it is drawn;
- `axe`: `axe(page)` fails with the accessibility violations of the page as it stands.
"""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Request,
    Response,
    Route,
    sync_playwright,
)

ROOT = Path(__file__).resolve().parents[2]
START_SECONDS = 180
FLAGS = [
    "--no-sandbox",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
WCAG = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]
DRAWN = """() => {
  const app = document.getElementById("react-entry-point");
  const loading = document.querySelector(".first-load, .is-navigating");
  const graphs = [...document.querySelectorAll(".dash-graph")];
  const content = document.getElementById("_pages_content");
  return app && !loading && (!content || content.hasChildNodes())
    && document.querySelector("h1, h2")
    && graphs.every((graph) => graph.querySelector(".main-svg"))
    && graphs.every((graph) => !graph.querySelector(".geolayer *")
      || graph.querySelector(".choroplethlayer path"))
    && !document.querySelector(".dash-graph--pending");
}"""
STILL = """() => !document.querySelector(".first-load, .is-navigating")
  && document.getAnimations().every((animation) => animation.playState !== "running")"""


@dataclass
class PageLog:
    """What went wrong on a page."""

    server: str
    problems: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)
    expected: tuple[str, ...] = ()

    def expect(self, *parts: str) -> None:
        """Take problems whose text has one of `parts` for what the test wants to see."""
        self.expected += parts

    def assert_clean(self) -> None:
        """Fail if anything went wrong that was not expected."""
        left = [
            problem
            for problem in self.problems
            if not any(part in problem for part in self.expected)
        ]
        assert not left, "\n".join(left)

    def watch(self, page: Page) -> None:
        """Gather what happens on a page from now on."""
        page.route("**/*", self._only_server)
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.problems.append(f"exception: {error}"))
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("requestfailed", self._failed)
        page.on("response", self._answered)

    def _only_server(self, route: Route) -> None:
        if route.request.url.startswith(self.server):
            route.continue_()
        else:
            self.problems.append(f"another host: {route.request.url}")
            route.abort()

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.problems.append(f"console {message.type}: {message.text}")

    def _answered(self, response: Response) -> None:
        if response.status >= 400:
            self.problems.append(f"status {response.status}: {response.url}")

    def _failed(self, request: Request) -> None:
        # A navigation cancels what the old page still waited for.
        if request.failure and "ERR_ABORTED" not in request.failure:
            self.problems.append(f"failed: {request.url}: {request.failure}")


def free_port() -> int:
    """Return a port that nothing listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """Address of the product, served as `make run` serves it."""
    with serving("app.py") as address:
        yield address


@contextmanager
def serving(*program: str, **settings: str) -> Iterator[str]:
    """Serve the product by a program of Python, at a free port, until the block ends."""
    port = free_port()
    own = {"HOST": "127.0.0.1", "PORT": str(port), "WORKERS": "1", **settings}
    process = subprocess.Popen([sys.executable, *program], cwd=ROOT, env={**os.environ, **own})
    address = f"http://127.0.0.1:{port}"
    try:
        _wait_for(address, process)
        yield address
    finally:
        process.terminate()
        process.wait(timeout=30)


def _wait_for(address: str, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end:
        assert process.poll() is None, f"the server stopped with status {process.returncode}"
        try:
            urlopen(f"{address}/crime-trends", timeout=5).close()
        except URLError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError(f"no answer from {address} within {START_SECONDS} s")


def chromium() -> str:
    """Return the Chromium of this machine."""
    names = (os.environ.get("CHROMIUM"), "chromium", "chromium-browser", "google-chrome")
    found = next((path for name in names if name and (path := shutil.which(name))), None)
    assert found, "Chromium is missing: apt-get install chromium, or set CHROMIUM to its path"
    return found


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for the session."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A browser context of its own for each test: no cache, no cookies from another."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="en-GB")
    yield context
    context.close()


@pytest.fixture
def page_log(server: str) -> PageLog:
    """What went wrong on the test's page."""
    return PageLog(server)


@pytest.fixture
def page(context: BrowserContext, page_log: PageLog) -> Iterator[Page]:
    """A page that reaches the product and nothing else."""
    page = context.new_page()
    page_log.watch(page)
    yield page
    page_log.assert_clean()


@pytest.fixture
def open_page(page: Page, server: str) -> Callable[[str], Page]:
    """Go to a path of the product and wait until the page and its charts are drawn."""

    def go(path: str) -> Page:
        page.goto(server + path)
        wait_until_drawn(page)
        return page

    return go


def wait_until_drawn(page: Page) -> None:
    """Wait until the page has its content, every chart is drawn and nothing is under way."""
    page.wait_for_function(DRAWN)
    page.wait_for_load_state("networkidle")
    page.wait_for_function(DRAWN)


@pytest.fixture(scope="session")
def axe() -> Callable[[Page], None]:
    """Check a page for accessibility with axe-core; fails with what it finds."""
    script = (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")

    def check(page: Page) -> None:
        # A page that fades in has, for some frames, colours that nobody chose.
        page.wait_for_function(STILL)
        # Evaluated by the debugger, which a content security policy does not concern.
        page.evaluate(script)
        options = {"runOnly": {"type": "tag", "values": WCAG}, "resultTypes": ["violations"]}
        found = page.evaluate("options => axe.run(document, options)", options)["violations"]
        assert not found, "\n".join(_describe(violation) for violation in found)

    return check


def _describe(violation: dict[str, object]) -> str:
    nodes = violation["nodes"]
    assert isinstance(nodes, list)
    places = "; ".join(f"{node['target']} {node['failureSummary']}" for node in nodes[:5])
    return f"{violation['id']}: {violation['help']} ({len(nodes)}): {places}"

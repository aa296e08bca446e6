"""A Chromium that reaches this machine only, what comes over its wire, and when it has drawn."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import (
    Browser,
    BrowserContext,
    CDPSession,
    Page,
    ViewportSize,
    sync_playwright,
)

from tests.browser.conftest import FLAGS, chromium

THIS_MACHINE_ONLY = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"
WINDOW: ViewportSize = {"width": 1440, "height": 900}
LINE_MEGABITS, LINE_MILLISECONDS = 10, 40
LONGEST = 60_000
IDLE, STEP = 0.7, 50
"""Seconds without anything on the wire after which a page is taken to have all; milliseconds
between looks."""

LOADED = """() => document.querySelector("#_pages_content h1, #content .dash-graph") &&
  (bench.firstChart !== null || !document.querySelector(".dash-graph"))"""
"""The page of the product, or of the plain application, is there, and its first chart."""

WATCH = """(() => {
  const DRAWN = ".js-plotly-plot .trace, .js-plotly-plot .choroplethlayer path";
  const frame = () => new Promise((done) => requestAnimationFrame(done));
  const graphs = () => [...document.querySelectorAll(".dash-graph")];
  const drawn = (graph) => !graph.offsetParent ||
    graph.querySelector(".trace, .choroplethlayer path");
  window.bench = {
    firstChart: null,
    /* Milliseconds from an action to the frame in which a graph is drawn anew. */
    async change(act, graph) {
      const plot = document.querySelector(graph);
      const begun = performance.now();
      const drawnAnew = new Promise((done) => plot.once("plotly_afterplot", done));
      act();
      await drawnAnew;
      await frame();
      return performance.now() - begun;
    },
    /* Milliseconds from an action to the frame in which a page and all its graphs are drawn. */
    async goTo(act, there) {
      const begun = performance.now();
      act();
      while (!document.querySelector(there) || document.querySelector(".is-navigating") ||
          !graphs().every(drawn)) { await frame(); }
      return performance.now() - begun;
    },
  };
  (async () => {
    while (!document.querySelector(DRAWN)) { await frame(); }
    window.bench.firstChart = performance.now();
  })();
})();"""


def slow_line() -> dict[str, Any]:
    """The line of many readers, in a browser's own words."""
    rate = LINE_MEGABITS * 1_000_000 / 8
    return {
        "offline": False,
        "latency": LINE_MILLISECONDS,
        "downloadThroughput": rate,
        "uploadThroughput": rate,
    }


@dataclass
class Wire:
    """What comes over the wire, as the browser counts it: headers and bodies as sent."""

    session: CDPSession
    asked: dict[str, dict[str, Any]] = field(default_factory=dict)
    sizes: dict[str, float] = field(default_factory=dict)
    last: float = field(default_factory=time.monotonic)

    @classmethod
    def of(cls, page: Page) -> "Wire":
        """Watch a page."""
        wire = cls(page.context.new_cdp_session(page))
        wire.session.on("Network.requestWillBeSent", wire._will_be_sent)
        wire.session.on("Network.dataReceived", wire._received)
        wire.session.on("Network.loadingFinished", wire._finished)
        wire.session.send("Network.enable")
        return wire

    def forget(self) -> None:
        """Start counting anew."""
        self.asked.clear()
        self.sizes.clear()

    def wait_until_idle(self, page: Page) -> None:
        """Wait until nothing has come over the wire for a while."""
        while time.monotonic() < self.last + IDLE:
            page.wait_for_timeout(STEP)

    def _will_be_sent(self, event: dict[str, Any]) -> None:
        self.last = time.monotonic()
        if not event["request"]["url"].startswith("data:"):
            self.asked[event["requestId"]] = event["request"]

    def _received(self, _event: dict[str, Any]) -> None:
        self.last = time.monotonic()

    def _finished(self, event: dict[str, Any]) -> None:
        self.last = time.monotonic()
        self.sizes[event["requestId"]] = event["encodedDataLength"]

    @property
    def total(self) -> float:
        """Bytes."""
        return sum(self.sizes.values())

    @property
    def addresses(self) -> list[str]:
        """Everything that was asked for."""
        return [request["url"] for request in self.asked.values()]

    @property
    def questions(self) -> list[str]:
        """The bodies sent to Dash's route, in order."""
        return [
            request.get("postData", "")
            for request in self.asked.values()
            if "_dash-update-component" in request["url"]
        ]

    @property
    def answer_sizes(self) -> list[float]:
        """Bytes of the answers of Dash's route."""
        return [
            self.sizes[request_id]
            for request_id, request in self.asked.items()
            if "_dash-update-component" in request["url"] and request_id in self.sizes
        ]


@contextmanager
def chromium_browser() -> Iterator[Browser]:
    """A Chromium of this machine's that resolves no other host's name."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium(), args=[*FLAGS, THIS_MACHINE_ONLY]
        )
        yield browser
        browser.close()


@contextmanager
def reader(browser: Browser) -> Iterator[BrowserContext]:
    """A reader who has never been here: nothing cached."""
    context = browser.new_context(viewport=WINDOW, locale="en-GB")
    context.set_default_timeout(LONGEST)
    context.add_init_script(WATCH)
    yield context
    context.close()


def opened(context: BrowserContext, address: str) -> tuple[Page, Wire]:
    """Open an address in a new page and wait until nothing more comes."""
    page = context.new_page()
    wire = Wire.of(page)
    page.goto(address)
    page.wait_for_function(LOADED)
    wire.wait_until_idle(page)
    return page, wire
